import { dayInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/**
 * Whether an organisation can be a full member, or not, with these days (ISO, both included, null: not known). Refuses a
 * last day before the first, and a full member whose membership has ended.
 */
export function checkMembership(
  membership: {
    readonly partner: boolean;
    readonly memberSince: string | null;
    readonly memberUntil: string | null;
  },
  today: string,
): Outcome<undefined> {
  const { partner, memberSince, memberUntil } = membership;
  if (memberUntil === null) return done();
  if (memberSince !== null && memberUntil < memberSince)
    return refuse(
      'membership-ends-before',
      `Le dernier jour comme membre effectif, le ${dayInWords(memberUntil)}, vient avant le premier, le ${dayInWords(memberSince)}. Corrigez une des deux dates.`,
      { field: 'memberUntil' },
    );
  if (!partner || memberUntil >= today) return done();
  return refuse(
    'membership-ended',
    `Cette organisation n’est plus membre effectif depuis le ${dayInWords(memberUntil)}. Décochez «\u00a0Membre effectif\u00a0», ou corrigez cette date.`,
    { field: 'memberUntil' },
  );
}
