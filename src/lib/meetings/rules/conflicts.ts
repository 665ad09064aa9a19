import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/** The article on conflicts of interest: it speaks of the board alone; elsewhere nothing but the statutes does. */
export function conflictSource(bodyKind: BodyKind): string | undefined {
  return bodyKind === 'board' ? 'CSA 9:8' : undefined;
}

/**
 * Whether a board may decide on an item while some of its directors have a conflict of interest: not when they are most
 * of those present or represented; the item then goes to the general assembly (R-COI-03).
 */
export function checkConflicts(
  bodyKind: BodyKind,
  { there, inConflict }: { readonly there: number; readonly inConflict: number },
): Outcome<undefined> {
  if (bodyKind !== 'board' || inConflict * 2 <= there) return done();
  return refuse(
    'goes-to-assembly',
    `Impossible de voter sur ce point\u00a0: ${inConflict} des ${there} administrateurs présents ou représentés y ont un conflit d’intérêts, soit la majorité. C’est l’assemblée générale qui décide\u00a0: portez le point à son ordre du jour.`,
    { source: 'CSA 9:8', field: 'itemId' },
  );
}
