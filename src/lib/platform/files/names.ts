const LONGEST = 120;

/**
 * A file name that any system takes, from whatever a browser sent: without folders, without signs that no eye sees, and
 * with the extension of what the file is ("facture.exe" that is a PDF becomes "facture.pdf").
 */
export function cleanName(sent: string, extension: string): string {
  const bare = baseName(sent);
  const known = /\.[a-z0-9]{1,5}$/i.exec(bare);
  const stem = (known ? bare.slice(0, known.index) : bare).replace(/[. ]+$/, '');
  return `${[...(stem === '' ? 'document' : stem)].slice(0, LONGEST).join('')}.${extension}`;
}

/** "Budget 2023 v2" from "Budget_2023  v2.pdf": what a document is called until someone says better. */
export function titleFrom(name: string): string {
  const title = name
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
  return title === '' ? 'Document' : title.charAt(0).toLocaleUpperCase('fr') + title.slice(1);
}

/** The last part of a path, of this or another system, without control, formatting and reserved signs. */
function baseName(sent: string): string {
  return sent
    .toWellFormed()
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"|?*\ufffd]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .trim();
}
