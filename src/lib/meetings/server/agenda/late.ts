import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { meetingIsConvoked } from '../convocation/state.ts';

/** What is written on an item that is added: nothing before the notice, the reason after it. */
export interface LateMark {
  readonly lateReason: string | null;
  readonly lateAddition: boolean;
}

export function lateReasonNeeded() {
  return refuse(
    'late-reason-needed',
    'La convocation est déjà partie\u00a0: dites pourquoi vous changez encore l’ordre du jour. Les membres liront cette raison.',
    { field: 'lateReason' },
  );
}

/** How items that are added now are marked. Refuses, after the notice, an addition without a reason. */
export async function markOfAddition(
  tx: Tx,
  meetingId: string,
  reason: string | undefined,
): Promise<Outcome<LateMark>> {
  if (!(await meetingIsConvoked(tx, meetingId))) return done({ lateReason: null, lateAddition: false });
  return reason ? done({ lateReason: reason, lateAddition: true }) : lateReasonNeeded();
}
