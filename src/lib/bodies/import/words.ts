/** How texts are compared: without accents, capitals, kinds of apostrophes and spare spaces. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The same for titles and for words out of a list, in which punctuation says nothing. */
export function foldTitle(text: string): string {
  return fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A cell without spare spaces around it, its lines ended in one way. */
export function tidy(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').trim();
}
