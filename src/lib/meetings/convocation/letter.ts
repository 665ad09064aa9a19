import { nameWithForm } from '#lib/associations/identity.ts';
import type { Document } from '#lib/documents/blocks.ts';
import { dayInFigures, dayInWords, localDay } from '#lib/kernel/days.ts';
import type { NoticeKind } from '../vocabulary.ts';
import {
  agendaBlocks,
  noticeTitle,
  openingBlocks,
  paragraph,
  reasonBlock,
  rightsBlocks,
  salutation,
  voteBeforeBlocks,
} from './blocks.ts';
import type { NoticeContent, Recipient } from './content.ts';

/** How and by whom something is told. */
export interface Sending {
  readonly kind: NoticeKind;
  /** What the sender adds, in plain paragraphs. */
  readonly message: string;
  /** ISO instant. */
  readonly at: string;
  /** Who signs: "An Peeters". */
  readonly by: string;
}

/** The letter of one person. Pure: the same notice gives the same letter. */
export function noticeLetter(content: NoticeContent, recipient: Recipient, sending: Sending): Document {
  const { association, body, meeting } = content;
  const title = noticeTitle(content, sending.kind);
  const name = nameWithForm(association);
  const on = localDay(sending.at);
  const addressee = [
    recipient.name,
    recipient.organisation,
    recipient.channel === 'letter' ? recipient.address : null,
  ];
  return {
    title: `${title} du ${dayInWords(meeting.heldOn)}, ${recipient.name}`,
    language: 'fr',
    author: name,
    created: sending.at,
    letterhead: {
      name,
      lines: association.letterhead,
      reference: [`${body.code} · ${dayInFigures(meeting.heldOn)}`, 'convocation'],
    },
    footer: { left: title },
    blocks: [
      // Room for the window of an envelope.
      paragraph(`\n\n${addressee.filter((line) => line !== null).join('\n')}\n\n`),
      paragraph(`Le ${dayInWords(on)}`),
      { kind: 'heading', level: 1, text: title },
      paragraph(salutation(recipient)),
      ...openingBlocks(content, sending.kind, sending.message),
      ...(sending.kind === 'cancellation'
        ? []
        : [
            ...agendaBlocks(content, recipient.capacity),
            ...voteBeforeBlocks(content, recipient, sending.at),
            ...rightsBlocks(content, recipient),
          ]),
      { kind: 'signatures', people: [{ name: sending.by, office: 'Au nom de l’organe d’administration' }] },
      reasonBlock(content, recipient),
    ],
  };
}

/** "convocation-AG-2022-11-21.pdf" */
export function letterFilename({ body, meeting }: NoticeContent, whose: 'letters' | 'letter'): string {
  const words = body.code.match(/[A-Za-z0-9]+/g) ?? [];
  return `${[whose === 'letter' ? 'convocation' : 'convocations', ...words, meeting.heldOn].join('-')}.pdf`;
}
