import { eq } from 'drizzle-orm';
import { livingSessions } from '#lib/accounts/server/sessions.ts';
import { loadActors } from '#lib/bodies/server/actor.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { Announcements } from '#lib/platform/live/announcements.ts';
import { mayRead } from '../../policy.ts';
import { sittings } from '../sitting/tables.ts';
import { ballotTopic, meetingTopic } from '../sitting/touch.ts';
import { meetings } from '../tables.ts';

/** Milliseconds between two signs of life, at which rights are looked at again. */
const BREATH = 20_000;
/**
 * Milliseconds that members wait to be told of ballots, for each who follows: what one screen costs to be told and read
 * again, several times over. Fifty members read how many have voted within a second; with two thousand, who vote at the same
 * time, the server keeps its strength for the ballots. Whoever leads the sitting is told at once.
 */
const PATIENCE = 20;

/** The screen of someone who follows a meeting and was allowed to when it began. */
export interface Follower {
  readonly sessionId: string;
  readonly accountId: string;
  readonly secondFactorPassed: boolean;
  /** They prepare meetings: their screens are those by which the sitting is led. */
  readonly leads: boolean;
  /** The revision that the screen shows. */
  seen: number;
  send(revision: number): void;
  breathe(): void;
  /** Their session or their right has ended. */
  end(): void;
}

export interface MeetingAddress {
  readonly associationId: string;
  readonly meetingId: string;
}

export interface Followers {
  /** Tells the follower at once what they have missed, then each change. Answers how to leave. */
  follow(meeting: MeetingAddress, follower: Follower): Promise<() => void>;
}

/** The revision of a sitting; 0 when it was never opened. */
async function revisionOf(house: House, { associationId, meetingId }: MeetingAddress): Promise<number> {
  const [row] = await inAssociation(house.db, associationId, (tx) =>
    tx.select({ revision: sittings.revision }).from(sittings).where(eq(sittings.meetingId, meetingId)),
  );
  return row?.revision ?? 0;
}

/**
 * Who follows which meeting in this process. However many follow a meeting, one change of it costs the same few
 * statements: the revision and the rights of all of them are read together.
 */
export function openFollowers(house: () => House, announcements: Announcements): Followers {
  const rooms = new Map<string, { join(follower: Follower): () => void }>();

  function openRoom(meeting: MeetingAddress, topic: string) {
    const present = new Set<Follower>();
    let looking = false;
    let awaited: 'nobody' | 'leaders' | 'all' = 'nobody';
    let soon: ReturnType<typeof setTimeout> | undefined;

    async function look(at: 'leaders' | 'all'): Promise<void> {
      if (awaited !== 'all') awaited = at;
      if (looking) return;
      looking = true;
      try {
        while (awaited !== 'nobody') {
          const everybody: boolean = awaited === 'all';
          awaited = 'nobody';
          await tell(
            house(),
            meeting,
            [...present].filter(({ leads }) => everybody || leads),
          );
        }
      } catch (error) {
        house().log.error(
          { err: error },
          'followers of a meeting could not be told; the next sign of life will',
        );
      } finally {
        looking = false;
      }
    }

    const lookAtBallots = () => {
      void look('leaders');
      soon ??= setTimeout(() => {
        soon = undefined;
        void look('all');
      }, present.size * PATIENCE);
    };
    const { associationId, meetingId } = meeting;
    const deafen = [
      announcements.hear(topic, () => void look('all')),
      announcements.hear(ballotTopic(associationId, meetingId), lookAtBallots),
    ];
    const breath = setInterval(() => {
      for (const follower of present) follower.breathe();
      // While ballots wait to be told, the look that tells them looks at the rights too: two thousand screens are not read twice.
      void look(soon ? 'leaders' : 'all');
    }, BREATH);
    return {
      join(follower: Follower) {
        present.add(follower);
        return () => {
          present.delete(follower);
          if (present.size > 0) return;
          for (const stop of deafen) stop();
          clearInterval(breath);
          clearTimeout(soon);
          rooms.delete(topic);
        };
      },
    };
  }

  return {
    async follow(meeting, follower) {
      const topic = meetingTopic(meeting.associationId, meeting.meetingId);
      const room = rooms.get(topic) ?? openRoom(meeting, topic);
      rooms.set(topic, room);
      const leave = room.join(follower);
      try {
        show(follower, await revisionOf(house(), meeting));
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
  };
}

function show(follower: Follower, revision: number): void {
  if (follower.seen === revision) return;
  follower.seen = revision;
  follower.send(revision);
}

/** Shows the revision of a meeting to those who may still read it, and lets the others go. */
async function tell(house: House, meeting: MeetingAddress, followers: readonly Follower[]): Promise<void> {
  if (followers.length === 0) return;
  const living = await livingSessions(
    house,
    followers.map(({ sessionId }) => sessionId),
  );
  const { facts, actors } = await inAssociation(house.db, meeting.associationId, async (tx) => {
    const [row] = await tx
      .select({ bodyId: meetings.bodyId, heldOn: meetings.heldOn, revision: sittings.revision })
      .from(meetings)
      .leftJoin(sittings, eq(sittings.meetingId, meetings.id))
      .where(eq(meetings.id, meeting.meetingId));
    return { facts: row, actors: await loadActors(tx, meeting.associationId, followers) };
  });
  const today = house.clock.today();
  followers.forEach((follower, index) => {
    const actor = actors[index];
    if (facts && actor && living.has(follower.sessionId) && mayRead(actor, facts, today).done)
      show(follower, facts.revision ?? 0);
    else follower.end();
  });
}
