import { eq } from 'drizzle-orm';
import type { Statutes } from '#lib/associations/rules/statutes.ts';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { checkMayVote } from '#lib/bodies/rules.ts';
import { compositionOn, type SeatRow } from '#lib/bodies/server/queries.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { ProxyRule, ProxySeat } from '../../rules/proxies.ts';
import type { ReplyFacts } from '../../rules/replies.ts';
import type { Channel, Reply } from '../../vocabulary.ts';
import { sittings } from '../sitting/tables.ts';
import { activeProxies, type ActiveProxy } from './proxies.ts';
import { attendanceReplies } from './tables.ts';

export interface Said {
  readonly reply: Reply;
  /** ISO instant. */
  readonly repliedAt: string;
  readonly via: Channel;
}

/** Someone who sits on the day of the meeting, and what they said of their coming. */
export interface Participant extends SeatRow {
  readonly person: NonNullable<SeatRow['person']>;
  readonly said: Said | null;
  /** What the rules of proxies look at. */
  readonly proxySeat: ProxySeat;
}

/** What answers and proxies are decided upon. */
export interface Participation {
  /** Every mandate in force on the day, vacant seats included. */
  readonly composition: readonly SeatRow[];
  readonly participants: ReadonlyMap<string, Participant>;
  readonly given: readonly ActiveProxy[];
  readonly statutes: Statutes;
  readonly proxyRule: ProxyRule;
  readonly facts: ReplyFacts;
}

export interface MeetingAsked {
  readonly id: string;
  readonly body: { readonly id: string; readonly kind: BodyKind };
  readonly heldOn: string;
  readonly cancelledAt: string | null;
  readonly remoteAccess: string | null;
}

/** Who sits, what they said and the proxies of a meeting, with the rules of its day. */
export async function participationIn(tx: Tx, meeting: MeetingAsked, today: string): Promise<Participation> {
  const { id, body, heldOn, cancelledAt, remoteAccess } = meeting;
  const composition = await compositionOn(tx, body.id, heldOn);
  const statutes = await statutesOf(tx, body, heldOn);
  const rows = await tx
    .select({
      mandateId: attendanceReplies.mandateId,
      reply: attendanceReplies.reply,
      repliedAt: attendanceReplies.repliedAt,
      via: attendanceReplies.via,
    })
    .from(attendanceReplies)
    .where(eq(attendanceReplies.meetingId, id));
  const said = new Map(rows.map(({ mandateId, ...row }) => [mandateId, row]));
  const [sitting] = await tx
    .select({ state: sittings.state })
    .from(sittings)
    .where(eq(sittings.meetingId, id));
  const governmentVote = statutes['government-vote'].value;
  const participants = composition.flatMap((seat): Participant[] => {
    if (!seat.person) return [];
    const own = said.get(seat.mandateId) ?? null;
    const membership = seat.partner ? 'full' : 'none';
    return [
      {
        ...seat,
        person: seat.person,
        said: own,
        proxySeat: {
          mandateId: seat.mandateId,
          name: nameOf(seat.person),
          vote: checkMayVote({ ...seat, bodyKind: body.kind, governmentVote, membership }),
          excused: own?.reply === 'excused',
        },
      },
    ];
  });
  return {
    composition,
    participants: new Map(participants.map((each) => [each.mandateId, each])),
    given: await activeProxies(tx, id),
    statutes,
    proxyRule: { proxies: statutes.proxies, most: statutes['proxies-most'] },
    facts: {
      today,
      heldOn,
      cancelled: cancelledAt !== null,
      sitting: sitting?.state ?? null,
      remoteAccess,
      remote: statutes['remote-participation'],
    },
  };
}

export function nameOf({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return `${givenName} ${familyName}`;
}
