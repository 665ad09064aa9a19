import { framed, PLAIN_STYLE } from '#lib/associations/rules/house-style.ts';
import { SECTOR_TITLES } from '#lib/bodies/words.ts';
import type { Verdict } from '#lib/decisions/rules/verdict.ts';
import type { Block, Document, Text } from '#lib/documents/blocks.ts';
import { dayInWords, localTimeInWords, timeInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { count, joinList, typography } from '#lib/kernel/french.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import { telling, type Complements, type Tell } from './complements.ts';
import { nestedDecisions } from './discussed.ts';
import {
  decisionOf,
  formula,
  isApproved,
  KINDS,
  meetingReference,
  minutesTitle,
  presenceSentences,
  watermarkOf,
} from './document.ts';
import { eventSentence } from './movements.ts';
import type { AttendingPerson, MinutesItem, MinutesSnapshot, NamedPerson } from './snapshot.ts';
import type { MinutesStanding } from './standing.ts';

const CLOSED_DOOR = 'Point traité à huis clos.';
const SOMEONE = '[nom non publié]';

/**
 * The PV as it can be shown to the public: titles, decisions, votes in figures, and who was there in figures by sector and
 * by organisation. Left out: all that was dealt with behind closed doors but its title (what stands under it, whole), the
 * notes, the movements, conflicts of interest but their number, proxies, who presides and who signs. The names of those
 * whom the PV knows are taken out of proposals and titles; names that nobody wrote elsewhere cannot be known. What completes
 * a sentence follows it where the sentence itself is shown as the PV says it. Pure.
 */
export function publicMinutes(snapshot: MinutesSnapshot, standing: MinutesStanding | null = null): Document {
  const { association, heldOn, style = PLAIN_STYLE, sitting } = snapshot;
  const title = minutesTitle(snapshot);
  const hide = hiding(snapshot);
  const said = snapshot.quorum ?? [];
  const tell = telling(publicComplements(snapshot), hide);
  return {
    title: `${title} du ${dayInWords(heldOn)}, version publique`,
    created: snapshot.recordedAt,
    ...framed(association, style, {
      reference: [...meetingReference(snapshot), 'version publique'],
      foot: isApproved(standing) ? 'Version publique du PV' : 'Projet de PV, version publique',
    }),
    ...watermarkOf(standing),
    blocks: [
      { kind: 'heading', level: 1, text: title },
      { kind: 'paragraph', text: openingOf(snapshot) },
      ...attendanceOf(snapshot, tell),
      ...shown(snapshot.items).map((item) => itemOf(item, said, hide, tell, snapshot.items.indexOf(item))),
      ...formula(sitting?.closedAt ? `Séance levée à ${localTimeInWords(sitting.closedAt)}.` : '').flatMap(
        (block) => tell(block, 'closing'),
      ),
    ],
  };
}

/** Without what stands under an item that is behind closed doors: their titles could tell what it was about. */
function shown(items: readonly MinutesItem[]): MinutesItem[] {
  let closedAbove = Infinity;
  return items.filter(({ depth, closedDoor }) => {
    if (depth > closedAbove) return false;
    closedAbove = closedDoor ? depth : Infinity;
    return true;
  });
}

function itemOf(
  item: MinutesItem,
  said: readonly string[],
  hide: (text: string) => string,
  tell: Tell,
  at: number,
): Block {
  const { mark, depth, title, treated, closedDoor, conflicts, decisions, events } = item;
  const move = (text: string) => ({ kind: 'movement' as const, text });
  const blocks: Block[] = closedDoor
    ? [move(CLOSED_DOOR)]
    : [
        ...(conflicts.length === 0 ? [] : [move(conflictsInWords(conflicts.length))]),
        ...events.flatMap((event, index) =>
          event.kind === 'suspended' || event.kind === 'resumed'
            ? tell(move(typography(eventSentence(event))), `${at}.event.${index}`)
            : [],
        ),
        ...(treated ? [] : tell(move('Ce point n’est pas traité.'), `${at}.not-treated`)),
        ...nestedDecisions(
          decisions.map(({ under, ...decision }) => ({
            ...decision,
            proposal: hide(decision.proposal),
            verdict: withoutNames(decision.verdict),
            represented: null,
            named: [],
            ...(under && { under: { ...under, text: hide(under.text), author: '' } }),
          })),
          (decision) => decisionOf(decision, said),
          tell,
          at,
        ),
      ];
  return { kind: 'item', number: mark, level: depth, title: typography(hide(title)), blocks };
}

/**
 * The complements of sentences that the public version shows as the PV says them: not of those from which it takes who was
 * there, who spoke, whom an election chose or how each one voted.
 */
function publicComplements({ complements = {}, items }: MinutesSnapshot): Complements {
  return Object.fromEntries(
    Object.entries(complements).filter(([place]) => {
      if (place === 'opening') return false;
      const [at, part, index] = place.split('.');
      if (part === 'text') return false;
      if (part !== 'decision') return true;
      const { verdict, named, represented } = items[Number(at)]!.decisions[Number(index)]!;
      return !verdict.election && named.length === 0 && (represented ?? []).length === 0;
    }),
  );
}

/** The result of an election says how many seats are filled, and by nobody's name. */
function withoutNames(verdict: Verdict): Verdict {
  const { election } = verdict;
  if (!election) return verdict;
  return { ...verdict, explanation: [], election: { ...election, sentence: election.plain } };
}

/** "Une personne ne prend part ni au débat ni au vote (conflit d’intérêts)." */
function conflictsInWords(people: number): string {
  const who = people === 1 ? 'Une personne ne prend' : `${count(people, '', 'personnes')} ne prennent`;
  return `${who} part ni au débat ni au vote (conflit d’intérêts).`;
}

function openingOf({ kind, heldOn, startsAt, place, theme, sitting, notice }: MinutesSnapshot): string {
  const hour = startsAt === null ? '' : `, à ${timeInWords(startsAt)}`;
  return [
    `${KINDS[kind]} du ${weekdayInWords(heldOn)}${hour}.`,
    ...(place === null ? [] : [`Lieu\u00a0: ${typography(place)}.`]),
    ...(theme === null ? [] : [`Thème\u00a0: ${typography(theme)}.`]),
    ...(sitting === null ? [] : [`Séance ouverte à ${localTimeInWords(sitting.openedAt)}.`]),
    ...(notice.sentOn === null ? [] : [`Convocation envoyée le ${dayInWords(notice.sentOn)}.`]),
  ].join(' ');
}

const IN_THE_ROOM: readonly AttendingPerson['state'][] = ['present', 'remote', 'left'];

/** Who was there, in figures only. */
function attendanceOf(snapshot: MinutesSnapshot, tell: Tell): Block[] {
  if (snapshot.quorum === null) return [];
  const { attendance, vacant } = snapshot;
  const counted = (people: readonly AttendingPerson[]) => {
    const there = people.filter(({ state }) => IN_THE_ROOM.includes(state)).length;
    const represented = people.filter(
      ({ state, representedBy }) => representedBy !== null && !IN_THE_ROOM.includes(state),
    ).length;
    return [people.length, there, represented].map(String);
  };
  const header = ['Membres', 'Présents', 'Représentés'];
  const align = (words: number) =>
    [...Array<'left'>(words).fill('left'), ...Array<'right'>(3).fill('right')] as const;
  const sectors = SECTORS.flatMap((sector): Text[][] => {
    const people = attendance.filter((person) => person.sector === sector);
    return people.length === 0 ? [] : [[SECTOR_TITLES[sector], ...counted(people)]];
  });
  const organisations = SECTORS.flatMap((sector) => [
    ...Map.groupBy(
      attendance.filter((person) => person.sector === sector),
      ({ organisation }) => organisation,
    ),
  ]).map(([organisation, people]): Text[] => [
    typography(organisation),
    SECTOR_TITLES[people[0]!.sector],
    ...counted(people),
  ]);
  const seats = vacant.length > 1 ? 'Sièges sans représentant' : 'Siège sans représentant';
  return [
    {
      kind: 'table',
      caption: 'Présences par secteur',
      header: ['Secteur', ...header],
      rows: sectors,
      align: align(1),
    },
    {
      kind: 'table',
      caption: 'Présences par organisation',
      header: ['Organisation', 'Secteur', ...header],
      rows: organisations,
      align: align(2),
    },
    ...tell(
      {
        kind: 'note' as const,
        text: [
          ...(vacant.length === 0 ? [] : [`${seats}\u00a0: ${joinList(vacant.map(typography))}.`]),
          ...presenceSentences(snapshot),
        ].join(' '),
      },
      'quorum',
    ),
  ];
}

/** Takes the names that this PV knows out of a text, with the civility before them. */
function hiding({ attendance, chair, secretary, sitting, items }: MinutesSnapshot): (text: string) => string {
  const people: readonly (NamedPerson | null)[] = [
    ...attendance,
    chair,
    secretary,
    ...(sitting?.tellers ?? []),
    ...items.flatMap(({ conflicts }) => conflicts.map(({ person }) => person)),
  ];
  const names = [...new Set(people.flatMap((person) => person?.name ?? []))]
    .sort((a, b) => b.length - a.length)
    .map((name) => RegExp.escape(name).replaceAll(/(?:\\x20| )/g, '[\\s\\u00a0]+'));
  if (names.length === 0) return (text) => text;
  const civility = '(?:(?:Madame|Monsieur|Mme\\.?|M\\.)[\\s\\u00a0]+)?';
  const known = new RegExp(`(?<!\\p{L})${civility}(?:${names.join('|')})(?!\\p{L})`, 'giu');
  return (text) => text.replace(known, SOMEONE);
}
