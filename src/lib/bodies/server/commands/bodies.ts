import { isDeepStrictEqual } from 'node:util';
import { and, asc, eq, gt, isNull, max, or, sql } from 'drizzle-orm';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { ArchiveForm, BodyChangeForm, BodyForm } from '../../forms.ts';
import type { BodyKind } from '../../offices.ts';
import { mayManageBodies } from '../../policy.ts';
import { checkArchive, checkBeginning, checkParent, composedAs } from '../../rules/bodies.ts';
import { holderName } from '../../words.ts';
import { listBodies } from '../queries.ts';
import { listSeats } from '../seats.ts';
import { bodies, mandates, seats } from '../tables.ts';

/** What the table and the journal keep of a form; a parent of another association is not one. */
function contentOf(kind: BodyKind, form: Omit<BodyChangeForm, 'version'>) {
  return {
    name: form.name,
    kindName: kind === 'other' ? form.kindName : null,
    composed: composedAs(kind, form.composed),
    composition: form.composition,
    powers: form.powers,
    parentId: form.parentId || null,
    fromDay: form.from || null,
  };
}

const UNKNOWN_PARENT = refuse(
  'unknown-body',
  'Cette instance n’est pas dans la liste. Rechargez la page et choisissez à nouveau.',
  { field: 'parentId' },
);

/**
 * Describes a body, after the others in their order. Refuses a code already taken, whatever its capitals, and an unknown
 * parent; the same body sent twice is added once.
 */
export function addBody(house: House, actor: Actor, form: BodyForm): Promise<Outcome<{ code: string }>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    // One at a time, so that each finds the code and the place that the one before took.
    await lockAssociation(tx, actor.associationId);
    const [taken] = await tx
      .select()
      .from(bodies)
      .where(sql`lower(${bodies.code}) = lower(${form.code})`);
    const { code, kind } = form;
    const content = contentOf(kind, form);
    if (taken && taken.kind === kind && isDeepStrictEqual(content, pick(taken))) {
      nothingToDo();
      return done({ code: taken.code });
    }
    if (taken)
      return refuse(
        'code-taken',
        `Le sigle ${taken.code} est déjà celui de «\u00a0${taken.name}\u00a0». Choisissez-en un autre.`,
        { field: 'code' },
      );
    const known = await listBodies(tx);
    if (content.parentId !== null && !known.some(({ id }) => id === content.parentId)) return UNKNOWN_PARENT;
    const [last] = await tx.select({ position: max(bodies.position) }).from(bodies);
    const position = (last?.position ?? -1) + 1;
    const after = { code, kind, ...content };
    const [created] = await tx
      .insert(bodies)
      .values({ associationId: actor.associationId, ...after, position })
      .returning({ id: bodies.id });
    journal({ act: 'body.added', subject: { kind: 'body', id: created!.id }, after });
    return done({ code });
  });
}

type Row = typeof bodies.$inferSelect;

const pick = ({ name, kindName, composed, composition, powers, parentId, fromDay }: Row) => ({
  name,
  kindName,
  composed,
  composition,
  powers,
  parentId,
  fromDay,
});

/** The body, kept as it is until the transaction ends: nobody begins a mandate or a seat in it meanwhile. */
async function lockBody(tx: Tx, bodyId: string): Promise<Row | null> {
  if (!isIdentifier(bodyId)) return null;
  const [row] = await tx.select().from(bodies).where(eq(bodies.id, bodyId)).for('update');
  return row ?? null;
}

/** The mandates of a body that are in force after an ISO day (null: all of them), named. */
async function namedMandates(tx: Tx, bodyId: string, after: string | null) {
  const rows = await tx
    .select({
      from: mandates.fromDay,
      to: mandates.toDay,
      organisation: organisations.name,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(
      and(
        eq(mandates.bodyId, bodyId),
        after === null ? undefined : or(isNull(mandates.toDay), gt(mandates.toDay, after)),
      ),
    )
    .orderBy(asc(people.familyName), asc(organisations.name), asc(mandates.id));
  return rows.map(({ from, to, ...who }) => ({ from, to, name: holderName(who) }));
}

/**
 * Changes what describes a body; its code and its kind stay. Refuses a version that someone has replaced since, a kind
 * of its own without name, an unknown parent or one below it, and a first day after its mandates or seats began. Saved
 * twice, it changes once.
 */
export function changeBody(
  house: House,
  actor: Actor,
  bodyId: string,
  form: BodyChangeForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    // One at a time: two changes together could set two bodies each under the other.
    await lockAssociation(tx, actor.associationId);
    const body = await lockBody(tx, bodyId);
    if (!body) return notFound();
    if (body.kind === 'other' && form.kindName === '')
      return refuse('kind-unnamed', 'Dites le genre de cette instance.', { field: 'kindName' });
    const before = pick(body);
    const after = contentOf(body.kind, form);
    if (isDeepStrictEqual(before, after)) {
      nothingToDo();
      return done();
    }
    if (body.version !== form.version)
      return refuse(
        'stale',
        'Quelqu’un a modifié cette instance entre-temps. Comparez avec ce qui est enregistré, puis enregistrez à nouveau.',
        { details: { current: before } },
      );
    if (after.parentId !== null) {
      const known = await listBodies(tx);
      if (!known.some(({ id }) => id === after.parentId)) return UNKNOWN_PARENT;
      const sound = checkParent(bodyId, after.parentId, known);
      if (!sound.done) return sound;
    }
    if (after.fromDay !== null) {
      const contents = [...(await namedMandates(tx, bodyId, null)), ...(await listSeats(tx, bodyId))];
      const sound = checkBeginning(after.fromDay, body.toDay, contents);
      if (!sound.done) return sound;
    }
    await tx
      .update(bodies)
      .set({ ...after, version: body.version + 1 })
      .where(eq(bodies.id, bodyId));
    journal({ act: 'body.changed', subject: { kind: 'body', id: bodyId }, before, after });
    return done();
  });
}

/**
 * Archives a body after its last day (included): it leaves the lists of what is current, and its past stays readable.
 * Its seats end with it. Refuses while mandates go on after that day, and as `checkArchive` does.
 */
export function archiveBody(
  house: House,
  actor: Actor,
  bodyId: string,
  { lastDay }: ArchiveForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const body = await lockBody(tx, bodyId);
    if (!body) return notFound();
    if (body.toDay === lastDay) {
      nothingToDo();
      return done();
    }
    if (body.toDay !== null)
      return refuse('already-archived', 'Cette instance est déjà archivée. Rouvrez-la d’abord.', {
        field: 'lastDay',
      });
    const goingOn = await namedMandates(tx, bodyId, lastDay);
    const sound = checkArchive(body.fromDay, lastDay, goingOn, await listSeats(tx, bodyId));
    if (!sound.done) return sound;
    const [next] = await tx.execute<{ day: string | null }>(
      sql`select body_meets_after(${actor.associationId}, ${bodyId}, ${lastDay}::date)::text as day`,
    );
    if (next?.day)
      return refuse(
        'meeting-planned',
        `Impossible d’archiver cette instance au ${dayInWords(lastDay)}\u00a0: elle a une réunion le ${dayInWords(next.day)}. Annulez-la d’abord, ou choisissez ce jour-là ou un jour suivant.`,
        { field: 'lastDay' },
      );
    await tx
      .update(seats)
      .set({ toDay: lastDay })
      .where(and(eq(seats.bodyId, bodyId), or(isNull(seats.toDay), gt(seats.toDay, lastDay))));
    await tx
      .update(bodies)
      .set({ toDay: lastDay, version: body.version + 1 })
      .where(eq(bodies.id, bodyId));
    journal({ act: 'body.archived', subject: { kind: 'body', id: bodyId }, after: { toDay: lastDay } });
    return done();
  });
}

/** Opens an archived body again, with the seats that ended on its last day. Pressed twice, it is opened once. */
export function reopenBody(house: House, actor: Actor, bodyId: string): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const body = await lockBody(tx, bodyId);
    if (!body) return notFound();
    const { toDay } = body;
    if (toDay === null) {
      nothingToDo();
      return done();
    }
    await tx
      .update(bodies)
      .set({ toDay: null, version: body.version + 1 })
      .where(eq(bodies.id, bodyId));
    await tx
      .update(seats)
      .set({ toDay: null })
      .where(and(eq(seats.bodyId, bodyId), eq(seats.toDay, toDay)));
    journal({ act: 'body.reopened', subject: { kind: 'body', id: bodyId }, before: { toDay } });
    return done();
  });
}
