import type {
  Attendance,
  Block,
  Contents,
  Decision,
  Document,
  Item,
  List,
  Signatures,
  Table,
} from './blocks.ts';
import { escaped, inline } from './html.ts';
import { STYLE } from './html-style.ts';

/** Writes a document as a page that stands by itself: nothing is fetched, nothing runs, and it prints. */
export function toHtml(document: Document): string {
  const { title, language, author, letterhead, watermark, footer, accent } = document;
  const { logo, name, lines, reference } = letterhead;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="${escaped(author)}">
<meta name="generator" content="Collégial">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body${accent === undefined ? '' : ` style="--accent:${escaped(accent)}"`}>
<header>
${logo ? `<img src="data:${logo.mediaType};base64,${logo.data}" alt="">` : ''}
<div><p class="name">${escaped(name)}</p>${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}</div>
<div class="reference">${reference.map((line) => `<p>${escaped(line)}</p>`).join('')}</div>
</header>
${watermark === undefined ? '' : `<p class="state">${escaped(watermark)}</p>`}
<main>
${document.blocks.map(toPart).join('\n')}
</main>
<footer><p>${escaped(footer.left)}</p></footer>
</body>
</html>
`;
}

const idOf = (id: string | undefined) => (id === undefined ? '' : ` id="${escaped(id)}"`);

function toPart(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}${idOf(block.id)}>${escaped(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`;
    case 'note':
      return `<p class="note">${inline(block.text)}</p>`;
    case 'movement':
      return `<p class="movement">${escaped(block.text)}</p>`;
    case 'list':
      return listToPart(block);
    case 'attendance':
      return attendanceToPart(block);
    case 'item':
      return itemToPart(block);
    case 'decision':
      return decisionToPart(block);
    case 'table':
      return tableToPart(block);
    case 'signatures':
      return signaturesToPart(block);
    case 'contents':
      return contentsToPart(block);
    case 'page-break':
      return '<div class="page-break"></div>';
  }
}

function listToPart({ ordered, items }: List): string {
  const tag = ordered ? 'ol' : 'ul';
  return `<${tag}>${items.map((item) => `<li>${item.map(toPart).join('')}</li>`).join('')}</${tag}>`;
}

function attendanceToPart({ groups }: Attendance): string {
  const rows = (column: Attendance['groups'][number]['columns'][number]) =>
    column.rows
      .map(
        ({ name, office, organisation, remark }) =>
          `<li>${escaped([name, office].filter((word) => word !== undefined).join(', '))}${
            organisation === undefined ? '' : ` <em>${escaped(organisation)}</em>`
          }${remark === undefined ? '' : ` <small>${escaped(remark)}</small>`}</li>`,
      )
      .join('');
  return groups
    .map(
      ({ title, columns }) =>
        `<section class="group"><h2>${escaped(title)}</h2><div class="columns">${columns
          .map((column) => `<div><h3>${escaped(column.title)}</h3><ul>${rows(column)}</ul></div>`)
          .join('')}</div></section>`,
    )
    .join('\n');
}

function itemToPart({ number, title, level, blocks }: Item): string {
  const heading = `h${Math.min(level + 1, 6)}`;
  const words = `<span class="number">${escaped(number)}.</span> ${escaped(title)}`;
  return `<section class="item"><${heading}>${words}</${heading}>${blocks.map(toPart).join('\n')}</section>`;
}

function decisionToPart({
  id,
  depth,
  label,
  reference,
  proposal,
  outcome,
  arithmetic,
  source,
}: Decision): string {
  const small = [...arithmetic, ...(source === undefined ? [] : [source])];
  return `<div class="decision${depth === undefined ? '' : ` under-${depth}`}"${idOf(id)}><p class="label">${escaped(
    reference === undefined ? label : `${label} ${reference}`,
  )}</p><p class="proposal">${inline(proposal)}</p><p>${escaped(outcome)}</p>${small
    .map((line) => `<p class="note">${escaped(line)}</p>`)
    .join('')}</div>`;
}

function tableToPart({ caption, header, rows, align }: Table): string {
  const side = (column: number) => (align?.[column] === 'right' ? ' class="right"' : '');
  const head = header.map((cell, column) => `<th scope="col"${side(column)}>${escaped(cell)}</th>`).join('');
  const body = rows
    .map(
      (cells) =>
        `<tr>${cells.map((cell, column) => `<td${side(column)}>${inline(cell)}</td>`).join('')}</tr>`,
    )
    .join('');
  return `<div class="table"><table>${caption === undefined ? '' : `<caption>${escaped(caption)}</caption>`}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function signaturesToPart({ place, people }: Signatures): string {
  return `<section class="signatures">${place === undefined ? '' : `<p>${escaped(place)}</p>`}<div class="columns">${people
    .map(
      ({ name, office }) =>
        `<div><p class="note">${escaped(office)}</p><p class="name">${escaped(name)}</p></div>`,
    )
    .join('')}</div></section>`;
}

function contentsToPart({ entries }: Contents): string {
  return `<nav class="contents" aria-label="Table des matières"><ul>${entries
    .map(
      ({ level, text, target }) =>
        `<li class="level-${level}"><a href="#${escaped(target)}">${escaped(text)}</a></li>`,
    )
    .join('')}</ul></nav>`;
}
