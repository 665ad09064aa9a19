import { max, sql } from 'drizzle-orm';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { BodyForm } from '../../forms.ts';
import { mayManageBodies } from '../../policy.ts';
import { bodies } from '../tables.ts';

/**
 * Describes a body, after the others in their order. Refuses a code already taken, whatever its capitals; the same body
 * sent twice is added once.
 */
export function addBody(house: House, actor: Actor, form: BodyForm): Promise<Outcome<{ code: string }>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    // One at a time, so that each finds the code and the place that the one before took.
    await lockAssociation(tx, actor.associationId);
    const [taken] = await tx
      .select()
      .from(bodies)
      .where(sql`lower(${bodies.code}) = lower(${form.code})`);
    const { code, name, kind, composition } = form;
    if (taken && taken.name === name && taken.kind === kind && taken.composition === composition) {
      nothingToDo();
      return done({ code: taken.code });
    }
    if (taken)
      return refuse(
        'code-taken',
        `Le sigle ${taken.code} est déjà celui de «\u00a0${taken.name}\u00a0». Choisissez-en un autre.`,
        { field: 'code' },
      );
    const [last] = await tx.select({ position: max(bodies.position) }).from(bodies);
    const position = (last?.position ?? -1) + 1;
    const [created] = await tx
      .insert(bodies)
      .values({ associationId: actor.associationId, ...form, position })
      .returning({ id: bodies.id });
    journal({ act: 'body.added', subject: { kind: 'body', id: created!.id }, after: form });
    return done({ code });
  });
}
