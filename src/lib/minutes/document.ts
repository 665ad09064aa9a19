import { framed, PLAIN_STYLE } from '#lib/associations/rules/house-style.ts';
import { officeWord, SECTOR_TITLES } from '#lib/bodies/words.ts';
import { togetherSentence } from '#lib/decisions/rules/linked.ts';
import type { Verdict } from '#lib/decisions/rules/verdict.ts';
import { outcomeSentence } from '#lib/decisions/words.ts';
import type { Block, Document } from '#lib/documents/blocks.ts';
import { toBlocks } from '#lib/documents/rich-text.ts';
import { dayInFigures, dayInWords, localTimeInWords, timeInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { agree, attendanceTitle, called, joinList, of, ofName, typography } from '#lib/kernel/french.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import { lostBlocks, telling, type Tell } from './complements.ts';
import { nestedDecisions } from './discussed.ts';
import { conflictSentence, eventSentence, representedBy, type MinutesEvent } from './movements.ts';
import type { AttendingPerson, MinutedDecision, MinutesItem, MinutesSnapshot } from './snapshot.ts';
import type { MinutesSignature, MinutesStanding } from './standing.ts';
import { tasksBlocks } from './tasks.ts';
import type { Signer } from './vocabulary.ts';

const DRAFT = 'Projet de PV, à approuver à la prochaine séance';
/** Where no sitting was held with the tool, the hour of its end is written by hand on the draft. */
const END = 'Séance levée à ………… h …………';
const NAME_MISSING = 'nom à compléter';
const CLOSED_DOOR = 'Ce point est traité à huis clos.';

/** Words of the kind of a meeting, at the beginning of a sentence. */
export const KINDS = { ordinary: 'Séance ordinaire', extraordinary: 'Séance extraordinaire' } as const;

/** Whether the meeting approved its PV: what is not approved says so across each page and at its foot. */
export const isApproved = (standing: MinutesStanding | null) =>
  standing !== null && standing.approval !== null;

/** "Procès-verbal de l’organe d’administration" */
export function minutesTitle({ body }: Pick<MinutesSnapshot, 'body'>): string {
  return `Procès-verbal ${of(uncapitalised(typography(body.name)))}`;
}

/** "CA · 21.11.2022", "séance ordinaire": how a document of this meeting is referred to. */
export function meetingReference({ body, heldOn, kind }: MinutesSnapshot): string[] {
  return [`${body.code} · ${dayInFigures(heldOn)}`, KINDS[kind].toLocaleLowerCase('fr')];
}

/** What tells a PV that is not approved: a word across each page. */
export const watermarkOf = (standing: MinutesStanding | null) =>
  isApproved(standing) ? {} : { watermark: 'PROJET' };

/**
 * The PV of a meeting, a draft until it is approved; `standing` says what became of it once it was sent. Pure: the same
 * snapshot and standing give the same document.
 */
export function minutesDocument(
  snapshot: MinutesSnapshot,
  standing: MinutesStanding | null = null,
): Document {
  const { association, heldOn, style = PLAIN_STYLE } = snapshot;
  const title = minutesTitle(snapshot);
  const tell = telling(snapshot.complements);
  return {
    title: `${title} du ${dayInWords(heldOn)}`,
    created: snapshot.recordedAt,
    ...framed(association, style, { reference: meetingReference(snapshot), foot: footerOf(standing) }),
    ...watermarkOf(standing),
    blocks: [
      { kind: 'heading', level: 1, text: title },
      ...formula(style.opening),
      ...tell({ kind: 'paragraph', text: openingOf(snapshot) }, 'opening'),
      ...attendanceOf(snapshot, tell),
      ...(snapshot.sitting?.events ?? []).flatMap((event, index) =>
        tell(movementOf(event), `before.${index}`),
      ),
      ...snapshot.items.map((item, at) => itemOf(item, snapshot.quorum ?? [], tell, at)),
      ...lostBlocks(snapshot.lostComplements),
      ...formula(style.closing),
      ...approvalOf(standing),
      ...signaturesOf(snapshot, standing, tell),
    ],
  };
}

function footerOf(standing: MinutesStanding | null): string {
  if (standing === null) return DRAFT;
  const { version, sentOn, handedOut, approval, sealed } = standing;
  if (approval === null)
    return `${DRAFT} · version ${version}, ${handedOut ? 'remise en séance' : `envoyée le ${dayInFigures(sentOn)}`}`;
  const approved = `PV approuvé le ${dayInFigures(approval.on)} (${approval.reference})`;
  return sealed === null ? approved : `${approved}, scellé le ${dayInFigures(sealed.on)}`;
}

/** By which decision the body approved the text, and what it changed in it: the text itself stays as presented. */
function approvalOf(standing: MinutesStanding | null): Block[] {
  if (!standing?.approval) return [];
  const { on, reference, changes } = standing.approval;
  const how = changes === '' ? 'tel que présenté' : 'avec les modifications suivantes';
  const { sealed, version, handedOut } = standing;
  const presented = handedOut ? 'Procès-verbal remis en séance et approuvé' : 'Procès-verbal approuvé';
  const paragraphs = changes === '' ? [] : changes.split(/\n+/).map(typography);
  return [
    { kind: 'heading', level: 2, text: 'Approbation' },
    {
      kind: 'paragraph',
      text: `${presented} à la réunion du ${dayInWords(on)}, par la décision ${reference}, ${how}${changes === '' ? '.' : '\u00a0:'}`,
    },
    ...paragraphs.map((text): Block => ({ kind: 'paragraph', text })),
    ...(sealed === null
      ? []
      : [
          {
            kind: 'note' as const,
            text: `Version ${version}, empreinte SHA-256 ${sealed.fingerprint.replace(/.{8}(?=.)/g, '$& ')}.`,
          },
        ]),
  ];
}

/** A standing sentence of the house, where there is one. */
export function formula(words: string): Block[] {
  return words === '' ? [] : [{ kind: 'paragraph', text: typography(words) }];
}

/** "PV-CA-2022-11-21", without what no file is called. `kind`: "PV", "extrait". */
export function minutesFilename({ body, heldOn }: MinutesSnapshot, kind = 'PV'): string {
  return [kind, ...(body.code.match(/[A-Za-z0-9]+/g) ?? []), heldOn].join('-');
}

/** "Organe d’administration" inside a sentence; "CA" stays as it is. */
function uncapitalised(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.slice(0, 1).toLocaleLowerCase('fr') + name.slice(1) : name;
}

/** When, under whom, where: what is not known is not said. A place is free text, to which no preposition always fits. */
function openingOf(snapshot: MinutesSnapshot): string {
  const { kind, heldOn, startsAt, place, theme, chair, secretary, sitting } = snapshot;
  const hour = startsAt === null ? '' : `, à ${timeInWords(startsAt)}`;
  const sentences = [`${KINDS[kind]} du ${weekdayInWords(heldOn)}${hour}${presidingOf(chair)}.`];
  if (place !== null) sentences.push(`Lieu\u00a0: ${typography(place)}.`);
  if (theme !== null) sentences.push(`Thème\u00a0: ${typography(theme)}.`);
  if (secretary !== null) sentences.push(`Secrétaire\u00a0: ${called(secretary)}.`);
  if (sitting !== null) {
    const { tellers, openedAt } = sitting;
    if (tellers.length > 0) sentences.push(`Décompte des voix\u00a0: ${joinList(tellers.map(called))}.`);
    sentences.push(`Séance ouverte à ${localTimeInWords(openedAt)}.`);
  }
  return [...sentences, ...noticeOf(snapshot)].join(' ');
}

/** When members were called, what was wrong with it, and whether the law frees this meeting from the quorum. */
function noticeOf({ notice: { sentOn, lateReasons, secondOf } }: MinutesSnapshot): string[] {
  return [
    ...(sentOn === null ? [] : [`Convocation envoyée le ${dayInWords(sentOn)}.`]),
    ...lateReasons.map(
      (reason) => `Envoi hors délai, pour ce motif\u00a0: ${typography(reason.replace(/\.$/, ''))}.`,
    ),
    ...(secondOf === null
      ? []
      : [
          `Seconde réunion, celle du ${dayInWords(secondOf)} n’ayant pas réuni le quorum\u00a0: elle décide quel que soit le nombre de présents (CSA 9:21).`,
        ]),
  ];
}

/** The title of an office agrees with a civility: without it, the office stands in the list of those present only. */
function presidingOf(chair: MinutesSnapshot['chair']): string {
  if (chair === null) return '';
  const office = chair.civility === null ? '' : officeWord(chair.office, chair.civility);
  return `, sous la présidence ${ofName(called(chair))}${office === '' ? '' : `, ${office}`}`;
}

function attendanceOf(snapshot: MinutesSnapshot, tell: Tell): Block[] {
  const { attendance, vacant } = snapshot;
  // Whoever left was there: the text says when they went.
  const shown = (state: AttendingPerson['state']) => (state === 'left' ? 'present' : state);
  const groups = (['present', 'remote', 'excused', 'absent', null] as const).flatMap((state) => {
    const people = attendance.filter((person) => shown(person.state) === state);
    return people.length === 0 ? [] : [groupOf(people, state)];
  });
  const seats = vacant.length > 1 ? 'Sièges sans représentant' : 'Siège sans représentant';
  const sentences = [
    ...(vacant.length === 0 ? [] : [`${seats}\u00a0: ${joinList(vacant.map(typography))}.`]),
    ...(snapshot.quorum === null
      ? ['Les présences ne sont pas notées\u00a0: le quorum n’est pas établi.']
      : presenceSentences(snapshot)),
  ];
  return [
    ...(groups.length === 0 ? [] : tell({ kind: 'attendance' as const, groups }, 'attendance')),
    ...tell({ kind: 'note' as const, text: sentences.join(' ') }, 'quorum'),
  ];
}

function groupOf(people: readonly AttendingPerson[], state: Exclude<AttendingPerson['state'], 'left'>) {
  const columns = SECTORS.flatMap((sector) => {
    const rows = people.filter((person) => person.sector === sector).map(rowOf);
    return rows.length === 0 ? [] : [{ title: SECTOR_TITLES[sector], sector, rows }];
  });
  const civilities = people.map(({ civility }) => civility);
  return { title: state === null ? 'Présence non notée' : attendanceTitle(civilities, state), columns };
}

function rowOf({ name, civility, office, organisation, voting, representedBy: holder }: AttendingPerson) {
  const word = officeWord(office, civility);
  const remark = holder === null ? '' : representedBy({ name, civility }, holder);
  return {
    name,
    ...(word !== '' && { office: word }),
    organisation: typography(organisation),
    ...(!voting && { remark: 'sans voix délibérative' }),
    ...(remark !== '' && { remark }),
  };
}

/** Who was there in figures and what that was worth, and of which moment it is said, where people came or went. */
export function presenceSentences({ presences, quorum, presencesOf }: MinutesSnapshot): string[] {
  return [
    ...presencesByCollege(presences),
    ...(quorum ?? []),
    ...(presencesOf === 'opening' ? ['Ces chiffres sont ceux de l’ouverture de la séance.'] : []),
  ];
}

/** "Voix présentes ou représentées : 7 sur 9 dans le collège public…": nothing where votes are counted together. */
function presencesByCollege(presences: MinutesSnapshot['presences']): string[] {
  const names = { public: 'le collège public', associative: 'le collège associatif' };
  const parts = presences.flatMap(({ college, voters, members }) =>
    college === null ? [] : [`${voters} sur ${members} dans ${names[college]}`],
  );
  return parts.length === 0 ? [] : [`Voix présentes ou représentées\u00a0: ${joinList(parts)}.`];
}

/** `said`: the sentences on the quorum that stand above already. `at`: its place in the snapshot. */
function itemOf(item: MinutesItem, said: readonly string[], tell: Tell, at: number): Block {
  const { mark, depth, title, notes, treated, closedDoor, conflicts, events, decisions, fallen, tasks } =
    item;
  const move = (text: string, place: string) => tell({ kind: 'movement' as const, text }, `${at}.${place}`);
  return {
    kind: 'item',
    number: mark,
    level: depth,
    title: typography(title),
    blocks: [
      ...(closedDoor && treated ? move(CLOSED_DOOR, 'closed-door') : []),
      ...conflicts.flatMap(({ person, nature, byLaw }, index) =>
        move(conflictSentence(person, typography(nature), byLaw), `conflict.${index}`),
      ),
      ...(notes === null ? [] : toBlocks(notes)),
      ...events.flatMap((event, index) => tell(movementOf(event), `${at}.event.${index}`)),
      ...(treated ? [] : move('Ce point n’est pas traité.', 'not-treated')),
      ...nestedDecisions(decisions, (decision) => decisionOf(decision, said), tell, at),
      ...fallen.flatMap((text, index) => move(text, `fallen.${index}`)),
      ...tasksBlocks(tasks, tell, at),
    ],
  };
}

/** A decision as the PV and an extract of it show it. `said`: sentences that stand above already. */
export function decisionOf(decision: MinutedDecision, said: readonly string[]): Block {
  const { reference, proposal, verdict, represented, named, together } = decision;
  const { arithmetic, ...source } = reasonsOf(verdict, said, named);
  const head = {
    kind: 'decision' as const,
    label: verdict.outcome === 'adopted' ? ('Décision' as const) : ('Proposition' as const),
    reference,
    proposal: typography(proposal),
    outcome: outcomeSentence(verdict),
  };
  if (together?.first === false)
    return { ...head, arithmetic: [`Vote commun\u00a0: le compte est au point ${together.numbers[0]!}.`] };
  return {
    ...head,
    arithmetic: [
      ...(together ? [togetherSentence(together.numbers.map((number) => ({ number })))] : []),
      ...representationOf(represented ?? []),
      ...arithmetic,
    ],
    ...source,
  };
}

/** "Par procuration à ce vote : Bastien Bodelet, représenté par Camille Collignon." */
function representationOf(represented: NonNullable<MinutedDecision['represented']>): string[] {
  if (represented.length === 0) return [];
  const each = represented.map(({ person, holder }) => `${person.name}, ${representedBy(person, holder)}`);
  return [`Par procuration à ce vote\u00a0: ${each.join('\u00a0; ')}.`];
}

function movementOf(event: MinutesEvent) {
  return { kind: 'movement' as const, text: typography(eventSentence(event)) };
}

function reasonsOf(
  { outcome, secret, explanation, rule, election }: Verdict,
  said: readonly string[],
  named: readonly string[],
) {
  const lines = [
    ...(secret ? ['Vote au scrutin secret.'] : []),
    ...explanation.filter((sentence) => !said.includes(sentence)),
  ];
  if (outcome !== 'adopted' || !rule.doubleMajority.value || election)
    return { arithmetic: [...lines, ...named] };
  // Under the double majority the last sentence says the outcome again: only its source is new.
  return {
    arithmetic: [...lines.slice(0, -1), ...named],
    source: `Majorité requise sur l’ensemble et dans chaque collège (${rule.doubleMajority.source}).`,
  };
}

/** Beside the office of whoever signed: when, and how. */
function signedBy(signatures: readonly MinutesSignature[], signer: Signer): string {
  const found = signatures.find((signature) => signature.signer === signer);
  if (!found) return '';
  return `, signature ${found.means === 'paper' ? 'sur papier' : 'électronique'} du ${dayInFigures(found.on)}`;
}

/** Those who sign for the meeting, with their titles. */
export function signatoriesOf({ chair, secretary, style = PLAIN_STYLE }: MinutesSnapshot) {
  const sitting = chair?.office === 'chair' ? '' : ' de séance';
  return [
    {
      name: chair?.name ?? NAME_MISSING,
      office:
        style.chairTitle ||
        agree(chair?.civility ?? null, 'La présidente', 'Le président', 'Présidence') + sitting,
    },
    {
      name: secretary?.name ?? NAME_MISSING,
      office:
        style.secretaryTitle ||
        agree(secretary?.civility ?? null, 'La secrétaire', 'Le secrétaire', 'Secrétariat'),
    },
  ];
}

function signaturesOf(snapshot: MinutesSnapshot, standing: MinutesStanding | null, tell: Tell): Block[] {
  const signatures = standing?.signatures ?? [];
  // On a draft, the hour that is not known is written by hand; what is approved is no longer written upon.
  const unknown = standing?.approval ? {} : { place: END };
  const [chair, secretary] = signatoriesOf(snapshot);
  const closedAt = snapshot.sitting?.closedAt;
  const people = [
    { ...chair!, office: chair!.office + signedBy(signatures, 'chair') },
    { ...secretary!, office: secretary!.office + signedBy(signatures, 'secretary') },
  ];
  if (!closedAt) return [{ kind: 'signatures', ...unknown, people }];
  const closing = `Séance levée à ${localTimeInWords(closedAt)}.`;
  // What completes it stands between it and the names: it leaves their block.
  return snapshot.complements?.closing
    ? [...tell({ kind: 'paragraph', text: closing }, 'closing'), { kind: 'signatures', people }]
    : [{ kind: 'signatures', key: 'closing', place: closing, people }];
}
