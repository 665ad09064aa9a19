import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import {
  ASSEMBLY,
  openRelay,
  type AssociationFixture,
  type Relay,
} from '../../../../../tests/fixtures/relay.ts';
import { people, settings } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { issueLink } from '../convocation/links.ts';
import { personalLinks } from '../convocation/tables.ts';
import { erasePerson } from '../directory/erase.ts';
import { exportPerson } from '#lib/reports/server/personal-data/export.ts';
import { meetingView } from '../queries.ts';
import { sittings } from '../sitting/tables.ts';
import { meetings } from '../tables.ts';
import { renewPersonalMeeting } from './commands/personal-links.ts';
import { giveProxy, revokeProxy } from './commands/proxies.ts';
import { answerQuestion, askQuestion } from './commands/questions.ts';
import { saveReply } from './commands/replies.ts';
import { openPersonalMeeting } from './personal-links.ts';
import { privateNotesOf, savePrivateNote, type PrivateNoteConflict } from './private-notes.ts';
import { activeProxies } from './proxies.ts';
import { answersTo } from './queries.ts';

const SILENT = ASSEMBLY.map(({ sector }) => ({ sector }));
const TODAY = '2022-11-21';

let relay: Relay;
let here: AssociationFixture;
let body: Awaited<ReturnType<AssociationFixture['addBody']>>;
let founded = 0;
beforeAll(async () => void (relay = await openRelay()));
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ag-${founded}`, 'common');
  body = await here.addBody('general-assembly', SILENT);
});

const seat = (index: number) => body.mandateIds[index]!;
/** Whoever holds a seat of the assembly, as they sign in or come by a link. */
async function member(index: number): Promise<Actor> {
  const [row] = await here.inside((tx) =>
    tx
      .select()
      .from(mandates)
      .where(eq(mandates.id, seat(index))),
  );
  const { id: mandateId, bodyId, sector, office, voting, fromDay: from, toDay: to, personId } = row!;
  return { ...here.actor(null, [{ mandateId, bodyId, sector, office, voting, from, to }]), personId };
}
const address = (index: number, email: string) =>
  here.inside(async (tx) => {
    const [row] = await tx
      .select()
      .from(mandates)
      .where(eq(mandates.id, seat(index)));
    await tx.update(people).set({ email }).where(eq(people.id, row!.personId!));
  });
const limit = (most: number) =>
  here.inside((tx) =>
    tx.insert(settings).values({
      associationId: here.associationId,
      bodyId: null,
      key: 'proxies-most',
      value: most,
      source: 'statuts, art. 15',
    }),
  );
const reply = async (index: number, said: 'in-person' | 'remote' | 'excused', actor?: Actor) =>
  saveReply(relay.house, actor ?? (await member(index)), body.meetingId, {
    mandateId: seat(index),
    reply: said,
  });
const give = async (index: number, to: number, more: { via?: 'paper'; actor?: Actor } = {}) =>
  giveProxy(relay.house, more.actor ?? (await member(index)), body.meetingId, {
    mandateId: seat(index),
    holder: seat(to),
    holderName: '',
    instructions: '',
    via: more.via,
  });
const active = () => here.inside((tx) => activeProxies(tx, body.meetingId));
const answers = (actor: Actor) =>
  here.inside(async (tx) => {
    const meeting = doneValue(await meetingView(tx, actor, TODAY, body.meetingId));
    return answersTo(tx, actor, meeting, TODAY);
  });
const journal = () => here.inside((tx) => tx.select().from(journalEntries).orderBy(journalEntries.seq));
const mailsTo = (to: string) =>
  relay.house.db.select({ subject: outbox.subject, text: outbox.text }).from(outbox).where(eq(outbox.to, to));

describe('saveReply', () => {
  it('records an answer once, then its change', async () => {
    doneValue(await reply(0, 'in-person'));
    doneValue(await reply(0, 'in-person'));
    doneValue(await reply(0, 'excused'));
    expect((await answers(await member(0))).own).toMatchObject([
      { said: { reply: 'excused', via: 'member' }, closed: null, remote: false },
    ]);
    expect((await journal()).map(({ act, after }) => [act, (after as { reply: string }).reply])).toEqual([
      ['attendance.replied', 'in-person'],
      ['attendance.replied', 'excused'],
    ]);
  });

  it('impossible pour un autre, à distance sans accès, après l’annulation ou l’ouverture', async () => {
    expect(refusalOf(await reply(0, 'in-person', await member(1)))).toBe('not-found');
    expect(refusalOf(await reply(0, 'in-person', here.actor(null)))).toBe('not-found');
    expect(refusalOf(await reply(0, 'remote'))).toBe('no-remote-access');
    const forged = { mandateId: seat(0), reply: 'excused', via: 'paper' } as const;
    expect(refusalOf(await saveReply(relay.house, await member(0), body.meetingId, forged))).toBe(
      'not-allowed',
    );
    expect(refusalOf(await saveReply(relay.house, await member(0), 'x', forged))).toBe('not-found');
    const own = { associationId: here.associationId, meetingId: body.meetingId };
    const now = relay.house.clock.now();
    await here.inside((tx) => tx.insert(sittings).values({ ...own, state: 'open', openedAt: now }));
    expect(refusalOf(await reply(0, 'in-person'))).toBe('sitting-opened');
    doneValue(await saveReply(relay.house, here.coordinator, body.meetingId, forged));
    await here.inside((tx) =>
      tx
        .update(meetings)
        .set({ cancelledAt: now, cancelReason: 'Neige.' })
        .where(eq(meetings.id, body.meetingId)),
    );
    expect(refusalOf(await reply(0, 'in-person'))).toBe('cancelled');
  });
});

describe('giveProxy', () => {
  it('tells the holder, counts in the expected quorum, and is taken back by coming', async () => {
    await address(1, 'porteuse@example.be');
    doneValue(await give(0, 1));
    doneValue(await give(0, 1));
    doneValue(await reply(1, 'in-person'));
    const expected = (await answers(here.coordinator)).expected!;
    expect(expected.presences).toMatchObject([{ voters: 2, members: 6 }]);
    expect((await answers(await member(1))).own[0]!.held).toMatchObject([{ principal: expect.any(String) }]);
    expect(doneValue(await reply(0, 'in-person')).withdrawnFrom).toContain('general-assembly');
    expect(await active()).toEqual([]);
    expect(
      (await mailsTo('porteuse@example.be')).map(({ subject }) => subject.replace(/^.* (?=vous|retire)/, '')),
    ).toEqual(['vous donne procuration', 'retire sa procuration']);
    expect(JSON.stringify(await journal())).not.toMatch(/instructions|holderName/);
  });

  it('T32: of two at once to the same person under a limit of one, the database lets one through', async () => {
    await limit(1);
    const outcomes = await Promise.all([give(0, 2), give(1, 2)]);
    expect(outcomes.map(refusalOf).toSorted()).toEqual(['holder-full', null]);
    expect(await active()).toHaveLength(1);
    const choices = (await answers(await member(3))).own[0]!.holders;
    expect(choices.find(({ mandateId }) => mandateId === seat(2))).toMatchObject({
      held: 1,
      refusal: expect.stringContaining('porte déjà 1'),
    });
  });

  it('two gifts that would make a chain: one only', async () => {
    const outcomes = await Promise.all([give(0, 1), give(1, 2)]);
    expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
  });

  it('the holder gives it up, the secretary enters and removes a paper; nobody else may', async () => {
    await address(0, 'mandante@example.be');
    const { proxyId } = doneValue(await give(0, 1));
    expect(refusalOf(await revokeProxy(relay.house, await member(2), body.meetingId, proxyId))).toBe(
      'not-found',
    );
    doneValue(await revokeProxy(relay.house, await member(1), body.meetingId, proxyId));
    doneValue(await revokeProxy(relay.house, await member(0), body.meetingId, proxyId));
    expect((await answers(await member(0))).own[0]!.said).toBeNull();
    const paper = doneValue(await give(0, 1, { via: 'paper', actor: here.coordinator }));
    expect(refusalOf(await give(2, 1, { via: 'paper', actor: await member(3) }))).toBe('not-allowed');
    expect(await active()).toMatchObject([{ id: paper.proxyId, via: 'paper', holderMandateId: seat(1) }]);
    doneValue(await revokeProxy(relay.house, here.coordinator, body.meetingId, paper.proxyId));
    expect((await mailsTo('mandante@example.be')).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('ne portera pas votre procuration'),
      'Votre procuration est retirée',
    ]);
    for (const [actor, id] of [
      [await member(0), 'x'],
      [here.coordinator, body.meetingId],
    ] as const)
      expect(refusalOf(await revokeProxy(relay.house, actor, body.meetingId, id))).toBe('not-found');
  });

  it('impossible à qui ne siège pas dans l’instance, ou dans un conseil dont les textes se taisent', async () => {
    const other = await here.addBody('board');
    const form = { holderName: '', instructions: '' };
    const actor = await member(0);
    const elsewhere = { ...form, mandateId: seat(0), holder: other.mandateIds[0]! };
    expect(refusalOf(await giveProxy(relay.house, actor, body.meetingId, elsewhere))).toBe('not-entitled');
    const named = { ...form, mandateId: seat(0), holder: '' as const, holderName: 'Luc Maes' };
    expect(refusalOf(await giveProxy(relay.house, actor, body.meetingId, named))).toBe('holder-not-member');
    const board = {
      ...form,
      mandateId: other.mandateIds[0]!,
      holder: other.mandateIds[1]!,
      via: 'paper',
    } as const;
    expect(refusalOf(await giveProxy(relay.house, here.coordinator, other.meetingId, board))).toBe(
      'no-proxies',
    );
  });
});

describe('questions', () => {
  const ask = async (index: number, text: string, itemId = '') =>
    askQuestion(relay.house, await member(index), body.meetingId, { mandateId: seat(index), itemId, text });

  it('its author and the staff read it, then, once answered, all members', async () => {
    const { questionId } = doneValue(await ask(0, 'Quel est le loyer ?', body.itemId));
    expect(doneValue(await ask(0, 'Quel est le loyer ?', body.itemId)).questionId).toBe(questionId);
    const read = async (actor: Actor) => (await answers(actor)).questions.map(({ text }) => text);
    expect(await read(await member(0))).toHaveLength(1);
    expect(await read(here.coordinator)).toHaveLength(1);
    expect(await read(await member(1))).toEqual([]);
    const answer = (text: string, seen = '', actor: Actor = here.coordinator) =>
      answerQuestion(relay.house, actor, body.meetingId, { questionId, seen, answer: text });
    expect(refusalOf(await answer('500 €', '', await member(0)))).toBe('not-allowed');
    doneValue(await answer('500 €'));
    doneValue(await answer('500 €'));
    expect(refusalOf(await answer('600 €'))).toBe('stale');
    doneValue(await answer('600 €', relay.house.clock.now()));
    expect((await answers(await member(1))).questions).toMatchObject([
      { answer: '600 €', item: { id: body.itemId } },
    ]);
    // The journal says that it was asked, not what.
    expect(JSON.stringify(await journal())).not.toContain('loyer');
  });

  it('impossible sur un point d’une autre réunion', async () => {
    const other = await here.addBody('board');
    expect(refusalOf(await ask(0, 'Quoi ?', other.itemId))).toBe('not-found');
  });
});

describe('private notes', () => {
  const save = async (content: string, version = 0, index = 0, itemId = body.itemId) =>
    savePrivateNote(relay.house, await member(index), body.meetingId, itemId, { version, content });
  const notes = async (actor: Actor) =>
    here.inside((tx) => privateNotesOf(tx, actor, { id: body.meetingId, body: { id: body.bodyId } }));

  it('only their author reads them, and a second device overwrites nothing', async () => {
    expect(doneValue(await save('Demander le bail.')).version).toBe(1);
    expect(doneValue(await save('Demander le bail.', 7)).version).toBe(1);
    const stale = await save('Autre chose.', 0);
    expect(refusalOf(stale)).toBe('stale');
    const { details } = (stale as { refusal: { details: PrivateNoteConflict } }).refusal;
    expect(details).toMatchObject({ content: 'Demander le bail.', version: 1 });
    expect(await notes(await member(0))).toMatchObject([{ text: 'Demander le bail.', version: 1 }]);
    for (const stranger of [await member(1), here.coordinator]) expect(await notes(stranger)).toEqual([]);
    expect(await journal()).toEqual([]);
    const twins = await Promise.all([save('A', 0, 1), save('B', 0, 1)]);
    expect(twins.map(refusalOf).toSorted()).toEqual([null, 'stale']);
    doneValue(await save('', 1));
    expect(await notes(await member(0))).toEqual([]);
  });

  it('impossible sur un point inconnu, ou sans siéger', async () => {
    const other = await here.addBody('board');
    expect(refusalOf(await save('x', 0, 0, other.itemId))).toBe('not-found');
    expect(refusalOf(await save('x', 0, 0, 'x'))).toBe('not-found');
    const coordinator = () =>
      savePrivateNote(relay.house, here.coordinator, body.meetingId, body.itemId, {
        version: 0,
        content: 'x',
      });
    expect(refusalOf(await coordinator())).toBe('not-found');
  });

  it('are in the data that someone takes out themselves, in nobody else’s hands, and go with an erasure', async () => {
    doneValue(await save('Demander le bail.'));
    const me = await member(0);
    const own = doneValue(await exportPerson(relay.house, me, me.personId!));
    expect(own.privateNotes).toMatchObject([{ text: 'Demander le bail.', item: 'Point 0' }]);
    const handed = doneValue(await exportPerson(relay.house, here.coordinator, me.personId!));
    expect(handed.privateNotes).toBeNull();
    expect(JSON.stringify(handed)).not.toContain('bail');
    expect(refusalOf(await exportPerson(relay.house, await member(1), me.personId!))).toBe('not-found');
    await here.inside((tx) =>
      tx
        .update(mandates)
        .set({ toDay: '2022-11-20' })
        .where(eq(mandates.id, seat(0))),
    );
    doneValue(await erasePerson(relay.house, here.coordinator, me.personId!, { version: 1 }));
    expect(await notes(me)).toEqual([]);
  });
});

describe('personal links', () => {
  const issue = (expiresAt: string, createdAt = '2022-11-01T08:00:00Z') =>
    here.inside((tx) =>
      issueLink(tx, {
        associationId: here.associationId,
        purpose: 'meeting',
        subjectId: body.meetingId,
        mandateId: seat(0),
        now: createdAt,
        expiresAt,
      }),
    );
  const association = () => ({ id: here.associationId, slug: 'ag' });
  const opened = () =>
    here.inside(async (tx) => (await tx.select({ at: personalLinks.openedAt }).from(personalLinks))[0]!.at);

  it('opens for one mandate, notes the first time, and answers as its person', async () => {
    const { token } = await issue('2022-11-29T00:00:00Z');
    const { actor, mandateId } = doneValue(await openPersonalMeeting(relay.house, association(), token));
    expect(actor).toMatchObject({ accountId: null, role: null });
    expect(await opened()).toBe(relay.house.clock.now());
    const later = { ...relay.house, clock: fixedClock('2022-11-21T18:00:00Z') };
    doneValue(await openPersonalMeeting(later, association(), token));
    expect(await opened()).toBe(relay.house.clock.now());
    doneValue(await saveReply(relay.house, actor, body.meetingId, { mandateId, reply: 'in-person' }));
    expect(refusalOf(await openPersonalMeeting(relay.house, association(), `${token}x`))).toBe('link-ended');
  });

  it('one that has ended is renewed by mail to the known address, once in ten minutes', async () => {
    const { token } = await issue('2022-11-02T00:00:00Z');
    const renew = (house = relay.house) => renewPersonalMeeting(house, association(), token);
    expect(refusalOf(await openPersonalMeeting(relay.house, association(), token))).toBe('link-ended');
    expect(refusalOf(await renew())).toBe('no-address');
    await address(0, 'membre@example.be');
    expect((await Promise.all([renew(), renew()])).map(refusalOf).toSorted()).toEqual(
      [null, 'too-soon'].toSorted(),
    );
    const later = { ...relay.house, clock: fixedClock('2022-11-21T15:10:00Z') };
    expect(refusalOf(await renew(later))).toBeNull();
    const mails = await mailsTo('membre@example.be');
    expect(mails).toHaveLength(2);
    const fresh = /\/ag\/m\/([\w-]+)/.exec(mails[0]!.text)![1]!;
    doneValue(await openPersonalMeeting(relay.house, association(), fresh));
    expect(refusalOf(await renewPersonalMeeting(relay.house, association(), 'inconnu'))).toBe('not-found');
    const after = { ...relay.house, clock: fixedClock('2022-12-01T15:00:00Z') };
    expect(refusalOf(await renew(after))).toBe('past');
  });
});

it('reads the answers of a meeting with as many statements for 6 members as for 1', async () => {
  const count = async (meetingId: string) =>
    (
      await here.statements(async (tx) => {
        const meeting = doneValue(await meetingView(tx, here.coordinator, TODAY, meetingId));
        await answersTo(tx, here.coordinator, meeting, TODAY);
      })
    ).length;
  const small = await here.addBody('general-assembly', SILENT.slice(0, 1));
  doneValue(await reply(0, 'in-person'));
  doneValue(await give(1, 0));
  expect(await count(body.meetingId)).toBe(await count(small.meetingId));
});
