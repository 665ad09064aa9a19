import { and, eq, gte, isNull, lte, ne, or, type SQL } from 'drizzle-orm';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { databaseFault, type DatabaseFault, type Tx } from '#lib/platform/database.ts';
import type { Office } from '../offices.ts';
import { rangeInWords, OFFICE_NAMES, periodInWords } from '../words.ts';
import { mandates } from './tables.ts';

/** A mandate as it is about to be written. */
export interface WrittenMandate {
  readonly id: string;
  readonly bodyId: string;
  readonly personId: string | null;
  readonly office: Office;
  readonly seatId: string | null;
  readonly replacesId: string | null;
  readonly fromDay: string;
  readonly toDay: string | null;
}

/**
 * Writes a mandate. The constraints of the database decide what may stand together, whoever writes at the same moment;
 * each of them becomes a sentence that names who or what stands in the way.
 */
export async function writeUnlessForbidden(
  tx: Tx,
  mandate: WrittenMandate,
  write: (savepoint: Tx) => Promise<unknown>,
): Promise<Outcome<undefined>> {
  try {
    await tx.transaction((savepoint) => write(savepoint));
    return done();
  } catch (error) {
    const fault = databaseFault(error);
    const refused = fault && (await refusalFor(tx, mandate, fault));
    if (!refused) throw error;
    return refused;
  }
}

const UNKNOWN = 'Ce choix n’est pas dans la liste. Rechargez la page et choisissez à nouveau.';

/** Decisions stand in a room above this one: a guard of the database says what became of the vote. */
export const DECISION_NOT_ADOPTED = refuse(
  'decision-not-adopted',
  'Cette décision n’est pas adoptée\u00a0: elle ne peut nommer personne. Choisissez une décision adoptée, ou dites où la nomination a été décidée.',
  { field: 'decision' },
);

async function refusalFor(tx: Tx, mandate: WrittenMandate, fault: DatabaseFault): Promise<Refused | null> {
  switch (fault.constraint) {
    case 'mandate_person_once':
      return personSits(tx, mandate);
    case 'mandate_office_once':
      return officeHeld(tx, mandate);
    case 'mandate_seat_once':
      return seatHeld(tx, mandate);
    case 'mandate_replaced_once':
      return replacedAlready(tx, mandate);
    case 'inside_body_life':
      return refuse(
        'outside-body-life',
        `Cette instance existe ${rangeInWords(fault.detail!)}\u00a0: ce mandat sort de ces dates. Corrigez-les.`,
        { field: 'from' },
      );
    case 'inside_seat_life':
      return refuse(
        'outside-seat-life',
        `Ce siège existe ${rangeInWords(fault.detail!)}\u00a0: ce mandat sort de ces dates. Corrigez-les, ou choisissez un autre siège.`,
        { field: 'seat' },
      );
    case 'mandate_covers_attendance':
      return refuse(
        'attendance-recorded',
        `Impossible de changer ainsi les dates de ce mandat\u00a0: des présences sont notées le ${dayInWords(fault.detail!)}. Gardez ce jour dans le mandat, ou effacez d’abord ces présences.`,
        { field: 'to' },
      );
    case 'mandate_person':
      return refuse('unknown-person', UNKNOWN, { field: 'person' });
    case 'mandate_replaces':
      return refuse('unknown-mandate', UNKNOWN, { field: 'replaces' });
    case 'mandate_appointing_decision':
      return refuse('unknown-decision', UNKNOWN, { field: 'decision' });
    case 'decision_adopted':
      return DECISION_NOT_ADOPTED;
    default:
      return null;
  }
}

async function personSits(tx: Tx, mandate: WrittenMandate): Promise<Refused> {
  const other = await standingInTheWay(tx, mandate, eq(mandates.personId, mandate.personId!));
  return refuse(
    'already-sits',
    `${other.holder} siège déjà dans cette instance, pour ${other.organisation}, ${periodInWords(other)}. Terminez d’abord ce mandat, ou changez les dates.`,
    { field: 'person' },
  );
}

async function officeHeld(tx: Tx, mandate: WrittenMandate): Promise<Refused> {
  const other = await standingInTheWay(tx, mandate, eq(mandates.office, mandate.office));
  return refuse(
    'office-held',
    `${OFFICE_NAMES[mandate.office]}\u00a0: ${other.holder} exerce déjà cette fonction ${periodInWords(other)}. Terminez d’abord ce mandat, ou changez les dates.`,
    { field: 'office' },
  );
}

type Placed = Pick<WrittenMandate, 'id' | 'bodyId' | 'fromDay' | 'toDay'>;

/** Who holds a seat in the days of a mandate that cannot have it for that reason. */
export function holderInTheWay(tx: Tx, mandate: Placed, seatId: string) {
  const held = and(eq(mandates.seatId, seatId), ne(mandates.office, 'substitute'))!;
  return standingInTheWay(tx, mandate, held);
}

async function seatHeld(tx: Tx, mandate: WrittenMandate): Promise<Refused> {
  const other = await holderInTheWay(tx, mandate, mandate.seatId!);
  return refuse(
    'seat-held',
    `Ce siège est celui de ${other.holder}, pour ${other.organisation}, ${periodInWords(other)}. Choisissez un autre siège, terminez d’abord ce mandat, ou changez les dates.`,
    { field: 'seat' },
  );
}

async function replacedAlready(tx: Tx, mandate: WrittenMandate): Promise<Refused> {
  const other = await anotherMandate(tx, mandate, eq(mandates.replacesId, mandate.replacesId!));
  return refuse(
    'replaced-already',
    `Ce mandat est déjà remplacé par celui de ${other.holder}, pour ${other.organisation}, ${periodInWords(other)}. Choisissez-en un autre, ou aucun.`,
    { field: 'replaces' },
  );
}

function standingInTheWay(tx: Tx, mandate: Placed, which: SQL) {
  const overlapping = and(
    which,
    or(isNull(mandates.toDay), gte(mandates.toDay, mandate.fromDay)),
    mandate.toDay ? lte(mandates.fromDay, mandate.toDay) : undefined,
  );
  return anotherMandate(tx, mandate, overlapping!);
}

async function anotherMandate(tx: Tx, mandate: Placed, which: SQL) {
  const [other] = await tx
    .select({
      organisation: organisations.name,
      givenName: people.givenName,
      familyName: people.familyName,
      from: mandates.fromDay,
      to: mandates.toDay,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(and(eq(mandates.bodyId, mandate.bodyId), ne(mandates.id, mandate.id), which))
    .orderBy(mandates.fromDay)
    .limit(1);
  const { organisation, givenName, familyName, from, to } = other!;
  const holder = familyName === null ? `un siège vacant (${organisation})` : `${givenName} ${familyName}`;
  return { organisation, holder, from, to };
}
