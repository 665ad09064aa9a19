import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { Copy } from '../../rules/copies.ts';
import { subjectProposed } from '../../rules/item-subject.ts';
import { kindOfItem } from '../../rules/item-kind.ts';
import type { AgendaItem, Meeting } from '../load.ts';
import { agendaItems } from '../tables.ts';
import type { LateMark } from './late.ts';

type Content = Pick<AgendaItem, 'title' | 'nature' | 'decisionKind' | 'presenter' | 'minutes'> &
  Partial<Pick<AgendaItem, 'text' | 'closedDoor' | 'subject'>>;

/**
 * Writes copies at the end of an agenda, in one statement. A kind of decision that this body may not take becomes an
 * ordinary one. Answers their identifiers, in the order of the copies.
 */
export async function insertCopies<T extends Content>(
  tx: Tx,
  meeting: Meeting,
  present: readonly AgendaItem[],
  copies: readonly Copy<T>[],
  mark: LateMark,
  more: (source: T) => Partial<Pick<AgendaItem, 'carriedFromId'>> = () => ({}),
): Promise<string[]> {
  const [body] = await tx.select({ kind: bodies.kind }).from(bodies).where(eq(bodies.id, meeting.bodyId));
  const ids = copies.map(() => randomUUID());
  const atTop = present.filter(({ parentId }) => parentId === null).length;
  await tx.insert(agendaItems).values(
    copies.map(({ source, parent, position }, index) => {
      const kind = kindOfItem(source.nature, source.decisionKind, body!.kind);
      return {
        associationId: meeting.associationId,
        id: ids[index]!,
        meetingId: meeting.id,
        parentId: parent === null ? null : ids[parent]!,
        position: parent === null ? atTop + position : position,
        title: source.title,
        nature: source.nature,
        decisionKind: kind.done ? kind.value : null,
        subject: source.subject === undefined ? subjectProposed(source.title) : source.subject,
        presenter: source.presenter,
        minutes: source.minutes,
        text: source.text ?? '',
        closedDoor: source.closedDoor ?? false,
        ...mark,
        ...more(source),
      };
    }),
  );
  return ids;
}
