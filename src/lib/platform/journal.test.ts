import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRelay, type AssociationFixture, type Relay } from '../../../tests/fixtures/relay.ts';
import { rehearse } from '../../../tests/fixtures/rehearsal.ts';
import { done, refuse } from '#lib/kernel/refusals.ts';
import { command, type Act } from './commands.ts';
import { databaseFault, inAssociation, type Tx } from './database.ts';
import type { House } from './house.ts';
import { appendToJournal, INSTALLATION_CHAIN, verifyChain } from './journal.ts';
import { journalEntries } from './tables.ts';

let relay: Relay;
let here: AssociationFixture;
let found = 0;
beforeAll(async () => void (relay = await openRelay()));
afterAll(() => relay.close());
beforeEach(async () => {
  found += 1;
  here = await relay.found(`association-${found}`, 'common');
});

const ENTRY = {
  act: 'meeting.changed',
  subject: { kind: 'meeting', id: 'm' },
  before: { place: 'Arlon', ranks: [3, 1.5, null], nested: { b: true, a: 'é' } },
  after: { place: 'Bastogne' },
} as const;

const note = (house: House, entries = 1) =>
  command(house, here.coordinator, async ({ journal }) => {
    for (let index = 0; index < entries; index += 1) journal(ENTRY);
    return done();
  });
const verify = () => here.inside((tx) => verifyChain(tx, here.associationId));
const seqs = () =>
  here.inside(async (tx) =>
    (await tx.select({ seq: journalEntries.seq }).from(journalEntries).orderBy(journalEntries.seq)).map(
      ({ seq }) => seq,
    ),
  );
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** What the owner of the table could do by hand, on a chain of five entries, then what the verification says. */
const tamper = (change: (tx: Tx) => Promise<unknown>) =>
  rehearse(relay.house, async (house) => {
    await note(house, 5);
    return inAssociation(house.db, here.associationId, async (tx) => {
      await tx.execute(sql`alter table journal_entries disable trigger user`);
      await change(tx);
      return (await verifyChain(tx, here.associationId)).broken;
    });
  });

describe('append-only', () => {
  it.each([
    ['changed', sql`update journal_entries set account_name = 'Quelqu’un'`],
    ['removed', sql`delete from journal_entries`],
    ['emptied', sql`truncate journal_entries`],
  ])('cannot be %s', async (_, statement) => {
    await note(relay.house);
    const attempt = here.inside((tx) => tx.execute(statement));
    expect(databaseFault(await attempt.catch((error: unknown) => error))?.code).toBe('23001');
    expect(await verify()).toEqual({ entries: 1, broken: null });
  });
});

describe('the chain', () => {
  it('is verified from its first entry to its last, past one page', async () => {
    // Thirteen values each: more than one statement takes.
    await note(relay.house, 5200);
    await note(relay.house, 1);
    expect(await verify()).toEqual({ entries: 5201, broken: null });
  });

  it.each<[string, ReturnType<typeof sql>]>([
    ['act', sql`'meeting.created'`],
    ['at', sql`at + interval '1 millisecond'`],
    ['account_id', sql`gen_random_uuid()`],
    ['account_name', sql`account_name || ' '`],
    ['subject_kind', sql`'item'`],
    ['subject_id', sql`'n'`],
    ['before', sql`jsonb_set("before", '{place}', '"Virton"')`],
    ['after', sql`null`],
    ['hash', sql`repeat('0', 64)`],
  ])('finds a changed %s', async (column, value) => {
    const broken = await tamper((tx) =>
      tx.execute(sql`update journal_entries set ${sql.identifier(column)} = ${value} where seq = 3`),
    );
    expect(broken).toEqual({ seq: 3, reason: 'content' });
  });

  it('finds an entry whose link was changed', async () => {
    const broken = await tamper((tx) =>
      tx.execute(sql`update journal_entries set previous_hash = hash where seq = 3`),
    );
    expect(broken).toEqual({ seq: 3, reason: 'link' });
  });

  it('finds an entry rewritten with a right hash of its own: the next one does not follow', async () => {
    const broken = await tamper(async (tx) => {
      const [second] = await tx.select().from(journalEntries).where(eq(journalEntries.seq, 2));
      // The same entry, written by someone else to a chain that ends at the second.
      await tx.execute(sql`delete from journal_entries where seq >= 3`);
      await appendToJournal(
        tx,
        here.associationId,
        second!.at,
        { accountId: null, name: 'Quelqu’un d’autre' },
        [ENTRY],
      );
      expect((await verifyChain(tx, here.associationId)).broken).toBeNull();
      await tx.insert(journalEntries).values({ ...second!, seq: 4 });
    });
    expect(broken).toEqual({ seq: 4, reason: 'link' });
  });

  it.each([1, 3])('finds that entry %i is missing', async (seq) => {
    const broken = await tamper((tx) => tx.execute(sql`delete from journal_entries where seq = ${seq}`));
    expect(broken).toEqual({ seq, reason: 'gap' });
  });

  it('names the first of several broken links', async () => {
    const broken = await tamper((tx) =>
      tx.execute(sql`update journal_entries set subject_id = 'x' where seq > 1`),
    );
    expect(broken).toEqual({ seq: 2, reason: 'content' });
  });

  it('cannot tell that its end was cut off: the number of entries does', async () => {
    expect(await tamper((tx) => tx.execute(sql`delete from journal_entries where seq = 5`))).toBeNull();
  });

  it('stays whole when many commands write at once', async () => {
    const outcomes = await Promise.all(upTo(40).map((size) => note(relay.house, (size % 3) + 1)));
    expect(outcomes.every(({ done: isDone }) => isDone)).toBe(true);
    const total = upTo(40).reduce((sum, size) => sum + (size % 3) + 1, 0);
    expect(await seqs()).toEqual(upTo(total));
    expect(await verify()).toEqual({ entries: total, broken: null });
  });

  it('is one for each association, and one for the installation', async () => {
    const other = await relay.found(`autre-${found}`, 'common');
    await note(relay.house, 2);
    const append = () =>
      relay.house.db.transaction((tx) =>
        appendToJournal(tx, null, relay.house.clock.now(), { accountId: null, name: 'Opérateur' }, [ENTRY]),
      );
    await Promise.all(upTo(10).map(append));
    expect(await verify()).toEqual({ entries: 2, broken: null });
    expect(await other.inside((tx) => verifyChain(tx, other.associationId))).toEqual({
      entries: 0,
      broken: null,
    });
    const installation = await relay.house.db.transaction((tx) => verifyChain(tx, null));
    expect(installation).toEqual({ entries: 10, broken: null });
    const chains = await relay.house.db.selectDistinct({ chain: journalEntries.chain }).from(journalEntries);
    expect(chains).toEqual([{ chain: INSTALLATION_CHAIN }]);
  });
});

describe('a command', () => {
  const write = ({ tx }: Act) =>
    tx.execute(
      sql`insert into organisations (association_id, name, sector, partner)
          values (${here.associationId}, 'Le Pont', 'public', true)`,
    );
  const written = () =>
    here.inside(async (tx) => (await tx.execute(sql`select name from organisations`)).length);

  it('writes its change and its entry together, then announces', async () => {
    const seen: string[] = [];
    const outcome = await command(relay.house, here.coordinator, async (act) => {
      act.afterwards(async () => void seen.push(`committed ${await written()}`));
      await write(act);
      act.journal(ENTRY);
      return done('oui');
    });
    expect(outcome).toEqual(done('oui'));
    expect(seen).toEqual(['committed 1']);
    const [entry] = await here.inside((tx) => tx.select().from(journalEntries));
    expect(entry).toMatchObject({
      seq: 1,
      act: 'meeting.changed',
      at: relay.house.clock.now(),
      accountId: here.coordinator.accountId,
      accountName: 'An Peeters',
      subjectKind: 'meeting',
      subjectId: 'm',
      before: ENTRY.before,
      after: ENTRY.after,
      previousHash: '',
    });
  });

  it('that is refused leaves no change, no entry and no announcement', async () => {
    const seen: string[] = [];
    const outcome = await command(relay.house, here.coordinator, async (act) => {
      await write(act);
      act.journal(ENTRY);
      act.afterwards(() => void seen.push('announced'));
      return refuse('no', 'Impossible.');
    });
    expect(outcome).toEqual(refuse('no', 'Impossible.'));
    expect([await written(), await seqs(), seen]).toEqual([0, [], []]);
  });

  it('that forgets the journal is a bug: it throws, and its change is undone', async () => {
    const attempt = command(relay.house, here.coordinator, async (act) => {
      await write(act);
      return done();
    });
    await expect(attempt).rejects.toThrow('without journal entry');
    expect(await written()).toBe(0);
  });

  it('that throws leaves no entry', async () => {
    const attempt = command(relay.house, here.coordinator, async (act) => {
      act.journal(ENTRY);
      await write(act);
      throw new Error('bug');
    });
    await expect(attempt).rejects.toThrow('bug');
    expect([await written(), await seqs()]).toEqual([0, []]);
  });

  it('with nothing to do needs no entry', async () => {
    const outcome = await command(relay.house, here.coordinator, async ({ nothingToDo }) => {
      nothingToDo();
      return done();
    });
    expect(outcome.done).toBe(true);
    expect(await seqs()).toEqual([]);
  });
});
