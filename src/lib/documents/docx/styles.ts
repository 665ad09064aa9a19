import { NAMESPACES, XML_HEAD } from './xml.ts';

/** Fonts by name, with what stands in for them where they are not installed. */
const SERIF = 'Source Serif 4';
const SANS = 'Source Sans 3';

const fonts = (name: string) => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}" w:cs="${name}"/>`;

interface Style {
  readonly id: string;
  readonly name: string;
  readonly based?: string;
  readonly next?: string;
  /** Properties of the paragraph and of its words, as WordprocessingML orders them. */
  readonly paragraph?: string;
  readonly run?: string;
}

/** How far a decision stands from the margin, in twentieths of a point. */
export const DECISION_INDENT = 340;
const BAR = (accent: string) =>
  `<w:pBdr><w:left w:val="single" w:sz="18" w:space="9" w:color="${accent}"/></w:pBdr>`;
const RULE = '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="1F1E1B"/></w:pBdr>';

/** Half-points for sizes, twentieths of a point for spaces. `accent`: "0E5A6B". */
function stylesOf(accent: string): Style[] {
  const small = `${fonts(SANS)}<w:color w:val="5B5850"/><w:sz w:val="18"/>`;
  const heading = (size: number) => `<w:b/><w:sz w:val="${size}"/>`;
  const item = (level: number) => ({
    based: `Heading${level + 1}`,
    paragraph: `<w:numPr><w:ilvl w:val="${level - 1}"/><w:numId w:val="1"/></w:numPr>`,
    next: 'Normal',
  });
  return [
    {
      id: 'Heading1',
      name: 'heading 1',
      based: 'Normal',
      next: 'Normal',
      paragraph:
        '<w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>',
      run: heading(38),
    },
    {
      id: 'Heading2',
      name: 'heading 2',
      based: 'Normal',
      next: 'Normal',
      paragraph:
        '<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="60"/><w:outlineLvl w:val="1"/>',
      run: heading(25),
    },
    {
      id: 'Heading3',
      name: 'heading 3',
      based: 'Normal',
      next: 'Normal',
      paragraph:
        '<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="2"/>',
      run: heading(22),
    },
    {
      id: 'Heading4',
      name: 'heading 4',
      based: 'Normal',
      next: 'Normal',
      paragraph:
        '<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="3"/>',
      run: heading(21),
    },
    { id: 'AgendaItem1', name: 'Agenda Item 1', ...item(1) },
    { id: 'AgendaItem2', name: 'Agenda Item 2', ...item(2) },
    { id: 'AgendaItem3', name: 'Agenda Item 3', ...item(3) },
    { id: 'ListParagraph', name: 'List Paragraph', based: 'Normal', paragraph: '<w:spacing w:after="40"/>' },
    {
      id: 'Letterhead',
      name: 'Letterhead',
      based: 'Normal',
      paragraph: TAB_RIGHT + '<w:spacing w:after="0"/>',
      run: '<w:b/><w:sz w:val="24"/>',
    },
    {
      id: 'LetterheadLine',
      name: 'Letterhead Line',
      based: 'Normal',
      paragraph: TAB_RIGHT + '<w:spacing w:after="0"/>',
      run: small,
    },
    {
      id: 'LetterheadRule',
      name: 'Letterhead Rule',
      based: 'LetterheadLine',
      paragraph: `${RULE}<w:spacing w:after="0"/><w:jc w:val="right"/>`,
    },
    { id: 'Movement', name: 'Movement', based: 'Normal', run: '<w:i/><w:color w:val="5B5850"/>' },
    { id: 'Note', name: 'Note', based: 'Normal', run: small },
    {
      id: 'DecisionLabel',
      name: 'Decision Label',
      based: 'Normal',
      next: 'DecisionProposal',
      paragraph: `<w:keepNext/>${BAR(accent)}<w:spacing w:before="120" w:after="0"/><w:ind w:left="${DECISION_INDENT}"/>`,
      run: `${fonts(SANS)}<w:b/><w:color w:val="${accent}"/><w:sz w:val="18"/>`,
    },
    {
      id: 'DecisionProposal',
      name: 'Decision Proposal',
      based: 'Normal',
      next: 'DecisionOutcome',
      paragraph: `<w:keepNext/>${BAR(accent)}<w:spacing w:after="40"/><w:ind w:left="${DECISION_INDENT}"/>`,
      run: '<w:b/>',
    },
    {
      id: 'DecisionOutcome',
      name: 'Decision Outcome',
      based: 'Normal',
      paragraph: `<w:keepLines/>${BAR(accent)}<w:spacing w:after="40"/><w:ind w:left="${DECISION_INDENT}"/>`,
    },
    {
      id: 'DecisionNote',
      name: 'Decision Note',
      based: 'DecisionOutcome',
      paragraph: `<w:keepLines/>${BAR(accent)}<w:spacing w:after="0"/><w:ind w:left="${DECISION_INDENT}"/>`,
      run: small,
    },
    {
      id: 'Caption',
      name: 'caption',
      based: 'Normal',
      paragraph: '<w:keepNext/><w:spacing w:before="120" w:after="40"/>',
      run: `${fonts(SANS)}<w:b/><w:sz w:val="18"/>`,
    },
    {
      id: 'TableText',
      name: 'Table Text',
      based: 'Normal',
      paragraph: '<w:spacing w:after="0"/>',
      run: '<w:sz w:val="19"/>',
    },
    {
      id: 'TableHead',
      name: 'Table Head',
      based: 'TableText',
      paragraph: '<w:keepNext/>',
      run: `${fonts(SANS)}<w:b/><w:sz w:val="18"/>`,
    },
    {
      id: 'SignaturePlace',
      name: 'Signature Place',
      based: 'Normal',
      paragraph: '<w:keepNext/><w:keepLines/><w:spacing w:before="480" w:after="200"/>',
    },
    {
      id: 'SignatureOffice',
      name: 'Signature Office',
      based: 'Normal',
      paragraph: `<w:keepNext/><w:keepLines/>${TAB_HALF}<w:spacing w:before="200" w:after="900"/>`,
      run: small,
    },
    { id: 'SignatureName', name: 'Signature Name', based: 'Normal', paragraph: `<w:keepLines/>${TAB_HALF}` },
    {
      id: 'TOC1',
      name: 'toc 1',
      based: 'Normal',
      paragraph: `${TAB_LEADER}<w:spacing w:before="160" w:after="40"/>`,
      run: '<w:b/>',
    },
    {
      id: 'TOC2',
      name: 'toc 2',
      based: 'Normal',
      paragraph: `${TAB_LEADER}<w:spacing w:after="20"/><w:ind w:left="240"/>`,
      run: '<w:sz w:val="19"/>',
    },
    {
      id: 'Header',
      name: 'header',
      based: 'Normal',
      paragraph: `${TAB_RIGHT}<w:spacing w:after="0"/>`,
      run: `${fonts(SANS)}<w:color w:val="5B5850"/><w:sz w:val="16"/>`,
    },
    { id: 'Footer', name: 'footer', based: 'Header' },
  ];
}

/** The width of the text: A4 less two sides of 68 points. */
export const TEXT_WIDTH = 9186;
const TAB_RIGHT = `<w:tabs><w:tab w:val="right" w:pos="${TEXT_WIDTH}"/></w:tabs>`;
const TAB_LEADER = `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="${TEXT_WIDTH}"/></w:tabs>`;
const TAB_HALF = `<w:tabs><w:tab w:val="left" w:pos="${TEXT_WIDTH / 2 + 200}"/></w:tabs>`;

/** word/styles.xml: every look of the document, by name, so that whoever edits it changes a style and not a word. */
export function stylesPart(accent: string): string {
  const styles = stylesOf(accent).map(
    ({ id, name, based, next, paragraph = '', run = '' }) =>
      `<w:style w:type="paragraph" w:styleId="${id}"${/^[a-z]|^List P/.test(name) ? '' : ' w:customStyle="1"'}><w:name w:val="${name}"/>${
        based === undefined ? '' : `<w:basedOn w:val="${based}"/>`
      }${next === undefined ? '' : `<w:next w:val="${next}"/>`}<w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`,
  );
  return `${XML_HEAD}<w:styles ${NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>${fonts(SERIF)}<w:color w:val="1F1E1B"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="fr-BE" w:eastAsia="fr-BE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style><w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="${accent}"/><w:u w:val="single"/></w:rPr></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="Lines"><w:name w:val="Lines"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="1F1E1B"/><w:bottom w:val="single" w:sz="6" w:space="0" w:color="1F1E1B"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="CFC9BB"/></w:tblBorders></w:tblPr></w:style>${styles.join('')}</w:styles>`;
}

/** word/fontTable.xml: what to take where our fonts are not installed. */
export function fontsPart(): string {
  const font = (name: string, instead: string, family: string) =>
    `<w:font w:name="${name}"><w:altName w:val="${instead}"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`;
  return `${XML_HEAD}<w:fonts ${NAMESPACES}>${font(SERIF, 'Georgia', 'roman')}${font(SANS, 'Calibri', 'swiss')}</w:fonts>`;
}
