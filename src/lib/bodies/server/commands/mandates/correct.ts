import { isDeepStrictEqual } from 'node:util';
import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { MandateCorrectionForm } from '../../../forms/mandates.ts';
import { mayManageBodies } from '../../../policy.ts';
import { acceptGap } from '../../../rules/parity-warning.ts';
import { holdBody, settleMandate, type HeldBody } from '../../appoint.ts';
import { writeUnlessForbidden } from '../../conflicts.ts';
import { parityOn } from '../../parity.ts';
import { mandates } from '../../tables.ts';

type Row = typeof mandates.$inferSelect;
/** What a correction can change; the sector follows the organisation. */
type Content = Omit<Row, 'associationId' | 'id' | 'bodyId' | 'version'>;

/** What a meeting counts of a mandate, and the field that says it. The sector follows the organisation. */
const FIELDS = { personId: 'person', organisationId: 'organisation', voting: 'voting' } as const;
const COUNTED = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

/** Where it was recorded who appointed and why it ended: nothing else rests on it. */
const WORDS = ['appointingDecisionId', 'appointment', 'endReason', 'endNote'] as const;

/** What a mandate says, its identity and its version left aside. */
export function contentOf({
  associationId: _,
  id: __,
  bodyId: ___,
  version: ____,
  ...content
}: Row): Content {
  return content;
}

/** The content that the form asks for; the sector and the seat are still those of before. */
function askedOf(form: MandateCorrectionForm, { sector }: Content): Content {
  return {
    organisationId: form.organisation,
    personId: form.person === 'vacant' ? null : form.person,
    sector,
    office: form.office,
    voting: form.voting,
    fromDay: form.from,
    toDay: form.to || null,
    seatId: form.seat || null,
    appointingDecisionId: form.decision || null,
    appointment: form.appointment || null,
    endReason: form.endReason || null,
    endNote: form.endNote || null,
    replacesId: form.replaces || null,
    coOptation: form.coOptation || null,
    exceptionReason: form.exceptionReason || null,
  };
}

/** The keys in which two contents differ, with the values of one of them. */
export function differing(content: Content, other: Content): Partial<Content> {
  const entries = Object.entries(content) as [keyof Content, unknown][];
  return Object.fromEntries(entries.filter(([key, value]) => value !== other[key])) as Partial<Content>;
}

/**
 * Corrects what was recorded of a mandate, with the reason; the journal keeps what it said before. Judged as a mandate
 * that begins is, the mandate itself left aside, unless only words are corrected (who appointed, why it ended). Refuses
 * what a beginning refuses; days that leave out a meeting where its presence or presidency is recorded; another person,
 * organisation or vote once there is such a meeting, since its quorum and its minutes were made with them; to go on past
 * the mandate that replaces it; and a version that someone has replaced since (`stale`). The same correction sent twice
 * is recorded once.
 */
export function correctMandate(
  house: House,
  actor: Actor,
  bodyId: string,
  mandateId: string,
  form: MandateCorrectionForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(mandateId)) return notFound();
    const own = and(eq(mandates.id, mandateId), eq(mandates.bodyId, bodyId));
    const body = await holdBody(tx, actor, bodyId, [form.office]);
    if (!body) return notFound();
    const [row] = await tx.select().from(mandates).where(own).for('update');
    if (!row) return notFound();
    const before = contentOf(row);
    const settled = await settledAgain(tx, body, mandateId, before, askedOf(form, before));
    if (settled.done && isDeepStrictEqual(settled.value, before)) {
      nothingToDo();
      return done();
    }
    if (row.version !== form.version)
      return refuse(
        'stale',
        'Quelqu’un a modifié ce mandat entre-temps. Comparez avec ce qui est enregistré, puis corrigez à nouveau.',
      );
    if (!settled.done) return settled;
    const after = settled.value;
    const uncounted = await checkUncounted(tx, row, after);
    if (!uncounted.done) return uncounted;
    const parity = await parityOn(tx, body, after.fromDay);
    const written = await writeUnlessForbidden(tx, { ...row, ...after }, (savepoint) =>
      savepoint
        .update(mandates)
        .set({ ...after, version: row.version + 1 })
        .where(own),
    );
    if (!written.done) return written;
    const gap = acceptGap(parity, await parityOn(tx, body, after.fromDay), form.acceptedGap);
    if (!gap.done) return gap;
    journal({
      act: 'mandate.corrected',
      subject: { kind: 'mandate', id: mandateId },
      before: differing(before, after),
      after: {
        ...differing(after, before),
        reason: form.reason,
        ...(gap.value === null ? {} : { acceptedGap: gap.value }),
      },
    });
    return done();
  });
}

/** The content judged by the rules of a beginning, with its sector and its seat; as it is when only words differ. */
export async function settledAgain(
  tx: Tx,
  body: HeldBody,
  id: string,
  before: Content,
  asked: Content,
): Promise<Outcome<Content>> {
  const wordsOnly = Object.keys(differing(asked, before)).every((key) => WORDS.some((word) => word === key));
  if (wordsOnly) return done(asked);
  const settled = await settleMandate(
    tx,
    body,
    {
      id,
      organisationId: asked.organisationId,
      personId: asked.personId,
      office: asked.office,
      voting: asked.voting,
      from: asked.fromDay,
      to: asked.toDay,
      ended: asked.endReason !== null,
      seatId: asked.seatId,
      decisionId: asked.appointingDecisionId,
      appointment: asked.appointment,
      replacesId: asked.replacesId,
      coOpted: asked.coOptation !== null,
      exceptionReason: asked.exceptionReason,
    },
    before,
  );
  if (!settled.done) return settled;
  const successor = await checkSuccessor(tx, id, asked.toDay);
  if (!successor.done) return successor;
  const { sector, seatId } = settled.value;
  return done({ ...asked, sector, seatId: seatId ?? null });
}

/** Refuses a mandate that would go on beside the one that replaces it. */
async function checkSuccessor(tx: Tx, mandateId: string, to: string | null): Promise<Outcome<undefined>> {
  const [successor] = await tx
    .select({ from: mandates.fromDay })
    .from(mandates)
    .where(eq(mandates.replacesId, mandateId));
  if (!successor || (to !== null && to < successor.from)) return done();
  return refuse(
    'replaced-still-sits',
    `Un autre mandat remplace celui-ci à partir du ${dayInWords(successor.from)}. Indiquez un dernier jour avant cette date.`,
    { field: 'to' },
  );
}

/** Refuses to change under a meeting what it counted. The caller holds the mandate: nobody is recorded meanwhile. */
export async function checkUncounted(tx: Tx, row: Row, after: Content): Promise<Outcome<undefined>> {
  const field = COUNTED.find((key) => row[key] !== after[key]);
  if (field === undefined) return done();
  const [last] = await tx.execute<{ day: string | null }>(
    sql`select mandate_last_counted_on(${row.associationId}, ${row.id})::text as day`,
  );
  if (!last!.day) return done();
  return refuse(
    'mandate-counted',
    `Impossible de changer la personne, l’organisation ou la voix de ce mandat\u00a0: il a été compté à la réunion du ${dayInWords(last!.day)}. Terminez-le et commencez-en un autre, ou effacez d’abord ces présences.`,
    { field: FIELDS[field] },
  );
}
