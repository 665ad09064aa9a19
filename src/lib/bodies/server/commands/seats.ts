import { and, asc, eq, max } from 'drizzle-orm';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { joinList } from '#lib/kernel/french.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { SeatChangeForm, SeatCloseForm, SeatsForm } from '../../forms/seats.ts';
import { mayManageBodies } from '../../policy.ts';
import { checkPlace, isInside, type Life } from '../../rules/seats.ts';
import { holderName, periodInWords, SEAT_CATEGORY_NAMES } from '../../words.ts';
import { seatState } from '../seats.ts';
import { bodies, mandates, seats } from '../tables.ts';

type SeatRow = typeof seats.$inferSelect;
type BodyLife = Life & { readonly id: string };

/** The body, kept as it is until the transaction ends, so that seats are added and shortened one after the other. */
async function lockBody(tx: Tx, bodyId: string): Promise<BodyLife | null> {
  if (!isIdentifier(bodyId)) return null;
  const [row] = await tx
    .select({ id: bodies.id, from: bodies.fromDay, to: bodies.toDay })
    .from(bodies)
    .where(eq(bodies.id, bodyId))
    .for('update');
  return row ?? null;
}

/** A seat of a body; whoever places a mandate on it waits until the transaction ends. */
async function lockSeat(tx: Tx, bodyId: string, seatId: string): Promise<SeatRow | null> {
  if (!isIdentifier(seatId)) return null;
  const [row] = await tx
    .select()
    .from(seats)
    .where(and(eq(seats.id, seatId), eq(seats.bodyId, bodyId)))
    .for('update');
  return row ?? null;
}

async function contentOf(tx: Tx, form: Omit<SeatChangeForm, 'was'>) {
  const organisationId = form.organisationId || null;
  const [organisation] =
    organisationId === null
      ? []
      : await tx
          .select({ name: organisations.name })
          .from(organisations)
          .where(eq(organisations.id, organisationId));
  if (organisationId !== null && !organisation)
    return refuse(
      'unknown-organisation',
      'Ce choix n’est pas dans la liste. Rechargez la page et choisissez à nouveau.',
      { field: 'organisationId' },
    );
  const content = {
    category: form.category || null,
    organisationId,
    voting: form.voting === 'voting',
    fromDay: form.from || null,
    toDay: form.to || null,
  };
  return done({ content, organisation: organisation?.name ?? null });
}

/** Refuses an end before the beginning, and a seat that begins before its body or goes on after it. */
function checkLife(life: Life, body: BodyLife): Outcome<undefined> {
  const { from, to } = life;
  if (from !== null && to !== null && to < from)
    return refuse(
      'end-before-beginning',
      `Un siège qui commence le ${dayInWords(from)} ne peut pas finir le ${dayInWords(to)}. Corrigez une des deux dates.`,
      { field: 'to' },
    );
  if (body.from !== null && (from === null || from < body.from))
    return refuse(
      'before-body',
      `Cette instance existe à partir du ${dayInWords(body.from)}\u00a0: le siège commence ce jour-là ou plus tard.`,
      { field: 'from' },
    );
  if (body.to === null || (to !== null && to <= body.to)) return done();
  return refuse(
    'after-body',
    `Cette instance est archivée après le ${dayInWords(body.to)}\u00a0: le siège finit ce jour-là ou plus tôt.`,
    { field: 'to' },
  );
}

/**
 * Adds seats to a body, all alike, after the others. Refuses an unknown organisation, an end before the beginning and
 * days outside the life of the body. Sent twice (same `seatId`), they are added once.
 */
export function addSeats(
  house: House,
  actor: Actor,
  bodyId: string,
  form: SeatsForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const body = await lockBody(tx, bodyId);
    if (!body) return notFound();
    if (await lockSeat(tx, bodyId, form.seatId)) {
      nothingToDo();
      return done();
    }
    const read = await contentOf(tx, form);
    if (!read.done) return read;
    const { content } = read.value;
    const sound = checkLife({ from: content.fromDay, to: content.toDay }, body);
    if (!sound.done) return sound;
    const [last] = await tx
      .select({ position: max(seats.position) })
      .from(seats)
      .where(eq(seats.bodyId, bodyId));
    const first = (last?.position ?? -1) + 1;
    const { sector, count } = form;
    await tx.insert(seats).values(
      Array.from({ length: count }, (_, index) => ({
        associationId: actor.associationId,
        id: index === 0 ? form.seatId : (crypto.randomUUID() as string),
        bodyId,
        sector,
        ...content,
        position: first + index,
      })),
    );
    journal({
      act: 'seats.added',
      subject: { kind: 'body', id: bodyId },
      after: { count, sector, ...content },
    });
    return done();
  });
}

/** The mandates ever placed on a seat, the first one first. */
function mandatesOn(tx: Tx, seatId: string) {
  return tx
    .select({
      sector: mandates.sector,
      organisationId: mandates.organisationId,
      category: organisations.category,
      office: mandates.office,
      voting: mandates.voting,
      from: mandates.fromDay,
      to: mandates.toDay,
      organisation: organisations.name,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(eq(mandates.seatId, seatId))
    .orderBy(asc(mandates.fromDay), asc(mandates.id));
}
type Holder = Awaited<ReturnType<typeof mandatesOn>>[number];

const listed = (holders: readonly Holder[]) =>
  joinList(holders.map((holder) => `${holderName(holder)}, ${periodInWords(holder)}`));

/** Refuses a life that leaves mandates outside, and names them. */
function checkAround(life: Life, holders: readonly Holder[], field: string): Outcome<undefined> {
  const outside = holders.filter((holder) => !isInside(holder, life));
  if (outside.length === 0) return done();
  return refuse(
    'mandates-outside',
    `Ce siège est tenu hors de ces dates\u00a0: ${listed(outside)}. Terminez ou déplacez d’abord ces mandats, ou changez les dates.`,
    { field },
  );
}

/**
 * Changes what a seat asks for, and its life. Refuses a seat that someone has changed since (`was`), what `addSeats`
 * refuses, and what its mandates, past ones included, do not meet. Saved twice, it changes once.
 */
export function changeSeat(
  house: House,
  actor: Actor,
  bodyId: string,
  seatId: string,
  form: SeatChangeForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const body = await lockBody(tx, bodyId);
    const seat = body && (await lockSeat(tx, bodyId, seatId));
    if (!seat) return notFound();
    const read = await contentOf(tx, form);
    if (!read.done) return read;
    const { content, organisation } = read.value;
    const after = { from: content.fromDay, to: content.toDay, ...content };
    const before = { from: seat.fromDay, to: seat.toDay, ...seat };
    if (seatState(after) === seatState(before)) {
      nothingToDo();
      return done();
    }
    if (form.was !== seatState(before))
      return refuse(
        'stale',
        'Quelqu’un a modifié ce siège entre-temps. Comparez avec ce qui est enregistré, puis enregistrez à nouveau.',
        { details: { current: seatState(before) } },
      );
    const sound = checkLife(after, body);
    if (!sound.done) return sound;
    const holders = await mandatesOn(tx, seatId);
    const around = checkAround(after, holders, 'from');
    if (!around.done) return around;
    const named = {
      ...before,
      ...after,
      name: 'ainsi changé',
      organisation,
      categoryName: content.category === null ? '' : SEAT_CATEGORY_NAMES[content.category],
    };
    const misplaced = holders.filter((holder) => !checkPlace(named, holder).done);
    if (misplaced.length > 0)
      return refuse(
        'mandates-do-not-fit',
        `Ce siège est tenu par un mandat qui n’y aurait plus sa place\u00a0: ${listed(misplaced)}. Déplacez-le d’abord.`,
        { field: 'category' },
      );
    await tx.update(seats).set(content).where(eq(seats.id, seatId));
    journal({
      act: 'seat.changed',
      subject: { kind: 'seat', id: seatId },
      before: seatContent(seat),
      after: content,
    });
    return done();
  });
}

const seatContent = ({ category, organisationId, voting, fromDay, toDay }: SeatRow) => ({
  category,
  organisationId,
  voting,
  fromDay,
  toDay,
});

/** Closes a seat after its last day (ISO, included). Refuses while a mandate holds it later, and names it. */
export function closeSeat(
  house: House,
  actor: Actor,
  bodyId: string,
  seatId: string,
  { lastDay }: SeatCloseForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const body = await lockBody(tx, bodyId);
    const seat = body && (await lockSeat(tx, bodyId, seatId));
    if (!seat) return notFound();
    if (seat.toDay === lastDay) {
      nothingToDo();
      return done();
    }
    const life = { from: seat.fromDay, to: lastDay };
    const sound = checkLife(life, body);
    if (!sound.done) return refuseAt(sound.refusal, 'lastDay');
    const around = checkAround(life, await mandatesOn(tx, seatId), 'lastDay');
    if (!around.done) return around;
    await tx.update(seats).set({ toDay: lastDay }).where(eq(seats.id, seatId));
    journal({
      act: 'seat.closed',
      subject: { kind: 'seat', id: seatId },
      before: { toDay: seat.toDay },
      after: { toDay: lastDay },
    });
    return done();
  });
}

const refuseAt = (
  { code, sentence, source }: { code: string; sentence: string; source?: string },
  field: string,
) => refuse(code, sentence, { ...(source === undefined ? {} : { source }), field });

/** Removes a seat that nobody ever held. Refuses one that a mandate or a prepared renewal names. */
export function removeSeat(
  house: House,
  actor: Actor,
  bodyId: string,
  seatId: string,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const body = await lockBody(tx, bodyId);
    const seat = body && (await lockSeat(tx, bodyId, seatId));
    if (!seat) return notFound();
    try {
      await tx.transaction((savepoint) => savepoint.delete(seats).where(eq(seats.id, seatId)));
    } catch (error) {
      const constraint = databaseFault(error)?.constraint;
      if (constraint !== 'mandate_seat' && constraint !== 'renewal_place_seat') throw error;
      return refuse(
        'seat-used',
        constraint === 'mandate_seat'
          ? `Ce siège a été tenu\u00a0: ${listed(await mandatesOn(tx, seatId))}. Fermez-le plutôt\u00a0: son passé reste lisible.`
          : 'Ce siège figure dans un renouvellement préparé. Fermez-le plutôt.',
      );
    }
    journal({
      act: 'seat.removed',
      subject: { kind: 'seat', id: seatId },
      before: { bodyId, sector: seat.sector, ...seatContent(seat) },
    });
    return done();
  });
}
