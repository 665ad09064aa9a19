import { count } from '#lib/kernel/french.ts';
import {
  ASSEMBLY,
  certain,
  NO_CLAUSE,
  numberOrNothing,
  oneOf,
  SILENT,
  toVerify,
  type Definitions,
} from './definition.ts';

export interface MeetingSettings {
  /** Days between the notice and the meeting; null: no delay is asked. */
  readonly 'notice-days': number | null;
  readonly 'notice-counted-from': 'sending' | 'reception';
  /** Days before the meeting until which members may propose an item; null: until the notice is sent. */
  readonly 'proposal-days': number | null;
  /** Whether an item that the notice does not announce can be put to the vote. */
  readonly 'late-items': 'never' | 'urgency' | 'free';
}

const LEGAL_NOTICE = 15;

/** How a meeting is called. */
export const MEETINGS: Definitions<MeetingSettings> = {
  'notice-days': {
    title: 'Délai de convocation',
    ...numberOrNothing({
      label: 'Délai, en jours',
      hint: 'Nombre de jours entre la convocation et la réunion. Laissez vide si vos textes n’en fixent pas.',
      least: 1,
      most: 365,
      nothing: 'aucun délai n’est demandé',
    }),
    describe: (value) =>
      value === null
        ? 'Aucun délai n’est demandé entre la convocation et la réunion.'
        : `Il faut au moins ${count(value, 'jour', 'jours')} entre la convocation et la réunion.`,
    // R-CON-04; the Code says nothing of the other bodies.
    byDefault: ({ bodyKind }) =>
      bodyKind === 'general-assembly' ? toVerify(LEGAL_NOTICE, 'CSA 9:14') : certain(null, NO_CLAUSE),
    floor: {
      source: 'CSA 9:14',
      sentence: `Impossible de descendre sous ${LEGAL_NOTICE}\u00a0jours pour l’assemblée générale\u00a0: c’est le minimum légal (CSA 9:14).`,
      allows: (value, { bodyKind }) =>
        bodyKind !== 'general-assembly' || (value !== null && value >= LEGAL_NOTICE),
    },
  },
  'notice-counted-from': {
    title: 'Début du délai de convocation',
    ...oneOf(['sending', 'reception'], {
      sending: 'Le délai se compte à partir de l’envoi de la convocation.',
      reception: 'Le délai se compte à partir de la réception de la convocation.',
    }),
    // R-DEL-04.
    byDefault: () => toVerify('sending', SILENT),
  },
  'proposal-days': {
    title: 'Propositions des membres à l’ordre du jour',
    where: ASSEMBLY,
    ...numberOrNothing({
      label: 'Délai, en jours avant l’assemblée',
      hint: 'Laissez vide si vos textes n’en fixent pas.',
      least: 1,
      most: 365,
      nothing: 'une proposition est admise jusqu’à l’envoi de la convocation',
    }),
    describe: (value) =>
      value === null
        ? 'Une proposition d’un vingtième des membres arrive avant l’envoi de la convocation.'
        : `Une proposition d’un vingtième des membres arrive au plus tard ${count(value, 'jour', 'jours')} avant l’assemblée.`,
    // R-ODJ-03: the law gives no last day.
    byDefault: () => toVerify(null, SILENT),
  },
  'late-items': {
    title: 'Points ajoutés après la convocation',
    ...oneOf(['never', 'urgency', 'free'], {
      never: 'Un point ajouté après la convocation se discute, mais ne se vote pas.',
      urgency: 'Un point ajouté après la convocation ne se vote qu’en cas d’urgence, motivée par écrit.',
      free: 'Un point ajouté après la convocation peut se voter.',
    }),
    // R-ODJ-04: the former law let the statutes allow it in the assembly, the present one probably not; it is silent on
    // the other bodies.
    byDefault: ({ bodyKind }) =>
      bodyKind === 'general-assembly' ? toVerify('never', 'CSA 9:14') : toVerify('urgency', SILENT),
    floor: {
      source: 'CSA 9:14',
      sentence:
        'Impossible de laisser l’assemblée générale voter sans raison sur ce que la convocation n’annonce pas : les absents n’ont pas pu s’y préparer (CSA 9:14). Choisissez l’urgence, si vos statuts l’admettent, ou le refus.',
      allows: (value, { bodyKind }) => bodyKind !== 'general-assembly' || value !== 'free',
    },
  },
};
