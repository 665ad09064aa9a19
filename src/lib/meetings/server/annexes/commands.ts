import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { ExaminedFile } from '#lib/platform/files/examine.ts';
import { titleFrom } from '#lib/platform/files/names.ts';
import { storeFile } from '#lib/platform/files/store.ts';
import type { House } from '#lib/platform/house.ts';
import type { AnnexChangeForm, AnnexForm } from '../../forms/annexes.ts';
import { moveInOrder } from '../../rules/annex-order.ts';
import { itemsOf, meetingToPrepare, type Meeting } from '../load.ts';
import { touchSitting } from '../sitting/touch.ts';
import { annexesFor, type AnnexView } from './queries.ts';
import { annexes, annexVersions } from './tables.ts';

/** More than any agenda needs: a sending that runs wild stops here. */
const MOST_ANNEXES = 200;

const subject = (id: string) => ({ kind: 'annex', id });

interface Loaded {
  readonly meeting: Meeting;
  readonly annex: AnnexView;
  readonly all: readonly AnnexView[];
}

/** The meeting, locked, and one of its annexes that was not removed. */
async function annexToPrepare(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
  annexId: string,
): Promise<Outcome<Loaded>> {
  const meeting = await meetingToPrepare(tx, actor, today, meetingId);
  if (!meeting.done) return meeting;
  if (!isIdentifier(annexId)) return notFound();
  const all = await annexesFor(tx, meetingId, 'confidential');
  const annex = all.find(({ id }) => id === annexId);
  if (!annex) return refuse('not-found', 'Cette annexe n’est plus jointe à la réunion.');
  return done({ meeting: meeting.value, annex, all });
}

/** An item of this meeting, or none; refuses an item that was removed meanwhile. */
async function itemOf(tx: Tx, meeting: Meeting, itemId: string): Promise<Outcome<string | null>> {
  if (itemId === '') return done(null);
  if ((await itemsOf(tx, meeting)).some(({ id }) => id === itemId)) return done(itemId);
  return refuse('not-found', 'Ce point n’est plus à l’ordre du jour. Choisissez-en un autre.', {
    field: 'itemId',
  });
}

function nextPosition(all: readonly AnnexView[], itemId: string | null): number {
  return 1 + Math.max(-1, ...all.filter((annex) => annex.itemId === itemId).map(({ position }) => position));
}

/**
 * Joins a file that was examined to a meeting or to one of its items, after the others there, under its name as title.
 * The same file sent twice to the same place is joined once. Refuses more than 200 annexes.
 */
export function addAnnex(
  house: House,
  actor: Actor,
  meetingId: string,
  form: AnnexForm,
  file: ExaminedFile,
): Promise<Outcome<{ annexId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const meeting = await meetingToPrepare(tx, actor, today, meetingId);
    if (!meeting.done) return meeting;
    const item = await itemOf(tx, meeting.value, form.itemId);
    if (!item.done) return item;
    const all = await annexesFor(tx, meetingId, 'confidential');
    const same = all.find((annex) => annex.itemId === item.value && annex.file.sha256 === file.sha256);
    if (same) {
      nothingToDo();
      return done({ annexId: same.id });
    }
    if (all.length >= MOST_ANNEXES)
      return refuse(
        'too-many-annexes',
        `Une réunion porte au plus ${MOST_ANNEXES} annexes. Retirez-en d’abord.`,
      );
    const { associationId } = actor;
    const fileId = await storeFile(tx, file, { associationId, name: actor.name, now });
    const values = {
      itemId: item.value,
      title: titleFrom(file.name),
      confidential: form.confidential,
      position: nextPosition(all, item.value),
    };
    const [row] = await tx
      .insert(annexes)
      .values({ associationId, meetingId, ...values })
      .returning({ id: annexes.id });
    const annexId = row!.id;
    await tx
      .insert(annexVersions)
      .values({ associationId, annexId, number: 1, fileId, addedAt: now, addedBy: actor.name });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'annex.added',
      subject: subject(annexId),
      after: { meetingId, ...values, file: told(file) },
    });
    return done({ annexId });
  });
}

/** What the journal keeps of a file. */
const told = ({ name, size, sha256, scan }: Pick<ExaminedFile, 'name' | 'size' | 'sha256' | 'scan'>) => ({
  name,
  size,
  sha256,
  scan,
});

/** Changes the title of an annex, its item, or whether it is confidential. Refuses a stale version. */
export function changeAnnex(
  house: House,
  actor: Actor,
  meetingId: string,
  annexId: string,
  form: AnnexChangeForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await annexToPrepare(tx, actor, today, meetingId, annexId);
    if (!loaded.done) return loaded;
    const { meeting, annex, all } = loaded.value;
    const item = await itemOf(tx, meeting, form.itemId);
    if (!item.done) return item;
    const before = { title: annex.title, confidential: annex.confidential, itemId: annex.itemId };
    const after = { title: form.title, confidential: form.confidential, itemId: item.value };
    if (
      before.title === after.title &&
      before.confidential === after.confidential &&
      before.itemId === after.itemId
    ) {
      nothingToDo();
      return done();
    }
    if (annex.version !== form.version)
      return refuse(
        'stale',
        'Quelqu’un a modifié cette annexe entre-temps. Voici ce qui est enregistré et ce que vous avez écrit\u00a0: choisissez, puis enregistrez.',
        { details: { current: { ...before, version: annex.version } } },
      );
    const position = annex.itemId === item.value ? annex.position : nextPosition(all, item.value);
    await tx
      .update(annexes)
      .set({ ...after, position, version: annex.version + 1 })
      .where(eq(annexes.id, annexId));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({ act: 'annex.changed', subject: subject(annexId), before, after });
    return done();
  });
}

/** Gives an annex a newer file; the earlier ones are kept. The same file again changes nothing. */
export function replaceAnnex(
  house: House,
  actor: Actor,
  meetingId: string,
  annexId: string,
  file: ExaminedFile,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await annexToPrepare(tx, actor, today, meetingId, annexId);
    if (!loaded.done) return loaded;
    const { annex } = loaded.value;
    if (annex.file.sha256 === file.sha256) {
      nothingToDo();
      return done();
    }
    const { associationId, name } = actor;
    const fileId = await storeFile(tx, file, { associationId, name, now });
    const number = annex.number + 1;
    await tx
      .insert(annexVersions)
      .values({ associationId, annexId, number, fileId, addedAt: now, addedBy: name });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'annex.replaced',
      subject: subject(annexId),
      before: { number: annex.number, file: told(annex.file) },
      after: { number, file: told(file) },
    });
    return done();
  });
}

/** Takes an annex away from the meeting: the staff still find it, with its versions, among those removed. */
export function removeAnnex(
  house: House,
  actor: Actor,
  meetingId: string,
  annexId: string,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal }) => {
    const loaded = await annexToPrepare(tx, actor, today, meetingId, annexId);
    if (!loaded.done) return loaded;
    const { title, confidential, itemId } = loaded.value.annex;
    await tx.update(annexes).set({ removedAt: now }).where(eq(annexes.id, annexId));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'annex.removed',
      subject: subject(annexId),
      before: { title, confidential, itemId },
    });
    return done();
  });
}

/** Moves an annex up or down among those of its item. */
export function moveAnnex(
  house: House,
  actor: Actor,
  meetingId: string,
  annexId: string,
  direction: 'up' | 'down',
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await annexToPrepare(tx, actor, today, meetingId, annexId);
    if (!loaded.done) return loaded;
    const { annex, all } = loaded.value;
    const ids = all.filter(({ itemId }) => itemId === annex.itemId).map(({ id }) => id);
    const moved = moveInOrder(ids, annexId, direction);
    if (!moved.done) return moved;
    for (const [position, id] of moved.value.entries())
      await tx.update(annexes).set({ position }).where(eq(annexes.id, id));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'annex.changed',
      subject: subject(annexId),
      before: { place: ids.indexOf(annexId) + 1 },
      after: { place: moved.value.indexOf(annexId) + 1 },
    });
    return done();
  });
}

/** Before an item is removed: what was removed from it before stays with the meeting, and holds nobody back. */
export async function releaseRemovedAnnexes(tx: Tx, itemId: string): Promise<void> {
  await tx
    .update(annexes)
    .set({ itemId: null })
    .where(and(eq(annexes.itemId, itemId), sql`${annexes.removedAt} is not null`));
}
