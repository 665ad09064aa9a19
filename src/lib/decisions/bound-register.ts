import {
  framed,
  PLAIN_STYLE,
  type HouseStyle,
  type LetterheadFacts,
} from '#lib/associations/rules/house-style.ts';
import type { Block, Contents, Document } from '#lib/documents/blocks.ts';
import { dayInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { capital, count, joinList, typography } from '#lib/kernel/french.ts';
import { KINDS_IN_WORDS } from './register-documents.ts';
import type { LinkedDecision } from './server/follow-up/queries.ts';
import type { RegisterLine } from './server/register/queries.ts';
import type { LinkKind } from './vocabulary.ts';

/** A decision as it stands in the bound register, with what it does to others and what they do to it. */
export interface BoundRow extends RegisterLine {
  readonly links: readonly Pick<LinkedDecision, 'reference' | 'kind' | 'outgoing'>[];
}

export interface BoundRegister {
  readonly association: LetterheadFacts;
  readonly style?: HouseStyle;
  readonly year: number;
  /** Name of the only body, where one was asked for. */
  readonly body: string | null;
  /** ISO day on which it was read. */
  readonly on: string;
  readonly rows: readonly BoundRow[];
}

const ACTIVE: Readonly<Record<LinkKind, string>> = {
  amends: 'Modifie',
  repeals: 'Abroge',
  executes: 'Exécute',
};
const PASSIVE: Readonly<Record<LinkKind, string>> = {
  amends: 'Modifiée par',
  repeals: 'Abrogée par',
  executes: 'Exécutée par',
};

/**
 * The register of a year as one file to bind: a title page, a table of contents that leads to each decision and says its
 * page, then the decisions of each body in their order. Pure.
 */
export function boundRegister(register: BoundRegister): Document {
  const { association, style = PLAIN_STYLE, year, body, on, rows } = register;
  const scope = [String(year), ...(body === null ? [] : [typography(body)])].join(', ');
  const title = `Registre des décisions, ${scope}`;
  const bodies = [...Map.groupBy(rows, (row) => row.body.code)].map(([code, own]) => ({
    id: `instance-${code}`,
    name: typography(own[0]!.body.name),
    rows: own.toSorted(inOrder),
  }));
  const adopted = rows.filter(({ outcome }) => outcome === 'adopted').length;
  return {
    title,
    created: `${on}T00:00:00Z`,
    ...framed(association, style, {
      reference: ['Registre des décisions', scope],
      foot: `${title}, au ${dayInWords(on)}`,
    }),
    blocks: [
      { kind: 'heading', level: 1, text: title },
      {
        kind: 'paragraph',
        text: `${capital(count(rows.length, 'vote enregistré', 'votes enregistrés'))}, dont ${count(adopted, 'décision adoptée', 'décisions adoptées')}, au ${dayInWords(on)}.`,
      },
      ...bodies.map(({ name, rows: own }): Block => ({
        kind: 'paragraph',
        text: `${name}\u00a0: de ${own[0]!.reference} à ${own.at(-1)!.reference}.`,
      })),
      ...(rows.length === 0
        ? []
        : [
            { kind: 'page-break' as const },
            { kind: 'heading' as const, level: 2 as const, text: 'Table des matières' },
            contentsOf(bodies),
          ]),
      ...bodies.flatMap(({ id, name, rows: own }): Block[] => [
        { kind: 'page-break' },
        { kind: 'heading', level: 2, id, text: name },
        ...own.flatMap(entryOf),
      ]),
    ],
  };
}

/** "CA-2022-9" before "CA-2022-10". */
function inOrder(a: BoundRow, b: BoundRow): number {
  return a.reference.localeCompare(b.reference, 'fr', { numeric: true });
}

/** Longest proposal repeated in the table of contents, in signs. */
const SHORT = 90;

function contentsOf(bodies: readonly { id: string; name: string; rows: readonly BoundRow[] }[]): Contents {
  return {
    kind: 'contents',
    entries: bodies.flatMap(({ id, name, rows }) => [
      { level: 1 as const, text: name, target: id },
      ...rows.map(({ reference, proposal }) => ({
        level: 2 as const,
        text: `${reference} · ${shortened(typography(proposal))}`,
        target: reference,
      })),
    ]),
  };
}

function shortened(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ');
  if (line.length <= SHORT) return line;
  return `${line.slice(0, line.lastIndexOf(' ', SHORT) || SHORT)}…`;
}

function entryOf(row: BoundRow): Block[] {
  const { reference, heldOn, item, proposal, kind, outcome, sentence, explanation, executedOn, links } = row;
  const follow = [
    ...(executedOn === null ? [] : [`Exécutée le ${dayInWords(executedOn)}.`]),
    ...[true, false].flatMap((outgoing) =>
      (['amends', 'repeals', 'executes'] as const).flatMap((link) => {
        const others = links.filter((each) => each.outgoing === outgoing && each.kind === link);
        const verb = (outgoing ? ACTIVE : PASSIVE)[link];
        return others.length === 0 ? [] : [`${verb} ${joinList(others.map((each) => each.reference))}.`];
      }),
    ),
  ];
  return [
    {
      kind: 'note',
      text: typography(`${capital(weekdayInWords(heldOn))}, ${item}. ${KINDS_IN_WORDS[kind]}.`),
    },
    {
      kind: 'decision',
      id: reference,
      label: outcome === 'adopted' ? 'Décision' : 'Proposition',
      reference,
      proposal: typography(proposal),
      outcome: sentence,
      arithmetic: [...explanation, ...follow],
    },
  ];
}
