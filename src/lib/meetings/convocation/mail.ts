import { blocksToHtml, type MessageBlock } from '#lib/documents/html.ts';
import { blocksToText } from '#lib/documents/text.ts';
import type { CalendarMeeting } from '../calendar-file.ts';
import { meetingMoment } from '../words.ts';
import {
  agendaBlocks,
  identityLines,
  noticeTitle,
  openingBlocks,
  paragraph,
  reasonBlock,
  rightsBlocks,
  salutation,
  voteBeforeBlocks,
} from './blocks.ts';
import type { NoticeContent, Recipient } from './content.ts';
import type { Sending } from './letter.ts';

/** Addresses that a message gives, in full. */
export interface MailAddresses {
  /** The page where this person answers, without signing in; null for who cannot. */
  readonly personal: string | null;
  /** The pack of the meeting, for who may read it; null for the others. */
  readonly pack: string | null;
}

const link = (words: string, address: string): MessageBlock =>
  paragraph([{ text: `${words}\u00a0:\n` }, { text: address, link: address }]);

function answerBlocks(
  { proxies }: NoticeContent,
  { kind }: Sending,
  { personal, pack }: MailAddresses,
): MessageBlock[] {
  if (kind === 'cancellation') return [];
  return [
    ...(personal === null
      ? []
      : [
          link(
            kind === 'change'
              ? 'Dites si vous venez toujours, sans mot de passe'
              : `Dites si vous venez${proxies === null ? ', ou excusez-vous' : ', excusez-vous ou donnez procuration'}, sans mot de passe`,
            personal,
          ),
          { kind: 'note' as const, text: 'Ce lien est personnel\u00a0: ne le transmettez pas.' },
        ]),
    ...(pack === null ? [] : [link('Lire le dossier de la séance', pack)]),
  ];
}

/** One line: a name may have been typed on several. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/**
 * The message of one person: subject, text and the same as HTML. What they have to do comes before the agenda, that a phone
 * shows it at once. Pure.
 */
export function noticeMail(
  content: NoticeContent,
  recipient: Recipient,
  sending: Sending,
  addresses: MailAddresses,
): { subject: string; text: string; html: string } {
  const title = noticeTitle(content, sending.kind);
  const attached = sending.kind === 'reminder' ? [] : calendarNote(content.meeting);
  const blocks: MessageBlock[] = [
    paragraph(salutation(recipient)),
    ...openingBlocks(content, sending.kind, sending.message),
    ...answerBlocks(content, sending, addresses),
    ...(sending.kind === 'cancellation'
      ? []
      : [
          ...agendaBlocks(content, recipient.capacity),
          ...voteBeforeBlocks(content, recipient, sending.at),
          ...rightsBlocks(content, recipient),
        ]),
    ...attached,
    paragraph(`${sending.by}, au nom de l’organe d’administration`),
    reasonBlock(content, recipient),
    { kind: 'note', text: identityLines(content).join('\n') },
  ];
  return {
    subject: oneLine(`${content.association.shortName}\u00a0: ${title}, ${meetingMoment(content.meeting)}`),
    text: `${blocksToText(blocks)}\n`,
    html: blocksToHtml(title, blocks),
  };
}

function calendarNote({ cancelledAt }: CalendarMeeting): MessageBlock[] {
  const text =
    cancelledAt === null
      ? 'La réunion est jointe pour votre agenda\u00a0: ouvrez le fichier, elle s’y inscrit. S’il y en avait une version plus ancienne, celle-ci la remplace.'
      : 'L’annulation est jointe pour votre agenda\u00a0: ouvrez le fichier, la réunion y est barrée.';
  return [{ kind: 'note', text }];
}
