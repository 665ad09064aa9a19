import { and, eq, lt, max, sql } from 'drizzle-orm';
import { collegesCounted } from '#lib/associations/rules/statutes.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { COLLEGES } from '#lib/kernel/sectors.ts';
import { checkConflicts } from '#lib/meetings/rules/conflicts.ts';
import { checkSecondMeeting, isFreedByASecondMeeting } from '#lib/meetings/rules/second-meeting.ts';
import { sittingOf, type Sitting } from '#lib/meetings/server/sitting.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { tallyTyped, type CountedVote } from '../forms.ts';
import { checkCounts, votesIn } from '../rules/counts.ts';
import { decide, isReservedToAssembly } from '../rules/decide.ts';
import type { Verdict } from '../rules/verdict.ts';
import { decisions } from './tables.ts';

/** What a vote is about, as it bears on whether and how it can be decided. */
interface PutToVote {
  readonly kind: CountedVote['kind'];
  readonly secondMeeting: CountedVote['secondMeeting'];
}

interface MeetingToJudge {
  readonly id: string;
  readonly bodyId: string;
  readonly heldOn: string;
  readonly secondOfId: string | null;
}

/** What a vote is judged upon, besides the votes themselves. */
interface VoteFacts {
  readonly bodyKind: BodyKind;
  readonly sitting: Sitting;
  readonly secondMeeting: boolean;
}

/**
 * Loads what the rules need (mandates and statutes of the day, attendance, proxies in effect, conflicts of interest of the
 * item). Refuses what cannot be a vote of this meeting, whatever is voted: nobody recorded, a decision reserved to the
 * assembly, or left to it because most directors have a conflict, a second meeting without a first.
 */
export async function factsOfVote(
  tx: Tx,
  meeting: MeetingToJudge,
  itemId: string,
  form: PutToVote,
): Promise<Outcome<VoteFacts>> {
  const [body] = await tx
    .select({ id: bodies.id, kind: bodies.kind, name: bodies.name })
    .from(bodies)
    .where(eq(bodies.id, meeting.bodyId));
  if (!body) throw new Error('A meeting without its body: the foreign key forbids it.');
  if (isReservedToAssembly(form.kind, body.kind))
    return refuse(
      'reserved-to-assembly',
      `Impossible d’enregistrer cette décision ici (${body.name})\u00a0: seule l’assemblée générale peut en décider. Choisissez un autre type de décision.`,
      { field: 'kind', source: 'CSA 9:12' },
    );

  const sitting = await sittingOf(tx, { id: meeting.id, body, heldOn: meeting.heldOn }, itemId);
  if (sitting.recorded === 0)
    return refuse(
      'attendance-not-recorded',
      'Impossible d’enregistrer une décision sans les présences\u00a0: notez d’abord qui est là.',
      { field: 'counts' },
    );
  const allowed = checkConflicts(body.kind, sitting.directors);
  if (!allowed.done) return allowed;
  // One convoked as the second meeting decides without quorum by itself; of any other, the secretary says so.
  const firstId = isFreedByASecondMeeting(form.kind) ? meeting.secondOfId : null;
  const secondMeeting = firstId !== null || form.secondMeeting === 'yes';
  if (secondMeeting) {
    const first =
      firstId === null ? await lastWithoutQuorum(tx, meeting, form.kind) : await dayOf(tx, firstId);
    const second = checkSecondMeeting(first, meeting.heldOn);
    if (!second.done) return second;
  }
  return done({ bodyKind: body.kind, sitting, secondMeeting });
}

/** What a vote gives, and the sitting that it was judged upon. */
export interface Judged {
  readonly verdict: Verdict;
  readonly sitting: Sitting;
}

/** Judges the votes typed on the facts of the sitting. Refuses what `factsOfVote` refuses, and counts that do not add up. */
export async function judge(
  tx: Tx,
  meeting: MeetingToJudge,
  itemId: string,
  form: CountedVote,
): Promise<Outcome<Judged>> {
  const facts = await factsOfVote(tx, meeting, itemId, form);
  if (!facts.done) return facts;
  const { bodyKind, sitting, secondMeeting } = facts.value;
  const { statutes } = sitting;
  const expected = collegesCounted(statutes);
  const presences = new Map(sitting.presences.map((each) => [each.college, each]));
  // Votes typed where these statutes count none are kept, so that the check refuses them instead of losing them.
  const counts = [...COLLEGES, null].flatMap((college) => {
    const tally = tallyTyped(form, college);
    if (!expected.includes(college) && votesIn(tally) === 0) return [];
    return { ...(presences.get(college) ?? { college, voters: 0, members: 0 }), tally };
  });
  const consistent = checkCounts(counts, statutes);
  if (!consistent.done) return consistent;
  return done({
    sitting,
    verdict: decide({
      bodyKind,
      kind: form.kind,
      statutes,
      counts,
      secondMeeting,
      chairVote: form.chairVote || null,
      secret: form.secret === 'yes',
    }),
  });
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
