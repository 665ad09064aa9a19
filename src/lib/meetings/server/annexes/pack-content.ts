import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { associations } from '#lib/associations/server/tables.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { PackContent } from '../../pack.ts';
import { numberItems } from '../../rules/agenda.ts';
import type { Audience } from '../../vocabulary.ts';
import { agendaItems, meetings } from '../tables.ts';
import { annexesFor } from './queries.ts';

/** Grows when the same content is laid out otherwise, so that packs made before are made again. */
const LAYOUT = 1;

/** What the pack of a meeting says to an audience at this moment; null when the meeting is gone. */
export async function packContent(
  tx: Tx,
  meetingId: string,
  audience: Audience,
): Promise<PackContent | null> {
  const [row] = await tx
    .select({
      meeting: meetings,
      body: { code: bodies.code, name: bodies.name },
      association: {
        name: associations.name,
        legalForm: associations.legalForm,
        letterhead: associations.letterhead,
      },
    })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .innerJoin(associations, eq(associations.id, meetings.associationId))
    .where(eq(meetings.id, meetingId));
  if (!row) return null;
  const { meeting, body, association } = row;
  const items = numberItems(
    await tx
      .select({
        id: agendaItems.id,
        parentId: agendaItems.parentId,
        position: agendaItems.position,
        title: agendaItems.title,
        nature: agendaItems.nature,
        presenter: agendaItems.presenter,
        minutes: agendaItems.minutes,
        text: agendaItems.text,
        closedDoor: agendaItems.closedDoor,
      })
      .from(agendaItems)
      .where(eq(agendaItems.meetingId, meetingId)),
  );
  const annexes = await annexesFor(tx, meetingId, audience);
  const places = [null, ...items.map(({ id }) => id)];
  return {
    association,
    body,
    audience,
    kind: meeting.kind,
    heldOn: meeting.heldOn,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    place: meeting.place,
    theme: meeting.theme,
    remoteAccess: meeting.remoteAccess,
    remoteProcedure: meeting.remoteProcedure,
    cancelReason: meeting.cancelReason,
    recordedAt: annexes.reduce(
      (latest, { addedAt }) => (Date.parse(addedAt) > Date.parse(latest) ? addedAt : latest),
      meeting.createdAt,
    ),
    items: items.map(({ id, number, mark, depth, title, nature, presenter, minutes, text, closedDoor }) => ({
      id,
      number,
      mark,
      depth,
      title,
      nature,
      presenter,
      minutes,
      text,
      closedDoor,
    })),
    annexes: places.flatMap((place) =>
      annexes
        .filter(({ itemId }) => itemId === place)
        .map(({ id, itemId, title, confidential, file }) => ({
          id,
          itemId,
          title,
          confidential,
          fileId: file.id,
          name: file.name,
          mediaType: file.mediaType,
          sha256: file.sha256,
        })),
    ),
  };
}

export function fingerprintOf(content: PackContent): string {
  return createHash('sha256')
    .update(JSON.stringify([LAYOUT, content]))
    .digest('hex');
}
