import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../../tests/fixtures/relay.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { nameOfficers, recordAttendance } from '#lib/meetings/server/commands/attendance.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { bodyForm, mandateEndForm, mandateForm } from '../../../forms.ts';
import { addBody } from '../bodies.ts';
import { beginMandate } from './begin.ts';
import { endMandate } from './end.ts';
import { compositionOn, listBodies } from '../../queries.ts';
import { mandates } from '../../tables.ts';

const BODY = { code: 'CA', name: 'Conseil d’administration', kind: 'board', composition: 'Neuf et neuf.' };

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
  elsewhere = await relay.found('ailleurs', 'common');
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'common');
});

const add = (more: Record<string, unknown> = {}, actor = here.coordinator) =>
  addBody(relay.house, actor, bodyForm.parse({ ...BODY, ...more }));

async function board(at = here): Promise<string> {
  doneValue(await add({}, at.coordinator));
  return (await at.inside((tx) => listBodies(tx)))[0]!.id;
}

let typed = 0;
/** A form as the page sends it: a new organisation and a new person, each with a name of its own. */
function mandate(more: Record<string, unknown> = {}) {
  typed += 1;
  return mandateForm.parse({
    mandateId: randomUUID(),
    organisation: 'new',
    organisationName: `Organisation ${typed}`,
    sector: 'public',
    partner: true,
    person: 'new',
    civility: 'madame',
    givenName: 'Claire',
    familyName: `Dubois${typed}`,
    office: 'member',
    voting: true,
    from: '2022-01-01',
    ...more,
  });
}

const begin = (bodyId: string, form: ReturnType<typeof mandate>, actor = here.coordinator) =>
  beginMandate(relay.house, actor, bodyId, form);
const end = (bodyId: string, mandateId: string, lastDay: string, actor = here.coordinator) =>
  endMandate(
    relay.house,
    actor,
    bodyId,
    mandateEndForm.parse({ mandateId, lastDay, reason: 'resignation', note: 'Départ à Liège' }),
  );
const seatsOn = (bodyId: string, day: string) => here.inside((tx) => compositionOn(tx, bodyId, day));
const acts = async () => (await here.inside((tx) => tx.select().from(journalEntries))).map(({ act }) => act);

describe('addBody', () => {
  it('adds bodies one after the other, journaled', async () => {
    expect(doneValue(await add())).toEqual({ code: 'CA' });
    doneValue(await add({ code: 'AG', kind: 'general-assembly' }));
    const bodies = await here.inside((tx) => listBodies(tx));
    expect(bodies.map(({ code, kind }) => [code, kind])).toEqual([
      ['CA', 'board'],
      ['AG', 'general-assembly'],
    ]);
    expect(await acts()).toEqual(['body.added', 'body.added']);
  });

  it('pressed twice or at once, gives one body', async () => {
    const outcomes = await Promise.all([add(), add(), add()]);
    expect(outcomes.map(refusalOf)).toEqual([null, null, null]);
    expect(await acts()).toEqual(['body.added']);
  });

  it('refuses a code already taken, whatever its capitals, at once included', async () => {
    const outcomes = await Promise.all([add(), add({ code: 'ca', name: 'Comité' })]);
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['code-taken']);
    expect(await here.inside((tx) => listBodies(tx))).toHaveLength(1);
  });

  it('says whose code it is', async () => {
    doneValue(await add());
    expect(await add({ name: 'Comité' })).toMatchObject({
      refusal: {
        sentence:
          'Le sigle CA est déjà celui de «\u00a0Conseil d’administration\u00a0». Choisissez-en un autre.',
        field: 'code',
      },
    });
  });

  it('leaves the codes of another association free', async () => {
    doneValue(await add({}, elsewhere.coordinator));
    doneValue(await add());
  });

  it.each(['new', 'C A', '../x', '', 'x'.repeat(21)])('has no body called «%s»', (code) => {
    expect(bodyForm.safeParse({ ...BODY, code }).success).toBe(false);
  });

  it('is for coordination and assistant', async () => {
    doneValue(await add({}, here.actor('assistant')));
    for (const role of ['reader', null] as const)
      expect(refusalOf(await add({ code: 'AG' }, here.actor(role)))).toBe('not-allowed');
  });
});

describe('beginMandate', () => {
  it('adds the organisation and the person, and the composition of a day follows', async () => {
    const bodyId = await board();
    doneValue(await begin(bodyId, mandate({ office: 'chair', to: '2022-11-20', email: 'C.D@Example.be' })));
    expect(await seatsOn(bodyId, '2021-12-31')).toEqual([]);
    expect(await seatsOn(bodyId, '2022-11-21')).toEqual([]);
    expect(await seatsOn(bodyId, '2022-11-20')).toMatchObject([
      {
        organisation: `Organisation ${typed}`,
        partner: true,
        person: { givenName: 'Claire', familyName: `Dubois${typed}`, civility: 'madame' },
        sector: 'public',
        office: 'chair',
        voting: true,
        from: '2022-01-01',
        to: '2022-11-20',
      },
    ]);
    const [person] = await here.inside((tx) => tx.select().from(people));
    expect(person).toMatchObject({ email: 'c.d@example.be', accountId: null });
    expect(await acts()).toEqual(['body.added', 'organisation.added', 'person.added', 'mandate.begun']);
    const chain = await here.inside((tx) => verifyChain(tx, here.associationId));
    expect(chain).toEqual({ entries: 4, broken: null });
  });

  it('takes those it knows, with the sector of the organisation, and vacant seats', async () => {
    const bodyId = await board();
    doneValue(await begin(bodyId, mandate({ to: '2022-06-30' })));
    const [organisation] = await here.inside((tx) => tx.select().from(organisations));
    const [person] = await here.inside((tx) => tx.select().from(people));
    const known = { organisation: organisation!.id, sector: 'associative' };
    doneValue(await begin(bodyId, mandate({ ...known, person: person!.id, from: '2022-07-01' })));
    doneValue(await begin(bodyId, mandate({ ...known, person: 'vacant', from: '2022-07-01' })));
    doneValue(await begin(bodyId, mandate({ ...known, person: 'vacant', from: '2022-07-01' })));
    const seats = await seatsOn(bodyId, '2022-07-01');
    expect(seats.map((seat) => [seat.sector, seat.person?.id ?? 'vacant'])).toEqual([
      ['public', person!.id],
      ['public', 'vacant'],
      ['public', 'vacant'],
    ]);
    expect(await here.inside((tx) => tx.select().from(organisations))).toHaveLength(1);
  });

  it('pressed twice or at once, gives one mandate, one organisation and one person', async () => {
    const bodyId = await board();
    const form = mandate();
    const outcomes = await Promise.all([begin(bodyId, form), begin(bodyId, form)]);
    expect([...outcomes, await begin(bodyId, form)].map(refusalOf)).toEqual([null, null, null]);
    expect(await seatsOn(bodyId, '2022-01-01')).toHaveLength(1);
    expect(await here.inside((tx) => tx.select().from(people))).toHaveLength(1);
  });

  it('loses nothing when the same page sends another mandate', async () => {
    const bodyId = await board();
    const form = mandate();
    doneValue(await begin(bodyId, form));
    for (const more of [
      { organisationName: 'Autre' },
      { givenName: 'Anne' },
      { person: 'vacant' },
      { office: 'chair' },
      { voting: false },
      { from: '2022-02-01' },
      { to: '2022-12-31' },
    ])
      expect(refusalOf(await begin(bodyId, { ...form, ...more } as typeof form))).toBe('already-sent');
  });

  it('refuses a person who sits there in that period, and says since when and for whom', async () => {
    const bodyId = await board();
    doneValue(await begin(bodyId, mandate({ to: '2022-11-20' })));
    const name = `Dubois${typed}`;
    const forWhom = `Organisation ${typed}`;
    const [person] = await here.inside((tx) => tx.select().from(people));
    const again = { person: person!.id };
    expect(await begin(bodyId, mandate({ ...again, from: '2022-11-20' }))).toMatchObject({
      refusal: {
        code: 'already-sits',
        field: 'person',
        sentence: `Claire ${name} siège déjà dans cette instance, pour ${forWhom}, du 1er\u00a0janvier\u00a02022 au 20\u00a0novembre\u00a02022. Terminez d’abord ce mandat, ou changez les dates.`,
      },
    });
    doneValue(await begin(bodyId, mandate({ ...again, from: '2022-11-21' })));
    expect(refusalOf(await begin(bodyId, mandate({ ...again, from: '2021-01-01', to: '2022-01-01' })))).toBe(
      'already-sits',
    );
    // What was refused left neither organisation nor journal behind.
    expect(await here.inside((tx) => tx.select().from(organisations))).toHaveLength(2);
    expect((await acts()).filter((act) => act === 'organisation.added')).toHaveLength(2);
  });

  it.each([
    ['chair', 'Présidence'],
    ['vice-chair', 'Vice-présidence'],
    ['treasurer', 'Trésorerie'],
  ])('refuses a second %s at once, and says who it is', async (office, word) => {
    const bodyId = await board();
    doneValue(await begin(bodyId, mandate({ office })));
    const holder = `Claire Dubois${typed}`;
    expect(await begin(bodyId, mandate({ office, from: '2023-01-01' }))).toMatchObject({
      refusal: {
        code: 'office-held',
        field: 'office',
        sentence: `${word}\u00a0: ${holder} exerce déjà cette fonction à partir du 1er\u00a0janvier\u00a02022. Terminez d’abord ce mandat, ou changez les dates.`,
      },
    });
    doneValue(await begin(bodyId, mandate({ office, from: '2021-01-01', to: '2021-12-31' })));
  });

  it('of two chairs at once, begins one', async () => {
    const bodyId = await board();
    const outcomes = await Promise.all(
      [mandate({ office: 'chair' }), mandate({ office: 'chair' })].map((form) => begin(bodyId, form)),
    );
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['office-held']);
    expect(await seatsOn(bodyId, '2022-01-01')).toHaveLength(1);
  });

  it('names a vacant seat by its organisation', async () => {
    const bodyId = await board();
    doneValue(await begin(bodyId, mandate({ office: 'chair', person: 'vacant', organisationName: 'CPAS' })));
    const outcome = await begin(bodyId, mandate({ office: 'chair' }));
    expect(outcome.done ? '' : outcome.refusal.sentence).toContain('un siège vacant (CPAS) exerce déjà');
  });

  it('of an organisation added twice at once in two bodies, keeps one', async () => {
    const first = await board();
    doneValue(await add({ code: 'AG' }));
    const second = (await here.inside((tx) => listBodies(tx)))[1]!.id;
    const outcomes = await Promise.all(
      [first, second].map((bodyId) => begin(bodyId, mandate({ organisationName: 'CPAS' }))),
    );
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['organisation-known']);
    expect(refusalOf(await begin(first, mandate({ organisationName: 'cpas' })))).toBe('organisation-known');
  });

  it('asks of a namesake an address that tells the two apart', async () => {
    const bodyId = await board();
    const name = { givenName: 'Élise', familyName: 'Martin' };
    doneValue(await begin(bodyId, mandate({ ...name, email: 'elise@example.be' })));
    const other = { givenName: 'élise', familyName: 'MARTIN' };
    expect(refusalOf(await begin(bodyId, mandate(other)))).toBe('person-known');
    expect(refusalOf(await begin(bodyId, mandate({ ...other, email: 'Elise@example.be' })))).toBe(
      'person-known',
    );
    doneValue(await begin(bodyId, mandate({ ...other, email: 'e.martin@example.be' })));
  });

  it('refuses a guest who votes and an end before the beginning', async () => {
    const bodyId = await board();
    expect(refusalOf(await begin(bodyId, mandate({ office: 'invited' })))).toBe('invited-does-not-vote');
    expect(refusalOf(await begin(bodyId, mandate({ to: '2021-12-31' })))).toBe('end-before-beginning');
    doneValue(await begin(bodyId, mandate({ office: 'invited', voting: false })));
  });

  it('refuses what is unknown, what belongs to another association, and who may not', async () => {
    const bodyId = await board();
    const foreignBody = await elsewhere.addBody('board');
    const [foreignOrganisation] = await elsewhere.inside((tx) => tx.select().from(organisations));
    const [foreignPerson] = await elsewhere.inside((tx) => tx.select().from(people));
    for (const unknown of ['x', randomUUID(), foreignBody.bodyId])
      expect(refusalOf(await begin(unknown, mandate()))).toBe('not-found');
    for (const organisation of [randomUUID(), foreignOrganisation!.id])
      expect(refusalOf(await begin(bodyId, mandate({ organisation })))).toBe('unknown-organisation');
    for (const person of [randomUUID(), foreignPerson!.id])
      expect(refusalOf(await begin(bodyId, mandate({ person })))).toBe('unknown-person');
    for (const role of ['reader', null] as const)
      expect(refusalOf(await begin(bodyId, mandate(), here.actor(role)))).toBe('not-allowed');
    doneValue(await begin(bodyId, mandate({ mandateId: foreignBody.mandateIds[0] })));
    expect(await seatsOn(bodyId, '2022-01-01')).toHaveLength(1);
  });

  it('asks what describes a new organisation and a new person, and an address that is one', () => {
    const errors = (more: Record<string, unknown>) => {
      const parsed = mandateForm.safeParse({ ...mandate(), ...more });
      return parsed.success ? [] : [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))];
    };
    expect(errors({ from: '', organisationName: ' ', sector: '', givenName: '', familyName: '' })).toEqual([
      'from',
      'organisationName',
      'sector',
      'givenName',
      'familyName',
    ]);
    expect(
      errors({ organisation: randomUUID(), organisationName: '', sector: '', person: 'vacant' }),
    ).toEqual([]);
    expect(errors({ organisation: 'vacant', person: 'x', email: 'x', from: '31/12/2022' })).toEqual([
      'organisation',
      'person',
      'email',
      'from',
    ]);
  });
});

describe('endMandate', () => {
  it('ends on its last day, included; the journal keeps the reason', async () => {
    const bodyId = await board();
    const form = mandate();
    doneValue(await begin(bodyId, form));
    doneValue(await end(bodyId, form.mandateId, '2022-11-20'));
    doneValue(await end(bodyId, form.mandateId, '2022-11-20'));
    expect(await seatsOn(bodyId, '2022-11-20')).toHaveLength(1);
    expect(await seatsOn(bodyId, '2022-11-21')).toHaveLength(0);
    const entries = await here.inside((tx) =>
      tx.select().from(journalEntries).where(eq(journalEntries.act, 'mandate.ended')),
    );
    expect(entries.map(({ before, after }) => ({ before, after }))).toEqual([
      {
        before: { toDay: null, endReason: null, endNote: null },
        after: { toDay: '2022-11-20', endReason: 'resignation', endNote: 'Départ à Liège' },
      },
    ]);
  });

  it('may end before the end foreseen, not after it, and not before the beginning', async () => {
    const bodyId = await board();
    const form = mandate({ to: '2022-12-31' });
    doneValue(await begin(bodyId, form));
    expect(await end(bodyId, form.mandateId, '2023-01-01')).toMatchObject({
      refusal: { code: 'already-ended', field: 'lastDay' },
    });
    expect(await end(bodyId, form.mandateId, '2021-12-31')).toMatchObject({
      refusal: { code: 'end-before-beginning', field: 'lastDay' },
    });
    doneValue(await end(bodyId, form.mandateId, '2022-01-01'));
  });

  it('refuses to end before a meeting where its attendance is recorded', async () => {
    const { bodyId, mandateIds } = await here.addBody('board');
    expect(await end(bodyId, mandateIds[0]!, '2022-11-20')).toMatchObject({
      refusal: {
        code: 'attendance-recorded',
        field: 'lastDay',
        sentence:
          'Impossible de finir ce mandat le 20\u00a0novembre\u00a02022\u00a0: des présences sont notées le 21\u00a0novembre\u00a02022. Choisissez ce jour-là ou un jour suivant, ou effacez d’abord ces présences.',
      },
    });
    doneValue(await end(bodyId, mandateIds[0]!, '2022-11-21'));
    const [row] = await here.inside((tx) =>
      tx.select().from(mandates).where(eq(mandates.id, mandateIds[0]!)),
    );
    expect(row!.toDay).toBe('2022-11-21');
  });

  it('refuses to end before a meeting that it presided, attendance not recorded', async () => {
    const { bodyId, mandateIds, meetingId } = await here.addBody('board', [{ sector: 'public' }]);
    doneValue(
      await nameOfficers(relay.house, here.coordinator, meetingId, {
        presidedByMandateId: mandateIds[0]!,
        secretaryPersonId: '',
      }),
    );
    expect(refusalOf(await end(bodyId, mandateIds[0]!, '2022-11-20'))).toBe('attendance-recorded');
  });

  it('at once with the attendance of a later meeting: one is done, one is refused', async () => {
    const mandateSeats = Array.from({ length: 6 }, () => ({ sector: 'public' as const }));
    const { bodyId, mandateIds, meetingId } = await here.addBody('board', mandateSeats);
    for (const mandateId of mandateIds) {
      const [attended, ended] = await Promise.all([
        recordAttendance(relay.house, here.coordinator, meetingId, {
          entries: [{ mandateId, was: '', now: 'present' }],
        }),
        end(bodyId, mandateId, '2022-11-20'),
      ]);
      expect([refusalOf(attended), refusalOf(ended)]).toSatisfy(
        ([one, two]) =>
          (one === 'not-entitled' && two === null) || (one === null && two === 'attendance-recorded'),
      );
    }
  });

  it('of two ends at once, keeps the earlier', async () => {
    const bodyId = await board();
    const form = mandate();
    doneValue(await begin(bodyId, form));
    await Promise.all(['2022-06-30', '2022-03-31'].map((day) => end(bodyId, form.mandateId, day)));
    expect(await seatsOn(bodyId, '2022-04-01')).toEqual([]);
  });

  it('makes room for the next chair', async () => {
    const bodyId = await board();
    const form = mandate({ office: 'chair' });
    doneValue(await begin(bodyId, form));
    doneValue(await end(bodyId, form.mandateId, '2022-06-30'));
    doneValue(await begin(bodyId, mandate({ office: 'chair', from: '2022-07-01' })));
    expect((await seatsOn(bodyId, '2022-07-01')).map(({ office }) => office)).toEqual(['chair']);
  });

  it('refuses what is unknown, of another body or association, and who may not', async () => {
    const bodyId = await board();
    const form = mandate();
    doneValue(await begin(bodyId, form));
    const other = await here.addBody('board');
    const foreign = await elsewhere.addBody('board');
    expect(refusalOf(await end(other.bodyId, form.mandateId, '2022-06-30'))).toBe('not-found');
    expect(refusalOf(await end('x', form.mandateId, '2022-06-30'))).toBe('not-found');
    expect(refusalOf(await end(bodyId, randomUUID(), '2022-06-30'))).toBe('not-found');
    expect(refusalOf(await end(foreign.bodyId, foreign.mandateIds[0]!, '2022-11-30'))).toBe('not-found');
    for (const role of ['reader', null] as const)
      expect(refusalOf(await end(bodyId, form.mandateId, '2022-06-30', here.actor(role)))).toBe(
        'not-allowed',
      );
    doneValue(await end(bodyId, form.mandateId, '2022-06-30', here.actor('assistant')));
  });
});
