import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { AttendanceState } from '../vocabulary.ts';

/** Someone who holds a meeting: presides, keeps the minutes, counts the votes. */
export interface Officer {
  readonly name: string;
  readonly state: AttendanceState | null;
}

/**
 * Whether those who hold a meeting may do it from where they are: in a general assembly, from the room (R-DIS-04). The
 * article may have changed since 2020: to be checked.
 */
export function checkInRoom(bodyKind: BodyKind, officers: readonly Officer[]): Outcome<undefined> {
  const away = officers.filter(({ state }) => state === 'remote');
  if (bodyKind !== 'general-assembly' || away.length === 0) return done();
  return refuse(
    'officer-remote',
    `Impossible\u00a0: ${joinList(away.map(({ name }) => name))}, du bureau de l’assemblée, participe à distance. La présidence, le secrétariat et les scrutateurs siègent dans la salle\u00a0: nommez quelqu’un qui y est.`,
    { source: 'CSA 9:16/1 (à vérifier)' },
  );
}
