import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { mayPrepareMeeting, mayRead, ownMandates, type MeetingFacts } from '#lib/meetings/policy.ts';
import type { MinutesState } from './vocabulary.ts';

/**
 * Who may read the PV of a meeting: whoever may read the meeting; those without a role once it was sent to its members.
 * Days are ISO days.
 */
export function mayReadMinutes(
  actor: Actor,
  meeting: MeetingFacts,
  state: MinutesState,
  today: string,
): Outcome<undefined> {
  const readable = mayRead(actor, meeting, today);
  if (!readable.done || actor.role !== null || state !== 'draft') return readable;
  return refuse(
    'minutes-not-sent',
    'Ce PV n’est pas encore envoyé. Vous recevrez un message dès que vous pourrez le lire.',
  );
}

/** Who sends a PV for remarks and answers them: whoever prepares the meeting. */
export const maySendMinutes = mayPrepareMeeting;

/** By which mandate someone makes remarks: one of the meeting. Refuses readers, who take no part in it. */
export function mayRemark(actor: Actor, meeting: MeetingFacts, today: string): Outcome<string> {
  const readable = mayRead(actor, meeting, today);
  if (!readable.done) return readable;
  const [mandateId] = ownMandates(actor, meeting);
  return mandateId === undefined
    ? refuse(
        'not-a-member',
        'Les remarques viennent de ceux qui siégeaient à cette réunion. Dites la vôtre au secrétariat.',
      )
    : done(mandateId);
}

/** Who notes an approval, receives signatures on paper, seals and rectifies: coordination. */
export function mayConclude(actor: Actor, meeting: MeetingFacts, today: string): Outcome<undefined> {
  const readable = mayRead(actor, meeting, today);
  if (!readable.done || actor.role === 'coordination') return readable;
  return refuse(
    'not-allowed',
    actor.role === 'assistant'
      ? 'Vous préparez et envoyez les PV\u00a0; la coordination note leur approbation et les scelle. Demandez-la-lui.'
      : 'Seule la coordination note l’approbation d’un PV, ses signatures sur papier, et le scelle.',
  );
}

/** Who signs: the person whose name stands under the PV, and nobody in their place. */
export function maySign(
  actor: Actor,
  meeting: MeetingFacts,
  today: string,
  signerPersonId: string | null,
): Outcome<undefined> {
  const readable = mayRead(actor, meeting, today);
  if (!readable.done) return readable;
  return actor.accountId !== null && actor.personId !== null && actor.personId === signerPersonId
    ? done()
    : refuse(
        'not-the-signer',
        'Seule la personne dont le nom est au bas du PV le signe ici. À défaut, elle signe sur papier et la coordination garde le document.',
      );
}

/** Who keeps the certificate of the association: coordination. For anyone else it does not exist. */
export function mayKeepCertificate(actor: Actor): Outcome<undefined> {
  return actor.role === 'coordination' ? done() : notFound();
}
