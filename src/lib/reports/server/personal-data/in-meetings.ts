import { asc, eq, inArray, or, sql } from 'drizzle-orm';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import { elections } from '#lib/decisions/server/elections/tables.ts';
import { namedBallots, voteRights, votes } from '#lib/decisions/server/votes/tables.ts';
import { writtenAnswers, writtenProcedures } from '#lib/decisions/server/written/tables.ts';
import {
  checkIns,
  conflictsOfInterest,
  sittingEvents,
  speakers,
  tellers,
} from '#lib/meetings/server/sitting/tables.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import { minutesRemarks } from '#lib/minutes/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';

const MEETING = { body: bodies.code, heldOn: meetings.heldOn };

/** When they came and left, in the order of the sitting. */
export const movementsOf = (tx: Tx, personId: string) =>
  tx
    .select({ ...MEETING, kind: sittingEvents.kind, at: sittingEvents.at, remote: sittingEvents.remote })
    .from(sittingEvents)
    .innerJoin(mandates, eq(mandates.id, sittingEvents.mandateId))
    .innerJoin(meetings, eq(meetings.id, sittingEvents.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(meetings.heldOn), asc(sittingEvents.seq));

/** When they said, by the code of the room, that they were there. */
export const checkInsOf = (tx: Tx, personId: string) =>
  tx
    .select({ ...MEETING, at: checkIns.at, confirmedAt: checkIns.confirmedAt })
    .from(checkIns)
    .innerJoin(mandates, eq(mandates.id, checkIns.mandateId))
    .innerJoin(meetings, eq(meetings.id, checkIns.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(checkIns.at));

/** When they asked to speak, and spoke. */
export const speechesOf = (tx: Tx, personId: string) =>
  tx
    .select({
      ...MEETING,
      item: agendaItems.title,
      askedAt: speakers.askedAt,
      startedAt: speakers.startedAt,
      endedAt: speakers.endedAt,
    })
    .from(speakers)
    .innerJoin(mandates, eq(mandates.id, speakers.mandateId))
    .innerJoin(agendaItems, eq(agendaItems.id, speakers.itemId))
    .innerJoin(meetings, eq(meetings.id, speakers.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(speakers.askedAt), asc(speakers.id));

export const conflictsOf = (tx: Tx, personId: string) =>
  tx
    .select({
      ...MEETING,
      item: agendaItems.title,
      nature: conflictsOfInterest.nature,
      declaredAt: conflictsOfInterest.declaredAt,
    })
    .from(conflictsOfInterest)
    .innerJoin(mandates, eq(mandates.id, conflictsOfInterest.mandateId))
    .innerJoin(agendaItems, eq(agendaItems.id, conflictsOfInterest.itemId))
    .innerJoin(meetings, eq(meetings.id, conflictsOfInterest.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(conflictsOfInterest.declaredAt), asc(conflictsOfInterest.itemId));

/** The meetings whose votes they counted. */
export const countedAt = (tx: Tx, personId: string) =>
  tx
    .select(MEETING)
    .from(tellers)
    .innerJoin(mandates, eq(mandates.id, tellers.mandateId))
    .innerJoin(meetings, eq(meetings.id, tellers.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(meetings.heldOn), asc(bodies.code));

const mayTell = (own: boolean) => sql`(${own}::boolean or ${votes.state} not in ('advance', 'open'))`;

/**
 * The voices that they had in votes on screens, whether each was cast, and what it said and when: never in a secret vote,
 * where nobody can know it, and for others (not `own`) not before the vote is over.
 */
export const voicesOf = (tx: Tx, personId: string, own: boolean) =>
  tx
    .select({
      ...MEETING,
      proposal: votes.proposal,
      secret: votes.secret,
      cast: voteRights.cast,
      choice: sql<typeof namedBallots.$inferSelect.choice | null>`
        case when ${mayTell(own)} then ${namedBallots.choice} end`,
      castAt: sql<string | null>`case when ${mayTell(own)} then ${namedBallots.castAt} end`.mapWith(
        namedBallots.castAt,
      ),
    })
    .from(voteRights)
    .innerJoin(votes, eq(votes.id, voteRights.voteId))
    .innerJoin(mandates, eq(mandates.id, voteRights.mandateId))
    .innerJoin(meetings, eq(meetings.id, votes.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .leftJoin(
      namedBallots,
      sql`${namedBallots.voteId} = ${voteRights.voteId} and ${namedBallots.mandateId} = ${voteRights.mandateId}`,
    )
    .where(eq(mandates.personId, personId))
    .orderBy(asc(votes.openedAt), asc(votes.id));

/** What they answered to proposals put in writing. */
export const writtenAnswersOf = (tx: Tx, personId: string) =>
  tx
    .select({
      body: bodies.code,
      proposal: writtenProcedures.proposal,
      answer: writtenAnswers.answer,
      answeredAt: writtenAnswers.answeredAt,
      via: writtenAnswers.via,
    })
    .from(writtenAnswers)
    .innerJoin(writtenProcedures, eq(writtenProcedures.id, writtenAnswers.procedureId))
    .innerJoin(mandates, eq(mandates.id, writtenAnswers.mandateId))
    .innerJoin(bodies, eq(bodies.id, writtenProcedures.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(writtenAnswers.answeredAt), asc(writtenProcedures.id));

/** The elections in which they stood, by one of these sheets: what an election keeps of its candidates never changes. */
export const candidaciesOf = (tx: Tx, sheets: readonly string[]) =>
  tx
    .select({
      ...MEETING,
      title: elections.title,
      elected: sql<boolean>`exists (
        select from jsonb_array_elements(${elections.candidates}) candidate
        where ${inArray(sql`candidate ->> 'personId'`, [...sheets])} and ${elections.elected} ? (candidate ->> 'id'))`,
      cancelledAt: elections.cancelledAt,
    })
    .from(elections)
    .innerJoin(meetings, eq(meetings.id, elections.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(
      or(
        ...sheets.map((personId) => sql`${elections.candidates} @> ${JSON.stringify([{ personId }])}::jsonb`),
      ),
    )
    .orderBy(asc(elections.openedAt), asc(elections.id));

/** What they remarked upon minutes, and what was answered. */
export const remarksOf = (tx: Tx, personId: string) =>
  tx
    .select({
      ...MEETING,
      version: minutesRemarks.version,
      text: minutesRemarks.text,
      madeAt: minutesRemarks.madeAt,
      answer: minutesRemarks.answer,
      words: minutesRemarks.words,
    })
    .from(minutesRemarks)
    .innerJoin(mandates, eq(mandates.id, minutesRemarks.mandateId))
    .innerJoin(meetings, eq(meetings.id, minutesRemarks.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(mandates.personId, personId))
    .orderBy(asc(minutesRemarks.madeAt), asc(minutesRemarks.id));
