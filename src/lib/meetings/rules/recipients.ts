import type { Office } from '#lib/bodies/offices.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Capacity } from '../vocabulary.ts';

/** A mandate in force on the day of the meeting; `personId` null: its organisation has named nobody. */
export interface Called {
  readonly mandateId: string;
  readonly personId: string | null;
  readonly office: Office;
  readonly voting: boolean;
  /** The organisation is a full member of the association. */
  readonly partner: boolean;
}

/** Someone to tell of a meeting; `mandateId` null: the auditor. */
export interface Callee {
  readonly mandateId: string | null;
  readonly capacity: Capacity;
}

/** Offices told of a meeting without being members of the body. */
const GUESTS: readonly Office[] = ['observer', 'invited'];

/**
 * Who is told of a meeting: whoever sits in its body that day, substitutes, observers and guests included. For the
 * general assembly also the members that have named nobody, every director who does not sit in it, once, and the auditor
 * (CSA 9:14, R-CON-03). Answers them in the order of the mandates given.
 */
export function calleesOf(
  bodyKind: BodyKind,
  seats: readonly Called[],
  directors: readonly Called[],
  hasAuditor: boolean,
): Callee[] {
  const assembly = bodyKind === 'general-assembly';
  const members = seats
    .filter(({ personId, partner }) => personId !== null || (assembly && partner))
    .map(({ mandateId, office }): Callee => ({
      mandateId,
      capacity: GUESTS.includes(office) ? 'guest' : 'member',
    }));
  if (!assembly) return members;
  const told = new Set(seats.map(({ personId }) => personId));
  const others = directors.filter(({ personId, voting }) => {
    if (personId === null || !voting || told.has(personId)) return false;
    told.add(personId);
    return true;
  });
  return [
    ...members,
    ...others.map(({ mandateId }): Callee => ({ mandateId, capacity: 'director' })),
    ...(hasAuditor ? [{ mandateId: null, capacity: 'auditor' as const }] : []),
  ];
}
