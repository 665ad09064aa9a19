import { dayInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { count, joinList } from '#lib/kernel/french.ts';
import { daysBetween } from '#lib/kernel/days.ts';
import { noticeClock, type NoticeRule } from './notice.ts';
import { isForDecision, type ItemNature, type ItemSubject } from '../vocabulary.ts';
import type { Presiding } from './presiding.ts';
import type { Quorum } from './quorum.ts';
import { checkSecondMeeting } from './second-meeting.ts';

/** Where a line can be mended. */
export type Mend = 'convocation' | 'attendance' | 'agenda' | 'meeting' | 'officers';

/** One thing that makes a meeting valid, as it stands. */
export interface ValidityLine {
  readonly about: 'day' | 'notice' | 'recipients' | 'presiding' | 'quorum' | 'documents' | 'second-meeting';
  readonly state: 'ok' | 'warn' | 'error';
  readonly sentence: string;
  readonly source: string | null;
  readonly toVerify: boolean;
  readonly mend: Mend | null;
}

export interface ValidityFacts {
  /** ISO days: of the meeting, and of its opening (of today when it is not open). */
  readonly heldOn: string;
  readonly openedOn: string;
  readonly rule: NoticeRule;
  /** The notice, sent on this ISO day, with the reason given where it was late; null: none was sent. */
  readonly notice: { readonly sentOn: string; readonly lateReason: string | null } | null;
  /** Names: of those whom the notice must reach (R-CON-03) and who were told nothing, and of those whose notice came back or could not be sent. */
  readonly forgotten: readonly string[];
  readonly unreached: readonly string[];
  readonly told: number;
  readonly presiding: Presiding;
  /** Whether somebody was named to preside. */
  readonly named: boolean;
  readonly quorum: Quorum;
  readonly recorded: boolean;
  /** Numbers of the items that ask for a document and have neither text nor annex. */
  readonly undocumented: readonly string[];
  readonly documented: number;
  /** The meeting that lacked its quorum, when this one is the second. */
  readonly firstHeldOn: string | null;
}

const line = (
  about: ValidityLine['about'],
  state: ValidityLine['state'],
  sentence: string,
  more: Partial<Pick<ValidityLine, 'source' | 'toVerify' | 'mend'>> = {},
): ValidityLine => ({ about, state, sentence, source: null, toVerify: false, mend: null, ...more });

/** Names in a sentence, the first ones only: a list of forty is read elsewhere. */
function some(names: readonly string[]): string {
  if (names.length <= 5) return joinList(names);
  return `${names.slice(0, 4).join(', ')} et ${names.length - 4}\u00a0autres`;
}

function noticeLine({ heldOn, notice, rule }: ValidityFacts): ValidityLine {
  const days = rule['notice-days'];
  if (notice === null) {
    const asked = days.value !== null;
    return line(
      'notice',
      asked ? 'error' : 'warn',
      'Aucune convocation n’est enregistrée\u00a0: rien ne prouve que les membres ont été appelés.',
      { source: asked ? days.source : null, toVerify: asked && days.toVerify, mend: 'convocation' },
    );
  }
  const clock = noticeClock(heldOn, notice.sentOn, rule);
  const left = `Convocation partie le ${dayInWords(notice.sentOn)}, ${count(clock.days, 'jour', 'jours')} avant la réunion.`;
  const reason =
    notice.lateReason === null ? '' : ` Envoyée tard par choix\u00a0: «\u00a0${notice.lateReason}\u00a0».`;
  const state = { 'in-time': 'ok', free: 'ok', just: 'warn', late: 'error' } as const;
  return line('notice', state[clock.verdict], `${left} ${clock.sentence}${reason}`, {
    source: clock.source,
    toVerify: clock.toVerify,
    mend: clock.verdict === 'late' ? 'convocation' : null,
  });
}

function recipientsLine({ notice, forgotten, unreached, told }: ValidityFacts): ValidityLine[] {
  if (notice === null) return [];
  if (forgotten.length === 0 && unreached.length === 0)
    return [
      line(
        'recipients',
        'ok',
        `Tous ceux qui doivent l’être ont été convoqués (${count(told, 'envoi', 'envois')}).`,
      ),
    ];
  const sentences = [
    ...(forgotten.length === 0 ? [] : [`Pas de convocation pour ${some(forgotten)}.`]),
    ...(unreached.length === 0 ? [] : [`Convocation revenue ou non remise\u00a0: ${some(unreached)}.`]),
  ];
  return [
    line('recipients', forgotten.length > 0 ? 'error' : 'warn', sentences.join(' '), { mend: 'convocation' }),
  ];
}

function quorumLine({ quorum, recorded }: ValidityFacts): ValidityLine {
  const [first] = quorum.conditions;
  const source = { source: first?.source ?? null, toVerify: quorum.conditions.some((each) => each.toVerify) };
  if (!recorded)
    return line('quorum', 'warn', 'Les présences ne sont pas notées\u00a0: le quorum n’est pas établi.', {
      ...source,
      mend: 'attendance',
    });
  return line('quorum', quorum.met ? 'ok' : 'error', quorum.sentences.join(' '), {
    ...source,
    mend: quorum.met ? null : 'attendance',
  });
}

function secondMeetingLine({ heldOn, firstHeldOn }: ValidityFacts): ValidityLine[] {
  if (firstHeldOn === null) return [];
  const checked = checkSecondMeeting(firstHeldOn, heldOn);
  const source = { source: 'CSA 9:21', toVerify: true };
  if (!checked.done)
    return [line('second-meeting', 'error', checked.refusal.sentence, { ...source, mend: 'meeting' })];
  const days = count(daysBetween(firstHeldOn, heldOn), 'jour', 'jours');
  // R-AG2-02: the fifteenth day is lawful as the law reads, not as the prudent read it.
  const just = daysBetween(firstHeldOn, heldOn) === 15;
  return [
    line(
      'second-meeting',
      just ? 'warn' : 'ok',
      `Seconde réunion, ${days} après celle du ${dayInWords(firstHeldOn)}\u00a0: elle décide quel que soit le nombre de présents.${just ? ' De justesse\u00a0: une lecture prudente en demande 16.' : ''}`,
      source,
    ),
  ];
}

/**
 * Whether a meeting is valid, line by line, as everything stands: convened in time, all told, somebody to preside, quorum,
 * documents, the dates of a second meeting. Nothing here refuses: each line says what is wrong and where it is mended
 * (R-CON-03, R-CON-04, R-DEL-03, R-QUO-01, R-AG2-02).
 */
export function validityOf(facts: ValidityFacts): ValidityLine[] {
  const { heldOn, openedOn, presiding, named, undocumented, documented } = facts;
  return [
    ...(openedOn === heldOn
      ? []
      : [
          line(
            'day',
            openedOn > heldOn ? 'warn' : 'error',
            `La réunion est convoquée pour le ${weekdayInWords(heldOn)}, et nous sommes le ${weekdayInWords(openedOn)}.`,
            { mend: 'meeting' },
          ),
        ]),
    noticeLine(facts),
    ...recipientsLine(facts),
    line('presiding', named || presiding.mandateId !== null ? 'ok' : 'warn', presiding.sentence, {
      source: presiding.source,
      toVerify: presiding.toVerify,
      mend: named || presiding.mandateId !== null ? null : 'officers',
    }),
    quorumLine(facts),
    ...(undocumented.length > 0
      ? [
          line(
            'documents',
            'warn',
            `Ni texte ni annexe pour ${undocumented.length > 1 ? 'les points' : 'le point'} ${joinList(undocumented)}\u00a0: qui vote doit pouvoir lire ce qui est proposé.`,
            { source: 'CSA 9:14', toVerify: true, mend: 'agenda' },
          ),
        ]
      : documented > 0
        ? [line('documents', 'ok', 'Les points qui demandent un document en ont un.')]
        : []),
    ...secondMeetingLine(facts),
  ];
}

/** Whether members must have something to read before they vote on an item: what cannot be improvised. */
export function asksForDocument(item: {
  readonly nature: ItemNature;
  readonly decisionKind: string | null;
  readonly subject: ItemSubject | null;
}): boolean {
  if (item.decisionKind !== null && item.decisionKind !== 'ordinary') return true;
  return isForDecision(item.nature) && item.subject !== null;
}
