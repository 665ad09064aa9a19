import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts } from '#lib/accounts/server/tables.ts';
import { settingForm } from '#lib/associations/forms.ts';
import { associationRoles, organisations, people } from '#lib/associations/server/tables.ts';
import { enterAssociation, loadActor } from '#lib/bodies/server/actor.ts';
import { changeSetting } from '#lib/bodies/server/settings.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import { correctionForm, decisionForm } from '#lib/decisions/forms.ts';
import { correctDecision, recordDecision, withdrawDecision } from '#lib/decisions/server/commands.ts';
import { decisionsOf } from '#lib/decisions/server/queries.ts';
import { fromPlain } from '#lib/documents/rich-text.ts';
import type { Actor, Role, SignedInActor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { addItem, changeItem, removeAgendaItem } from '#lib/meetings/server/commands/agenda.ts';
import { moveAgendaItem } from '#lib/meetings/server/commands/agenda-places.ts';
import { nameOfficers, recordAttendance } from '#lib/meetings/server/commands/attendance.ts';
import { saveNotes } from '#lib/meetings/server/commands/notes.ts';
import { changeMeeting, createMeeting } from '#lib/meetings/server/commands/planning.ts';
import { listMeetings, meetingView, meetingYears } from '#lib/meetings/server/queries.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { rehearse } from '../fixtures/rehearsal.ts';
import { openReferenceCase, type ReferenceCase } from '../fixtures/reference-case.ts';
import { foundAssociation } from '../fixtures/second-association.ts';

type Code = 'AG' | 'CA' | 'CG' | 'CC';
/**
 * What a role sees of the meetings of one body, written by hand from the rule "whoever sits today, or sat that day":
 * all · none · left: those held on 2022-09-07 at the latest for good, the others until that day · came: those held
 * since 2022-10-01 always, the others from that day on.
 */
type Sees = 'all' | 'none' | 'left' | 'came';
/** What a role may do: prepare and decide, prepare, read, or (a member) read what they see. */
type Does = 'decide' | 'prepare' | 'read' | 'member';

const MATRIX: Record<string, Record<Code, Sees> & { does: Does }> = {
  coordination: { AG: 'all', CA: 'all', CG: 'all', CC: 'all', does: 'decide' },
  'coordination without its second factor': {
    AG: 'none',
    CA: 'none',
    CG: 'none',
    CC: 'none',
    does: 'member',
  },
  assistant: { AG: 'all', CA: 'all', CG: 'all', CC: 'all', does: 'prepare' },
  reader: { AG: 'all', CA: 'all', CG: 'all', CC: 'all', does: 'read' },
  chair: { AG: 'all', CA: 'all', CG: 'all', CC: 'none', does: 'member' },
  'board member, public': { AG: 'all', CA: 'all', CG: 'none', CC: 'none', does: 'member' },
  'board member, associative': { AG: 'all', CA: 'all', CG: 'none', CC: 'none', does: 'member' },
  'assembly member': { AG: 'all', CA: 'none', CG: 'none', CC: 'none', does: 'member' },
  'committee member only': { AG: 'none', CA: 'none', CG: 'all', CC: 'none', does: 'member' },
  'former committee member': { AG: 'all', CA: 'all', CG: 'left', CC: 'none', does: 'member' },
  'former committee member only': { AG: 'none', CA: 'none', CG: 'left', CC: 'none', does: 'member' },
  'new committee member only': { AG: 'none', CA: 'none', CG: 'came', CC: 'none', does: 'member' },
};
const LEFT = '2022-09-07';
const CAME = '2022-10-01';

/** Before the first meeting, days of meetings, the edges of the mandates, and a year after the last meeting. */
const DAYS = ['2022-01-01', '2022-02-24', LEFT, '2022-09-08', '2022-09-30', CAME, '2022-11-21', '2023-12-22'];

/** A role that sees all of a body or nothing of it sees the same every day: three days say so. */
function daysFor(sees: Readonly<Record<Code, Sees>>): readonly string[] {
  const moves = Object.values(sees).some((each) => each === 'left' || each === 'came');
  return moves ? DAYS : [DAYS[0]!, LEFT, DAYS.at(-1)!];
}

function visible(sees: Sees, heldOn: string, today: string): boolean {
  switch (sees) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'left':
      return heldOn <= LEFT || today <= LEFT;
    case 'came':
      return heldOn >= CAME || today >= CAME;
  }
}

interface Meeting {
  readonly id: string;
  readonly bodyId: string;
  readonly code: Code;
  readonly heldOn: string;
  readonly itemId: string | undefined;
  readonly decisionId: string | undefined;
  readonly counts: { items: number; notes: number; seats: number; recorded: number; decisions: number };
}

let reference: ReferenceCase;
let all: readonly Meeting[];
const actors = new Map<string, SignedInActor>();
let outsider: SignedInActor;

beforeAll(async () => {
  reference = await openReferenceCase();
  const { house, associationId, inside } = reference;
  const accountOf = async (email: string) =>
    (await house.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, email)))[0]!.id;
  const newAccount = async (name: string) =>
    (
      await house.db
        .insert(accounts)
        .values({ email: `${name}@rslux.example`, name, createdAt: house.clock.now() })
        .returning({ id: accounts.id })
    )[0]!.id;
  const load = async (role: string, accountId: string, secondFactorPassed = true) => {
    const actor = await inside((tx) => loadActor(tx, { associationId, accountId, secondFactorPassed }));
    if (actor) actors.set(role, actor);
  };
  /** Gives an account to a person of the reference case. */
  const represent = async (familyName: string) => {
    const accountId = await newAccount(familyName);
    await inside((tx) => tx.update(people).set({ accountId }).where(eq(people.familyName, familyName)));
    return accountId;
  };
  /** Someone who sits in the committee and nowhere else. */
  const sitInCommittee = async (name: string, fromDay: string, toDay: string | null) => {
    const accountId = await newAccount(name);
    await inside(async (tx) => {
      const [person] = await tx
        .insert(people)
        .values({ associationId, familyName: name, givenName: 'Sam', accountId })
        .returning({ id: people.id });
      const [organisation] = await tx.select().from(organisations).where(eq(organisations.name, 'ESPAS'));
      const [body] = await tx.select().from(bodies).where(eq(bodies.code, 'CG'));
      await tx.insert(mandates).values({
        associationId,
        bodyId: body!.id,
        organisationId: organisation!.id,
        personId: person!.id,
        sector: 'associative',
        office: 'member',
        voting: true,
        fromDay,
        toDay,
      });
    });
    return accountId;
  };

  const coordinator = await accountOf('isaline.jadot@rslux.example');
  await load('coordination', coordinator);
  await load('coordination without its second factor', coordinator, false);
  await load('assistant', await accountOf('maelle.kinet@rslux.example'));
  const reader = await newAccount('auditor');
  await inside((tx) =>
    tx.insert(associationRoles).values({
      associationId,
      accountId: reader,
      role: 'reader' satisfies Role,
      grantedAt: house.clock.now(),
    }),
  );
  await load('reader', reader);
  await load('chair', await accountOf('alix.abrassart@rslux.example'));
  await load('board member, public', await accountOf('bastien.bodelet@rslux.example'));
  await load('board member, associative', await accountOf('zacharie.zune@rslux.example'));
  await load('assembly member', await represent('Dumonceau'));
  await load('committee member only', await sitInCommittee('committee', '2021-06-24', null));
  await load('former committee member', await represent('Pirotte'));
  await load('former committee member only', await sitInCommittee('former', '2021-06-24', LEFT));
  await load('new committee member only', await sitInCommittee('new', CAME, null));
  outsider = (await foundAssociation(house, 'passerelle')).coordinator;

  all = await inside(async (tx) => {
    const rows = await tx
      .select({ id: meetings.id, bodyId: bodies.id, code: bodies.code, heldOn: meetings.heldOn })
      .from(meetings)
      .innerJoin(bodies, eq(bodies.id, meetings.bodyId));
    const found: Meeting[] = [];
    for (const row of rows) {
      const view = await meetingView(tx, actors.get('coordination')!, row.heldOn, row.id);
      if (!view.done) throw new Error('Coordination reads everything.');
      const { agenda, body } = view.value;
      const sitting = await sittingOf(tx, { ...row, body });
      const decisions = await decisionsOf(tx, row.id);
      found.push({
        ...row,
        code: row.code as Code,
        itemId: agenda[0]?.id,
        decisionId: decisions[0]?.id,
        counts: {
          items: agenda.length,
          notes: agenda.filter(({ notes }) => notes !== null).length,
          seats: sitting.attendance.length,
          recorded: sitting.recorded,
          decisions: decisions.length,
        },
      });
    }
    return found;
  });
});
afterAll(() => reference.close());

it('the matrix has every role, every body and something of each kind to see', () => {
  expect([...actors.keys()].sort()).toEqual(Object.keys(MATRIX).sort());
  expect(all).toHaveLength(14);
  expect(new Set(all.map(({ code }) => code))).toEqual(new Set(['AG', 'CA', 'CG', 'CC']));
  for (const kind of ['items', 'notes', 'seats', 'recorded', 'decisions'] as const)
    expect(all.some(({ counts }) => counts[kind] > 0)).toBe(true);
});

describe.each(Object.entries(MATRIX))('%s', (role, { does, ...sees }) => {
  describe.each(daysFor(sees))('on %s', (today) => {
    const expected = () => all.filter(({ code, heldOn }) => visible(sees[code], heldOn, today));

    it('lists the meetings of each body and the years in which there are some', async () => {
      const actor = actors.get(role)!;
      await reference.inside(async (tx) => {
        const listed = async (body: Code | null) =>
          (await listMeetings(tx, actor, today, { year: 2022, body })).map(({ id }) => id).sort();
        const ids = (code: Code | null) =>
          expected()
            .filter((meeting) => code === null || meeting.code === code)
            .map(({ id }) => id)
            .sort();
        for (const body of [null, 'AG', 'CA', 'CG', 'CC'] as const)
          expect(await listed(body)).toEqual(ids(body));
        expect(await listMeetings(tx, actor, today, { year: 2023, body: null })).toEqual([]);
        expect(await meetingYears(tx, actor, today)).toEqual(expected().length > 0 ? [2022] : []);
      });
    });

    it('opens those that it lists, whole, and no other', async () => {
      const actor = actors.get(role)!;
      const open = new Set(expected().map(({ id }) => id));
      await reference.inside(async (tx) => {
        for (const meeting of all) {
          const view = await meetingView(tx, actor, today, meeting.id);
          expect(view.done, `${meeting.code} of ${meeting.heldOn}`).toBe(open.has(meeting.id));
          if (view.done)
            expect({
              items: view.value.agenda.length,
              notes: view.value.agenda.filter(({ notes }) => notes !== null).length,
              mayPrepare: view.value.mayPrepare,
            }).toEqual({
              items: meeting.counts.items,
              notes: meeting.counts.notes,
              mayPrepare: does === 'decide' || does === 'prepare',
            });
          else expect(view.refusal.code).toBe('not-found');
        }
      });
    });
  });

  it.each(['2022-01-01', '2022-09-08', '2023-12-22'])('on %s, writes what its part allows', async (today) => {
    const actor = actors.get(role)!;
    await rehearse({ ...reference.house, clock: fixedClock(`${today}T10:00:00Z`) }, async (house) => {
      for (const meeting of all.filter(({ heldOn }) => WRITTEN.includes(heldOn))) {
        const seen = visible(sees[meeting.code], meeting.heldOn, today);
        for (const [name, right, call] of commandsOn(meeting)) {
          const outcome = await rehearse(house, (inner) => call(inner, actor));
          const code = outcome.done ? 'done' : outcome.refusal.code;
          const allowed = does === 'decide' || (right === 'prepare' && does === 'prepare');
          const answer = `${name} at the ${meeting.code} of ${meeting.heldOn}: ${code}`;
          if (allowed) expect(['not-found', 'not-allowed'], answer).not.toContain(code);
          else expect(code, answer).toBe(seen ? 'not-allowed' : 'not-found');
        }
        const planned = await rehearse(house, (inner) =>
          createMeeting(inner, actor, { ...PLAN, bodyId: meeting.bodyId, heldOn: '2023-01-10' }),
        );
        expect(planned.done).toBe(does === 'decide' || does === 'prepare');
      }
      const setting = await rehearse(house, (inner) =>
        changeSetting(
          inner,
          actor,
          settingForm.parse({ key: 'tie', value: 'casting-vote', source: 'ROI, art. 2' }),
        ),
      );
      const code = setting.done ? 'done' : setting.refusal.code;
      expect(code).toBe(
        { decide: 'done', prepare: 'not-allowed', read: 'not-allowed', member: 'not-found' }[does],
      );
    });
  });
});

/** An assembly and two boards, two committees on each side of the mandates that end and begin, the concertation. */
const WRITTEN = ['2022-02-24', '2022-09-07', '2022-11-14', '2022-11-17', '2022-11-21'];
const PLAN = { kind: 'ordinary', startsAt: '14:00', place: 'Arlon' } as const;

type Write = [string, 'prepare' | 'decide', (house: House, actor: Actor) => Promise<Outcome<unknown>>];

function commandsOn({ id, heldOn, itemId, decisionId }: Meeting): Write[] {
  const NEW = { title: 'Divers', nature: 'discussion', parentId: '' } as const;
  const vote = { kind: 'ordinary', proposal: 'Le CA approuve.', publicFor: 1, associativeFor: 1 };
  const writes: Write[] = [
    [
      'changeMeeting',
      'prepare',
      (house, actor) => changeMeeting(house, actor, id, { ...PLAN, heldOn, version: 1 }),
    ],
    ['addItem', 'prepare', (house, actor) => addItem(house, actor, id, NEW)],
    ['recordAttendance', 'prepare', (house, actor) => recordAttendance(house, actor, id, { entries: [] })],
    [
      'nameOfficers',
      'prepare',
      (house, actor) => nameOfficers(house, actor, id, { presidedByMandateId: '', secretaryPersonId: '' }),
    ],
  ];
  if (itemId)
    writes.push(
      [
        'changeItem',
        'prepare',
        (house, actor) =>
          changeItem(house, actor, id, { itemId, title: 'Autrement dit', nature: 'decision', version: 1 }),
      ],
      ['moveAgendaItem', 'prepare', (house, actor) => moveAgendaItem(house, actor, id, itemId, 'down')],
      ['removeAgendaItem', 'prepare', (house, actor) => removeAgendaItem(house, actor, id, itemId)],
      [
        'saveNotes',
        'prepare',
        (house, actor) => saveNotes(house, actor, id, itemId, { version: 0, content: fromPlain('Dit.') }),
      ],
      [
        'recordDecision',
        'decide',
        (house, actor) => recordDecision(house, actor, id, decisionForm.parse({ ...vote, itemId })),
      ],
    );
  if (decisionId)
    writes.push(
      [
        'correctDecision',
        'decide',
        (house, actor) =>
          correctDecision(house, actor, id, correctionForm.parse({ ...vote, decisionId, version: 1 })),
      ],
      [
        'withdrawDecision',
        'decide',
        (house, actor) => withdrawDecision(house, actor, id, { decisionId, version: 1 }),
      ],
    );
  return writes;
}

describe('who is not of the association', () => {
  it('an account without mandate or role does not enter, nor coordination of another association', async () => {
    const { house } = reference;
    const [candidate] = await house.db
      .select()
      .from(accounts)
      .where(eq(accounts.email, 'capucine.noirhomme@candidate.example'));
    for (const accountId of [candidate!.id, outsider.accountId])
      expect(
        await enterAssociation(house, { slug: 'rslux', accountId, secondFactorPassed: true }),
      ).toBeNull();
    expect(
      await enterAssociation(house, {
        slug: 'passerelle',
        accountId: outsider.accountId,
        secondFactorPassed: true,
      }),
    ).not.toBeNull();
  });

  it('coordination of another association sees, opens and changes none of these meetings', async () => {
    await inAssociation(reference.house.db, outsider.associationId, async (tx) => {
      const own = await listMeetings(tx, outsider, '2022-11-21', { year: 2022, body: null });
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter(({ id }) => all.some((meeting) => meeting.id === id))).toEqual([]);
      for (const meeting of all) {
        expect((await meetingView(tx, outsider, '2022-11-21', meeting.id)).done).toBe(false);
        expect(await decisionsOf(tx, meeting.id)).toEqual([]);
      }
    });
    for (const meeting of all)
      for (const [name, , call] of commandsOn(meeting))
        expect(await call(reference.house, outsider), name).toMatchObject({ refusal: { code: 'not-found' } });
  });
});
