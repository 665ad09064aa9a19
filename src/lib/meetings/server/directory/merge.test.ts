import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { organisationMergeForm, personMergeForm } from '#lib/associations/forms/merge.ts';
import { changeOrganisation } from '#lib/associations/server/commands/organisations.ts';
import { giveAccess } from '#lib/associations/server/commands/people.ts';
import { organisationsBeside, peopleBeside } from '#lib/associations/server/duplicates.ts';
import { organisationForm } from '#lib/associations/forms.ts';
import { accountAssociations, organisations, people } from '#lib/associations/server/tables.ts';
import { mandateForm } from '#lib/bodies/forms.ts';
import { beginMandate } from '#lib/bodies/server/commands/mandates/begin.ts';
import { bodies, mandates, renewalPlaces, renewals, seats } from '#lib/bodies/server/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { meetings } from '../tables.ts';
import { mergeOrganisations, viewOrganisationMerge } from './merge-organisations.ts';
import { mergePeople, viewPersonMerge } from './merge-people.ts';
import { mergedInto, ORGANISATION_REFERENCES, PERSON_REFERENCES } from './references.ts';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'common');
  elsewhere = await relay.found(`ailleurs-${founded}`, 'common');
});

type Typed = Record<string, unknown>;
const UNTIL_2021 = { from: '2020-01-01', to: '2021-12-31' };
const FROM_2022 = { from: '2022-01-01' };

/** A body whose seats are each of an organisation and a person of their own, with these identifiers. */
async function board(
  seatsOf: Parameters<AssociationFixture['addBody']>[1],
  kind: Parameters<AssociationFixture['addBody']>[0] = 'board',
  at = here,
) {
  const body = await at.addBody(kind, seatsOf);
  const rows = await at.inside((tx) =>
    tx.select().from(mandates).where(inArray(mandates.id, body.mandateIds)),
  );
  const sitting = body.mandateIds.map((id) => rows.find((row) => row.id === id)!);
  return {
    ...body,
    organisationIds: sitting.map(({ organisationId }) => organisationId),
    personIds: sitting.map(({ personId }) => personId!),
  };
}

/** A draft of a renewal that proposes this organisation and this person, and a seat reserved for the organisation. */
async function proposed(bodyId: string, organisationId: string, personId: string): Promise<void> {
  const { associationId } = here;
  await here.inside(async (tx) => {
    await tx.insert(seats).values({ associationId, bodyId, sector: 'public', organisationId, position: 0 });
    const [renewal] = await tx
      .insert(renewals)
      .values({ associationId, bodyId, onDay: '2024-12-02' })
      .returning();
    await tx.insert(renewalPlaces).values({
      associationId,
      renewalId: renewal!.id,
      bodyId,
      position: 0,
      sector: 'public',
      organisationId,
      personId,
      office: 'member',
      voting: true,
    });
  });
}

const journal = (act: string) =>
  here.inside((tx) => tx.select().from(journalEntries).where(eq(journalEntries.act, act)));

describe('what points at a sheet', () => {
  it.each([
    ['organisations', ORGANISATION_REFERENCES],
    ['people', PERSON_REFERENCES],
  ])('every foreign key to %s is known to the merge', async (table, references) => {
    const keys = await relay.house.db.execute<{ name: string }>(
      sql`select conname as name from pg_constraint where contype = 'f' and confrelid = ${table}::regclass`,
    );
    expect(keys.map(({ name }) => name).sort()).toEqual(Object.keys(references).sort());
  });

  it.each(['organisation', 'person', 'mandate'])(
    'no column names a %s without a foreign key',
    async (what) => {
      const loose = await relay.house.db.execute<{ name: string }>(
        sql`select attrelid::regclass || '.' || attname as name
          from pg_attribute join pg_class on pg_class.oid = attrelid
          where relkind = 'r' and relnamespace = 'public'::regnamespace and atttypid = 'uuid'::regtype
            and attname like ${`%${what}_id`}
            and not exists (
              select from pg_constraint where contype = 'f' and conrelid = attrelid and attnum = any(conkey))`,
      );
      expect(loose).toEqual([]);
    },
  );
});

describe('mergeOrganisations', () => {
  const merge = (keptId: string, duplicateId: string, more: Typed = {}, actor = here.coordinator) =>
    mergeOrganisations(
      relay.house,
      actor,
      keptId,
      organisationMergeForm.parse({ duplicate: duplicateId, keptVersion: 1, duplicateVersion: 1, ...more }),
    );
  const sheets = () => here.inside((tx) => tx.select().from(organisations).orderBy(organisations.name));
  const mandatesOf = (organisationId: string) =>
    here.inside((tx) => tx.$count(mandates, eq(mandates.organisationId, organisationId)));

  it('leads everything to the sheet that is kept, with the values chosen, and journals both', async () => {
    const { bodyId, organisationIds, personIds } = await board([
      { sector: 'public' },
      { sector: 'public', state: 'present' },
    ]);
    const [kept, duplicate] = organisationIds as [string, string];
    await proposed(bodyId, duplicate, personIds[1]!);
    await here.inside((tx) =>
      tx
        .update(organisations)
        .set({ enterpriseNumber: '0123.456.749', municipality: 'Virton' })
        .where(eq(organisations.id, duplicate)),
    );
    const view = doneValue(await here.inside((tx) => viewOrganisationMerge(tx, kept, duplicate)));
    expect(view).toMatchObject({
      moves: { mandate_organisation: 1, seat_organisation: 1, renewal_place_organisation: 1 },
      obstacles: [],
    });
    doneValue(await merge(kept, duplicate, { name: 'duplicate', enterpriseNumber: 'duplicate' }));
    expect(await sheets()).toMatchObject([
      {
        id: kept,
        name: view.duplicate.name,
        enterpriseNumber: '0123.456.749',
        municipality: null,
        version: 2,
      },
    ]);
    expect(await mandatesOf(kept)).toBe(2);
    expect(await journal('organisation.merged')).toMatchObject([
      {
        subjectId: kept,
        before: { kept: { name: view.kept.name }, duplicate: { municipality: 'Virton' } },
        after: { name: view.duplicate.name, duplicate, moves: { mandate_organisation: 1 } },
      },
    ]);
    const { associationId } = here;
    expect(await here.inside((tx) => mergedInto(tx, associationId, 'organisation.merged', duplicate))).toBe(
      kept,
    );
  });

  it('pressed twice, or at once, merges once', async () => {
    const { organisationIds } = await board([{ sector: 'public' }, { sector: 'public' }]);
    const [kept, duplicate] = organisationIds as [string, string];
    const outcomes = await Promise.all([merge(kept, duplicate), merge(kept, duplicate)]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(refusalOf(await merge(kept, duplicate))).toBeNull();
    expect(await journal('organisation.merged')).toHaveLength(1);
  });

  it('of two who keep each the other at once, one is done and nothing is lost', async () => {
    const { organisationIds } = await board([{ sector: 'public' }, { sector: 'public' }]);
    const [one, other] = organisationIds as [string, string];
    const outcomes = await Promise.all([merge(one, other), merge(other, one)]);
    expect(outcomes.map(refusalOf).sort()).toEqual(['not-found', null].sort());
    expect(await sheets()).toHaveLength(1);
  });

  it('refuses two sectors when something of the duplicate is counted in its own', async () => {
    const { organisationIds } = await board([{ sector: 'public' }, { sector: 'associative' }]);
    const [kept, duplicate] = organisationIds as [string, string];
    expect(refusalOf(await merge(kept, duplicate))).toBe('other-sector');
    await here.inside((tx) => tx.delete(mandates).where(eq(mandates.organisationId, duplicate)));
    doneValue(await merge(kept, duplicate, { sector: 'duplicate' }));
    expect(await sheets()).toMatchObject([{ id: kept, sector: 'associative' }]);
  });

  it('refuses two members at the same time of a body composed by right', async () => {
    const { bodyId, organisationIds } = await board(
      [{ sector: 'public' }, { sector: 'public' }, { sector: 'public', ...UNTIL_2021, voting: false }],
      'general-assembly',
    );
    const [kept, duplicate, guest] = organisationIds as [string, string, string];
    doneValue(await merge(kept, guest));
    await here.inside((tx) => tx.update(bodies).set({ composed: 'by-right' }).where(eq(bodies.id, bodyId)));
    expect(refusalOf(await merge(kept, duplicate, { keptVersion: 2 }))).toBe('double-member');
    await here.inside((tx) =>
      tx
        .update(mandates)
        .set({ fromDay: '2020-01-01', toDay: '2021-06-23' })
        .where(eq(mandates.organisationId, duplicate)),
    );
    doneValue(await merge(kept, duplicate, { keptVersion: 2 }));
  });

  it('refuses a membership that the choices make impossible', async () => {
    const { organisationIds } = await board([{ sector: 'public' }, { sector: 'public' }]);
    const [kept, duplicate] = organisationIds as [string, string];
    await here.inside((tx) =>
      tx
        .update(organisations)
        .set({ partner: false, memberUntil: '2022-01-01' })
        .where(eq(organisations.id, duplicate)),
    );
    expect(refusalOf(await merge(kept, duplicate, { memberUntil: 'duplicate' }))).toBe('membership-ended');
    doneValue(await merge(kept, duplicate, { memberUntil: 'duplicate', partner: 'duplicate' }));
  });

  it('refuses sheets changed since they were compared', async () => {
    const { organisationIds } = await board([{ sector: 'public' }, { sector: 'public' }]);
    const [kept, duplicate] = organisationIds as [string, string];
    doneValue(
      await changeOrganisation(
        relay.house,
        here.coordinator,
        duplicate,
        organisationForm.parse({ name: 'Autre', sector: 'public', partner: true, version: 1 }),
      ),
    );
    expect(refusalOf(await merge(kept, duplicate))).toBe('stale');
    expect(await sheets()).toHaveLength(2);
  });

  it('of a merge and a mandate that begins for the duplicate at once, none leaves the other wrong', async () => {
    const { bodyId, organisationIds } = await board([{ sector: 'public' }, { sector: 'public' }]);
    const [kept, duplicate] = organisationIds as [string, string];
    const mandateId = crypto.randomUUID();
    const [merged, begun] = await Promise.all([
      merge(kept, duplicate),
      beginMandate(
        relay.house,
        here.coordinator,
        bodyId,
        mandateForm.parse({
          mandateId,
          organisation: duplicate,
          person: 'vacant',
          partner: true,
          office: 'member',
          voting: true,
          from: '2022-01-01',
        }),
      ),
    ]);
    expect(refusalOf(merged)).toBeNull();
    expect([null, 'unknown-organisation']).toContain(refusalOf(begun));
    expect(await mandatesOf(kept)).toBe(begun.done ? 3 : 2);
  });

  it('knows nothing of another association, nothing that is not there, and not the sheet itself', async () => {
    const { organisationIds } = await board([{ sector: 'public' }]);
    const theirs = await board([{ sector: 'public' }], 'board', elsewhere);
    const kept = organisationIds[0]!;
    for (const id of [theirs.organisationIds[0]!, crypto.randomUUID(), kept])
      expect(refusalOf(await merge(kept, id))).toBe('not-found');
    expect(refusalOf(await merge('new', kept))).toBe('not-found');
  });

  it('is for coordination', async () => {
    const { organisationIds } = await board([{ sector: 'public' }, { sector: 'public' }]);
    const [kept, duplicate] = organisationIds as [string, string];
    const refused = [];
    for (const role of ['assistant', 'reader', null] as const)
      refused.push(refusalOf(await merge(kept, duplicate, {}, here.actor(role))));
    expect(refused).toEqual(['not-allowed', 'not-allowed', 'not-found']);
    expect(await sheets()).toHaveLength(2);
  });
});

describe('mergePeople', () => {
  const merge = (keptId: string, duplicateId: string, more: Typed = {}, actor = here.coordinator) =>
    mergePeople(
      relay.house,
      actor,
      keptId,
      personMergeForm.parse({ duplicate: duplicateId, keptVersion: 1, duplicateVersion: 1, ...more }),
    );
  const sheets = () => here.inside((tx) => tx.select().from(people).orderBy(people.familyName));
  /** One after the other in the same body. */
  const successors = async () => {
    const body = await board([
      { sector: 'public', ...UNTIL_2021 },
      { sector: 'public', ...FROM_2022, state: 'present' },
    ]);
    return { ...body, kept: body.personIds[0]!, duplicate: body.personIds[1]! };
  };
  const change = (id: string, values: Partial<typeof people.$inferInsert>) =>
    here.inside((tx) => tx.update(people).set(values).where(eq(people.id, id)));

  it('leads everything to the sheet that is kept, with the access, and journals no contact', async () => {
    const { bodyId, meetingId, kept, duplicate, organisationIds } = await successors();
    await proposed(bodyId, organisationIds[1]!, duplicate);
    const accountId = await relay.addAccount(`claire-${founded}@example.be`, 'Claire');
    await change(duplicate, { accountId, email: 'claire@example.be', phone: '061234567' });
    await here.inside((tx) =>
      tx.update(meetings).set({ secretaryPersonId: duplicate }).where(eq(meetings.id, meetingId)),
    );
    const view = doneValue(await here.inside((tx) => viewPersonMerge(tx, kept, duplicate)));
    expect(view).toMatchObject({
      moves: { mandate_person: 1, renewal_place_person: 1, meeting_secretary: 1 },
      obstacles: [],
    });
    doneValue(await merge(kept, duplicate, { email: 'duplicate' }));
    expect(await sheets()).toMatchObject([
      { id: kept, accountId, email: 'claire@example.be', phone: null, version: 2 },
    ]);
    expect(await here.inside((tx) => tx.$count(mandates, eq(mandates.personId, kept)))).toBe(2);
    const known = await relay.house.db
      .select()
      .from(accountAssociations)
      .where(eq(accountAssociations.accountId, accountId));
    expect(known).toHaveLength(1);
    const entries = await journal('person.merged');
    expect(entries).toMatchObject([
      { subjectId: kept, before: { duplicate: { accountId } }, after: { duplicate, contacts: ['email'] } },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/@example|61234567/);
  });

  it('refuses two mandates in a body at the same time, and says which', async () => {
    const { personIds } = await board([{ sector: 'public' }, { sector: 'public', ...FROM_2022 }]);
    const [kept, duplicate] = personIds as [string, string];
    expect(await merge(kept, duplicate)).toMatchObject({
      refusal: {
        code: 'sitting-together',
        sentence: expect.stringMatching(/24.juin.2021, le doublon à partir du 1er.janvier.2022/) as string,
      },
    });
    expect(await sheets()).toHaveLength(2);
  });

  it('pressed twice, or at once, merges once', async () => {
    const { kept, duplicate } = await successors();
    const outcomes = await Promise.all([merge(kept, duplicate), merge(kept, duplicate)]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(await journal('person.merged')).toHaveLength(1);
  });

  it('refuses two accesses, and an access given meanwhile is not lost', async () => {
    const { kept, duplicate } = await successors();
    const give = (id: string, name: string) =>
      giveAccess(relay.house, here.coordinator, id, { email: `${name}-${founded}@example.be` });
    doneValue(await give(kept, 'kept'));
    const [merged, given] = await Promise.all([
      merge(kept, duplicate, { keptVersion: 2 }),
      give(duplicate, 'duplicate'),
    ]);
    // Whoever came first decides: the access makes the comparison stale, the merge leaves nobody to give it to.
    expect([
      [null, 'not-found'],
      ['stale', null],
    ]).toContainEqual([refusalOf(merged), refusalOf(given)]);
    if (given.done)
      expect(refusalOf(await merge(kept, duplicate, { keptVersion: 2, duplicateVersion: 2 }))).toBe(
        'two-accounts',
      );
  });

  it('of a merge and a mandate that begins with the duplicate at once, none leaves the other wrong', async () => {
    const { bodyId, kept, duplicate, organisationIds } = await successors();
    const other = await here.addBody('working-group', []);
    expect(other.bodyId).not.toBe(bodyId);
    const [merged, begun] = await Promise.all([
      merge(kept, duplicate),
      beginMandate(
        relay.house,
        here.coordinator,
        other.bodyId,
        mandateForm.parse({
          mandateId: crypto.randomUUID(),
          organisation: organisationIds[0],
          person: duplicate,
          partner: true,
          office: 'member',
          voting: true,
          from: '2022-01-01',
        }),
      ),
    ]);
    expect(refusalOf(merged)).toBeNull();
    expect([null, 'unknown-person']).toContain(refusalOf(begun));
    expect(await here.inside((tx) => tx.$count(mandates, eq(mandates.personId, kept)))).toBe(
      begun.done ? 3 : 2,
    );
  });

  it('refuses to fill a sheet that was erased, and lets it be merged into the other one', async () => {
    const { kept, duplicate } = await successors();
    await change(kept, { erasedAt: '2022-01-01T00:00:00Z' });
    expect(refusalOf(await merge(kept, duplicate))).toBe('kept-erased');
    doneValue(await merge(duplicate, kept));
  });

  it('refuses a name that a third one has, unless an address tells them apart', async () => {
    const { kept, duplicate } = await successors();
    await change(kept, { familyName: 'Dubois' });
    await change(duplicate, { email: 'dominique@example.be' });
    await here.inside((tx) =>
      tx.insert(people).values({
        associationId: here.associationId,
        givenName: 'Dominique',
        familyName: 'Dubois',
        email: 'd@example.be',
      }),
    );
    expect(refusalOf(await merge(kept, duplicate))).toBe('person-known');
    doneValue(await merge(kept, duplicate, { email: 'duplicate' }));
  });

  it('refuses sheets changed since they were compared', async () => {
    const { kept, duplicate } = await successors();
    expect(refusalOf(await merge(kept, duplicate, { keptVersion: 0 }))).toBe('stale');
  });

  it('knows nobody of another association, and is for coordination', async () => {
    const { kept, duplicate } = await successors();
    const theirs = await board([{ sector: 'public' }], 'board', elsewhere);
    for (const id of [theirs.personIds[0]!, crypto.randomUUID(), kept])
      expect(refusalOf(await merge(kept, id))).toBe('not-found');
    const refused = [];
    for (const role of ['assistant', 'reader', null] as const)
      refused.push(refusalOf(await merge(kept, duplicate, {}, here.actor(role))));
    expect(refused).toEqual(['not-allowed', 'not-allowed', 'not-found']);
  });
});

describe('likely duplicates', () => {
  it('tells the organisations of the same name written otherwise, the others after', async () => {
    const add = async (name: string) => {
      const [row] = await here.inside((tx) =>
        tx
          .insert(organisations)
          .values({ associationId: here.associationId, name, sector: 'public', partner: true })
          .returning(),
      );
      return row!;
    };
    const sheet = await add('Maison d’Étalle');
    await add('MAISON D’ETALLE ASBL');
    await add('Autre');
    expect(await here.inside((tx) => organisationsBeside(tx, sheet))).toMatchObject([
      { name: 'Autre', alike: null },
      { name: 'MAISON D’ETALLE ASBL', alike: 'name' },
    ]);
  });

  it('tells the people of the same name or address, and nobody who was erased', async () => {
    const add = async (
      givenName: string,
      familyName: string,
      more: Partial<typeof people.$inferInsert> = {},
    ) => {
      const [row] = await here.inside((tx) =>
        tx
          .insert(people)
          .values({ associationId: here.associationId, givenName, familyName, ...more })
          .returning(),
      );
      return row!.id;
    };
    const id = await add('Claire', 'Dubois', { email: 'c@example.be' });
    await add('Dubois', 'CLAIRE');
    await add('Claire', 'Petit', { email: 'c@example.be' });
    await add('Jean', 'Zune');
    await add('Claire', 'Dubois', { erasedAt: '2022-01-01T00:00:00Z' });
    expect((await here.inside((tx) => peopleBeside(tx, id))).map(({ alike }) => alike)).toEqual([
      'name',
      'email',
      null,
    ]);
  });
});
