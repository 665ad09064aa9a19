/**
 * The enterprise number (BCE) that a text says, as "0123.456.749"; null when it is none. Takes ten digits beginning with
 * 0 or 1, with or without "BE", dots and spaces. The last two are 97 minus the rest by 97 of the eight before
 * (arrêté royal du 24 juin 2003, art. 2).
 */
export function enterpriseNumber(text: string): string | null {
  const [, digits] = /^(?:BE)?([01]\d{9})$/i.exec(text.replaceAll(/[\s.]/g, '')) ?? [];
  if (digits === undefined || 97 - (Number(digits.slice(0, 8)) % 97) !== Number(digits.slice(8))) return null;
  return `${digits.slice(0, 4)}.${digits.slice(4, 7)}.${digits.slice(7)}`;
}

/** The first enterprise number that stands in a text, as "0123.456.749"; null when there is none. */
export function enterpriseNumberIn(text: string): string | null {
  for (const [found] of text.matchAll(/(?<!\d)[01]\d{3}[.\s]?\d{3}[.\s]?\d{3}(?!\d)/g)) {
    const number = enterpriseNumber(found);
    if (number !== null) return number;
  }
  return null;
}
