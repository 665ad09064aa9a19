import { eq } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import type { Proxies } from '#lib/associations/rules/settings/participation.ts';
import { settingInWords, type Statutes } from '#lib/associations/rules/statutes.ts';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { associations } from '#lib/associations/server/tables.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import { localInstant } from '#lib/kernel/calendar.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { NoticeContent, NoticeItem } from '../../convocation/content.ts';
import { numberItems } from '../../rules/agenda.ts';
import { isForDecision } from '../../vocabulary.ts';
import { itemsOf, type AgendaItem, type Meeting } from '../load.ts';
import { meetings } from '../tables.ts';

/** What someone who cannot come may do. */
const PROXIES: Readonly<Record<Proxies, string | null>> = {
  none: null,
  member: 'Donnez procuration par écrit à une autre personne qui y vote, ou excusez-vous.',
  anyone: 'Donnez procuration par écrit à la personne de votre choix, ou excusez-vous.',
};

/** The quorum and the majority of a kind of decision, as members read them. */
function ruleInWords(statutes: Statutes, kind: DecisionKind): string {
  const lines = [
    settingInWords(`quorum.${kind}`, statutes[`quorum.${kind}`]),
    settingInWords(`majority.${kind}`, statutes[`majority.${kind}`]),
    ...(kind === 'ordinary' ? [settingInWords('base', statutes.base)] : []),
    ...(statutes['double-majority'].value
      ? [settingInWords('double-majority', statutes['double-majority'])]
      : []),
  ];
  return lines.map(({ sentence, source }) => `${sentence.replace(/\.$/, '')} (${source}).`).join(' ');
}

/** Until when one votes on an item before the meeting, its hour at the latest; null: one does not. */
function untilOf({ nature, voteBeforeUntil }: AgendaItem, { heldOn, startsAt }: Meeting): string | null {
  if (voteBeforeUntil === null || !isForDecision(nature)) return null;
  const begins = localInstant(heldOn, startsAt ?? '00:00');
  return Temporal.Instant.compare(voteBeforeUntil, begins) > 0 ? begins : voteBeforeUntil;
}

function voteBeforeOf(item: AgendaItem, meeting: Meeting): Pick<NoticeItem, 'voteBeforeUntil'> {
  const until = untilOf(item, meeting);
  return until === null ? {} : { voteBeforeUntil: until };
}

/** What a notice of this meeting says at this moment, with the statutes of its day. */
export async function noticeContentOf(
  tx: Tx,
  meeting: Meeting,
): Promise<{
  content: NoticeContent;
  statutes: Statutes;
  body: { id: string; kind: NoticeContent['body']['kind'] };
}> {
  const [frame] = await tx
    .select({
      body: { id: bodies.id, code: bodies.code, name: bodies.name, kind: bodies.kind },
      association: {
        slug: associations.slug,
        name: associations.name,
        shortName: associations.shortName,
        legalForm: associations.legalForm,
        letterhead: associations.letterhead,
      },
    })
    .from(bodies)
    .innerJoin(associations, eq(associations.id, bodies.associationId))
    .where(eq(bodies.id, meeting.bodyId));
  if (!frame) throw new Error('A meeting without its body: the foreign key forbids it.');
  const { id, code, name, kind } = frame.body;
  const statutes = await statutesOf(tx, { id, kind }, meeting.heldOn);
  const [first] = meeting.secondOfId
    ? await tx.select({ heldOn: meetings.heldOn }).from(meetings).where(eq(meetings.id, meeting.secondOfId))
    : [];
  const items = numberItems(await itemsOf(tx, meeting));
  const votedBefore = items.some((item) => untilOf(item, meeting) !== null);
  return {
    statutes,
    body: { id, kind },
    content: {
      association: frame.association,
      body: { code, name, kind },
      meeting: {
        id: meeting.id,
        version: meeting.version,
        createdAt: meeting.createdAt,
        cancelledAt: meeting.cancelledAt,
        cancelReason: meeting.cancelReason,
        bodyName: name,
        theme: meeting.theme,
        kind: meeting.kind,
        heldOn: meeting.heldOn,
        startsAt: meeting.startsAt,
        endsAt: meeting.endsAt,
        place: meeting.place,
        remoteAccess: meeting.remoteAccess,
        remoteProcedure: meeting.remoteProcedure,
        secondOf: first?.heldOn ?? null,
      },
      items: items.map((item) => ({
        number: item.number,
        depth: item.depth,
        title: item.title,
        nature: item.nature,
        decisionKind: item.decisionKind,
        presenter: item.presenter,
        minutes: item.minutes,
        text: item.text,
        closedDoor: item.closedDoor,
        lateReason: item.lateReason,
        rule:
          isForDecision(item.nature) && item.decisionKind !== null && item.decisionKind !== 'ordinary'
            ? ruleInWords(statutes, item.decisionKind)
            : null,
        ...voteBeforeOf(item, meeting),
      })),
      proxies: PROXIES[statutes.proxies.value],
      ordinaryRule: `Décisions ordinaires\u00a0: ${ruleInWords(statutes, 'ordinary')}`,
      ...(votedBefore && { voteBeforeSource: statutes['advance-vote'].source }),
    },
  };
}
