import type { Category } from '#lib/associations/categories.ts';
import type { Profile } from '#lib/associations/rules/settings/definition.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { count, joinList } from '#lib/kernel/french.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { checkBoardSize, checkRelayBoard, missingRelaySeats, type RelaySeat } from '../rules.ts';

/** Something that the composition of a body lacks: told, never in the way. */
export interface CompositionWarning {
  readonly code: 'relay-board' | 'relay-board-unknown' | 'board-size' | 'unseated';
  readonly sentence: string;
  readonly source: string | undefined;
  /** Where it is mended: on the seats, by a mandate, or in the directory. */
  readonly mend: 'seats' | 'mandate' | 'directory';
}

/** A seat that votes, or a mandate that votes without one. */
export interface StandingPlace {
  readonly sector: Sector;
  /** That the seat asks for, else that of the organisation which holds it; null where neither says. */
  readonly category: Category | null;
  readonly vacant: boolean;
}

/**
 * Whether the board of a relais social has the seats of the decree (RS-09). A vacant seat is still a seat. Where as many
 * categories are unknown as seats are missing, nobody can tell: it says so.
 */
function relayBoardWarnings(places: readonly StandingPlace[]): CompositionWarning[] {
  const counts: Partial<Record<RelaySeat, number>> = {};
  let unknown = 0;
  for (const { sector, category } of places) {
    const seat = sector === 'government' ? 'government' : category;
    if (seat === null) unknown += 1;
    else if (seat !== 'other') counts[seat] = (counts[seat] ?? 0) + 1;
  }
  const outcome = checkRelayBoard(counts);
  if (outcome.done) return [];
  const { sentence, source } = outcome.refusal;
  const missing = missingRelaySeats(counts);
  const lacking = missing.reduce((sum, each) => sum + each.lacking, 0);
  if (unknown < lacking) return [{ code: 'relay-board', sentence, source, mend: 'seats' }];
  const list = missing.map((each) => `${each.lacking} × ${each.name}`).join(', ');
  return [
    {
      code: 'relay-board-unknown',
      sentence: `La catégorie de ${count(unknown, 'siège', 'sièges')} n’est pas connue. Parmi eux, il faut trouver\u00a0: ${list}. Complétez les fiches des organisations.`,
      source,
      mend: 'directory',
    },
  ];
}

/**
 * What a body lacks on a day, besides parity and holders. `members`: full members of the association; `unseated`: who sits
 * without a seat in a body whose seats are described. A body where nobody sits yet lacks nothing.
 */
export function compositionWarnings(body: {
  readonly kind: BodyKind;
  readonly profile: Profile;
  readonly members: number;
  readonly places: readonly StandingPlace[];
  readonly unseated: readonly string[];
}): CompositionWarning[] {
  const { kind, profile, members, places, unseated } = body;
  const warnings: CompositionWarning[] = [];
  const directors = places.filter(({ vacant }) => !vacant).length;
  if (kind === 'board' && directors > 0) {
    const size = checkBoardSize(members, directors);
    if (!size.done)
      warnings.push({
        code: 'board-size',
        sentence: size.refusal.sentence,
        source: size.refusal.source,
        mend: 'mandate',
      });
    if (profile === 'social-relay') warnings.push(...relayBoardWarnings(places));
  }
  if (unseated.length > 0)
    warnings.push({
      code: 'unseated',
      sentence: `Siègent sans être placés sur un siège décrit\u00a0: ${joinList(unseated)}.`,
      source: undefined,
      mend: 'seats',
    });
  return warnings;
}
