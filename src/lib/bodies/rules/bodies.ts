import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Composed } from '../offices.ts';

/** As the person chose; else, in a general assembly every full member sits, and elsewhere whoever holds a seat. */
export function composedAs(kind: BodyKind, chosen: Composed | ''): Composed {
  return chosen || (kind === 'general-assembly' ? 'by-right' : 'by-seats');
}

/** Refuses to set a body under itself, or under one that stands below it. `bodies`: all those of the association. */
export function checkParent(
  bodyId: string,
  parentId: string,
  bodies: readonly { readonly id: string; readonly parentId: string | null }[],
): Outcome<undefined> {
  for (let above: string | null = parentId; above !== null;) {
    if (above === bodyId)
      return refuse(
        'below-itself',
        'Une instance ne peut pas dépendre d’elle-même, ni d’une instance qui dépend d’elle. Choisissez-en une autre.',
        { field: 'parentId' },
      );
    const next: string = above;
    above = bodies.find(({ id }) => id === next)?.parentId ?? null;
  }
  return done();
}

/** What may stick out of the life of a body, in words: "Alix Abrassart (C.P.A.S. de Bastogne)". */
interface Content {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Whether a body that begins on `from` (ISO day, null: not known) may have this last day. Refuses a last day before the
 * first one, while mandates go on after it, and while seats are foreseen that begin after it.
 */
export function checkArchive(
  from: string | null,
  lastDay: string,
  mandates: readonly Content[],
  seats: readonly Content[],
): Outcome<undefined> {
  const field = { field: 'lastDay' };
  if (from !== null && lastDay < from)
    return refuse(
      'end-before-beginning',
      `Cette instance existe à partir du ${dayInWords(from)}. Choisissez ce jour-là ou un jour suivant.`,
      field,
    );
  const goingOn = mandates.filter(({ to }) => to === null || to > lastDay);
  if (goingOn.length > 0)
    return refuse(
      'mandates-go-on',
      `Des mandats continuent après le ${dayInWords(lastDay)}\u00a0: ${joinList(goingOn.map(({ name }) => name))}. Terminez-les d’abord, ou choisissez un jour suivant.`,
      field,
    );
  const toCome = seats.filter((seat) => seat.from !== null && seat.from > lastDay);
  if (toCome.length === 0) return done();
  return refuse(
    'seats-to-come',
    `Des sièges commencent après le ${dayInWords(lastDay)}\u00a0: ${joinList(toCome.map(({ name }) => name))}. Retirez-les d’abord.`,
    field,
  );
}

/** Refuses to let a body begin (ISO day) after one of its mandates or seats, or after its own last day. */
export function checkBeginning(
  from: string,
  to: string | null,
  contents: readonly Content[],
): Outcome<undefined> {
  const field = { field: 'from' };
  if (to !== null && to < from)
    return refuse(
      'end-before-beginning',
      `Cette instance existe jusqu’au ${dayInWords(to)}\u00a0: elle ne peut pas commencer le ${dayInWords(from)}.`,
      field,
    );
  const before = contents.filter((each) => each.from !== null && each.from < from);
  if (before.length === 0) return done();
  return refuse(
    'begun-before',
    `Avant le ${dayInWords(from)} il y a déjà\u00a0: ${joinList(before.map(({ name }) => name))}. Choisissez un jour précédent.`,
    field,
  );
}
