import { describe, expect, it } from 'vitest';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { toText } from '#lib/documents/text.ts';
import { boundRegister, type BoundRow } from './bound-register.ts';
import { decide } from './rules/decide.ts';
import { outcomeSentence } from './words.ts';

const statutes = resolveSettings([], { id: 'board', kind: 'board' }, '2022-11-21');
const verdictOf = (yes: number) =>
  decide({
    bodyKind: 'board',
    kind: 'ordinary',
    statutes,
    counts: [
      {
        college: null,
        tally: { for: yes, against: 5 - yes, abstention: 0, blank: 0, invalid: 0 },
        voters: 5,
        members: 6,
      },
    ],
    secondMeeting: false,
    chairVote: null,
    secret: false,
  });

/** What the register says of a vote. */
const voted = (yes: number) => {
  const verdict = verdictOf(yes);
  const { outcome, explanation } = verdict;
  return { outcome, sentence: outcomeSentence(verdict), explanation, verdict };
};

const row = (number: number, more: Partial<BoundRow> = {}): BoundRow => ({
  id: `e${number}`,
  reference: `CA-2022-${number}`,
  body: { code: 'CA', name: "Organe d'administration" },
  heldOn: '2022-11-21',
  meetingId: 'm',
  itemId: 'i',
  item: 'Budget',
  kind: 'ordinary',
  proposal: `Le CA approuve le point ${number}.`,
  procedureId: null,
  ...voted(5),
  executedOn: null,
  links: [],
  ...more,
});

const bound = (rows: readonly BoundRow[], body: string | null = null) =>
  boundRegister({
    association: { name: 'Relais d’essai', legalForm: 'ASBL', letterhead: [] },
    year: 2022,
    body,
    on: '2022-12-31',
    rows,
  });
const read = (...args: Parameters<typeof bound>) => toText(bound(...args)).replaceAll('\u00a0', ' ');

describe('the bound register', () => {
  it('says what it holds, then leads to each decision, in the order of its number', () => {
    const text = read([
      row(10, voted(1)),
      row(9),
      row(1, { body: { code: 'AG', name: 'Assemblée générale' }, reference: 'AG-2022-1' }),
    ]);
    expect(text).toContain(`Registre des décisions, 2022

3 votes enregistrés, dont 2 décisions adoptées, au 31 décembre 2022.

Organe d’administration : de CA-2022-9 à CA-2022-10.

Assemblée générale : de AG-2022-1 à AG-2022-1.

Table des matières

Organe d’administration
  CA-2022-9 · Le CA approuve le point 9.
  CA-2022-10 · Le CA approuve le point 10.
Assemblée générale
  AG-2022-1 · Le CA approuve le point 1.
`);
    expect(text).toContain(
      'Lundi 21 novembre 2022, Budget. Décision ordinaire.\n\nDécision CA-2022-9\nLe CA approuve le point 9.',
    );
    expect(text).toContain('Proposition CA-2022-10');
  });

  it('leads to places that exist, each once', () => {
    const { blocks } = bound([row(1), row(2)], "Organe d'administration");
    const places = blocks.flatMap((block) => ('id' in block && block.id !== undefined ? [block.id] : []));
    const targets = blocks.flatMap((block) =>
      block.kind === 'contents' ? block.entries.map(({ target }) => target) : [],
    );
    expect(new Set(places).size).toBe(places.length);
    expect(targets).toEqual(places);
  });

  it('says what became of a decision, and what it does to others', () => {
    const text = read([
      row(1, {
        executedOn: '2022-12-01',
        links: [
          { reference: 'CA-2021-4', kind: 'repeals', outgoing: true },
          { reference: 'CA-2021-5', kind: 'repeals', outgoing: true },
          { reference: 'CA-2022-7', kind: 'amends', outgoing: false },
        ],
      }),
    ]);
    expect(text).toContain(
      'Exécutée le 1er décembre 2022.\nAbroge CA-2021-4 et CA-2021-5.\nModifiée par CA-2022-7.',
    );
  });

  it('shortens a long proposal in its table of contents only, and holds nothing gracefully', () => {
    const proposal = `Le CA ${'approuve longuement '.repeat(10)}\net la suite.`;
    const text = read([row(1, { proposal })]);
    expect(text).toMatch(/^ {2}CA-2022-1 · Le CA (approuve longuement ?)+…$/m);
    expect(text).toContain('et la suite.');
    const empty = read([]);
    expect(empty).toContain('0 vote enregistré, dont 0 décision adoptée');
    expect(empty).not.toContain('Table des matières');
  });
});
