import { describe, expect, it } from 'vitest';
import { toText } from '#lib/documents/text.ts';
import type { NoticeContent, Recipient } from './content.ts';
import { letterFilename, noticeLetter, type Sending } from './letter.ts';
import { noticeMail } from './mail.ts';
import { callInWords, sendingInWords } from './words.ts';

const CONTENT: NoticeContent = {
  association: {
    slug: 'essai',
    name: 'Relais d’essai',
    shortName: 'Essai',
    legalForm: 'ASBL',
    letterhead: ['BCE 0123.456.749', 'RPM Liège'],
  },
  body: { code: 'AG/1', name: 'Assemblée générale', kind: 'general-assembly' },
  meeting: {
    id: 'x',
    version: 1,
    createdAt: '2026-05-01T08:00:00Z',
    cancelledAt: null,
    cancelReason: null,
    bodyName: 'Assemblée générale',
    theme: null,
    kind: 'extraordinary',
    heldOn: '2026-06-30',
    startsAt: '19:00',
    endsAt: '21:00',
    place: 'Arlon',
    remoteAccess: null,
    remoteProcedure: null,
    secondOf: null,
  },
  items: [
    {
      number: '1',
      depth: 1,
      title: 'Personnel <confidentiel>',
      nature: 'decision',
      decisionKind: null,
      presenter: 'An',
      minutes: 20,
      text: 'Le dossier de Luc.',
      closedDoor: true,
      lateReason: 'Reçu hier',
      rule: null,
    },
  ],
  proxies: 'Donnez procuration par écrit.',
  ordinaryRule: 'Décisions ordinaires : plus de la moitié.',
};
const MEMBER: Recipient = {
  mandateId: 'm',
  personId: 'p',
  capacity: 'member',
  name: 'An Peeters',
  civility: 'madame',
  organisation: 'CPAS d’Arlon',
  channel: 'letter',
  address: 'rue Haute 1, 6700 Arlon',
  sits: true,
};
const sending = (kind: Sending['kind'] = 'notice'): Sending => ({
  kind,
  message: 'Un mot.',
  at: '2026-06-01T08:00:00Z',
  by: 'Isaline Jadot',
});
const meeting = (more: Partial<NoticeContent['meeting']>): NoticeContent => ({
  ...CONTENT,
  meeting: { ...CONTENT.meeting, ...more },
});
const letter = (content = CONTENT, recipient: Partial<Recipient> = {}, kind?: Sending['kind']) =>
  toText(noticeLetter(content, { ...MEMBER, ...recipient }, sending(kind))).replaceAll('\u00a0', ' ');
const ADDRESSES = { personal: 'https://ex.be/m/a&b', pack: null };
const mail = (content = CONTENT, recipient: Partial<Recipient> = {}, kind?: Sending['kind']) =>
  noticeMail(content, { ...MEMBER, ...recipient }, sending(kind), ADDRESSES);

describe('the letter', () => {
  it('says all that the law wants, to whom, by whom', () => {
    const text = letter();
    for (const words of [
      'Relais d’essai ASBL\nBCE 0123.456.749\nRPM Liège',
      'An Peeters\nCPAS d’Arlon\nrue Haute 1, 6700 Arlon',
      'Le 1er juin 2026',
      'Convocation de l’assemblée générale',
      'réunion extraordinaire de l’assemblée générale, le mardi 30 juin 2026, à 19 h (fin prévue à 21 h).',
      'Un mot.',
      'Lieu : Arlon.',
      '1. Personnel <confidentiel> (décision ; An ; 20 min ; ajouté après la convocation : Reçu hier)',
      'Le dossier de Luc.',
      'Vous ne pouvez pas venir ? Donnez procuration par écrit.',
      'Isaline Jadot, Au nom de l’organe d’administration',
    ])
      expect(text).toContain(words);
    expect(letterFilename(CONTENT, 'letter')).toBe('convocation-AG-1-2026-06-30.pdf');
  });

  it('R-CON-07: describes how one takes part from afar', () => {
    const remote = {
      place: null,
      remoteAccess: 'https://visio.be/1',
      remoteProcedure: 'Levez la main.\nAttendez.',
    };
    expect(letter(meeting(remote))).toContain(
      'Participer à distance\n\nAccès : https://visio.be/1\n\nLevez la main.\n\nAttendez.',
    );
  });

  it('CSA 9:16/1: says on which items one votes before the meeting, until when and how, to whoever votes', () => {
    const [item] = CONTENT.items;
    const voted: NoticeContent = {
      ...CONTENT,
      items: [{ ...item!, voteBeforeUntil: '2026-06-29T21:59:00Z' }],
      voteBeforeSource: 'statuts, art. 14',
    };
    const text = letter(voted);
    expect(text).toContain(
      'vous pouvez voter avant la réunion (statuts, art. 14) sur ce point :\n\n1. Personnel <confidentiel>, jusqu’au 29 juin 2026, 23 h 59.',
    );
    expect(text).toContain('donnez une adresse e-mail au secrétariat');
    expect(mail(voted, { channel: 'mail' }).text).toContain('un lien personnel');
    const two = letter({ ...voted, items: [...voted.items, { ...voted.items[0]!, number: '2' }] });
    expect(two).toContain('(statuts, art. 14) :\n\n1. ');
    expect(two).toContain('Ces votes se font en ligne');
    const over = { ...voted, items: [{ ...item!, voteBeforeUntil: '2026-05-30T21:59:00Z' }] };
    for (const without of [
      letter(over),
      letter(voted, { capacity: 'guest' }),
      letter(voted, { sits: false }),
      letter(voted, {}, 'cancellation'),
    ])
      expect(without).not.toContain('Voter avant');
  });

  it('R-AG2-01: says that a second meeting decides without quorum', () => {
    const text = letter(meeting({ secondOf: '2026-06-01' }));
    expect(text).toContain('Seconde convocation de l’assemblée générale');
    expect(text).toContain('du 1er juin 2026 n’a pas réuni le quorum');
  });

  it('keeps from guests what is debated without them, and offers a proxy to members alone', () => {
    const text = letter(CONTENT, { capacity: 'guest', civility: null });
    expect(text).toContain('Bonjour An Peeters,');
    expect(text).not.toMatch(/Luc|procuration/);
  });

  it('of a cancellation says why, and nothing of the agenda', () => {
    const text = letter(
      meeting({ cancelReason: 'Salle inondée', cancelledAt: '2026-06-10T08:00:00Z' }),
      {},
      'cancellation',
    );
    expect(text).toContain('est annulée.\n\nMotif : Salle inondée');
    expect(text).not.toContain('Ordre du jour');
  });
});

describe('the message', () => {
  it('says the same as text and as HTML, in which nothing typed becomes a tag', () => {
    const { subject, text, html } = mail();
    expect(subject.replaceAll('\u00a0', ' ')).toBe(
      'Essai : Convocation de l’assemblée générale, mardi 30 juin 2026, 19 h',
    );
    expect(text).toContain('https://ex.be/m/a&b');
    expect(text).toContain('RPM Liège');
    expect(html).toContain('Personnel &lt;confidentiel&gt;');
    expect(html).toContain('<a href="https://ex.be/m/a&amp;b">');
    expect(html).not.toMatch(/style=|<img|<script/);
  });

  it('asks again after a change, reminds, and has no link once all is cancelled', () => {
    expect(mail(CONTENT, {}, 'change').text).toContain('Dites si vous venez toujours');
    expect(mail(CONTENT, {}, 'reminder').text).toContain('Vous n’avez pas encore dit si vous venez');
    const cancelled = meeting({ cancelReason: 'x', cancelledAt: '2026-06-10T08:00:00Z' });
    expect(mail(cancelled, {}, 'cancellation').text).not.toContain('/m/');
    expect(mail({ ...CONTENT, proxies: null }).text).toContain('Dites si vous venez, ou excusez-vous');
  });
});

describe('what leaves, in words', () => {
  const to = (channel: 'mail' | 'letter', name: string, address: string | null = 'x') => ({
    channel,
    name,
    address,
  });
  const call = (...recipients: Parameters<typeof callInWords>[0]) =>
    callInWords(recipients).replaceAll('\u00a0', ' ');
  it('counts messages and letters, and names a few who cannot be reached', () => {
    expect(sendingInWords({ mails: 0, letters: 0 })).toBe('0\u00a0message');
    expect(call(to('mail', 'A'), to('mail', 'B'), to('letter', 'C'))).toBe('2 messages et 1 lettre');
    expect(call(to('letter', 'A', null), to('letter', 'B', null))).toBe(
      '2 lettres ; il manque l’adresse de A et B',
    );
    const many = ['A', 'B', 'C', 'D', 'E'].map((name) => to('letter', name, null));
    expect(call(...many)).toBe('5 lettres ; il manque l’adresse de A, B, C et 2 autres');
  });
});
