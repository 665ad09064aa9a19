import { and, asc, eq } from 'drizzle-orm';
import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { transportTo } from '../../../../../tests/fixtures/mail-house.ts';
import { startMailServer, type MailServer } from '../../../../../tests/fixtures/mail-server.ts';
import { postfixReport } from '../../../../../tests/fixtures/delivery-reports.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { associations, people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import { recordDecision } from '#lib/decisions/server/commands.ts';
import { decisionForm } from '#lib/decisions/forms.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import type { House } from '#lib/platform/house.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { deliverDue } from '#lib/platform/mail/delivery.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import { receiveReturned } from '#lib/platform/mail/returned.ts';
import type { Transport } from '#lib/platform/mail/transport.ts';
import { sendingForm, type SendingForm } from '../../forms/convocation.ts';
import { addItem } from '../commands/agenda.ts';
import { recordAttendance } from '../commands/attendance.ts';
import { changeMeeting } from '../commands/planning.ts';
import { attendanceReplies } from '../participation/tables.ts';
import { meetingView } from '../queries.ts';
import { agendaItems, attendances, meetings } from '../tables.ts';
import { cancelMeeting } from './cancel.ts';
import { openLink } from './links.ts';
import { noteOpened, notePosted, noteReturned } from './proof.ts';
import { sendReminder, writeReminders } from './reminders.ts';
import { noteConvocationReturned } from './returned-mails.ts';
import { roundOf } from './rounds.ts';
import { sendChange, sendNotice } from './send.ts';
import { convocationRecipients, convocations } from './tables.ts';
import { convocationPage } from './view.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
/** Thirty days before the meeting of the fixtures, 21 November 2022. */
const EARLY = '2022-10-22T09:00:00Z';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let server: MailServer;
let transport: Transport;
let house: House;
let assembly: Awaited<ReturnType<AssociationFixture['addBody']>>;
let count = 0;

beforeAll(async () => {
  relay = await openRelay();
  elsewhere = await relay.found('autre', 'common');
  server = await startMailServer();
  transport = transportTo(server.port);
});
beforeEach(async () => {
  count += 1;
  here = await relay.found(`ici-${count}`, 'common');
  at(EARLY);
  server.received.length = 0;
  await house.db.delete(outbox);
  // Six members: the last has no e-mail address, the first no letter-box either.
  assembly = await here.addBody('general-assembly', Array(6).fill({ sector: 'associative' }));
  await here.inside(async (tx) => {
    await tx.update(meetings).set({ startsAt: '19:00', place: 'Arlon' });
    const rows = await tx
      .select({ id: people.id, mandateId: mandates.id })
      .from(people)
      .innerJoin(mandates, eq(mandates.personId, people.id));
    for (const { id, mandateId } of rows) {
      const index = assembly.mandateIds.indexOf(mandateId);
      if (index === 5) continue;
      await tx
        .update(people)
        .set({ email: `m${index}@example.be` })
        .where(eq(people.id, id));
    }
  });
});
afterAll(async () => {
  transport.close();
  await server.close();
  await relay.close();
});

function at(now: string): void {
  house = { ...relay.house, clock: fixedClock(now) };
}
const view = async (actor: Actor = here.coordinator, meetingId = assembly.meetingId) =>
  doneValue(await here.inside((tx) => meetingView(tx, actor, house.clock.today(), meetingId)));
const page = async () => {
  const meeting = await view();
  return here.inside((tx) => convocationPage(tx, here.coordinator, house.clock.today(), meeting));
};
const form = async (more: Partial<SendingForm> = {}) =>
  sendingForm.parse({ seen: (await page()).prepared.seen, ...more });
const send = async (more: Partial<SendingForm> = {}, actor = here.coordinator) =>
  sendNotice(house, actor, assembly.meetingId, await form(more));
const lastRound = async (actor = here.coordinator) => {
  const { told } = await page();
  const meeting = await view();
  return here.inside((tx) => roundOf(tx, actor, meeting, told.at(-1)!.id));
};
const acts = () =>
  here.inside(async (tx) =>
    (await tx.select({ act: journalEntries.act }).from(journalEntries).orderBy(asc(journalEntries.seq))).map(
      ({ act }) => act,
    ),
  );
const received = async () => {
  await deliverDue(house, transport);
  return server.received;
};
const move = (more: Partial<{ heldOn: string; startsAt: string; place: string; version: number }> = {}) =>
  changeMeeting(house, here.coordinator, assembly.meetingId, {
    kind: 'ordinary',
    heldOn: '2022-11-21',
    startsAt: '19:00',
    place: 'Arlon',
    version: 1,
    ...more,
  } as Parameters<typeof changeMeeting>[3]);

describe('sendNotice', () => {
  it('tells members, directors who are none, and the auditor, each by what reaches them; pressed twice, once', async () => {
    const board = await here.addBody('board', [{ sector: 'associative' }]);
    await here.inside(async (tx) => {
      await tx
        .update(associations)
        .set({ auditorName: 'Fiduciaire Lux', auditorEmail: 'audit@example.be' })
        .where(eq(associations.id, here.associationId));
    });
    const sending = await form({ message: 'Un verre suivra.' });
    const outcomes = await Promise.all(
      [1, 2].map(() => sendNotice(house, here.coordinator, assembly.meetingId, sending)),
    );
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(outcomes.map((outcome) => doneValue(outcome)).toSorted((a, b) => b.mails - a.mails)).toEqual([
      { mails: 6, letters: 2 },
      { mails: 0, letters: 0 },
    ]);
    const round = (await lastRound())!;
    expect(round.rows.map(({ capacity, channel, state }) => [capacity, channel, state])).toEqual([
      ...Array(5).fill(['member', 'mail', 'queued']),
      ['member', 'letter', 'to-post'],
      ['director', 'letter', 'to-post'],
      ['auditor', 'mail', 'queued'],
    ]);
    expect(round.rows.find(({ capacity }) => capacity === 'director')?.mandateId).toBe(board.mandateIds[0]);
    expect((await acts()).filter((act) => act === 'convocation.sent')).toHaveLength(1);
  });

  it('leaves with its agenda, its calendar read by another library, a link of one’s own and the reason', async () => {
    await here.inside((tx) =>
      tx
        .update(agendaItems)
        .set({ decisionKind: 'statutes', text: 'Article 5 : « vingt » devient « dix ».' })
        .where(eq(agendaItems.id, assembly.itemId)),
    );
    doneValue(await send());
    const mails = await received();
    expect(mails.map(({ to }) => to?.[0]?.address).toSorted()).toEqual(
      [0, 1, 2, 3, 4].map((index) => `m${index}@example.be`),
    );
    const mail = mails.find(({ to }) => to?.[0]?.address === 'm0@example.be')!;
    const text = mail.text!.replaceAll('\u00a0', ' ');
    expect(mail.subject).toContain('lundi 21 novembre 2022, 19 h');
    expect(text).toContain('1. Point 0 (décision)');
    expect(text).toContain('Article 5 : « vingt » devient « dix ».');
    expect(text).toMatch(/2\/3.*CSA 9:21/s);
    expect(text).toContain('parce que vous y siégez');
    expect(text).toContain('/pack.pdf');
    expect(mail.html).toContain('<h2>Ordre du jour</h2>');
    const token = /\/m\/([\w-]+)/.exec(text)![1]!;
    const opened = doneValue(
      await here.inside((tx) => openLink(tx, here.associationId, 'meeting', token, house.clock.now())),
    );
    expect(opened).toMatchObject({ subjectId: assembly.meetingId, mandateId: assembly.mandateIds[0] });

    const [ics] = mail.attachments;
    const words = new TextDecoder().decode(ics!.content as ArrayBuffer);
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(words)).getFirstSubcomponent('vevent')!);
    expect([event.uid, event.sequence, event.location]).toEqual([
      `${assembly.meetingId}@collegial`,
      1,
      'Arlon',
    ]);
    expect((await lastRound())!.rows.filter(({ state }) => state === 'sent')).toHaveLength(5);
    expect((await lastRound())!.rows[0]).toMatchObject({ verdict: 'in-time', leftAt: EARLY });
  });

  it('impossible sans l’essentiel, après coup, ou sur une page dépassée ; rien ne part alors', async () => {
    const stale = await form();
    doneValue(await move({ place: 'Bastogne' }));
    expect(refusalOf(await sendNotice(house, here.coordinator, assembly.meetingId, stale))).toBe('stale');
    await here.inside((tx) =>
      tx.update(agendaItems).set({ decisionKind: 'exclusion' }).where(eq(agendaItems.id, assembly.itemId)),
    );
    expect(await send()).toMatchObject({
      refusal: { code: 'imprecise-item', source: 'CSA 9:23', sentence: expect.stringContaining('Point 0') },
    });
    await here.inside((tx) => tx.delete(agendaItems).where(eq(agendaItems.meetingId, assembly.meetingId)));
    expect(refusalOf(await send())).toBe('no-agenda');
    at('2022-11-22T09:00:00Z');
    expect(refusalOf(await send())).toBe('meeting-past');
    const empty = await here.addBody('board', [{ sector: 'public', vacant: true }]);
    at(EARLY);
    await here.inside((tx) =>
      tx.update(meetings).set({ startsAt: '19:00', place: 'x' }).where(eq(meetings.id, empty.meetingId)),
    );
    expect(refusalOf(await sendNotice(house, here.coordinator, empty.meetingId, await form()))).toBe(
      'nobody-to-call',
    );
    expect(await received()).toEqual([]);
  });

  it('hors délai seulement avec un motif et une confirmation, qui suivent la réunion', async () => {
    at('2022-11-07T09:00:00Z');
    expect(await send()).toMatchObject({
      refusal: { code: 'too-late', field: 'lateReason', source: 'CSA 9:14' },
    });
    expect(await send({ lateReason: 'Le bail expire.' })).toMatchObject({
      refusal: { code: 'late-not-confirmed', field: 'late' },
    });
    doneValue(await send({ lateReason: 'Le bail expire.', late: 'yes' }));
    expect((await view()).convoked).toMatchObject({ sentOn: '2022-11-07', lateReasons: ['Le bail expire.'] });
    expect((await page()).state).toMatchObject({ tone: 'error', title: 'Convoquée hors délai' });
  });

  it('impossible pour qui ne prépare pas cette réunion', async () => {
    const sending = await form();
    const each = (actor: Actor, meetingId = assembly.meetingId) => [
      sendNotice(house, actor, meetingId, sending),
      sendChange(house, actor, meetingId, sending),
      sendReminder(house, actor, meetingId),
      cancelMeeting(house, actor, meetingId, { reason: 'x' }),
      notePosted(house, actor, meetingId, { recipientId: 'all' }),
      noteReturned(house, actor, meetingId, { recipientId: NOBODY, returned: 'yes' }),
    ];
    const codes = async (outcomes: Promise<Parameters<typeof refusalOf>[0]>[]) =>
      (await Promise.all(outcomes)).map(refusalOf);
    expect(await codes(each(here.actor('reader')))).toEqual(Array(6).fill('not-allowed'));
    expect(await codes(each(here.actor(null)))).toEqual(Array(6).fill('not-found'));
    expect(await codes(each(elsewhere.coordinator))).toEqual(Array(6).fill('not-found'));
    expect(await codes(each(here.coordinator, 'x'))).toEqual(Array(6).fill('not-found'));
  });
});

describe('sendChange', () => {
  it('tells everybody again what changed, once, and the calendar of before gives way', async () => {
    doneValue(await send());
    expect(doneValue(await sendChange(house, here.coordinator, assembly.meetingId, await form()))).toEqual({
      mails: 0,
      letters: 0,
    });
    doneValue(await move({ place: 'Bastogne', heldOn: '2022-11-28' }));
    // The new day is not told yet: its delay is judged from now.
    expect((await view()).convoked.sentOn).toBeNull();
    at('2022-11-14T09:00:00Z');
    const late = await form();
    expect(refusalOf(await sendChange(house, here.coordinator, assembly.meetingId, late))).toBe('too-late');
    at('2022-11-10T09:00:00Z');
    server.received.length = 0;
    const change = async () => sendChange(house, here.coordinator, assembly.meetingId, await form());
    const outcomes = await Promise.all([change(), change()]);
    expect(outcomes.map((outcome) => doneValue(outcome).mails).toSorted()).toEqual([0, 5]);
    await received();
    const mail = server.received.find(({ subject }) => subject?.includes('Changement'))!;
    expect(mail.text!.replaceAll('\u00a0', ' ')).toContain('Lieu : Bastogne (et non Arlon).');
    const words = new TextDecoder().decode(mail.attachments[0]!.content as ArrayBuffer);
    expect(words).toContain('SEQUENCE:2');
    expect(words).toContain(`UID:${assembly.meetingId}@collegial`);
    expect((await view()).convoked.sentOn).toBe('2022-11-10');
  });

  it('impossible tant que rien n’a été dit', async () => {
    expect(refusalOf(await sendChange(house, here.coordinator, assembly.meetingId, await form()))).toBe(
      'not-convoked',
    );
  });
});

describe('the proof of each', () => {
  it('letters posted, messages returned, pages opened: noted once, and told to oneself alone', async () => {
    doneValue(await send());
    const letter = (await lastRound())!.rows.find(({ channel }) => channel === 'letter')!;
    const mail = (await lastRound())!.rows.find(({ channel }) => channel === 'mail')!;
    const post = (recipientId: string) =>
      notePosted(house, here.coordinator, assembly.meetingId, { recipientId });
    expect(refusalOf(await post(mail.id))).toBe('not-found');
    const outcomes = await Promise.all([post('all'), post(letter.id)]);
    expect(outcomes.map((outcome) => doneValue(outcome).posted).toSorted()).toEqual([0, 1]);
    const back = (returned: 'yes' | 'no') =>
      noteReturned(house, here.coordinator, assembly.meetingId, { recipientId: mail.id, returned });
    doneValue(await back('yes'));
    doneValue(await back('yes'));
    expect((await lastRound())!.rows.find(({ id }) => id === mail.id)).toMatchObject({
      state: 'returned',
      toFollow: true,
    });
    doneValue(await back('no'));
    const member = { ...here.actor(null), personId: mail.personId };
    await noteOpened(house, member, assembly.meetingId);
    await noteOpened({ ...house, clock: fixedClock('2022-11-01T09:00:00Z') }, member, assembly.meetingId);
    const own = (await lastRound(member))!;
    expect(own.rows).toMatchObject([{ id: mail.id, openedAt: EARLY, state: 'queued' }]);
    expect(await lastRound({ ...here.actor(null), personId: NOBODY })).toBeNull();
    expect((await acts()).filter((act) => act.startsWith('convocation.'))).toEqual([
      'convocation.sent',
      'convocation.letter-posted',
      'convocation.returned',
      'convocation.returned',
    ]);
  });

  it('come back by a report of the mail server, as by hand, with the reason', async () => {
    doneValue(await send());
    await deliverDue(house, transport);
    const { to, messageId } = server.received[0]!;
    const final = to![0]!.address!;
    const report = () =>
      receiveReturned(house, postfixReport({ messageId: messageId!, final }), {
        convocation: noteConvocationReturned,
      });
    expect(await report()).toBe('returned');
    const mine = async () => (await lastRound())!.rows.find(({ address }) => address === final)!;
    const returned = {
      state: 'returned',
      toFollow: true,
      returnedAt: EARLY,
      error: 'Cette adresse n’existe pas (5.1.1).',
    };
    expect(await mine()).toMatchObject(returned);
    expect((await lastRound())!.rows.filter(({ state }) => state === 'returned').length).toBe(1);
    const entries = () =>
      here.inside((tx) =>
        tx
          .select({ by: journalEntries.accountName, after: journalEntries.after })
          .from(journalEntries)
          .where(eq(journalEntries.act, 'convocation.returned')),
      );
    expect(await entries()).toEqual([{ by: 'Le serveur de courrier', after: { returnedAt: EARLY } }]);
    // Whoever takes it away by hand is not contradicted by the same report.
    const { id: recipientId } = await mine();
    doneValue(
      await noteReturned(house, here.coordinator, assembly.meetingId, { recipientId, returned: 'no' }),
    );
    expect(await report()).toBe('known');
    expect(await mine()).toMatchObject({ state: 'sent', toFollow: false, error: null });
    expect((await entries()).length).toBe(2);
  });

  it('that were noted by hand before the report keep their moment', async () => {
    doneValue(await send());
    await deliverDue(house, transport);
    const { to, messageId } = server.received[0]!;
    const final = to![0]!.address!;
    const mine = async () => (await lastRound())!.rows.find(({ address }) => address === final)!;
    const { id: recipientId } = await mine();
    doneValue(
      await noteReturned(house, here.coordinator, assembly.meetingId, { recipientId, returned: 'yes' }),
    );
    const later = { ...house, clock: fixedClock('2022-10-23T09:00:00Z') };
    const raw = postfixReport({ messageId: messageId!, final });
    expect(await receiveReturned(later, raw, { convocation: noteConvocationReturned })).toBe('returned');
    expect(await mine()).toMatchObject({ returnedAt: EARLY, error: 'Cette adresse n’existe pas (5.1.1).' });
  });

  it('are read in as many statements for one person as for three', async () => {
    doneValue(await send());
    const meeting = await view();
    const { told } = await page();
    const statements = () =>
      here
        .statements((tx) => roundOf(tx, here.coordinator, meeting, told[0]!.id))
        .then(({ length }) => length);
    const many = await statements();
    await here.inside((tx) =>
      tx.delete(convocationRecipients).where(eq(convocationRecipients.mandateId, assembly.mandateIds[1]!)),
    );
    expect(await statements()).toBe(many);
  });
});

describe('reminders', () => {
  it('reach those who did not answer, three days before, once a day, from any number of instances', async () => {
    expect(refusalOf(await sendReminder(house, here.coordinator, assembly.meetingId))).toBe('not-convoked');
    doneValue(await send());
    await here.inside((tx) =>
      tx.insert(attendanceReplies).values({
        associationId: here.associationId,
        meetingId: assembly.meetingId,
        mandateId: assembly.mandateIds[0]!,
        bodyId: assembly.bodyId,
        reply: 'in-person',
        repliedAt: EARLY,
        via: 'member',
      }),
    );
    const reminders = () =>
      here.inside((tx) =>
        tx
          .select({ remindsOn: convocations.remindsOn })
          .from(convocations)
          .where(and(eq(convocations.kind, 'reminder'), eq(convocations.meetingId, assembly.meetingId))),
      );
    at('2022-11-17T09:00:00Z');
    await writeReminders(house);
    at('2022-11-18T04:00:00Z');
    await writeReminders(house);
    expect(await reminders()).toEqual([]);
    at('2022-11-18T09:00:00Z');
    await Promise.all([writeReminders(house), writeReminders(house)]);
    doneValue(await sendReminder(house, here.coordinator, assembly.meetingId));
    at('2022-11-19T09:00:00Z');
    await writeReminders(house);
    expect(await reminders()).toEqual([{ remindsOn: '2022-11-18' }]);
    expect((await lastRound())!.rows.map(({ address }) => address).toSorted()).toEqual(
      [1, 2, 3, 4].map((index) => `m${index}@example.be`),
    );
    at('2022-11-22T09:00:00Z');
    expect(refusalOf(await sendReminder(house, here.coordinator, assembly.meetingId))).toBe('meeting-past');
  });
});

describe('cancelMeeting', () => {
  const cancel = (reason = 'Le quorum est hors d’atteinte.') =>
    cancelMeeting(house, here.coordinator, assembly.meetingId, { reason });

  it('tells whoever was told, once; then nothing is recorded any more', async () => {
    doneValue(await send());
    expect(refusalOf(await cancel(''))).toBe('no-reason');
    const outcomes = await Promise.all([cancel(), cancel()]);
    expect(outcomes.map((outcome) => doneValue(outcome).mails).toSorted()).toEqual([0, 5]);
    await received();
    const mail = server.received.find(({ subject }) => subject?.includes('Annulation'))!;
    expect(mail.text).toContain('Le quorum est hors d’atteinte.');
    expect(new TextDecoder().decode(mail.attachments[0]!.content as ArrayBuffer)).toContain(
      'STATUS:CANCELLED',
    );
    expect((await view()).cancelReason).toBe('Le quorum est hors d’atteinte.');
    const refused = [
      recordAttendance(house, here.coordinator, assembly.meetingId, {
        entries: [{ mandateId: assembly.mandateIds[0]!, was: '', now: 'present' }],
      }),
      addItem(house, here.coordinator, assembly.meetingId, {
        title: 'x',
        nature: 'discussion',
        parentId: '',
      } as Parameters<typeof addItem>[3]),
      recordDecision(
        house,
        here.coordinator,
        assembly.meetingId,
        decisionForm.parse({ itemId: assembly.itemId, kind: 'ordinary', proposal: 'Oui.', overallFor: 1 }),
      ),
      sendReminder(house, here.coordinator, assembly.meetingId),
    ];
    expect((await Promise.all<Parameters<typeof refusalOf>[0]>(refused)).map(refusalOf)).toEqual(
      Array(4).fill('meeting-cancelled'),
    );
  });

  it('is silent when nobody was told, and impossible once somebody was there', async () => {
    await here.inside((tx) =>
      tx.insert(attendances).values({
        associationId: here.associationId,
        meetingId: assembly.meetingId,
        bodyId: assembly.bodyId,
        mandateId: assembly.mandateIds[0]!,
        state: 'present',
      }),
    );
    expect(refusalOf(await cancel())).toBe('meeting-took-place');
    await here.inside((tx) => tx.delete(attendances));
    expect(doneValue(await cancel())).toEqual({ mails: 0, letters: 0 });
    expect(await received()).toEqual([]);
  });
});
