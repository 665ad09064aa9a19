import { and, asc, desc, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { daysAfter, dayWithin } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import type { Tx } from '#lib/platform/database.ts';
import { checkDraft } from '../rules/draft-findings.ts';
import { changesOf, type Changes, type Draft, type DraftSeat } from '../rules/draft.ts';
import type { Finding } from '../rules/draft-finding.ts';
import {
  demandsOf,
  endingsOf,
  momentOf,
  type Demand,
  type Ending,
  type Moment,
  type RenewalRules,
  type SittingMandate,
} from '../rules/renewal.ts';
import { livesOn } from '../rules/seats.ts';
import { presidencyOf } from './alternation.ts';
import { officeOrder } from './queries.ts';
import { membersOf } from './seating.ts';
import { listSeats } from './seats.ts';
import { bodies, mandates, renewalPlaces, renewals } from './tables.ts';

/** The renewal of a body on an ISO day. */
export interface RenewalRow {
  readonly id: string;
  readonly bodyId: string;
  readonly on: string;
  readonly version: number;
  /** ISO instant; null while it is a draft. */
  readonly appliedAt: string | null;
  readonly decisionId: string | null;
  readonly appointment: string | null;
}

export const RENEWAL_COLUMNS = {
  id: renewals.id,
  bodyId: renewals.bodyId,
  on: renewals.onDay,
  version: renewals.version,
  appliedAt: renewals.appliedAt,
  decisionId: renewals.decisionId,
  appointment: renewals.appointment,
};

/** The renewals of a body, the last one first. */
export function listRenewals(tx: Tx, bodyId: string): Promise<RenewalRow[]> {
  return tx
    .select(RENEWAL_COLUMNS)
    .from(renewals)
    .where(eq(renewals.bodyId, bodyId))
    .orderBy(desc(renewals.onDay));
}

/** A renewal of a body; null when it has no such one. */
export async function renewalIn(tx: Tx, bodyId: string, renewalId: string): Promise<RenewalRow | null> {
  if (!isIdentifier(renewalId)) return null;
  const [row] = await tx
    .select(RENEWAL_COLUMNS)
    .from(renewals)
    .where(and(eq(renewals.id, renewalId), eq(renewals.bodyId, bodyId)));
  return row ?? null;
}

const MANDATE_COLUMNS = {
  id: mandates.id,
  seatId: mandates.seatId,
  organisation: {
    id: organisations.id,
    name: organisations.name,
    sector: organisations.sector,
    category: organisations.category,
  },
  person: { id: people.id, givenName: people.givenName, familyName: people.familyName },
  sector: mandates.sector,
  office: mandates.office,
  voting: mandates.voting,
  from: mandates.fromDay,
  to: mandates.toDay,
  exceptionReason: mandates.exceptionReason,
  replacesId: mandates.replacesId,
};

const personNamed = (row: { id: string; givenName: string; familyName: string } | null) =>
  row && { id: row.id, name: `${row.givenName} ${row.familyName}` };

/** The mandates of a body that run on an ISO day or later, these ones, and who replaced them, in the order of a list. */
async function mandatesFrom(tx: Tx, bodyId: string, day: string, ids: readonly string[]) {
  const rows = await tx
    .select(MANDATE_COLUMNS)
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(
      and(
        eq(mandates.bodyId, bodyId),
        or(
          isNull(mandates.toDay),
          gte(mandates.toDay, day),
          inArray(mandates.id, [...ids]),
          inArray(mandates.replacesId, [...ids]),
        ),
      ),
    )
    .orderBy(
      sql`array_position(array['public', 'associative', 'government'], ${mandates.sector})`,
      officeOrder,
      asc(organisations.name),
      asc(people.familyName),
      asc(mandates.id),
    );
  return rows.map(({ person, ...row }) => ({ ...row, person: personNamed(person) }));
}

/** Every described seat of a body, of any time, in their order. */
async function seatsOf(tx: Tx, bodyId: string): Promise<DraftSeat[]> {
  return (await listSeats(tx, bodyId)).map(({ organisationId, organisation, ...seat }) => ({
    ...seat,
    organisation: organisationId === null ? null : { id: organisationId, name: organisation! },
  }));
}

function placesOf(tx: Tx, renewalId: string) {
  return tx
    .select({
      id: renewalPlaces.id,
      formerId: renewalPlaces.formerMandateId,
      keptId: renewalPlaces.keptMandateId,
      seatId: renewalPlaces.seatId,
      sector: renewalPlaces.sector,
      organisation: MANDATE_COLUMNS.organisation,
      person: MANDATE_COLUMNS.person,
      office: renewalPlaces.office,
      voting: renewalPlaces.voting,
      exceptionReason: renewalPlaces.exceptionReason,
    })
    .from(renewalPlaces)
    .leftJoin(organisations, eq(organisations.id, renewalPlaces.organisationId))
    .leftJoin(people, eq(people.id, renewalPlaces.personId))
    .where(eq(renewalPlaces.renewalId, renewalId))
    .orderBy(asc(renewalPlaces.position), asc(renewalPlaces.id));
}

/** What the renewal of a body rests on, on an ISO day; the body is known. */
async function rulesOf(tx: Tx, bodyId: string, on: string): Promise<RenewalRules> {
  const [row] = await tx
    .select({
      id: bodies.id,
      kind: bodies.kind,
      composed: bodies.composed,
      from: bodies.fromDay,
      to: bodies.toDay,
    })
    .from(bodies)
    .where(eq(bodies.id, bodyId));
  const body = row!;
  const statutes = await statutesOf(tx, body, on);
  const { rule, terms } = await presidencyOf(tx, body, on);
  const members = await membersOf(tx);
  return {
    kind: body.kind,
    composed: body.composed,
    life: { from: body.from, to: body.to },
    alternation: rule,
    terms,
    parityTolerance: statutes['parity-tolerance'],
    relayBoard: body.kind === 'board' && statutes.profile.value === 'social-relay',
    members: members.filter((member) => livesOn(member, on)).length,
  };
}

/** What a renewal is about, before any draft: what ends, what goes on, what the next composition has to be. */
export interface RenewalSubject {
  readonly moment: Moment;
  readonly rules: RenewalRules;
  readonly ending: readonly Ending<SittingMandate>[];
  readonly continuing: readonly SittingMandate[];
  readonly demands: readonly Demand[];
  readonly eve: readonly SittingMandate[];
  /** The mandates recorded to begin on the day of the renewal or later. */
  readonly coming: readonly SittingMandate[];
  readonly seats: readonly DraftSeat[];
}

/** A renewal as its page shows it, and as it is applied. */
export interface RenewalView extends RenewalSubject {
  readonly draft: Draft;
  /** Empty once it is applied. */
  readonly findings: readonly Finding[];
  readonly changes: Changes;
}

/**
 * Reads what the renewal of a body on an ISO day is about. Mandates that end before the eve are told when they still ran
 * on `today`.
 */
export async function readSubject(
  tx: Tx,
  bodyId: string,
  { on, today }: { readonly on: string; readonly today: string },
): Promise<RenewalSubject> {
  return (await readAll(tx, bodyId, { on, today }, [])).subject;
}

async function readAll(
  tx: Tx,
  bodyId: string,
  { on, today }: { readonly on: string; readonly today: string },
  formerIds: readonly string[],
) {
  const eve = daysAfter(on, -1);
  const rules = await rulesOf(tx, bodyId, on);
  const all = await mandatesFrom(tx, bodyId, today < eve ? today : eve, formerIds);
  const described = await seatsOf(tx, bodyId);
  const moment = momentOf(rules, on);
  const onEve = all.filter(({ from, to }) => dayWithin(eve, from, to));
  const running = all.filter(
    ({ from, to }) => from <= eve && (to === null || to >= (today < eve ? today : eve)),
  );
  const alive = described.filter((seat) => livesOn(seat, on));
  const subject: RenewalSubject = {
    moment,
    rules,
    ...endingsOf(moment, rules.composed, running),
    demands: demandsOf(moment, rules, alive.length > 0 ? alive : onEve),
    eve: onEve,
    coming: all.filter(({ from }) => from >= on),
    seats: alive,
  };
  return { subject, all, described };
}

/** Reads a renewal with its draft, what is not in order with it, and what it would change. */
export async function readRenewal(tx: Tx, renewal: RenewalRow, today: string): Promise<RenewalView> {
  const { on, bodyId } = renewal;
  const rows = await placesOf(tx, renewal.id);
  const formerIds = rows.flatMap(({ formerId }) => formerId ?? []);
  const { subject, all, described } = await readAll(tx, bodyId, { on, today }, formerIds);
  const mandatesById = new Map(all.map((mandate) => [mandate.id, mandate]));
  const seatsById = new Map(described.map((seat) => [seat.id, seat]));
  const draft: Draft = {
    on,
    places: rows.map(({ formerId, keptId, seatId, person, ...place }) => ({
      ...place,
      former: formerId === null ? null : mandatesById.get(formerId)!,
      kept: keptId !== null,
      seat: seatId === null ? null : seatsById.get(seatId)!,
      person: personNamed(person),
    })),
    seats: subject.seats,
    eve: subject.eve,
    coming: subject.coming,
  };
  const replaced = new Set(all.flatMap(({ replacesId }) => replacesId ?? []));
  return {
    ...subject,
    draft,
    findings: renewal.appliedAt === null ? checkDraft(draft, subject.rules) : [],
    changes: changesOf(draft, subject.ending, replaced),
  };
}
