import { nameWithForm } from '#lib/associations/identity.ts';
import type { Block, Document } from '#lib/documents/blocks.ts';
import type { Cell } from '#lib/documents/tables/csv.ts';
import { dayInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { capital, count, typography } from '#lib/kernel/french.ts';
import type { RegisterRow } from './server/register/queries.ts';
import type { DecisionKind, VoteValue } from './vocabulary.ts';

/** What a decision is about, as documents say it. */
export const KINDS_IN_WORDS: Readonly<Record<DecisionKind, string>> = {
  ordinary: 'Décision ordinaire',
  statutes: 'Modification des statuts',
  purpose: 'Modification de l’objet ou du but',
  exclusion: 'Exclusion d’un membre',
  dissolution: 'Dissolution',
};

const HEADER = [
  'Référence',
  'Instance',
  'Date',
  'Point',
  'Proposition',
  'Objet',
  'Adoptée',
  'Pour',
  'Contre',
  'Abstentions',
  'Blancs',
  'Nuls',
  'Résultat',
  'Explication',
];

/** The register as a table, its header first: one row for each decision, in the order given. */
export function registerTable(rows: readonly RegisterRow[]): Cell[][] {
  return [
    HEADER,
    ...rows.map((row): Cell[] => {
      const { reference, body, heldOn, item, proposal, kind, outcome, verdict } = row;
      const votes = (value: VoteValue) =>
        verdict === null || verdict.election ? '' : String(verdict.total[value]);
      return [
        reference,
        body.name,
        { day: heldOn },
        item,
        proposal,
        KINDS_IN_WORDS[kind],
        outcome === 'adopted' ? 'oui' : 'non',
        votes('for'),
        votes('against'),
        votes('abstention'),
        votes('blank'),
        votes('invalid'),
        row.sentence,
        row.explanation.join(' '),
      ];
    }),
  ];
}

/** The register for another program: stable references, ISO days, figures as numbers. */
export function registerData(rows: readonly RegisterRow[]) {
  return rows.map(({ reference, body, heldOn, item, proposal, kind, outcome, explanation, verdict }) => ({
    reference,
    body,
    heldOn,
    item,
    kind,
    proposal,
    outcome,
    /** Taken in writing, of the agreement of all: no votes were counted. */
    inWriting: verdict === null,
    secret: verdict?.secret ?? false,
    votes: verdict?.total ?? null,
    colleges: (verdict?.counts ?? []).map(({ college, tally, voters, members }) => ({
      college,
      voters,
      members,
      votes: tally,
    })),
    explanation,
  }));
}

export interface RegisterSnapshot {
  readonly association: {
    readonly name: string;
    /** "ASBL" */
    readonly legalForm: string;
    readonly letterhead: readonly string[];
  };
  /** ISO day on which it was read. */
  readonly on: string;
  /** "2022", "2022, organe d’administration"; empty for all of it. */
  readonly scope: string;
  readonly rows: readonly RegisterRow[];
}

/** The register of decisions, body by body, each decision with its reference and its arithmetic. Pure. */
export function registerDocument({ association, on, scope, rows }: RegisterSnapshot): Document {
  const name = nameWithForm(association);
  const title = scope === '' ? 'Registre des décisions' : `Registre des décisions, ${scope}`;
  const bodies = new Map(rows.map(({ body }) => [body.code, body.name]));
  return {
    title,
    language: 'fr',
    author: name,
    created: `${on}T00:00:00Z`,
    letterhead: { name, lines: association.letterhead, reference: ['Registre des décisions'] },
    footer: { left: `${title}, au ${dayInWords(on)}` },
    blocks: [
      { kind: 'heading', level: 1, text: typography(title) },
      {
        kind: 'paragraph',
        text: `${capital(count(rows.length, 'vote enregistré', 'votes enregistrés'))}, au ${dayInWords(on)}.`,
      },
      ...[...bodies].flatMap(([code, body]): Block[] => [
        { kind: 'heading', level: 2, text: typography(body) },
        ...rows.filter((row) => row.body.code === code).flatMap(entryOf),
      ]),
    ],
  };
}

function entryOf({
  reference,
  heldOn,
  item,
  proposal,
  kind,
  outcome,
  sentence,
  explanation,
}: RegisterRow): Block[] {
  return [
    {
      kind: 'note',
      text: typography(`${capital(weekdayInWords(heldOn))}, ${item}. ${KINDS_IN_WORDS[kind]}.`),
    },
    {
      kind: 'decision',
      label: outcome === 'adopted' ? 'Décision' : 'Proposition',
      reference,
      proposal: typography(proposal),
      outcome: sentence,
      arithmetic: [...explanation],
    },
  ];
}
