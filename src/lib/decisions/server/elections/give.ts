import { and, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { OFFICES_WITHOUT_VOTE } from '#lib/bodies/offices.ts';
import { mayManageBodies } from '#lib/bodies/policy.ts';
import { acceptGap } from '#lib/bodies/rules/parity-warning.ts';
import { holdBody, placeNewMandate } from '#lib/bodies/server/appoint.ts';
import { endPlacedMandate } from '#lib/bodies/server/leave.ts';
import { parityOn } from '#lib/bodies/server/parity.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter, dayInWords } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { mergedInto } from '#lib/meetings/server/directory/references.ts';
import { checkNotCancelled } from '#lib/meetings/server/load.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { ElectedMandatesForm } from '../../forms/elections.ts';
import { mayDecide } from '../../policy.ts';
import type { Candidate } from '../../rules/elections.ts';
import { electionIn, type LoadedElection } from './load.ts';
import { outgoingOf } from './outgoing.ts';
import { elections } from './tables.ts';

/** The refusal of one mandate, about the whole act: it says whose. */
function ofWhom({ id, name }: Candidate, { refusal }: Refused): Refused {
  const { code, sentence, source, field } = refusal;
  const more = { ...(source !== undefined && { source }) };
  if (field === 'seat') return refuse(code, `${name}\u00a0: ${sentence}`, { ...more, field: `seat-${id}` });
  return refuse(code, `${name}\u00a0: ${sentence}`, {
    ...more,
    field: field === 'exceptionReason' ? field : 'electionId',
  });
}

/** Each of them with the sheets that stand today, where one was merged into another since the election. */
async function standingNow(tx: Tx, actor: Actor, elected: readonly Candidate[]): Promise<Candidate[]> {
  const known = async (table: typeof people | typeof organisations, ids: readonly string[]) =>
    new Set(
      (
        await tx
          .select({ id: table.id })
          .from(table)
          .where(inArray(table.id, [...ids]))
      ).map(({ id }) => id),
    );
  const there = await known(
    people,
    elected.map(({ personId }) => personId),
  );
  const houses = await known(
    organisations,
    elected.map(({ organisationId }) => organisationId),
  );
  const now: Candidate[] = [];
  for (const candidate of elected) {
    const { personId, organisationId } = candidate;
    const { associationId } = actor;
    now.push({
      ...candidate,
      // Rare: only for a sheet that is no longer there.
      personId: there.has(personId)
        ? personId
        : ((await mergedInto(tx, associationId, 'person.merged', personId)) ?? personId),
      organisationId: houses.has(organisationId)
        ? organisationId
        : ((await mergedInto(tx, associationId, 'organisation.merged', organisationId)) ?? organisationId),
    });
  }
  return now;
}

/** The mandates that the elected already have in the body on the first day of the new ones, by person. */
async function mandatesHeld(tx: Tx, bodyId: string, day: string, personIds: readonly string[]) {
  const rows = await tx
    .select({ id: mandates.id, personId: mandates.personId, seatId: mandates.seatId })
    .from(mandates)
    .where(
      and(
        eq(mandates.bodyId, bodyId),
        inArray(mandates.personId, [...personIds]),
        lte(mandates.fromDay, day),
        or(isNull(mandates.toDay), gte(mandates.toDay, day)),
      ),
    );
  return new Map(rows.map((row) => [row.personId, row]));
}

/** The refusal of what becomes of an outgoing mandate, about the whole act. */
function ofOutgoing(name: string, id: string, { refusal: { code, sentence, source } }: Refused): Refused {
  return refuse(code, `${name}\u00a0: ${sentence}`, {
    field: `outgoing-${id}`,
    ...(source !== undefined && { source }),
  });
}

/** Ends the mandates that are replaced on the eve, with those of whoever has the office, then begins the new ones: nobody takes a place before it is left. */
async function giveAll(
  act: Act,
  actor: Actor,
  { row }: LoadedElection,
  elected: readonly Candidate[],
  form: ElectedMandatesForm,
): Promise<Outcome<{ readonly ended: readonly string[] }>> {
  const { tx } = act;
  const { office, fromDay: from, toDay: to, decisionId } = row;
  const body = await holdBody(tx, actor, row.bodyId, [office]);
  if (!body) return notFound();
  const before = await parityOn(tx, body, from);
  const held = await mandatesHeld(
    tx,
    body.id,
    from,
    elected.map(({ personId }) => personId),
  );
  const lastDay = daysAfter(from, -1);
  const outgoing = await outgoingOf(tx, row);
  for (const { id, name } of outgoing) {
    const becomes = form.outgoing[id];
    if (becomes === undefined)
      return refuse(
        'outgoing-to-choose',
        `${name} a encore cette fonction le ${dayInWords(from)}. Dites d’abord ce que devient son mandat.`,
        { field: `outgoing-${id}` },
      );
    const ended = await endPlacedMandate(act, body.id, {
      mandateId: id,
      lastDay,
      reason: 'replacement',
      note: null,
    });
    if (!ended.done) return ofOutgoing(name, id, ended);
  }
  for (const candidate of elected) {
    const mandate = held.get(candidate.personId);
    if (!mandate) continue;
    const ended = await endPlacedMandate(act, body.id, {
      mandateId: mandate.id,
      lastDay,
      reason: 'replacement',
      note: null,
    });
    if (!ended.done) return ofWhom(candidate, ended);
  }
  for (const candidate of elected) {
    const mandate = held.get(candidate.personId);
    const begun = await placeNewMandate(act, actor, body, {
      // Each mandate takes the identifier of its candidate: it cannot begin twice.
      id: candidate.id,
      organisationId: candidate.organisationId,
      personId: candidate.personId,
      office,
      voting: !OFFICES_WITHOUT_VOTE.includes(office),
      from,
      to,
      ended: false,
      seatId: form.seats[candidate.id] ?? mandate?.seatId ?? null,
      decisionId,
      appointment: null,
      replacesId: mandate?.id ?? null,
      coOpted: false,
      exceptionReason: form.exceptionReason || null,
    });
    if (!begun.done) return ofWhom(candidate, begun);
  }
  for (const { id, name, organisationId, personId, voting, to: until, seatId } of outgoing) {
    if (form.outgoing[id] !== 'stays') continue;
    const stays = await placeNewMandate(act, actor, body, {
      id: crypto.randomUUID(),
      organisationId,
      personId,
      office: 'member',
      voting,
      from,
      to: until,
      ended: false,
      seatId,
      decisionId,
      appointment: null,
      replacesId: id,
      coOpted: false,
      exceptionReason: null,
    });
    if (!stays.done) return ofOutgoing(name, id, stays);
  }
  const gap = acceptGap(before, await parityOn(tx, body, from), form.acceptedGap);
  return gap.done ? done({ ended: [...held.values(), ...outgoing].map(({ id }) => id) }) : gap;
}

/**
 * "Donner ces mandats": begins the mandate of each of the elected, all or none, by the decision of the election. Who sits in
 * the body already leaves that mandate on the eve, and so does whoever has the office that one of them is given: their mandate
 * ends, or they stay as a member until its end, as the form says. Refuses a result that is not proclaimed or is cancelled, whatever
 * beginning or ending a mandate refuses, with whose it is, an outgoing mandate of which nothing is said, and a gap between the sectors until it is accepted. Pressed
 * twice, gives once.
 */
export function giveElectedMandates(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ElectedMandatesForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal, nothingToDo } = act;
    if (!isIdentifier(meetingId)) return notFound();
    // Held as every other act on this meeting does: an election is not cancelled while its mandates begin.
    const [meeting] = await tx
      .select({
        bodyId: meetings.bodyId,
        heldOn: meetings.heldOn,
        cancelledAt: meetings.cancelledAt,
      })
      .from(meetings)
      .where(eq(meetings.id, meetingId))
      .for('update');
    if (!meeting) return notFound();
    const deciding = mayDecide(actor, meeting, today);
    if (!deciding.done) return deciding;
    const takesPlace = checkNotCancelled(meeting);
    if (!takesPlace.done) return takesPlace;
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const found = await electionIn(tx, meetingId, form.electionId);
    if (!found.done) return found;
    const { row } = found.value;
    if (row.appliedAt !== null) {
      nothingToDo();
      return done();
    }
    if (row.elected === null)
      return refuse(
        'not-proclaimed',
        row.cancelledAt === null
          ? 'Proclamez d’abord le résultat de cette élection.'
          : 'Cette élection est annulée\u00a0: elle ne donne aucun mandat.',
        { field: 'electionId' },
      );
    const ids = row.elected;
    if (ids.length === 0)
      return refuse('nobody-elected', 'Personne n’est élu\u00a0: il n’y a aucun mandat à donner.', {
        field: 'electionId',
      });
    const elected = await standingNow(
      tx,
      actor,
      row.candidates.filter(({ id }) => ids.includes(id)),
    );
    const given = await giveAll(act, actor, found.value, elected, form);
    if (!given.done) return given;
    await tx.update(elections).set({ appliedAt: now }).where(eq(elections.id, row.id));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'election.applied',
      subject: { kind: 'election', id: row.id },
      after: { bodyId: row.bodyId, from: row.fromDay, begun: ids, ended: given.value.ended },
    });
    return done();
  });
}
