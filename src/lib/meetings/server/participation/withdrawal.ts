import { and, eq } from 'drizzle-orm';
import type { Act } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { HeldMeeting } from './answering.ts';
import { tellOfProxy } from './mails.ts';
import type { ActiveProxy } from './proxies.ts';
import { attendanceReplies, proxies } from './tables.ts';
import { touchSitting } from '../sitting/touch.ts';

/** Who is named by this proxy as its holder. */
export function holderOf(proxy: ActiveProxy, { participants }: Pick<HeldMeeting, 'participants'>): string {
  if (proxy.holderMandateId === null) return proxy.holderName!;
  // A mandate that ended since is no longer among those of the day.
  return participants.get(proxy.holderMandateId)?.proxySeat.name ?? 'une personne qui ne siège plus';
}

/**
 * Takes back a proxy inside a command that has authorised it. Its principal has said nothing more; its holder is told,
 * unless it is they who give it up.
 */
export async function withdraw(
  house: House,
  { tx, now, journal }: Act,
  held: HeldMeeting,
  proxy: ActiveProxy,
  { tellHolder = true } = {},
): Promise<void> {
  const { meeting, participants } = held;
  const { associationId } = meeting;
  await tx.update(proxies).set({ revokedAt: now }).where(eq(proxies.id, proxy.id));
  await tx
    .delete(attendanceReplies)
    .where(
      and(
        eq(attendanceReplies.meetingId, meeting.id),
        eq(attendanceReplies.mandateId, proxy.principalMandateId),
      ),
    );
  await touchSitting(tx, associationId, meeting.id);
  journal({
    act: 'proxy.revoked',
    subject: { kind: 'proxy', id: proxy.id },
    before: {
      meetingId: meeting.id,
      principalMandateId: proxy.principalMandateId,
      holderMandateId: proxy.holderMandateId,
    },
  });
  const principal = participants.get(proxy.principalMandateId);
  if (tellHolder && proxy.holderMandateId !== null && principal)
    await tellOfProxy({ house, tx, now, associationId }, held, {
      news: 'withdrawn',
      mandateId: proxy.holderMandateId,
      by: principal.proxySeat.name,
    });
}
