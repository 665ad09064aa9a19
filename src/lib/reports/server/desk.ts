import { and, asc, eq, gte, or } from 'drizzle-orm';
import { mayManageBodies, mayTickFormalities } from '#lib/bodies/policy.ts';
import type { Alert } from '#lib/bodies/rules/alert.ts';
import { alertsOf, ordered, ownAlertsOf } from '#lib/bodies/rules/alerts.ts';
import type { StandingBody } from '#lib/bodies/rules/standing.ts';
import { bodySurroundings, standingBodies } from '#lib/bodies/server/standing.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import { careAlerts } from '#lib/decisions/server/after-care/queries.ts';
import { ownTasks, type TaskLine } from '#lib/decisions/server/tasks/queries.ts';
import { meetingsToVoteBefore } from '#lib/decisions/server/votes/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { localInstant } from '#lib/kernel/calendar.ts';
import { daysAfter, dayWithin } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayRead } from '#lib/meetings/policy.ts';
import { meetings } from '#lib/meetings/server/tables.ts';

/** A meeting to come. */
export interface NextMeeting {
  readonly id: string;
  readonly bodyName: string;
  /** ISO day. */
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly place: string | null;
  /** One can vote on some of it already, and has not. */
  readonly toVote: boolean;
}

/** A mandate in force, as the person who holds it reads it. */
export interface OwnMandate {
  readonly id: string;
  readonly body: { readonly code: string; readonly name: string };
  readonly organisation: string;
  readonly to: string | null;
}

/** What one person has to do in an association, as computed on a day. */
export interface Desk {
  readonly alerts: readonly Alert[];
  /** What they were given to do, the nearest day first. */
  readonly tasks: readonly TaskLine[];
  readonly meetings: readonly NextMeeting[];
  readonly mandates: readonly OwnMandate[];
  /** Whether alerts are theirs to settle: an auditor only reads them. */
  readonly mayAct: boolean;
  /** Everything is still to be described, and theirs to describe. */
  readonly begins: boolean;
}

/** How many of the next meetings the desk shows. */
const MEETINGS_SHOWN = 5;
/** How far back an assembly may have missed a co-optation. */
const ASSEMBLIES_DAYS = 365;

/** The meetings of these bodies from an ISO day on, and the assemblies of the year before, the first one first. */
async function meetingsAround(tx: Tx, today: string) {
  return tx
    .select({
      id: meetings.id,
      bodyId: meetings.bodyId,
      bodyName: bodies.name,
      kind: bodies.kind,
      heldOn: meetings.heldOn,
      startsAt: meetings.startsAt,
      place: meetings.place,
    })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(
      and(
        gte(meetings.heldOn, daysAfter(today, -ASSEMBLIES_DAYS)),
        or(gte(meetings.heldOn, today), eq(bodies.kind, 'general-assembly')),
      ),
    )
    .orderBy(asc(meetings.heldOn), asc(meetings.startsAt), asc(bodies.position), asc(meetings.id));
}

/** All that alerts and desks of an association rest on, in a number of statements that nothing changes. */
export async function gatherFacts(tx: Tx, today: string) {
  const standing = await standingBodies(tx, today);
  const around = await bodySurroundings(tx, today);
  const agenda = await meetingsAround(tx, today);
  const assemblies = agenda.filter(({ kind }) => kind === 'general-assembly').map(({ heldOn }) => heldOn);
  return { bodies: standing, around: { ...around, assemblies }, agenda };
}

function ownMandates(standing: readonly StandingBody[], personId: string, today: string): OwnMandate[] {
  return standing.flatMap(({ code, name, mandates }) =>
    mandates
      .filter((mandate) => mandate.personId === personId && dayWithin(today, mandate.from, mandate.to))
      .map(({ id, organisation, to }) => ({ id, body: { code, name }, organisation, to })),
  );
}

/**
 * What an actor has to do on an ISO day, computed and never stored: every alert for the staff, those of one's own
 * mandates for a member; the next meetings that the actor may read; one's mandates in force.
 */
export async function deskOf(tx: Tx, actor: Actor, today: string): Promise<Desk> {
  const { bodies: standing, around, agenda } = await gatherFacts(tx, today);
  const { role, personId } = actor;
  const own = personId === null ? [] : ownMandates(standing, personId, today);
  // Votes before a sitting end at an hour: those of this day are shown until it is over, and their page says when.
  const toVote = await meetingsToVoteBefore(tx, actor, localInstant(today, '00:00'));
  const ownAlerts = personId === null ? [] : ownAlertsOf(standing, personId, today);
  return {
    alerts:
      role === null ? ownAlerts : ordered([...alertsOf(standing, around), ...(await careAlerts(tx, today))]),
    tasks: await ownTasks(tx, actor, today),
    meetings: agenda
      .filter((meeting) => meeting.heldOn >= today && mayRead(actor, meeting, today).done)
      .slice(0, MEETINGS_SHOWN)
      .map(({ id, bodyName, heldOn, startsAt, place }) => ({
        id,
        bodyName,
        heldOn,
        startsAt,
        place,
        toVote: toVote.has(id),
      })),
    mandates: own,
    mayAct: mayTickFormalities(actor).done,
    begins: standing.length === 0 && mayManageBodies(actor).done,
  };
}
