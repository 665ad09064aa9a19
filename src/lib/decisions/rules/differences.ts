/** A stretch of text that both versions have, that only the older has, or only the newer. */
export interface Stretch {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

const wordsOf = (text: string) => text.split(/(\s+)/).filter((word) => word !== '');

/** For each pair of places, how many words the two ends have in common, in order. */
function commonEnds(older: readonly string[], newer: readonly string[]): number[][] {
  const common = Array.from({ length: older.length + 1 }, () => new Array<number>(newer.length + 1).fill(0));
  for (let i = older.length - 1; i >= 0; i -= 1)
    for (let j = newer.length - 1; j >= 0; j -= 1)
      common[i]![j] =
        older[i] === newer[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  return common;
}

/** What changed between two texts of a few pages, word by word: what went stands before what came. */
export function differencesIn(older: string, newer: string): Stretch[] {
  const [before, after] = [wordsOf(older), wordsOf(newer)];
  const common = commonEnds(before, after);
  const stretches: { kind: Stretch['kind']; text: string }[] = [];
  const push = (kind: Stretch['kind'], text: string) => {
    const last = stretches.at(-1);
    if (last?.kind === kind) last.text += text;
    else stretches.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      push('same', before[i]!);
      i += 1;
      j += 1;
    } else if (i < before.length && (j === after.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      push('removed', before[i]!);
      i += 1;
    } else {
      push('added', after[j]!);
      j += 1;
    }
  }
  return stretches;
}
