import { createHash } from 'node:crypto';

/**
 * A lot that anybody can draw again: of each candidate, SHA-256 (hexadecimal) of what was said aloud, the identifier of the
 * election and the name on the ballots, one per line, in UTF-8 (NFC); the lowest comes first. Pure.
 */
export function drawLots(
  seed: string,
  electionId: string,
  candidates: readonly { readonly id: string; readonly name: string }[],
): { readonly order: readonly string[]; readonly hashes: Readonly<Record<string, string>> } {
  const drawn = candidates.map(({ id, name }) => ({
    id,
    hash: createHash('sha256')
      .update([seed, electionId, name].join('\n').normalize('NFC'), 'utf8')
      .digest('hex'),
  }));
  return {
    order: drawn.toSorted((one, other) => (one.hash < other.hash ? -1 : 1)).map(({ id }) => id),
    hashes: Object.fromEntries(drawn.map(({ id, hash }) => [id, hash])),
  };
}
