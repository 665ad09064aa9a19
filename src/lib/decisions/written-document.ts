import { nameWithForm } from '#lib/associations/identity.ts';
import type { Block, Document } from '#lib/documents/blocks.ts';
import { dayInFigures, dayInWords, localDay, localTimeInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { of, typography } from '#lib/kernel/french.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { Channel } from '#lib/meetings/vocabulary.ts';
import type { WrittenVerdict } from './rules/written.ts';
import { WRITTEN_OUTCOMES, type WrittenState } from './written-words.ts';

/** A decision in writing with all who sign it, as plain data. */
export interface WrittenSnapshot {
  readonly association: {
    readonly name: string;
    readonly legalForm: string;
    readonly letterhead: readonly string[];
  };
  readonly body: { readonly code: string; readonly name: string };
  readonly proposal: string;
  readonly explanation: string;
  readonly openedAt: string;
  /** ISO day. */
  readonly closesOn: string;
  readonly state: WrittenState;
  readonly verdict: WrittenVerdict | null;
  readonly settledAt: string | null;
  readonly voters: readonly {
    readonly mandateId: string;
    /** Null for a member that named nobody. */
    readonly name: string | null;
    readonly organisation: string;
    readonly sector: Sector;
    readonly answer: {
      readonly answer: 'agrees' | 'refuses';
      readonly answeredAt: string;
      readonly via: Channel;
    } | null;
  }[];
}

type Voter = WrittenSnapshot['voters'][number];

const ofBody = (name: string) =>
  of(/^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLocaleLowerCase('fr') + name.slice(1) : name);

const ANSWERS = { agrees: 'D’accord', refuses: 'Refuse' } as const;
const CHANNELS: Readonly<Record<Channel, string>> = {
  member: 'signé par lien personnel',
  secretary: 'noté par le secrétariat',
  paper: 'signé sur papier',
};
const NO_REPRESENTATIVE = 'sans représentant désigné';

function head({ association, body, openedAt }: WrittenSnapshot, title: string, day: string) {
  const name = nameWithForm(association);
  return {
    title: `${title} du ${dayInWords(day)}`,
    language: 'fr',
    author: name,
    letterhead: {
      name,
      lines: association.letterhead,
      reference: [`${body.code} · ${dayInFigures(localDay(openedAt))}`, 'décision par écrit'],
    },
    footer: { left: `${title} du ${dayInWords(day)}` },
  } as const;
}

/** The written decision with its arithmetic and all who signed. Pure: the same snapshot gives the same document. */
export function writtenDocument(snapshot: WrittenSnapshot): Document {
  const { body, openedAt, closesOn, settledAt, proposal, explanation, verdict, state } = snapshot;
  const title = `Décision écrite ${ofBody(typography(body.name))}`;
  const ended = settledAt ?? openedAt;
  return {
    ...head(snapshot, title, localDay(ended)),
    created: ended,
    ...(verdict === null && { watermark: 'Projet' }),
    blocks: [
      { kind: 'heading', level: 1, text: title },
      {
        kind: 'paragraph',
        text: `Proposée par écrit, sans réunion, le ${weekdayInWords(localDay(openedAt))}. Dernier jour pour répondre\u00a0: ${weekdayInWords(closesOn)}.`,
      },
      ...(explanation === '' ? [] : [{ kind: 'paragraph' as const, text: typography(explanation) }]),
      {
        kind: 'decision',
        label: state === 'adopted' ? 'Décision' : 'Proposition',
        proposal: typography(proposal),
        outcome: WRITTEN_OUTCOMES[state],
        arithmetic: verdict === null ? [] : [verdict.explanation],
      },
      {
        kind: 'table',
        caption: 'Ceux dont l’accord est nécessaire, dans la composition du jour de l’ouverture',
        header: ['Nom', 'Organisation', 'Réponse', 'Date'],
        rows: snapshot.voters.map(({ name, organisation, answer }) => [
          name ?? [{ text: NO_REPRESENTATIVE, italic: true }],
          typography(organisation),
          answer === null ? 'sans réponse' : `${ANSWERS[answer.answer]}, ${CHANNELS[answer.via]}`,
          answer === null
            ? '—'
            : `${dayInFigures(localDay(answer.answeredAt))}, ${localTimeInWords(answer.answeredAt)}`,
        ]),
      },
    ],
  };
}

/** The letter to someone who signs on paper: the proposal, and what to send back. */
export function writtenLetter(snapshot: WrittenSnapshot, voter: Voter): Document {
  const { body, openedAt, closesOn, proposal, explanation } = snapshot;
  const day = localDay(openedAt);
  const title = `Décision par écrit ${ofBody(typography(body.name))}`;
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: title },
    {
      kind: 'paragraph',
      text:
        voter.name === null
          ? `${typography(voter.organisation)}, à l’attention de qui l’engage`
          : `${voter.name}, pour ${typography(voter.organisation)}`,
    },
    {
      kind: 'paragraph',
      text: `Une décision vous est proposée par écrit, sans réunion. Elle n’est adoptée que si tous sont d’accord\u00a0: un refus ou une absence de réponse la rejette. Renvoyez cette lettre signée pour qu’elle arrive au plus tard le ${weekdayInWords(closesOn)}.`,
    },
    { kind: 'heading', level: 2, text: 'Proposition' },
    { kind: 'paragraph', text: typography(proposal) },
    ...(explanation === ''
      ? []
      : [
          { kind: 'heading' as const, level: 2 as const, text: 'Explication' },
          { kind: 'paragraph' as const, text: typography(explanation) },
        ]),
    { kind: 'heading', level: 2, text: 'Votre réponse' },
    {
      kind: 'list',
      ordered: false,
      items: ['Je suis d’accord', 'Je refuse'].map((text) => [
        { kind: 'paragraph', text: `${text}\u00a0: ………` },
      ]),
    },
    {
      kind: 'signatures',
      place: 'Date et signature\u00a0:',
      people: [{ name: voter.name ?? typography(voter.organisation), office: typography(body.name) }],
    },
  ];
  return { ...head(snapshot, title, day), created: openedAt, blocks };
}

/** "decision-ecrite-CA-2022-11-21.pdf" */
export function writtenFilename({ body, openedAt }: Pick<WrittenSnapshot, 'body' | 'openedAt'>): string {
  return `decision-ecrite-${body.code.replace(/[^A-Za-z0-9]+/g, '-')}-${localDay(openedAt)}.pdf`;
}
