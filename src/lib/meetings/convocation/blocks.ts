import { nameWithForm } from '#lib/associations/identity.ts';
import type { Paragraph, Run } from '#lib/documents/blocks.ts';
import type { MessageBlock } from '#lib/documents/html.ts';
import { dayInWords, momentInWords, timeInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { agree, capital, of, typography } from '#lib/kernel/french.ts';
import type { Capacity, ItemNature, NoticeKind } from '../vocabulary.ts';
import { itemsFor, type NoticeContent, type NoticeItem, type Recipient } from './content.ts';

const NATURES: Readonly<Record<ItemNature, string>> = {
  information: 'information',
  discussion: 'discussion',
  decision: 'décision',
  approval: 'approbation',
  election: 'élection',
  admission: 'admission',
  selection: 'sélection',
};

const CAPACITY_REASONS: Readonly<Record<Capacity, string>> = {
  member: 'parce que vous y siégez',
  director: 'parce que vous siégez à l’organe d’administration, que la loi fait convoquer à l’assemblée',
  auditor: 'parce que la loi fait convoquer le commissaire à l’assemblée',
  guest: 'parce que l’association vous y invite',
};

export const paragraph = (text: string | readonly Run[]): Paragraph => ({ kind: 'paragraph', text });

/** "l’assemblée générale" after "de": "de l’assemblée générale", "du comité de gestion". */
export function ofBody({ body }: NoticeContent): string {
  const name = typography(body.name);
  return of(/^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLocaleLowerCase('fr') + name.slice(1) : name);
}

/** "Madame," or the name alone, for whoever did not say. */
export function salutation({ name, civility }: Recipient): string {
  return `${agree(civility, 'Madame', 'Monsieur', `Bonjour ${name}`)},`;
}

/** What a message or a letter is: "Convocation de l’assemblée générale", "Réunion annulée". */
export function noticeTitle(content: NoticeContent, kind: NoticeKind): string {
  const whose = ofBody(content);
  return {
    notice: content.meeting.secondOf ? `Seconde convocation ${whose}` : `Convocation ${whose}`,
    change: `Changement pour la réunion ${whose}`,
    reminder: `Rappel pour la réunion ${whose}`,
    cancellation: `Annulation de la réunion ${whose}`,
  }[kind];
}

/** "lundi 21 novembre 2022, à 14 h" */
export function noticeMoment({ meeting }: NoticeContent): string {
  const hours = [
    meeting.startsAt === null ? '' : `, à ${timeInWords(meeting.startsAt)}`,
    meeting.endsAt === null ? '' : ` (fin prévue à ${timeInWords(meeting.endsAt)})`,
  ];
  return weekdayInWords(meeting.heldOn) + hours.join('');
}

function whereBlocks({ meeting }: NoticeContent): MessageBlock[] {
  const { place, remoteAccess, remoteProcedure } = meeting;
  return [
    ...(place === null ? [] : [paragraph(`Lieu\u00a0: ${typography(place)}.`)]),
    ...(remoteAccess === null
      ? []
      : [
          { kind: 'heading' as const, level: 2 as const, text: 'Participer à distance' },
          paragraph(`Accès\u00a0: ${remoteAccess}`),
          ...paragraphsOf(remoteProcedure ?? ''),
        ]),
  ];
}

function paragraphsOf(text: string): Paragraph[] {
  return text
    .split(/\n{1,}/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => paragraph(typography(line)));
}

function itemLine({ number, title, nature, minutes, presenter, lateReason }: NoticeItem): Paragraph {
  const details = [
    NATURES[nature],
    presenter === '' ? null : typography(presenter),
    minutes === null ? null : `${minutes}\u00a0min`,
    lateReason === null ? null : `ajouté après la convocation\u00a0: ${typography(lateReason)}`,
  ].filter((detail) => detail !== null);
  return paragraph([
    { text: `${number}. `, bold: true },
    { text: typography(title), bold: true },
    { text: ` (${details.join('\u00a0; ')})` },
  ]);
}

/** The whole agenda, each item with its nature, its text and its own rule (R-CON-05, R-ODJ-05). */
export function agendaBlocks(content: NoticeContent, capacity: Capacity): MessageBlock[] {
  const items = itemsFor(content, capacity);
  return [
    { kind: 'heading', level: 2, text: 'Ordre du jour' },
    ...items.flatMap((item): MessageBlock[] => [
      itemLine(item),
      ...paragraphsOf(item.text),
      ...(item.rule === null ? [] : [{ kind: 'note' as const, text: item.rule }]),
    ]),
    { kind: 'note', text: content.ordinaryRule },
  ];
}

/** What is said of the meeting itself before its agenda. */
export function openingBlocks(content: NoticeContent, kind: NoticeKind, message: string): MessageBlock[] {
  const { meeting } = content;
  const sitting = meeting.kind === 'ordinary' ? 'ordinaire' : 'extraordinaire';
  const moment = noticeMoment(content);
  const whose = ofBody(content);
  const said = paragraphsOf(message);
  if (kind === 'cancellation')
    return [
      paragraph(`La réunion ${sitting} ${whose} du ${moment} est annulée.`),
      paragraph(`Motif\u00a0: ${typography(meeting.cancelReason ?? '')}`),
      ...said,
    ];
  const second =
    meeting.secondOf === null
      ? []
      : [
          paragraph(
            `La réunion du ${dayInWords(meeting.secondOf)} n’a pas réuni le quorum. Cette seconde réunion décidera sur les mêmes points quel que soit le nombre de membres présents ou représentés, aux mêmes majorités (CSA 9:21).`,
          ),
        ];
  const first = {
    notice: `Nous vous convoquons à la réunion ${sitting} ${whose}, le ${moment}.`,
    change: `La réunion ${sitting} ${whose} change. Elle se tient le ${moment}.`,
    reminder: `La réunion ${sitting} ${whose} se tient le ${moment}. Vous n’avez pas encore dit si vous venez.`,
  }[kind];
  return [paragraph(first), ...said, ...second, ...whereBlocks(content)];
}

/**
 * On which items one may vote before the meeting, until when and how (CSA 9:16/1 §2): for whoever votes in it, and only
 * what is still to come when this leaves (`at`, an ISO instant).
 */
export function voteBeforeBlocks(
  { items, voteBeforeSource }: NoticeContent,
  { capacity, sits, channel }: Recipient,
  at: string,
): MessageBlock[] {
  if (capacity !== 'member' || !sits) return [];
  const open = items.flatMap(({ number, title, voteBeforeUntil }) =>
    voteBeforeUntil !== undefined && Date.parse(voteBeforeUntil) > Date.parse(at)
      ? [{ number, title, until: voteBeforeUntil }]
      : [],
  );
  if (open.length === 0) return [];
  const several = open.length > 1;
  return [
    { kind: 'heading', level: 2, text: 'Voter avant la réunion' },
    paragraph(
      `Que vous veniez ou non, vous pouvez voter avant la réunion (${voteBeforeSource})${several ? '\u00a0:' : ' sur ce point\u00a0:'}`,
    ),
    ...open.map(({ number, title, until }) =>
      paragraph([
        { text: `${number}. ${typography(title)}`, bold: true },
        { text: `, jusqu’au ${momentInWords(until)}.` },
      ]),
    ),
    paragraph(
      channel === 'mail'
        ? `${several ? 'Chaque vote' : 'Le vote'} vous est annoncé par un e-mail dès qu’il est ouvert, avec le texte et un lien personnel\u00a0: vous y votez sans mot de passe, sur un téléphone aussi.`
        : `${several ? 'Ces votes se font' : 'Ce vote se fait'} en ligne, par un lien personnel envoyé par e-mail. Pour le recevoir, donnez une adresse e-mail au secrétariat.`,
    ),
    paragraph(
      'Votre voix s’ajoute à celles de la séance et compte pour le quorum du point. La procuration que vous auriez donnée ne vaut plus alors que pour les autres points. Si le texte change en séance, le vote par avance est annulé, et nous vous l’écrivons.',
    ),
  ];
}

/** How someone who cannot come is represented, and how documents are asked for. */
export function rightsBlocks(content: NoticeContent, { capacity, sits }: Recipient): MessageBlock[] {
  return [
    ...(content.proxies === null || capacity !== 'member' || !sits
      ? []
      : [paragraph(`Vous ne pouvez pas venir\u00a0? ${content.proxies}`)]),
    ...(content.body.kind === 'general-assembly'
      ? [
          paragraph(
            'Les documents qui ne sont pas joints vous sont envoyés sans délai et sans frais si vous les demandez.',
          ),
        ]
      : []),
  ];
}

/** Why this person is told, as each message ends. */
export function reasonBlock(content: NoticeContent, { capacity }: Recipient): MessageBlock {
  return {
    kind: 'note',
    text: `Vous recevez ceci ${CAPACITY_REASONS[capacity]}\u00a0: ${typography(content.body.name)}, ${nameWithForm(content.association)}.`,
  };
}

/** What the law wants on every document and message of the association (CSA 2:20). */
export function identityLines({ association }: NoticeContent): readonly string[] {
  return [capital(nameWithForm(association)), ...association.letterhead];
}
