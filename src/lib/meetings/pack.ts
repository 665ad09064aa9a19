import { nameWithForm } from '#lib/associations/identity.ts';
import type { Block, Document, Run } from '#lib/documents/blocks.ts';
import { linkTo, type Assembly, type Bookmark, type Part } from '#lib/documents/pack/parts.ts';
import { dayInFigures, dayInWords, timeInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { count, typography } from '#lib/kernel/french.ts';
import type { Audience, ItemNature, MeetingKind } from './vocabulary.ts';

export interface PackItem {
  readonly id: string;
  readonly number: string;
  readonly mark: string;
  readonly depth: number;
  readonly title: string;
  readonly nature: ItemNature;
  readonly presenter: string;
  readonly minutes: number | null;
  readonly text: string;
  readonly closedDoor: boolean;
}

export interface PackAnnex {
  readonly id: string;
  readonly itemId: string | null;
  readonly title: string;
  readonly confidential: boolean;
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
}

/** All that a pack says. Its fingerprint is taken over this: what is not here changes nothing of it. */
export interface PackContent {
  readonly association: {
    readonly name: string;
    readonly legalForm: string;
    readonly letterhead: readonly string[];
  };
  readonly body: { readonly code: string; readonly name: string };
  readonly audience: Audience;
  readonly kind: MeetingKind;
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly place: string | null;
  readonly theme: string | null;
  readonly remoteAccess: string | null;
  readonly remoteProcedure: string | null;
  readonly cancelReason: string | null;
  /** ISO instant of the youngest thing in it. */
  readonly recordedAt: string;
  readonly items: readonly PackItem[];
  /** In the order of the pack: those of the meeting, then those of each item. */
  readonly annexes: readonly PackAnnex[];
}

/** How a file enters a pack: as its pages, as an image, or by a sheet that says where to open it. */
export function partKindOf(mediaType: string): 'pdf' | 'png' | 'jpeg' | 'sheet' {
  if (mediaType === 'application/pdf') return 'pdf';
  if (mediaType === 'image/png') return 'png';
  return mediaType === 'image/jpeg' ? 'jpeg' : 'sheet';
}

const KINDS = { ordinary: 'Séance ordinaire', extraordinary: 'Séance extraordinaire' } as const;

const NATURES: Readonly<Record<ItemNature, string>> = {
  information: 'information',
  discussion: 'discussion',
  decision: 'décision',
  approval: 'approbation d’un PV',
  election: 'élection',
  admission: 'admission',
  selection: 'sélection de projets',
};

/**
 * A pack as it is put together: front pages with the facts of the convocation and the agenda, each annex at its place,
 * bookmarks. `pathOf`: where the file of an annex lies. Pure: the same content gives the same pack.
 */
export function packAssembly(
  content: PackContent,
  pathOf: (annex: PackAnnex) => string,
  out: string,
): Assembly {
  const numbers = new Map(content.annexes.map(({ id }, index) => [id, index + 1]));
  const labelOf = (annex: PackAnnex) => `Annexe\u00a0${numbers.get(annex.id)}`;
  const partOf = (annex: PackAnnex): Part => {
    const kind = partKindOf(annex.mediaType);
    return {
      key: annex.id,
      prefix: `${labelOf(annex)} · `,
      content: kind === 'sheet' ? { kind } : { kind, path: pathOf(annex) },
    };
  };
  const apart = content.annexes.filter(({ mediaType }) => partKindOf(mediaType) === 'sheet');
  return {
    front: frontPages(content, labelOf),
    sheets: apart.length === 0 ? null : sheetsOf(content, apart, labelOf),
    parts: content.annexes.map(partOf),
    bookmarks: bookmarksOf(content, labelOf),
    out,
  };
}

/** "Dossier-CA-2022-11-21.pdf"; the one without confidential annexes says so. */
export function packFilename(
  meeting: { body: { code: string }; heldOn: string },
  audience: Audience,
): string {
  const words = [...(meeting.body.code.match(/[A-Za-z0-9]+/g) ?? []), meeting.heldOn];
  return `Dossier-${words.join('-')}${audience === 'open' ? '-sans-confidentiel' : ''}.pdf`;
}

function documentOf(content: PackContent, title: string, blocks: readonly Block[]): Document {
  const name = nameWithForm(content.association);
  return {
    title,
    language: 'fr',
    author: name,
    created: content.recordedAt,
    letterhead: {
      name,
      lines: content.association.letterhead,
      reference: [
        `${content.body.code} · ${dayInFigures(content.heldOn)}`,
        KINDS[content.kind].toLocaleLowerCase('fr'),
      ],
    },
    footer: { left: footerOf(content), numbered: false },
    blocks,
  };
}

function footerOf({ annexes }: PackContent): string {
  return annexes.some(({ confidential }) => confidential)
    ? 'Dossier de séance, avec des annexes confidentielles\u00a0: ne le transmettez pas'
    : 'Dossier de séance';
}

function frontPages(content: PackContent, labelOf: (annex: PackAnnex) => string): Document {
  const { annexes, items, body, heldOn } = content;
  const ofItem = (itemId: string | null) => annexes.filter((annex) => annex.itemId === itemId);
  const links = (list: readonly PackAnnex[]): Block[] =>
    list.map((annex) => ({ kind: 'paragraph', text: linkOf(annex, labelOf(annex)) }));
  const general = links(ofItem(null));
  return documentOf(content, `Dossier de séance\u00a0: ${typography(body.name)}, ${dayInWords(heldOn)}`, [
    { kind: 'heading', level: 1, text: `Dossier de séance\u00a0: ${typography(body.name)}` },
    ...factsOf(content).map((text): Block => ({ kind: 'paragraph', text })),
    ...(general.length === 0
      ? []
      : [{ kind: 'heading' as const, level: 2 as const, text: 'Documents de la réunion' }, ...general]),
    { kind: 'heading', level: 2, text: 'Ordre du jour' },
    ...(items.length === 0
      ? [{ kind: 'paragraph' as const, text: 'L’ordre du jour n’est pas encore écrit.' }]
      : items.map((item): Block => itemOf(item, links(ofItem(item.id))))),
  ]);
}

/** What a convocation says of a meeting: when, where, how from afar. What is not known is not said. */
function factsOf(content: PackContent): string[] {
  const { kind, heldOn, startsAt, endsAt, place, theme } = content;
  const hours =
    startsAt === null
      ? ''
      : endsAt === null
        ? `, à ${timeInWords(startsAt)}`
        : `, de ${timeInWords(startsAt)} à ${timeInWords(endsAt)}`;
  return [
    ...(content.cancelReason === null
      ? []
      : [`Cette réunion est annulée\u00a0: ${typography(content.cancelReason)}`]),
    `${KINDS[kind]} du ${weekdayInWords(heldOn)}${hours}.`,
    ...(place === null ? [] : [`Lieu\u00a0: ${typography(place)}.`]),
    ...(theme === null ? [] : [`Thème\u00a0: ${typography(theme)}.`]),
    ...(content.remoteAccess === null ? [] : [`À distance\u00a0: ${content.remoteAccess}`]),
    ...(content.remoteProcedure === null ? [] : [typography(content.remoteProcedure)]),
  ];
}

function itemOf(item: PackItem, links: readonly Block[]): Block {
  const facts = [
    NATURES[item.nature],
    ...(item.presenter === '' ? [] : [typography(item.presenter)]),
    ...(item.minutes === null ? [] : [count(item.minutes, 'minute', 'minutes')]),
    ...(item.closedDoor ? ['à huis clos'] : []),
  ];
  const paragraphs = item.text.split(/\n\s*\n/).filter((text) => text.trim() !== '');
  return {
    kind: 'item',
    number: item.mark,
    level: item.depth,
    title: typography(item.title),
    blocks: [
      { kind: 'note', text: facts.join(' · ') },
      ...paragraphs.map((text): Block => ({ kind: 'paragraph', text: typography(text) })),
      ...links,
    ],
  };
}

function linkOf(annex: PackAnnex, label: string): Run[] {
  return [
    { text: `${label}\u00a0: ` },
    { text: typography(annex.title), link: linkTo(annex.id) },
    ...(annex.confidential ? [{ text: ' (confidentielle)', italic: true }] : []),
  ];
}

/** For what has no pages of its own: which annex it is, and where to open it. One page each. */
function sheetsOf(
  content: PackContent,
  apart: readonly PackAnnex[],
  labelOf: (annex: PackAnnex) => string,
): Document {
  const blocks = apart.flatMap((annex, index): Block[] => [
    ...(index === 0 ? [] : [{ kind: 'page-break' as const }]),
    { kind: 'heading', level: 1, text: `${labelOf(annex)}\u00a0: ${typography(annex.title)}` },
    {
      kind: 'paragraph',
      text: `Fichier joint\u00a0: ${annex.name}${annex.confidential ? ' (confidentiel)' : ''}.`,
    },
    {
      kind: 'paragraph',
      text: 'Ce document ne peut pas être montré dans un PDF. Ouvrez-le depuis la page «\u00a0Annexes\u00a0» de la réunion, avec le programme qui lit ce format.',
    },
  ]);
  return documentOf(content, 'Annexes à ouvrir à part', blocks);
}

function bookmarksOf(content: PackContent, labelOf: (annex: PackAnnex) => string): Bookmark[] {
  const leaf = (annex: PackAnnex): Bookmark => ({
    title: `${labelOf(annex)}\u00a0: ${annex.title}`,
    to: annex.id,
    children: [],
  });
  const general = content.annexes.filter(({ itemId }) => itemId === null);
  return [
    { title: 'Convocation et ordre du jour', to: null, children: [] },
    ...(general.length === 0
      ? []
      : [{ title: 'Documents de la réunion', to: general[0]!.id, children: general.map(leaf) }]),
    ...content.items.flatMap((item) => {
      const own = content.annexes.filter(({ itemId }) => itemId === item.id);
      if (own.length === 0) return [];
      return [{ title: `${item.number}. ${item.title}`, to: own[0]!.id, children: own.map(leaf) }];
    }),
  ];
}
