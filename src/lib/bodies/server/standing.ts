import { asc, eq, gte } from 'drizzle-orm';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';
import { FOLLOWED_DAYS, type Formality } from '../rules/aftercare.ts';
import type { Surroundings } from '../rules/alert.ts';
import type { HeldMandate, StandingBody } from '../rules/standing.ts';
import { alternationIn } from './alternation.ts';
import { bodies, formalities, mandates, seats } from './tables.ts';
import { listTerms } from './terms.ts';

/** Every mandate, by body, the first begun first. */
async function mandatesByBody(tx: Tx): Promise<Map<string, HeldMandate[]>> {
  const rows = await tx
    .select({
      bodyId: mandates.bodyId,
      id: mandates.id,
      seatId: mandates.seatId,
      organisationId: mandates.organisationId,
      organisation: organisations.name,
      category: organisations.category,
      personId: mandates.personId,
      givenName: people.givenName,
      familyName: people.familyName,
      sector: mandates.sector,
      office: mandates.office,
      voting: mandates.voting,
      from: mandates.fromDay,
      to: mandates.toDay,
      replacesId: mandates.replacesId,
      coOptation: mandates.coOptation,
      exceptionReason: mandates.exceptionReason,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .orderBy(asc(mandates.fromDay), asc(organisations.name), asc(people.familyName), asc(mandates.id));
  const held = rows.map(({ givenName, familyName, ...row }) => ({
    ...row,
    name: familyName === null ? null : `${givenName} ${familyName}`,
  }));
  return Map.groupBy(held, ({ bodyId }) => bodyId);
}

/** Every described seat, by body, in their own order. */
async function seatsByBody(tx: Tx) {
  const rows = await tx
    .select({
      bodyId: seats.bodyId,
      id: seats.id,
      sector: seats.sector,
      category: seats.category,
      organisation: organisations.name,
      voting: seats.voting,
      from: seats.fromDay,
      to: seats.toDay,
    })
    .from(seats)
    .leftJoin(organisations, eq(organisations.id, seats.organisationId))
    .orderBy(asc(seats.position), asc(seats.id));
  return Map.groupBy(rows, ({ bodyId }) => bodyId);
}

/** Every body of the association, in their own order, with its seats, its mandates and what its statutes ask on an ISO day. */
export async function standingBodies(tx: Tx, today: string): Promise<StandingBody[]> {
  const rows = await tx
    .select({
      id: bodies.id,
      code: bodies.code,
      name: bodies.name,
      kind: bodies.kind,
      composed: bodies.composed,
      from: bodies.fromDay,
      to: bodies.toDay,
    })
    .from(bodies)
    .orderBy(asc(bodies.position), asc(bodies.code));
  const said = await readSettings(tx);
  const ofSeats = await seatsByBody(tx);
  const ofMandates = await mandatesByBody(tx);
  return rows.map((body) => {
    const statutes = resolveSettings(said, body, today);
    return {
      ...body,
      profile: statutes.profile.value,
      parity: statutes['parity-tolerance'],
      alternation: alternationIn(statutes),
      mailed: statutes['alert-mails'].value,
      seats: ofSeats.get(body.id) ?? [],
      mandates: ofMandates.get(body.id) ?? [],
    };
  });
}

/** The steps ticked for the changes that are followed on an ISO day, by body. */
export async function tickedFormalities(
  tx: Tx,
  today: string,
): Promise<Map<string, (Formality & { readonly bodyId: string })[]>> {
  const rows = await tx
    .select({
      bodyId: formalities.bodyId,
      changedOn: formalities.changedOn,
      step: formalities.step,
      doneOn: formalities.doneOn,
      note: formalities.note,
    })
    .from(formalities)
    .where(gte(formalities.changedOn, daysAfter(today, -FOLLOWED_DAYS)))
    .orderBy(asc(formalities.changedOn), asc(formalities.step));
  return Map.groupBy(rows, ({ bodyId }) => bodyId);
}

/** What the alerts rest on besides the bodies, the days of the assemblies left aside. */
export async function bodySurroundings(tx: Tx, today: string): Promise<Omit<Surroundings, 'assemblies'>> {
  return {
    today,
    terms: await listTerms(tx),
    members: await tx
      .select({
        id: organisations.id,
        name: organisations.name,
        since: organisations.memberSince,
        until: organisations.memberUntil,
      })
      .from(organisations)
      .where(eq(organisations.partner, true))
      .orderBy(asc(organisations.name)),
    ticked: await tickedFormalities(tx, today),
  };
}
