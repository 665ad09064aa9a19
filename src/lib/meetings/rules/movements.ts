import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { takesPart, type AttendanceState, type SittingEventKind } from '../vocabulary.ts';

/**
 * Where someone stands who comes or goes, from where they stood (null: not recorded). The same state means that it was
 * noted already. Refuses to see leave who was never there.
 */
export function checkMovement(
  state: AttendanceState | null,
  movement: { readonly kind: 'arrival' | 'departure'; readonly remote: boolean },
): Outcome<AttendanceState | null> {
  if (movement.kind === 'arrival') {
    if (takesPart(state)) return done(state);
    return done(movement.remote ? 'remote' : 'present');
  }
  if (state === 'left') return done(state);
  if (takesPart(state)) return done('left');
  return refuse(
    'not-there',
    'Impossible de noter un départ\u00a0: cette personne n’est pas notée comme arrivée.',
  );
}

export interface Movement {
  readonly kind: SittingEventKind;
  readonly remote: boolean;
}

/**
 * Where someone stood at an earlier moment of the sitting, from where they stand now and the first of their movements since
 * (null: they neither came nor went). What they were noted as before they came is not kept: they were not there.
 */
export function stateBefore(state: AttendanceState | null, first: Movement | null): AttendanceState | null {
  if (first === null) return state;
  if (first.kind === 'arrival') return 'excused';
  return first.remote ? 'remote' : 'present';
}

/**
 * Where someone stands once their last movement is taken back: as the one before it left them; else, there from the start
 * if they had gone, and not recorded any more if they had come.
 */
export function stateAfter(previous: Movement | null, withdrawn: Movement): AttendanceState | null {
  const there = ({ remote }: Movement) => (remote ? 'remote' : 'present');
  if (withdrawn.kind === 'departure') return there(withdrawn);
  return previous === null ? null : 'left';
}
