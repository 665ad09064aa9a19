import type { Text } from '../blocks.ts';
import { xmlText } from './xml.ts';

/** The addresses that links of the document lead to, each once, by its identifier among the relations. */
export class Links {
  readonly #ids = new Map<string, string>();

  idOf(address: string): string {
    const known = this.#ids.get(address);
    if (known !== undefined) return known;
    const id = `link${this.#ids.size + 1}`;
    this.#ids.set(address, id);
    return id;
  }

  get all(): readonly (readonly [address: string, id: string])[] {
    return [...this.#ids];
  }
}

/** Words in one look: each line of them, and tabs as tabs. `properties`: of WordprocessingML, in its order. */
export function run(text: string, properties = ''): string {
  const pieces = text
    .split(/(\n|\t)/)
    .map((piece) =>
      piece === '\n'
        ? '<w:br/>'
        : piece === '\t'
          ? '<w:tab/>'
          : piece === ''
            ? ''
            : `<w:t xml:space="preserve">${xmlText(piece)}</w:t>`,
    )
    .join('');
  return pieces === ''
    ? ''
    : `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${pieces}</w:r>`;
}

/** A text with its emphasis and its links. */
export function runs(text: Text, links: Links): string {
  if (typeof text === 'string') return run(text);
  return text
    .map(({ text: words, bold, italic, link }) => {
      const emphasis = `${bold ? '<w:b/>' : ''}${italic ? '<w:i/>' : ''}`;
      if (link === undefined || !URL.canParse(link)) return run(words, emphasis);
      const style = '<w:rStyle w:val="Hyperlink"/>';
      return `<w:hyperlink r:id="${links.idOf(new URL(link).href)}">${run(words, style + emphasis)}</w:hyperlink>`;
    })
    .join('');
}

/** A paragraph in a style. `properties`: what comes after its style, in the order of WordprocessingML. */
export function paragraph(style: string, content: string, properties = ''): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${properties}</w:pPr>${content}</w:p>`;
}

/** A figure that Word works out: PAGE, NUMPAGES, PAGEREF with the place. */
export function field(instruction: string, shown: string): string {
  const sign = (type: string, more = '') => `<w:r><w:fldChar w:fldCharType="${type}"${more}/></w:r>`;
  return `${sign('begin', ' w:dirty="true"')}<w:r><w:instrText xml:space="preserve"> ${xmlText(instruction)} </w:instrText></w:r>${sign('separate')}${run(shown)}${sign('end')}`;
}
