import { and, eq, sql } from 'drizzle-orm';
import { refuse, type Refused } from '#lib/kernel/refusals.ts';
import { LIMITS, secondsAfter, waitInWords, type LimitName } from '../rules.ts';
import { VISITOR, type AccountAct } from './act.ts';
import { hashOf } from './secrets.ts';
import { rateLimits } from './tables.ts';

/**
 * Counts one attempt of `subject` and answers null, or the refusal that says how long to wait. The row stays locked
 * until the commit, so that attempts made at once are counted one after another. The journal tells the first
 * refusal of a period, not each: whoever insists does not fill it.
 */
export async function countAttempt(
  { tx, now, journal }: AccountAct,
  scope: LimitName,
  subject: string,
): Promise<Refused | null> {
  const { max, seconds } = LIMITS[scope];
  const over = sql`${rateLimits.endsAt} <= ${now}`;
  const [row] = await tx
    .insert(rateLimits)
    .values({ scope, subject: subjectOf(subject), count: 1, endsAt: secondsAfter(now, seconds) })
    .onConflictDoUpdate({
      target: [rateLimits.scope, rateLimits.subject],
      set: {
        count: sql`case when ${over} then 1 else least(${rateLimits.count} + 1, ${max + 2}) end`,
        endsAt: sql`case when ${over} then excluded.ends_at else ${rateLimits.endsAt} end`,
      },
    })
    .returning();
  if (row!.count <= max) return null;
  if (row!.count === max + 1)
    journal(VISITOR, {
      act: scope === 'second-factor-by-account' ? 'second-factor.refused' : 'sign-in.refused',
      subject: { kind: 'rate-limit', id: `${scope}:${row!.subject.slice(0, 16)}` },
      after: { reason: 'too-many-attempts', until: row!.endsAt },
    });
  const otherWay = scope.startsWith('code-') ? ' Le lien du message, lui, fonctionne encore.' : '';
  return refuse(
    'too-many-attempts',
    `Trop d’essais. Réessayez ${waitInWords(now, row!.endsAt)}.${otherWay}`,
    { details: { until: row!.endsAt } },
  );
}

/** Forgets the attempts of who has just proved to be right. */
export async function forgetAttempts({ tx }: AccountAct, scope: LimitName, subject: string): Promise<void> {
  await tx
    .delete(rateLimits)
    .where(and(eq(rateLimits.scope, scope), eq(rateLimits.subject, subjectOf(subject))));
}

function subjectOf(subject: string): string {
  return hashOf(subject).toString('hex');
}
