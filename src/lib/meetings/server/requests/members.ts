import { asc, eq, inArray, sql } from 'drizzle-orm';
import { statutesOf } from '#lib/associations/server/settings.ts';
import type { Statutes } from '#lib/associations/rules/statutes.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { checkMayVote } from '#lib/bodies/rules.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayWithin, localDay } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';
import { memberSteps, type MembersFrom, type MemberSeat } from '../../rules/assembly-requests.ts';
import type { Channel } from '../../vocabulary.ts';
import { memberRequestSupporters } from '../agenda/tables.ts';

/** A seat of the assembly that votes, past ones included. */
export interface AssemblySeat extends MemberSeat {
  readonly mandateId: string;
  readonly organisation: string;
  /** Null for a member that named nobody. */
  readonly name: string | null;
}

export interface Assembly {
  readonly id: string;
  readonly kind: BodyKind;
  readonly seats: readonly AssemblySeat[];
  readonly steps: readonly MembersFrom[];
  readonly statutes: Statutes;
}

/** The members of an assembly since always, and its statutes on an ISO day. */
export async function assemblyOf(
  tx: Tx,
  body: { readonly id: string; readonly kind: BodyKind },
  today: string,
): Promise<Assembly> {
  const statutes = await statutesOf(tx, body, today);
  const rows = await tx
    .select({
      mandateId: mandates.id,
      organisationId: mandates.organisationId,
      organisation: organisations.name,
      partner: organisations.partner,
      name: sql<string | null>`${people.givenName} || ' ' || ${people.familyName}`,
      sector: mandates.sector,
      voting: mandates.voting,
      from: mandates.fromDay,
      to: mandates.toDay,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(eq(mandates.bodyId, body.id))
    .orderBy(asc(organisations.name), asc(mandates.id));
  const seats = rows.filter(
    (seat) =>
      checkMayVote({
        ...seat,
        bodyKind: body.kind,
        governmentVote: statutes['government-vote'].value,
        membership: seat.partner ? 'full' : 'none',
      }).done,
  );
  return { id: body.id, kind: body.kind, seats, steps: memberSteps(seats), statutes };
}

/** The seats of an assembly on an ISO day. */
export function seatsOn({ seats }: Assembly, day: string): AssemblySeat[] {
  return seats.filter(({ from, to }) => dayWithin(day, from, to));
}

/** Somebody who signed a request. */
export interface Supporter {
  readonly requestId: string;
  readonly mandateId: string;
  readonly signedAt: string;
  readonly via: Channel;
}

/** Who signed these requests, the first one first. */
export function supportersOf(tx: Tx, requestIds: readonly string[]): Promise<Supporter[]> {
  return tx
    .select({
      requestId: memberRequestSupporters.requestId,
      mandateId: memberRequestSupporters.mandateId,
      signedAt: memberRequestSupporters.signedAt,
      via: memberRequestSupporters.via,
    })
    .from(memberRequestSupporters)
    .where(inArray(memberRequestSupporters.requestId, [...requestIds]))
    .orderBy(asc(memberRequestSupporters.signedAt), asc(memberRequestSupporters.mandateId));
}

/** The signatures that count: one for each member, given while it was one. `supporters`: of one request, in order. */
export function countedSignatures(
  assembly: Assembly,
  supporters: readonly Supporter[],
): { readonly seat: AssemblySeat; readonly on: string; readonly via: Channel }[] {
  const known = new Set<string>();
  return supporters.flatMap(({ mandateId, signedAt, via }) => {
    const on = localDay(signedAt);
    const seat = seatsOn(assembly, on).find((each) => each.mandateId === mandateId);
    if (!seat || known.has(seat.organisationId)) return [];
    known.add(seat.organisationId);
    return [{ seat, on, via }];
  });
}
