import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { checkMayAsk } from '../../rules/floor.ts';
import { meetingToChange } from '../load.ts';
import { attendances } from '../tables.ts';
import { meetingToSpeakIn } from './conflicts.ts';
import { conflictsOfInterest, sittings, speakers } from './tables.ts';
import { touchSitting } from './touch.ts';

export interface SpeakerView {
  readonly id: string;
  readonly mandateId: string;
  readonly name: string;
  readonly organisation: string;
  readonly sector: Sector;
  /** ISO instants. */
  readonly askedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** Who asked to speak on an item, in the order of asking. The caller may read the meeting. */
export async function speakersOf(tx: Tx, itemId: string): Promise<SpeakerView[]> {
  const rows = await tx
    .select({
      speaker: speakers,
      givenName: people.givenName,
      familyName: people.familyName,
      organisation: organisations.name,
      sector: mandates.sector,
    })
    .from(speakers)
    .innerJoin(mandates, eq(mandates.id, speakers.mandateId))
    .innerJoin(people, eq(people.id, mandates.personId))
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .where(eq(speakers.itemId, itemId))
    .orderBy(asc(speakers.askedAt), asc(speakers.id));
  return rows.map(({ speaker, givenName, familyName, organisation, sector }) => ({
    id: speaker.id,
    mandateId: speaker.mandateId,
    name: `${givenName} ${familyName}`,
    organisation,
    sector,
    askedAt: speaker.askedAt,
    startedAt: speaker.startedAt,
    endedAt: speaker.endedAt,
  }));
}

/** The request of one person on one item that has not ended. */
async function openRequest(tx: Tx, itemId: string, mandateId: string) {
  const [row] = await tx
    .select({ id: speakers.id })
    .from(speakers)
    .where(and(eq(speakers.itemId, itemId), eq(speakers.mandateId, mandateId), isNull(speakers.endedAt)));
  return row;
}

/**
 * Puts someone at the end of the list of the item before the meeting: a member themselves, the secretary anyone. Refuses
 * out of the sitting, for who is not there and for who left the debate. Whoever is on the list already stays where they are.
 */
export function askToSpeak(
  house: House,
  actor: Actor,
  meetingId: string,
  { mandateId }: { readonly mandateId: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToSpeakIn(tx, actor, today, meetingId, mandateId);
    if (!loaded.done) return loaded;
    const meeting = loaded.value;
    const [sitting] = await tx.select().from(sittings).where(eq(sittings.meetingId, meetingId));
    const itemId = sitting?.currentItemId ?? null;
    const [attendance] = await tx
      .select({ state: attendances.state })
      .from(attendances)
      .where(and(eq(attendances.meetingId, meetingId), eq(attendances.mandateId, mandateId)));
    const conflicts = itemId
      ? await tx
          .select({ bodyKind: bodies.kind })
          .from(conflictsOfInterest)
          .innerJoin(bodies, eq(bodies.id, conflictsOfInterest.bodyId))
          .where(and(eq(conflictsOfInterest.itemId, itemId), eq(conflictsOfInterest.mandateId, mandateId)))
      : [];
    const checked = checkMayAsk({
      state: sitting?.state ?? null,
      itemId,
      attendance: attendance?.state ?? null,
      conflictIn: conflicts[0]?.bodyKind ?? null,
    });
    if (!checked.done) return checked;
    if (await openRequest(tx, checked.value, mandateId)) {
      nothingToDo();
      return done();
    }
    await tx.insert(speakers).values({
      associationId: actor.associationId,
      meetingId,
      itemId: checked.value,
      bodyId: meeting.bodyId,
      mandateId,
      askedAt: now,
    });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'speaker.asked',
      subject: { kind: 'agenda-item', id: checked.value },
      after: { mandateId },
    });
    return done();
  });
}

/**
 * Takes someone off the list who has not begun: a member themselves, the secretary anyone. Whoever is not waiting there
 * any more is left as they are.
 */
export function leaveList(
  house: House,
  actor: Actor,
  meetingId: string,
  { mandateId }: { readonly mandateId: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingToSpeakIn(tx, actor, today, meetingId, mandateId);
    if (!loaded.done) return loaded;
    const gone = await tx
      .delete(speakers)
      .where(
        and(eq(speakers.meetingId, meetingId), eq(speakers.mandateId, mandateId), isNull(speakers.startedAt)),
      )
      .returning({ itemId: speakers.itemId });
    if (gone.length === 0) {
      nothingToDo();
      return done();
    }
    await touchSitting(tx, actor.associationId, meetingId);
    for (const { itemId } of gone)
      journal({
        act: 'speaker.withdrawn',
        subject: { kind: 'agenda-item', id: itemId },
        before: { mandateId },
      });
    return done();
  });
}

/** A request on the list of a meeting, for whoever leads it. */
async function requestToLead(tx: Tx, actor: Actor, today: string, meetingId: string, speakerId: string) {
  if (!isIdentifier(speakerId)) return notFound();
  const loaded = await meetingToChange(tx, actor, today, meetingId);
  if (!loaded.done) return loaded;
  const [speaker] = await tx
    .select()
    .from(speakers)
    .where(and(eq(speakers.id, speakerId), eq(speakers.meetingId, meetingId)));
  return speaker
    ? done(speaker)
    : refuse('not-found', 'Cette demande n’est plus sur la liste. Rechargez la page.', {
        field: 'speakerId',
      });
}

/** Gives the floor; whoever had it has ended. Refuses who has spoken already. Pressed twice, it is given once. */
export function beginSpeaking(
  house: House,
  actor: Actor,
  meetingId: string,
  speakerId: string,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await requestToLead(tx, actor, today, meetingId, speakerId);
    if (!loaded.done) return loaded;
    const { endedAt, startedAt, itemId, mandateId } = loaded.value;
    if (endedAt !== null)
      return refuse(
        'has-spoken',
        'Cette personne a déjà parlé à ce titre. Ajoutez-la de nouveau à la liste si elle le demande.',
      );
    if (startedAt !== null) {
      nothingToDo();
      return done();
    }
    await tx
      .update(speakers)
      .set({ endedAt: now })
      .where(and(eq(speakers.meetingId, meetingId), isNotNull(speakers.startedAt), isNull(speakers.endedAt)));
    await tx.update(speakers).set({ startedAt: now }).where(eq(speakers.id, speakerId));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({ act: 'speaker.began', subject: { kind: 'agenda-item', id: itemId }, after: { mandateId } });
    return done();
  });
}

/** Says that someone has ended. Refuses who has not begun. Pressed twice, it is ended once. */
export function endSpeaking(
  house: House,
  actor: Actor,
  meetingId: string,
  speakerId: string,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await requestToLead(tx, actor, today, meetingId, speakerId);
    if (!loaded.done) return loaded;
    const { endedAt, startedAt, itemId, mandateId } = loaded.value;
    if (startedAt === null)
      return refuse('has-not-begun', 'Cette personne n’a pas encore la parole. Donnez-la-lui d’abord.');
    if (endedAt !== null) {
      nothingToDo();
      return done();
    }
    await tx.update(speakers).set({ endedAt: now }).where(eq(speakers.id, speakerId));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({ act: 'speaker.ended', subject: { kind: 'agenda-item', id: itemId }, after: { mandateId } });
    return done();
  });
}
