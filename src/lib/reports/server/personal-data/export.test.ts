import { eq, isNotNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { foundAssociation } from '../../../../../tests/fixtures/second-association.ts';
import { personMergeForm } from '#lib/associations/forms/merge.ts';
import { searchOrganisations } from '#lib/associations/server/queries.ts';
import { people } from '#lib/associations/server/tables.ts';
import { mandatesOf } from '#lib/bodies/server/mandates.ts';
import { imports, mandates, renewalPlaces, renewals } from '#lib/bodies/server/tables.ts';
import { advanceVoteForm } from '#lib/decisions/forms/votes.ts';
import { openAdvanceVote } from '#lib/decisions/server/votes/advance.ts';
import { namedBallots, voteRights } from '#lib/decisions/server/votes/tables.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { mergePeople } from '#lib/meetings/server/directory/merge-people.ts';
import { proxies } from '#lib/meetings/server/participation/tables.ts';
import { conflictsOfInterest, sittingEvents } from '#lib/meetings/server/sitting/tables.ts';
import { tasks } from '#lib/meetings/server/tasks/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { nameOfficers } from '#lib/meetings/server/commands/attendance.ts';
import { exportPerson, type PersonalData } from './export.ts';

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

/** By each foreign key to a person or a mandate: in what part of the export it is told, or why it is not. */
const TOLD: Readonly<Record<string, { readonly in: keyof PersonalData } | { readonly not: string }>> = {
  mandate_person: { in: 'mandates' },
  meeting_secretary: { in: 'keptMinutesOf' },
  renewal_place_person: { in: 'proposals' },
  task_person: { in: 'tasks' },
  attendance_mandate: { in: 'attendances' },
  check_in_mandate: { in: 'checkIns' },
  conflict_mandate: { in: 'conflicts' },
  meeting_presided_by: { in: 'presided' },
  poll_answer_mandate: { in: 'dateAnswers' },
  private_note_mandate: { in: 'privateNotes' },
  proxy_principal: { in: 'proxies' },
  question_mandate: { in: 'questions' },
  recipient_mandate: { in: 'told' },
  remark_mandate: { in: 'remarks' },
  reply_mandate: { in: 'replies' },
  right_mandate: { in: 'voices' },
  sitting_event_mandate: { in: 'movements' },
  speaker_mandate: { in: 'speeches' },
  supporter_mandate: { in: 'requests' },
  teller_mandate: { in: 'countedAt' },
  written_answer_mandate: { in: 'writtenAnswers' },
  link_mandate: { not: 'the hash of a secret' },
  mandate_replaces: { not: 'who was replaced is told by their own mandate' },
  paper_count_mandate: { not: 'what others voted, until it is recorded' },
  proxy_holder: { not: 'the data of its principal' },
  renewal_place_former: { not: 'told by the proposal' },
  renewal_place_keeps: { not: 'told by the proposal' },
  right_caster: { not: 'the voice of its principal' },
};

/** An association with a row in each table, and the foreign keys that lead to people and mandates. */
async function wholeAssociation() {
  const { house } = relay;
  const whole = await foundAssociation(house, `entiere-${founded}`);
  const { associationId } = whole;
  const { personId, mandateId, bodyId, meetingId } = whole.ids;
  await whole.inside(async (tx) => {
    // What the fixture gives to a seat without a person is given to theirs.
    await tx.update(conflictsOfInterest).set({ mandateId });
    await tx.update(sittingEvents).set({ mandateId }).where(isNotNull(sittingEvents.mandateId));
    await tx.insert(proxies).values({
      associationId,
      meetingId,
      bodyId,
      principalMandateId: mandateId,
      holderName: 'Luc Maes',
      givenAt: '2022-11-18T09:00:00Z',
      via: 'paper',
    });
    await tx.update(renewalPlaces).set({ personId });
    await tx.update(tasks).set({ personId });
  });
  const keys = await house.db.execute<{ name: string }>(
    sql`select conname as name from pg_constraint
        where contype = 'f' and confrelid in ('people'::regclass, 'mandates'::regclass)`,
  );
  return { house, whole, rows: keys.map(({ name }) => name).sort() };
}

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

  it('tells of all that points at a person or a mandate, or says why not', async () => {
    const { rows, house, whole } = await wholeAssociation();
    const me = { ...whole.coordinator, personId: whole.ids.personId };
    const data = doneValue(await exportPerson(house, me, me.personId));
    expect(Object.keys(TOLD).sort()).toEqual(rows);
    const parts = Object.values(TOLD).flatMap((where) => ('in' in where ? [where.in] : []));
    expect(parts.filter((part) => (data[part] as readonly unknown[]).length === 0)).toEqual([]);
    const toPost = { kind: 'notice', channel: 'letter', state: 'to-post', leftAt: null };
    expect(data.told).toMatchObject([toPost, toPost]);
    const electedIn = ({ candidacies }: Pick<PersonalData, 'candidacies'>) =>
      candidacies.map(({ elected }) => elected).toSorted();
    const other = doneValue(await exportPerson(house, me, whole.ids.otherPersonId));
    expect([electedIn(data), electedIn(other)]).toEqual([
      [false, false, false, false, false],
      [false, false, false, false, true],
    ]);
    const said = ({ voices }: Pick<PersonalData, 'voices'>) =>
      voices.map((each) => [each.secret, each.choice]);
    const one = expect.arrayContaining([
      [false, 'for'],
      [true, null],
    ]);
    expect(said(data)).toEqual(one);
    // The vote still goes on: the coordination does not read in it before the others.
    const handed = doneValue(await exportPerson(house, { ...me, personId: null }, me.personId));
    expect(new Set(said(handed).map(([, choice]) => choice))).toEqual(new Set([null]));

    // Of two sheets that are one person, the one that is kept says all that the other said.
    const keptId = whole.ids.otherPersonId;
    const names = { givenName: 'duplicate', familyName: 'duplicate' };
    const sheets = { duplicate: me.personId, keptVersion: 1, duplicateVersion: 1, ...names };
    doneValue(await mergePeople(house, me, keptId, personMergeForm.parse(sheets)));
    const merged = doneValue(await exportPerson(house, { ...me, personId: keptId }, keptId));
    // Both stood in the same elections.
    expect(merged).toEqual({ ...data, candidacies: other.candidacies });
  });

  it('hands to others no choice of a vote before the sitting while it goes on', async () => {
    const { house, whole } = await wholeAssociation();
    const { associationId } = whole;
    const { personId, assemblyMeetingId, assemblyItemId } = whole.ids;
    const form = advanceVoteForm.parse({
      itemId: assemblyItemId,
      proposal: 'L’AG approuve le budget.',
      secrecy: 'named',
      untilDay: daysAfter(house.clock.today(), 19),
      untilTime: '20:00',
    });
    const { voteId } = doneValue(await openAdvanceVote(house, whole.coordinator, assemblyMeetingId, form));
    await whole.inside(async (tx) => {
      const [right] = await tx
        .update(voteRights)
        .set({ cast: true })
        .where(eq(voteRights.voteId, voteId))
        .returning({ mandateId: voteRights.mandateId });
      const ballot = { choice: 'against', castAt: house.clock.now(), confirmed: true } as const;
      await tx.insert(namedBallots).values({ associationId, voteId, ...right!, ...ballot });
    });
    const heard = async (own: boolean) => {
      const actor = { ...whole.coordinator, personId: own ? personId : null };
      const { voices } = doneValue(await exportPerson(house, actor, personId));
      return voices.find(({ proposal }) => proposal === form.proposal);
    };
    expect(await heard(false)).toMatchObject({ cast: true, choice: null, castAt: null });
    expect(await heard(true)).toMatchObject({ cast: true, choice: 'against', castAt: house.clock.now() });
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
