import { associationIdentity } from '#lib/associations/server/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { ownMandates } from '../../policy.ts';
import type { ProxyFormSnapshot } from '../../proxy-form.ts';
import type { MeetingView } from '../queries.ts';
import { expectedOf, type Expected } from './expected.ts';
import { ownAnswer, type OwnAnswer } from './own-answer.ts';
import { participationIn } from './participants.ts';
import { keepsNotes } from './private-notes.ts';
import { questionsOf, type QuestionView } from './questions.ts';

/** What someone reads before a meeting of what was answered: their own, and for the staff everybody's. */
export interface Answers {
  /** One for each mandate by which the actor sits on the day; none for whoever does not. */
  readonly own: readonly OwnAnswer[];
  readonly expected: Expected | null;
  readonly questions: readonly QuestionView[];
  /** Whether the actor can keep notes of their own. */
  readonly keepsNotes: boolean;
}

/** The answers to a meeting that the actor was allowed to read. `mandateId`: of a personal link, which opens one only. */
export async function answersTo(
  tx: Tx,
  actor: Actor,
  meeting: MeetingView,
  today: string,
  mandateId?: string,
): Promise<Answers> {
  const participation = await participationIn(tx, meeting, today);
  const own = ownMandates(actor, { bodyId: meeting.body.id, heldOn: meeting.heldOn });
  return {
    own: own
      .filter((each) => mandateId === undefined || each === mandateId)
      .flatMap((each) => participation.participants.get(each) ?? [])
      .map((who) => ownAnswer(participation, who)),
    expected: actor.role === null ? null : expectedOf(participation, meeting.body.kind),
    questions: await questionsOf(tx, actor, meeting.id),
    keepsNotes: keepsNotes(actor, meeting.body.id),
  };
}

/** What the paper of a proxy says: for one's own mandate, or for anybody's when the secretary prints it. */
export async function proxyFormOf(
  tx: Tx,
  actor: Actor,
  meeting: MeetingView,
  today: string,
  mandateId: string,
): Promise<Outcome<ProxyFormSnapshot>> {
  const participation = await participationIn(tx, meeting, today);
  const own = ownMandates(actor, { bodyId: meeting.body.id, heldOn: meeting.heldOn });
  const who = participation.participants.get(mandateId);
  if (!who || !(own.includes(mandateId) || meeting.mayPrepare)) return notFound();
  const { proxy, rule } = ownAnswer(participation, who);
  const { name, legalForm, letterhead } = await associationIdentity(tx, actor.associationId);
  return done({
    association: { name, legalForm, letterhead },
    body: meeting.body,
    meeting,
    principal: { name: who.proxySeat.name, civility: who.person.civility, organisation: who.organisation },
    holder: proxy?.holder ?? null,
    rule,
  });
}
