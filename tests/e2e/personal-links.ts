import { and, eq, inArray } from 'drizzle-orm';
import { associations, people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import { issueLink } from '#lib/meetings/server/convocation/links.ts';
import { proxies } from '#lib/meetings/server/participation/tables.ts';
import { attendances, meetings } from '#lib/meetings/server/tables.ts';
import { inAssociation, openDatabase } from '#lib/platform/database.ts';

/** The path of a personal link to a meeting, as a mail carries it to this person. `meeting`: its address. */
export async function personalLink(
  databaseUrl: string,
  meeting: string,
  familyName: string,
  expiresAt?: string,
): Promise<string> {
  return `/rslux/m/${await tokenOf('meeting', databaseUrl, meeting, familyName, expiresAt)}`;
}

/** The same to its PV. */
export async function minutesLink(databaseUrl: string, meeting: string, familyName: string): Promise<string> {
  return `/rslux/minutes/${await tokenOf('minutes', databaseUrl, meeting, familyName)}`;
}

async function tokenOf(
  purpose: 'meeting' | 'minutes',
  databaseUrl: string,
  meeting: string,
  familyName: string,
  expiresAt = '2023-12-31T00:00:00Z',
): Promise<string> {
  const { db, close } = openDatabase(databaseUrl, { max: 1 });
  const [association] = await db.select().from(associations).where(eq(associations.slug, 'rslux'));
  const associationId = association!.id;
  const meetingId = meeting.split('/').at(-1)!;
  const { token } = await inAssociation(db, associationId, async (tx) => {
    const [mandate] = await tx
      .select({ id: mandates.id })
      .from(mandates)
      .innerJoin(people, eq(people.id, mandates.personId))
      .innerJoin(meetings, eq(meetings.bodyId, mandates.bodyId))
      .where(and(eq(meetings.id, meetingId), eq(people.familyName, familyName)));
    const subject = { purpose, subjectId: meetingId, mandateId: mandate!.id };
    return issueLink(tx, { ...subject, associationId, now: '2022-11-01T08:00:00Z', expiresAt });
  });
  await close();
  return token;
}

/** A proxy for a meeting of somebody who is excused, as the secretary received it on paper: both by their family name. */
export async function giveProxy(
  databaseUrl: string,
  meeting: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const { db, close } = openDatabase(databaseUrl, { max: 1 });
  const [association] = await db.select().from(associations).where(eq(associations.slug, 'rslux'));
  const associationId = association!.id;
  const meetingId = meeting.split('/').at(-1)!;
  await inAssociation(db, associationId, async (tx) => {
    const rows = await tx
      .select({ id: mandates.id, bodyId: mandates.bodyId, familyName: people.familyName })
      .from(mandates)
      .innerJoin(people, eq(people.id, mandates.personId))
      .innerJoin(meetings, eq(meetings.bodyId, mandates.bodyId))
      .where(and(eq(meetings.id, meetingId), inArray(people.familyName, [from, to])));
    const of = (name: string) => rows.find(({ familyName }) => familyName === name)!;
    await tx
      .update(attendances)
      .set({ state: 'excused' })
      .where(and(eq(attendances.meetingId, meetingId), eq(attendances.mandateId, of(from).id)));
    await tx.insert(proxies).values({
      associationId,
      meetingId,
      bodyId: of(from).bodyId,
      principalMandateId: of(from).id,
      holderMandateId: of(to).id,
      givenAt: '2022-11-20T10:00:00Z',
      via: 'paper',
    });
  });
  await close();
}
