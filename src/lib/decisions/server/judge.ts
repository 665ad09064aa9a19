import { and, eq, lt, max, sql } from 'drizzle-orm';
import { collegesCounted, type Statutes } from '#lib/associations/rules/statutes.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { checkConflicts } from '#lib/meetings/rules/conflicts.ts';
import type { Presence } from '#lib/meetings/rules/quorum.ts';
import { checkSecondMeeting, isFreedByASecondMeeting } from '#lib/meetings/rules/second-meeting.ts';
import { sittingOf, type Sitting } from '#lib/meetings/server/sitting.ts';
import { movementsIn, sittingNow } from '#lib/meetings/server/sitting/now.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { CountedVote } from '../forms.ts';
import { advanceSentence } from '../rules/advance.ts';
import { checkCounts, votesIn } from '../rules/counts.ts';
import { decide, isReservedToAssembly } from '../rules/decide.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { DecisionKind } from '../vocabulary.ts';
import { figuresTyped, type Counted, type Taken } from './counting.ts';
import { decisions } from './tables.ts';

export interface MeetingToJudge {
  readonly id: string;
  readonly bodyId: string;
  readonly heldOn: string;
  readonly secondOfId: string | null;
}

/** What a vote is judged upon besides its figures: plain data, so that it can be frozen when the vote opens. */
export interface VoteBasis {
  readonly bodyKind: BodyKind;
  readonly kind: DecisionKind;
  readonly statutes: Statutes;
  readonly presences: readonly Presence[];
  readonly secondMeeting: boolean;
  /** How many of the voices were given before the sitting. */
  readonly inAdvance?: number;
}

/** Who votes on an item without being there: those who did before the sitting. */
export interface Circumstances {
  /** Their mandates. */
  readonly advance?: ReadonlySet<string>;
  /** The ISO instant of the vote, when it is judged again: whoever came or went since changes nothing. */
  readonly takenAt?: string;
  /** The sitting is to come: nobody is recorded yet. */
  readonly toCome?: boolean;
}

/** What a vote gives, the sitting that it was judged upon, and how it was taken. */
export interface Judged {
  readonly basis: VoteBasis;
  readonly verdict: Verdict;
  readonly sitting: Sitting;
  readonly taken: Taken;
}

/**
 * Loads what the rules need (mandates and statutes of the day, attendance, proxies in effect, conflicts of interest of the
 * item). Refuses what cannot be a vote of this meeting: nobody recorded, a decision reserved to the assembly, or left to it
 * because most directors have a conflict, a second meeting without a first.
 */
export async function basisOf(
  tx: Tx,
  meeting: MeetingToJudge,
  itemId: string,
  { kind, secondMeeting: said }: Pick<CountedVote, 'kind' | 'secondMeeting'>,
  { advance, takenAt, toCome = false }: Circumstances = {},
): Promise<Outcome<VoteBasis & { readonly sitting: Sitting }>> {
  const [body] = await tx
    .select({ id: bodies.id, kind: bodies.kind, name: bodies.name })
    .from(bodies)
    .where(eq(bodies.id, meeting.bodyId));
  if (!body) throw new Error('A meeting without its body: the foreign key forbids it.');
  if (isReservedToAssembly(kind, body.kind))
    return refuse(
      'reserved-to-assembly',
      `Impossible d’enregistrer cette décision ici (${body.name})\u00a0: seule l’assemblée générale peut en décider. Choisissez un autre type de décision.`,
      { field: 'kind', source: 'CSA 9:12' },
    );

  const since =
    takenAt === undefined ? [] : movementsIn((await sittingNow(tx, meeting))?.events ?? [], takenAt);
  const asked = { id: meeting.id, body, heldOn: meeting.heldOn };
  const sitting = await sittingOf(tx, asked, itemId, advance, since);
  if (sitting.recorded === 0 && !toCome)
    return refuse(
      'attendance-not-recorded',
      'Impossible d’enregistrer une décision sans les présences\u00a0: notez d’abord qui est là.',
      { field: 'counts' },
    );
  const allowed = checkConflicts(body.kind, sitting.directors);
  if (!allowed.done) return allowed;
  // One convoked as the second meeting decides without quorum by itself; of any other, the secretary says so.
  const firstId = isFreedByASecondMeeting(kind) ? meeting.secondOfId : null;
  const secondMeeting = firstId !== null || said === 'yes';
  if (secondMeeting) {
    const first = firstId === null ? await lastWithoutQuorum(tx, meeting, kind) : await dayOf(tx, firstId);
    const second = checkSecondMeeting(first, meeting.heldOn);
    if (!second.done) return second;
  }
  const { statutes, presences, inAdvance } = sitting;
  const basis = { bodyKind: body.kind, kind, statutes, presences, secondMeeting, sitting };
  return done(inAdvance.size === 0 ? basis : { ...basis, inAdvance: inAdvance.size });
}

/** What figures give on such a basis. Refuses counts that do not add up. Pure. */
export function judgeOn(
  { bodyKind, kind, statutes, presences, secondMeeting, inAdvance = 0 }: VoteBasis,
  counted: Pick<Counted, 'counts' | 'chairVote'>,
  secret: boolean,
): Outcome<Verdict> {
  const expected = collegesCounted(statutes);
  const there = new Map(presences.map((each) => [each.college, each]));
  // Votes typed where these statutes count none are kept, so that the check refuses them instead of losing them.
  const counts = counted.counts.flatMap(({ college, tally }) => {
    if (!expected.includes(college) && votesIn(tally) === 0) return [];
    return { ...(there.get(college) ?? { college, voters: 0, members: 0 }), tally };
  });
  const consistent = checkCounts(counts, statutes);
  if (!consistent.done) return consistent;
  const { chairVote } = counted;
  const verdict = decide({ bodyKind, kind, statutes, counts, secondMeeting, chairVote, secret });
  if (inAdvance === 0) return done(verdict);
  const explanation = [...verdict.explanation, advanceSentence(inAdvance, statutes['advance-vote'].source)];
  return done({ ...verdict, explanation });
}

/**
 * Judges a vote of this meeting at this moment: its figures as they are typed, or as `count` makes them from the sitting.
 * Refuses what `basisOf`, `count` and `judgeOn` refuse.
 */
export async function judge(
  tx: Tx,
  meeting: MeetingToJudge,
  itemId: string,
  form: CountedVote,
  count: (sitting: Sitting) => Outcome<Counted> = () => done(figuresTyped(form)),
  circumstances: Circumstances = {},
): Promise<Outcome<Judged>> {
  const basis = await basisOf(tx, meeting, itemId, form, circumstances);
  if (!basis.done) return basis;
  const { sitting } = basis.value;
  const counted = count(sitting);
  if (!counted.done) return counted;
  const verdict = judgeOn(basis.value, counted.value, form.secret === 'yes');
  if (!verdict.done) return verdict;
  const { method, ballots, tellers } = counted.value;
  const taken = { method, ballots, ...(tellers && { tellers }) };
  return done({ basis: basis.value, verdict: verdict.value, sitting, taken });
}

async function dayOf(tx: Tx, meetingId: string): Promise<string | null> {
  const [row] = await tx.select({ heldOn: meetings.heldOn }).from(meetings).where(eq(meetings.id, meetingId));
  return row?.heldOn ?? null;
}

/** The last earlier day on which this body lacked the quorum for this kind of decision. */
async function lastWithoutQuorum(
  tx: Tx,
  meeting: { readonly bodyId: string; readonly heldOn: string },
  kind: CountedVote['kind'],
): Promise<string | null> {
  const [row] = await tx
    .select({ heldOn: max(meetings.heldOn) })
    .from(decisions)
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .where(
      and(
        eq(meetings.bodyId, meeting.bodyId),
        lt(meetings.heldOn, meeting.heldOn),
        eq(decisions.kind, kind),
        sql`${decisions.verdict} ->> 'outcome' = 'quorum-missing'`,
      ),
    );
  return row?.heldOn ?? null;
}
