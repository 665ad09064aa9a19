import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { searchOrganisations } from '#lib/associations/server/queries.ts';
import { people } from '#lib/associations/server/tables.ts';
import { mandatesOf } from '#lib/bodies/server/mandates.ts';
import { imports, mandates, renewalPlaces, renewals } from '#lib/bodies/server/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { nameOfficers } from './commands/attendance.ts';
import { exportPerson } from './personal-data.ts';

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

/** A board whose seats, from the first, are all of one person and one organisation, one after the other. */
async function board(seats: number, at = here) {
  const periods = Array.from({ length: seats }, (_, index) => {
    const year = 2022 - index;
    return { from: `${year}-01-01`, ...(index > 0 && { to: `${year}-12-31` }) };
  });
  const body = await at.addBody(
    'board',
    periods.map((period, index) => ({
      sector: 'public',
      ...period,
      ...(index === 0 && { state: 'present' as const }),
    })),
  );
  const held = await at.inside(async (tx) => {
    const [first] = await tx.select().from(mandates).where(eq(mandates.id, body.mandateIds[0]!));
    const { personId, organisationId } = first!;
    await tx.update(mandates).set({ personId, organisationId }).where(eq(mandates.bodyId, body.bodyId));
    return { personId: personId!, organisationId };
  });
  return { ...body, ...held };
}

describe('mandatesOf', () => {
  it('tells the mandates of a person and of an organisation, the last begun first', async () => {
    const { personId, organisationId, code } = await board(2);
    const lines = await here.inside((tx) => mandatesOf(tx, { personId }));
    expect(lines).toMatchObject([
      { body: { code }, organisation: { id: organisationId }, person: { id: personId }, to: null },
      { from: '2021-01-01', to: '2021-12-31' },
    ]);
    expect(await here.inside((tx) => mandatesOf(tx, { organisationId }))).toEqual(lines);
    expect(JSON.stringify(lines)).not.toMatch(/email|phone|address/);
  });

  it('keeps a vacant seat of an organisation', async () => {
    const { bodyId, organisationId } = await board(1);
    await here.inside((tx) => tx.update(mandates).set({ personId: null }).where(eq(mandates.bodyId, bodyId)));
    expect(await here.inside((tx) => mandatesOf(tx, { organisationId }))).toMatchObject([{ person: null }]);
  });
});

it('reads the list and the sheets with as many statements for 3 rows as for 1', async () => {
  for (const size of [1, 3]) {
    const at = size === 1 ? here : elsewhere;
    const { personId, organisationId } = await board(size, at);
    const list = (name: string) => at.statements((tx) => searchOrganisations(tx, { name, sector: null }));
    expect((await at.inside((tx) => searchOrganisations(tx, { name: '', sector: null }))).lines).toHaveLength(
      size,
    );
    expect(await list('')).toHaveLength(1);
    for (const whose of [{ personId }, { organisationId }]) {
      expect(await at.inside((tx) => mandatesOf(tx, whose))).toHaveLength(size);
      expect(await at.statements((tx) => mandatesOf(tx, whose))).toHaveLength(1);
    }
  }
});

describe('exportPerson', () => {
  const exported = (at = here) =>
    at.inside((tx) =>
      tx
        .select({ id: journalEntries.subjectId, after: journalEntries.after })
        .from(journalEntries)
        .where(eq(journalEntries.act, 'person.exported')),
    );

  it('takes out identity, contacts, mandates, attendances, presidencies and minutes kept, journaled', async () => {
    const { personId, meetingId, mandateIds, code, organisationId } = await board(2);
    await here.inside((tx) =>
      tx.update(people).set({ email: 'd@example.be', civility: 'madame' }).where(eq(people.id, personId)),
    );
    doneValue(
      await nameOfficers(relay.house, here.coordinator, meetingId, {
        presidedByMandateId: mandateIds[0]!,
        secretaryPersonId: personId,
      }),
    );
    const meeting = { body: code, heldOn: '2022-11-21' };
    expect(doneValue(await exportPerson(relay.house, here.coordinator, personId))).toMatchObject({
      exportedAt: '2022-11-21T15:00:00Z',
      identity: { civility: 'madame', givenName: 'Dominique', email: 'd@example.be', phone: null },
      access: null,
      mandates: [
        { body: { code }, organisation: { id: organisationId }, office: 'member', from: '2022-01-01' },
        { from: '2021-01-01', to: '2021-12-31' },
      ],
      attendances: [{ ...meeting, state: 'present' }],
      presided: [meeting],
      keptMinutesOf: [meeting],
    });
    expect(await exported()).toEqual([{ id: personId, after: null }]);
  });

  it('takes out notes on mandates, proposals of renewals and imported rows', async () => {
    const { personId, bodyId, code, mandateIds, organisationId } = await board(2);
    const { associationId } = here;
    await here.inside(async (tx) => {
      await tx
        .update(mandates)
        .set({ endReason: 'resignation', endNote: 'déménage', appointment: 'AG du 24 juin 2021' })
        .where(eq(mandates.id, mandateIds[1]!));
      const [renewal] = await tx
        .insert(renewals)
        .values({ associationId, bodyId, onDay: '2024-12-02' })
        .returning();
      const place = { sector: 'public', office: 'member', voting: true, position: 0 } as const;
      await tx
        .insert(renewalPlaces)
        .values({ associationId, bodyId, renewalId: renewal!.id, organisationId, personId, ...place });
      const [self] = await tx.select().from(people).where(eq(people.id, personId));
      await tx.insert(imports).values({
        associationId,
        content: 'people',
        fileName: 'personnes.csv',
        uploadedAt: '2022-11-01T00:00:00Z',
        cells: [
          ['prénom', 'nom'],
          [self!.givenName, self!.familyName],
          ['Jean', 'Petit'],
        ],
      });
    });
    expect(doneValue(await exportPerson(relay.house, here.coordinator, personId))).toMatchObject({
      mandates: [
        { endNote: null },
        { endReason: 'resignation', endNote: 'déménage', appointment: 'AG du 24 juin 2021' },
      ],
      proposals: [{ body: code, onDay: '2024-12-02', office: 'member' }],
      imported: [{ fileName: 'personnes.csv', rows: [['Dominique', `${code}-00`]] }],
    });
  });

  it('tells nothing of anyone else', async () => {
    const { bodyId, personId } = await board(1);
    const others = await here.addBody('working-group');
    expect(others.bodyId).not.toBe(bodyId);
    const data = doneValue(await exportPerson(relay.house, here.coordinator, personId));
    expect(data.mandates).toHaveLength(1);
    expect(data.attendances).toHaveLength(1);
    expect(JSON.stringify(data)).not.toContain(others.code);
  });

  it('is for coordination, and for people of its own association', async () => {
    const { personId } = await board(1);
    const theirs = await board(1, elsewhere);
    const refused = async (role: 'assistant' | 'reader' | null) =>
      refusalOf(await exportPerson(relay.house, here.actor(role), personId));
    expect([await refused('assistant'), await refused('reader'), await refused(null)]).toEqual([
      'not-allowed',
      'not-allowed',
      'not-found',
    ]);
    for (const id of [theirs.personId, crypto.randomUUID(), 'x'])
      expect(refusalOf(await exportPerson(relay.house, here.coordinator, id))).toBe('not-found');
    expect([...(await exported()), ...(await exported(elsewhere))]).toEqual([]);
  });
});
