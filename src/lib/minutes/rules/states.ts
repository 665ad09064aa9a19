import { Temporal } from 'temporal-polyfill';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { MinutesState } from '../vocabulary.ts';

/** What is done to a PV. */
export const MINUTES_ACTS = [
  'send',
  'complete',
  'remark',
  'answer',
  'approve',
  'approve-handed-out',
  'note-changes',
  'withdraw-approval',
  'sign',
  'seal',
  'rectify',
] as const;
export type MinutesAct = (typeof MINUTES_ACTS)[number];

const FROM: Readonly<Record<MinutesAct, readonly MinutesState[]>> = {
  send: ['draft', 'sent'],
  complete: ['draft', 'sent'],
  remark: ['sent'],
  answer: ['sent'],
  approve: ['sent'],
  'approve-handed-out': ['draft'],
  'note-changes': ['approved'],
  'withdraw-approval': ['approved'],
  sign: ['approved'],
  seal: ['signed'],
  rectify: ['approved', 'signed', 'sealed'],
};

const IMPOSSIBLE: Readonly<Record<MinutesAct, string>> = {
  send: 'Impossible d’envoyer ce PV',
  complete: 'Impossible de compléter ce PV',
  remark: 'Impossible d’ajouter cette remarque',
  answer: 'Impossible de répondre à cette remarque',
  approve: 'Impossible d’approuver ce PV',
  'approve-handed-out': 'Impossible d’approuver ce PV comme remis en séance',
  'note-changes': 'Impossible de noter ces modifications',
  'withdraw-approval': 'Impossible de retirer cette approbation',
  sign: 'Impossible de signer ce PV',
  seal: 'Impossible de sceller ce PV',
  rectify: 'Impossible de rectifier ce PV',
};

const BECAUSE: Readonly<Record<MinutesState, string>> = {
  draft: 'il n’est encore qu’un brouillon, que les membres n’ont pas reçu. Envoyez-le d’abord.',
  sent: 'les membres l’ont reçu, et il n’est pas encore approuvé. L’instance l’approuve par une décision, à une réunion suivante.',
  approved: 'il est approuvé, il attend ses signatures.',
  signed: 'il est signé. Une erreur se corrige par une décision qui le rectifie.',
  sealed: 'il est scellé, plus rien n’y change. Une erreur se corrige par une décision qui le rectifie.',
};

/** Whether this may be done to a PV in this state. Refuses with the state and the way out. */
export function checkAct(state: MinutesState, act: MinutesAct): Outcome<undefined> {
  return FROM[act].includes(state)
    ? done()
    : refuse(`minutes-${state}`, `${IMPOSSIBLE[act]}\u00a0: ${BECAUSE[state]}`);
}

/** Whether a remark comes in time, the last day included. Days are ISO days. */
export function checkRemarkInTime(until: string, today: string): Outcome<undefined> {
  return today <= until
    ? done()
    : refuse(
        'remarks-over',
        'Le délai des remarques est passé. Dites-la à la réunion qui approuve ce PV, ou au secrétariat.',
      );
}

/** Whether a PV may be sent with this last day for remarks. Refuses a day that is over: nobody could answer. */
export function checkRemarksUntil(until: string, today: string): Outcome<undefined> {
  return until >= today
    ? done()
    : refuse('until-in-the-past', 'Ce jour est passé\u00a0: personne ne pourrait plus répondre.', {
        field: 'remarksUntil',
      });
}

/**
 * Whether everything that completes a sentence still fits it: a PV does not leave with words that may contradict it. `what`
 * follows "Impossible d’".
 */
export function checkReviewed(pending: number, what: 'envoyer' | 'approuver'): Outcome<undefined> {
  if (pending === 0) return done();
  const whose = pending === 1 ? 'un complément est' : `${pending} compléments sont`;
  return refuse(
    'complements-to-review',
    `Impossible d’${what} ce PV\u00a0: ${whose} à revoir, car la phrase a changé depuis ou n’existe plus. Voyez «\u00a0Compléter les phrases du PV\u00a0».`,
  );
}

export interface ApprovalFacts {
  /** ISO day of the meeting whose PV is approved. */
  readonly heldOn: string;
  /** ISO instant at which its last version left; null: it was handed out at the meeting that approves it. */
  readonly sentAt: string | null;
  readonly bodyId: string;
  readonly decision: {
    readonly reference: string;
    readonly adopted: boolean;
    readonly bodyId: string;
    readonly heldOn: string;
    readonly recordedAt: string;
  };
}

/**
 * Whether a decision approves a version: the same body adopted it at a later meeting, once that version was before its
 * members. One that is older would approve a text that nobody had read.
 */
export function checkApproval({ heldOn, sentAt, bodyId, decision }: ApprovalFacts): Outcome<undefined> {
  const no = (code: string, why: string) =>
    refuse(code, `${decision.reference} n’approuve pas ce PV\u00a0: ${why}`, { field: 'reference' });
  if (decision.bodyId !== bodyId) return no('other-body', 'elle est d’une autre instance.');
  if (!decision.adopted) return no('not-adopted', 'elle n’est pas adoptée.');
  if (decision.heldOn <= heldOn) return no('not-later', 'elle n’a pas été prise à une réunion suivante.');
  if (sentAt !== null && Temporal.Instant.compare(decision.recordedAt, sentAt) < 0)
    return no(
      'stale-approval',
      'une version plus récente a été envoyée depuis. L’instance doit l’approuver.',
    );
  return done();
}

/** Whether a later decision may be said to rectify a PV: adopted by the same body, at a meeting after it. */
export function checkRectification({
  heldOn,
  bodyId,
  decision,
}: Omit<ApprovalFacts, 'sentAt'>): Outcome<undefined> {
  const no = (code: string, why: string) =>
    refuse(code, `${decision.reference} ne rectifie pas ce PV\u00a0: ${why}`, { field: 'reference' });
  if (decision.bodyId !== bodyId) return no('other-body', 'elle est d’une autre instance.');
  if (!decision.adopted) return no('not-adopted', 'elle n’est pas adoptée.');
  if (decision.heldOn <= heldOn) return no('not-later', 'elle n’a pas été prise à une réunion suivante.');
  return done();
}
