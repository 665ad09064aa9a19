import { and, eq } from 'drizzle-orm';
import { associations, people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import { issueLink } from '#lib/meetings/server/convocation/links.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
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
