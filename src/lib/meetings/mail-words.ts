/** In whose name a message is written, and where its links lead. */
export interface Sender {
  readonly association: { readonly slug: string; readonly name: string; readonly shortName: string };
  /** The bare public address, without trailing slash. */
  readonly site: string;
}

/** A message as the outbox takes it, but for its address. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** A subject of one line, begun by the short name of the association: a title may have been typed on several lines. */
export function subject({ association }: Sender, words: string): string {
  return `${association.shortName}\u00a0: ${words}`.replace(/[\r\n\t ]+/g, ' ');
}

/** Paragraphs apart by an empty line; those left empty are not there. */
export function letter(...paragraphs: readonly string[]): string {
  return paragraphs
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
    .concat('\n');
}
