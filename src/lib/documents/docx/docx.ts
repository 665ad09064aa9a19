import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Document } from '../blocks.ts';
import { bodyOf, type Writing } from './body.ts';
import { Numbering } from './numbering.ts';
import { watermark } from './picture.ts';
import { field, Links, paragraph, run } from './runs.ts';
import { fontsPart, stylesPart } from './styles.ts';
import { NAMESPACES, XML_HEAD, xmlText } from './xml.ts';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const OFFICE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/**
 * Writes a document for Word and LibreOffice (ECMA-376, transitional): named styles, real numbers, header rows, page
 * numbers, language. The same document gives the same bytes: nothing in it comes from the clock or the machine.
 */
export function toDocx(document: Document): Uint8Array<ArrayBuffer> {
  const writing: Writing = { links: new Links(), numbering: new Numbering(), bookmarks: 0 };
  const body = bodyOf(document, writing);
  const { logo } = document.letterhead;
  const extension = logo?.mediaType === 'image/jpeg' ? 'jpeg' : 'png';
  const accent = (document.accent ?? '#0e5a6b').slice(1).toUpperCase();
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(),
    '_rels/.rels': relations([
      ['document', `${RELATIONS}/officeDocument`, 'word/document.xml'],
      ['core', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
      ['app', `${RELATIONS}/extended-properties`, 'docProps/app.xml'],
    ]),
    'docProps/core.xml': coreProperties(document),
    'docProps/app.xml': `${XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Collégial</Application></Properties>`,
    'word/document.xml': `${XML_HEAD}<w:document ${NAMESPACES}><w:body>${body}${SECTION}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relations([
      ...['styles', 'numbering', 'settings', 'fontTable'].map(
        (name) => [name, `${RELATIONS}/${name}`, `${name}.xml`] as const,
      ),
      ['first', `${RELATIONS}/header`, 'header1.xml'],
      ['following', `${RELATIONS}/header`, 'header2.xml'],
      ['foot', `${RELATIONS}/footer`, 'footer1.xml'],
      ...(logo ? [['logo', `${RELATIONS}/image`, `media/logo.${extension}`] as const] : []),
      ...writing.links.all.map(
        ([address, id]) => [id, `${RELATIONS}/hyperlink`, address, 'External'] as const,
      ),
    ]),
    'word/styles.xml': stylesPart(accent),
    'word/numbering.xml': writing.numbering.part(),
    'word/fontTable.xml': fontsPart(),
    'word/settings.xml': `${XML_HEAD}<w:settings ${NAMESPACES}><w:defaultTabStop w:val="454"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="fr-BE"/></w:settings>`,
    'word/header1.xml': `${XML_HEAD}<w:hdr ${NAMESPACES}>${paragraph('Header', mark(document))}</w:hdr>`,
    'word/header2.xml': `${XML_HEAD}<w:hdr ${NAMESPACES}>${paragraph('Header', runningHead(document) + mark(document))}</w:hdr>`,
    'word/footer1.xml': `${XML_HEAD}<w:ftr ${NAMESPACES}>${paragraph('Footer', foot(document))}</w:ftr>`,
  };
  const files: Zippable = Object.fromEntries(
    Object.entries(parts).map(([path, text]) => [path, [strToU8(text), PACKED]]),
  );
  if (logo)
    files[`word/media/logo.${extension}`] = [Uint8Array.from(Buffer.from(logo.data, 'base64')), PACKED];
  return new Uint8Array(zipSync(files));
}

/** The first day that a zip knows, in whatever time zone it is read. */
const PACKED = { level: 6, mtime: new Date(1980, 0, 1), os: 0 } as const;

const SECTION = `<w:sectPr><w:headerReference w:type="first" r:id="first"/><w:headerReference w:type="default" r:id="following"/><w:footerReference w:type="first" r:id="foot"/><w:footerReference w:type="default" r:id="foot"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1160" w:right="1360" w:bottom="1320" w:left="1360" w:header="620" w:footer="560" w:gutter="0"/><w:titlePg/></w:sectPr>`;

const mark = ({ watermark: word }: Document) => (word === undefined ? '' : watermark(xmlText(word)));

/** From the second page on, as on paper. */
function runningHead({ letterhead: { name, reference } }: Document): string {
  return run(`${name}\t${reference[0] ?? ''}`);
}

function foot({ footer }: Document): string {
  if (footer.numbered === false) return run(footer.left);
  return `${run(`${footer.left}\tpage\u00a0`)}${field('PAGE', '1')}${run('\u00a0/\u00a0')}${field('NUMPAGES', '1')}`;
}

function coreProperties({ title, author, created, language }: Document): string {
  const moment = `${new Date(created).toISOString().slice(0, 19)}Z`;
  const date = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${moment}</dcterms:${name}>`;
  return `${XML_HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(author)}</dc:creator><cp:lastModifiedBy>${xmlText(author)}</cp:lastModifiedBy>${date('created')}${date('modified')}<dc:language>${language}-BE</dc:language></cp:coreProperties>`;
}

type Relation = readonly [id: string, type: string, target: string, mode?: 'External'];

function relations(all: readonly Relation[]): string {
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all
    .map(
      ([id, type, target, mode]) =>
        `<Relationship Id="${id}" Type="${type}" Target="${xmlText(target)}"${mode === undefined ? '' : ` TargetMode="${mode}"`}/>`,
    )
    .join('')}</Relationships>`;
}

function contentTypes(): string {
  const part = (path: string, type: string) => `<Override PartName="${path}" ContentType="${type}"/>`;
  return `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>${part('/word/document.xml', `${OFFICE}.document.main+xml`)}${part('/word/styles.xml', `${OFFICE}.styles+xml`)}${part('/word/numbering.xml', `${OFFICE}.numbering+xml`)}${part('/word/settings.xml', `${OFFICE}.settings+xml`)}${part('/word/fontTable.xml', `${OFFICE}.fontTable+xml`)}${part('/word/header1.xml', `${OFFICE}.header+xml`)}${part('/word/header2.xml', `${OFFICE}.header+xml`)}${part('/word/footer1.xml', `${OFFICE}.footer+xml`)}${part('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}${part('/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml')}</Types>`;
}
