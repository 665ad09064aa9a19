import { eq } from 'drizzle-orm';
import { associations, people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMail } from '#lib/platform/mail/outbox.ts';
import { meetingMoment } from '../../words.ts';
import type { HeldMeeting } from './answering.ts';

/** What happened to a proxy, told to whom it concerns besides the one who did it. */
export type ProxyNews = 'given' | 'withdrawn' | 'declined' | 'removed';

interface Writing {
  readonly house: House;
  readonly tx: Tx;
  readonly now: string;
  readonly associationId: string;
}

interface News {
  readonly news: ProxyNews;
  /** To whom this is told. */
  readonly mandateId: string;
  /** Who gave, withdrew or declined. */
  readonly by: string;
  readonly instructions?: string;
}

/** Tells one person of a proxy by mail, where their address is known. */
export async function tellOfProxy(
  { house, tx, now, associationId }: Writing,
  { meeting, bodyName }: Pick<HeldMeeting, 'meeting' | 'bodyName'>,
  { news, mandateId, by, instructions = '' }: News,
): Promise<void> {
  const [to] = await tx
    .select({ name: people.givenName, email: people.email, slug: associations.slug })
    .from(mandates)
    .innerJoin(people, eq(people.id, mandates.personId))
    .innerJoin(associations, eq(associations.id, mandates.associationId))
    .where(eq(mandates.id, mandateId));
  if (!to?.email) return;
  const { subject, lines } = wordsOf(news, by, `${bodyName}, ${meetingMoment(meeting)}`);
  await queueMail(tx, {
    to: to.email,
    subject,
    text: [
      `Bonjour ${to.name},`,
      ...lines,
      ...(instructions === '' ? [] : [`Ses consignes\u00a0:\n${instructions}`]),
      `Votre réponse à cette réunion\u00a0:\n${house.publicAddress}/${to.slug}/meetings/${meeting.id}/answer`,
    ].join('\n\n'),
    kind: 'proxy',
    associationId,
    now,
  });
}

function wordsOf(news: ProxyNews, by: string, when: string): { subject: string; lines: string[] } {
  if (news === 'given')
    return {
      subject: `${by} vous donne procuration`,
      lines: [
        `${by} vous donne procuration pour cette réunion\u00a0: ${when}.`,
        'Vous y voterez aussi en son nom, si vous y prenez part et tant que cette personne n’y est pas.',
        'Si vous ne pouvez pas la porter, dites-le à temps\u00a0: un bouton le permet sur la page de votre réponse.',
      ],
    };
  if (news === 'withdrawn')
    return {
      subject: `${by} retire sa procuration`,
      lines: [`Vous ne portez plus la procuration de ${by} pour cette réunion\u00a0: ${when}.`],
    };
  if (news === 'removed')
    return {
      subject: 'Votre procuration est retirée',
      lines: [
        `${by}, pour le secrétariat, a retiré la procuration que vous aviez donnée pour cette réunion\u00a0: ${when}.`,
        'Dites si vous venez, ou donnez procuration à nouveau.',
      ],
    };
  return {
    subject: `${by} ne portera pas votre procuration`,
    lines: [
      `${by} ne portera pas votre procuration pour cette réunion\u00a0: ${when}.`,
      'Dites si vous venez, ou choisissez une autre personne.',
    ],
  };
}
