import { NAMESPACES, XML_HEAD } from './xml.ts';

/** The three kinds of numbering: the agenda, lists with marks, lists with numbers. */
const AGENDA = 0;
const BULLETS = 1;
const NUMBERS = 2;
const LEVELS = 3;

const FORMATS = ['decimal', 'lowerLetter', 'lowerRoman'] as const;

function letters(value: number): string {
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

function roman(value: number): string {
  const signs: readonly [number, string][] = [
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  let rest = value;
  return signs.reduce((words, [worth, sign]) => {
    const times = Math.floor(rest / worth);
    rest -= times * worth;
    return words + sign.repeat(times);
  }, '');
}

const markAt = (level: number, value: number) =>
  level === 0 ? String(value) : level === 1 ? letters(value) : roman(value);

/** The value that a mark stands for at its level; null for a mark that Word would not write so. */
function valueOf(level: number, mark: string): number | null {
  for (let value = 1; value <= 300; value += 1) if (markAt(level, value) === mark) return value;
  return null;
}

/**
 * Numbers given as Word gives them, so that an item put in or taken out renumbers the others. Each document has its own:
 * it remembers where the agenda stands.
 */
export class Numbering {
  /** Next value expected at each level of the agenda. */
  readonly #next = [1, 1, 1];
  /** Beyond the agenda and the marks, one for each list and each jump: its kind, and where it starts. */
  readonly #started: { readonly kind: number; readonly level: number; readonly from: number }[] = [];
  #agenda = 1;

  /** The properties of an item of the agenda (level from 1); null where its mark is to be written as plain words. */
  item(level: number, mark: string): string | null {
    const at = Math.min(level, LEVELS) - 1;
    const value = valueOf(at, mark);
    if (value === null) return null;
    if (value !== this.#next[at]) this.#agenda = this.#start(AGENDA, at, value);
    this.#next[at] = value + 1;
    this.#next.fill(1, at + 1);
    return numbered(at, this.#agenda);
  }

  /** A list: all its entries take these properties, at its depth (from 0). */
  list(ordered: boolean, depth: number): string {
    const level = Math.min(depth, LEVELS - 1);
    return numbered(level, ordered ? this.#start(NUMBERS, level, 1) : 2);
  }

  /** word/numbering.xml, once the whole document was written. */
  part(): string {
    const nums = this.#started.map(
      ({ kind, level, from }, index) =>
        `<w:num w:numId="${index + 3}"><w:abstractNumId w:val="${kind}"/><w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${from}"/></w:lvlOverride></w:num>`,
    );
    return `${XML_HEAD}<w:numbering ${NAMESPACES}>${abstractNumbers()}<w:num w:numId="1"><w:abstractNumId w:val="${AGENDA}"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="${BULLETS}"/></w:num>${nums.join('')}</w:numbering>`;
  }

  #start(kind: number, level: number, from: number): number {
    this.#started.push({ kind, level, from });
    return this.#started.length + 2;
  }
}

const numbered = (level: number, id: number) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`;

function abstractNumbers(): string {
  const level = (at: number, format: string, text: string, left: number, style = '') =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${style}<w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${left}" w:hanging="${at === 0 ? 454 : 397}"/></w:pPr></w:lvl>`;
  const kind = (id: number, levels: readonly string[]) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="multilevel"/>${levels.join('')}</w:abstractNum>`;
  const every = [0, 1, 2];
  return [
    kind(
      AGENDA,
      every.map((at) =>
        level(at, FORMATS[at]!, `%${at + 1}.`, 454 + 397 * at, `<w:pStyle w:val="AgendaItem${at + 1}"/>`),
      ),
    ),
    kind(
      BULLETS,
      every.map((at) => level(at, 'bullet', '–', 454 + 397 * at)),
    ),
    kind(
      NUMBERS,
      every.map((at) => level(at, 'decimal', `%${at + 1}.`, 454 + 397 * at)),
    ),
  ].join('');
}
