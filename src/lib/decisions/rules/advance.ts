import { Temporal } from 'temporal-polyfill';
import type { Statutes } from '#lib/associations/rules/statutes.ts';
import { localInstant } from '#lib/kernel/calendar.ts';
import { daysAfter, localDay, momentInWords, TIME_ZONE } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { VoteRight } from './ballots.ts';

/** Until when one votes before a sitting, unless somebody says otherwise: the end of the day before. */
export function defaultDeadline(heldOn: string): { readonly day: string; readonly time: string } {
  return { day: daysAfter(heldOn, -1), time: '23:59' };
}

const isAfter = (one: string, other: string) => Temporal.Instant.compare(one, other) > 0;

/** A deadline as its two fields show it. */
export function deadlineFields(until: string): { readonly day: string; readonly time: string } {
  const local = Temporal.Instant.from(until).toZonedDateTimeISO(TIME_ZONE);
  return {
    day: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}

/** Refuses a vote before the sitting where the statutes do not allow it: they alone may (R-DIS-06, CSA 9:16/1 §2). */
export function checkAdvanceAllowed(statutes: Pick<Statutes, 'advance-vote'>): Outcome<undefined> {
  const { value, source } = statutes['advance-vote'];
  return value
    ? done()
    : refuse(
        'advance-not-allowed',
        'Impossible d’ouvrir un vote par avance\u00a0: il faut que les statuts le permettent, et les réglages de cette instance disent que non.',
        { source },
      );
}

/**
 * Whether members may vote until this instant. Refuses one that is past, and one after the hour of the meeting (`startsAt`
 * null: after the beginning of its day).
 */
export function checkDeadline(
  until: string,
  {
    now,
    heldOn,
    startsAt,
  }: { readonly now: string; readonly heldOn: string; readonly startsAt: string | null },
): Outcome<undefined> {
  const field = 'untilDay';
  if (!isAfter(until, now))
    return refuse('deadline-past', 'Ce moment est passé\u00a0: choisissez-en un à venir.', { field });
  const begins = localInstant(heldOn, startsAt ?? '00:00');
  return !isAfter(until, begins)
    ? done()
    : refuse(
        'deadline-too-late',
        `Le vote par avance s’arrête avant la réunion\u00a0: au plus tard le ${momentInWords(begins)}.`,
        { field },
      );
}

/** Whether a voice may be given now in a vote before the sitting. Refuses after its deadline and once the sitting opened. */
export function checkAdvanceCast({
  until,
  now,
  sittingOpened,
  meetingCancelled,
}: {
  readonly until: string;
  readonly now: string;
  readonly sittingOpened: boolean;
  readonly meetingCancelled: boolean;
}): Outcome<undefined> {
  if (meetingCancelled)
    return refuse('meeting-cancelled', 'Cette réunion est annulée\u00a0: on n’y vote plus par avance.');
  if (sittingOpened)
    return refuse(
      'advance-over',
      'Trop tard pour voter par avance\u00a0: la séance est ouverte. Votez pendant la séance, si vous y êtes.',
    );
  return !isAfter(now, until)
    ? done()
    : refuse(
        'advance-over',
        `Trop tard pour voter par avance\u00a0: c’était jusqu’au ${momentInWords(until)}. Votez pendant la séance, ou donnez procuration.`,
      );
}

/**
 * Whether those who have not voted before a sitting are reminded by themselves on this ISO day: once, from the eve of the
 * last day on, and not on the day on which they were asked.
 */
export function isVoteReminderDue(
  {
    until,
    openedAt,
    remindedOn,
  }: { readonly until: string; readonly openedAt: string; readonly remindedOn: string | null },
  now: string,
): boolean {
  const today = localDay(now);
  return (
    remindedOn === null &&
    localDay(openedAt) < today &&
    daysAfter(localDay(until), -1) <= today &&
    isAfter(until, now)
  );
}

/** What voters were shown of a vote, and what its opening in the sitting says. */
interface Terms {
  readonly kind: string;
  readonly proposal: string;
  readonly secret: boolean;
  readonly mayChange: boolean;
  readonly blankAllowed: boolean;
}

const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();

/**
 * Whether the vote opened in the sitting is on the text of the one before it: the same of the chain, or, where the item had
 * none then, the text that now says its words.
 */
export function isOnSameText(
  before: { readonly propositionId: string | null; readonly proposal: string },
  now: { readonly propositionId: string; readonly proposal: string },
): boolean {
  if ((before.propositionId ?? '') === now.propositionId) return true;
  return before.propositionId === null && plain(before.proposal) === plain(now.proposal);
}

/** The refusal of voices that were given on other words. */
export const OTHER_TEXT = refuse(
  'advance-other-text',
  'Impossible de voter sur ce texte\u00a0: il a changé, et des voix ont été demandées par avance sur l’ancien. Annulez d’abord le vote par avance\u00a0: ses bulletins ne comptent plus, et chacun lit pourquoi.',
  { field: 'proposal' },
);

/**
 * Whether the vote opened in the sitting is the one in which members voted before: voices given on a text hold for that
 * text alone, and under the terms that were shown.
 */
export function checkSameVote(before: Terms, now: Terms): Outcome<undefined> {
  if (plain(before.proposal) !== plain(now.proposal)) return OTHER_TEXT;
  const same =
    before.kind === now.kind &&
    before.secret === now.secret &&
    before.mayChange === now.mayChange &&
    before.blankAllowed === now.blankAllowed;
  return same
    ? done()
    : refuse(
        'advance-other-terms',
        'Impossible d’ouvrir ce vote autrement que par avance\u00a0: le type de décision, le secret, le vote blanc et le droit de changer restent ceux que les membres ont lus. Sinon, annulez d’abord le vote par avance.',
        { field: 'secrecy' },
      );
}

/** Of the mandates that voted before the sitting, those that have no voice in the vote any more. */
export function lostVoices(
  given: readonly Pick<VoteRight, 'mandateId'>[],
  rights: readonly Pick<VoteRight, 'mandateId'>[],
): string[] {
  const now = new Set(rights.map(({ mandateId }) => mandateId));
  return given.flatMap(({ mandateId }) => (now.has(mandateId) ? [] : [mandateId]));
}

/** What a verdict says of the voices that came before the sitting. */
export function advanceSentence(inAdvance: number, source: string): string {
  const counted = inAdvance < 2 ? 'comptée' : 'comptées';
  return `Par avance, avant la séance\u00a0: ${count(inAdvance, 'voix', 'voix')}, ${counted} parmi les présences pour ce vote (${source}).`;
}
