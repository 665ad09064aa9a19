import { and, asc, eq, lt } from 'drizzle-orm';
import { associations } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { localDay } from '#lib/kernel/days.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { writtenVerdict } from '../../rules/written.ts';
import { allotNumber } from '../register/allot.ts';
import { tellEnd } from './asking.ts';
import { writtenProcedures } from './tables.ts';
import { bodyOf, countOf, votersOf, type Procedure } from './voters.ts';

/** Ends a procedure, inside a command that holds it, if the answers or the calendar decide; tells everyone. */
export async function settleIfDecided(
  act: Act,
  house: House,
  procedure: Procedure,
): Promise<'adopted' | 'rejected' | null> {
  const { tx, now, today, journal } = act;
  const { id, associationId, kind, closesOn } = procedure;
  const body = await bodyOf(tx, procedure.bodyId);
  const voters = await votersOf(tx, procedure, body);
  const verdict = writtenVerdict({ bodyKind: body.kind, kind, count: countOf(voters), closesOn, today });
  if (verdict === null) return null;
  const state = verdict.outcome === 'adopted' ? 'adopted' : 'rejected';
  await tx
    .update(writtenProcedures)
    .set({ state, settledAt: now, verdict })
    .where(eq(writtenProcedures.id, id));
  const entry =
    state === 'adopted'
      ? await allotNumber(tx, {
          associationId,
          procedureId: id,
          bodyId: procedure.bodyId,
          heldOn: localDay(now),
          now,
        })
      : {};
  journal({
    act: 'written-procedure.settled',
    subject: { kind: 'written-procedure', id },
    after: {
      ...entry,
      verdict,
      answers: voters.map(({ mandateId, answer }) => ({ mandateId, answer: answer?.answer ?? null })),
    },
  });
  await tellEnd(act, house, associationId, procedure, body, voters, {
    outcome: state,
    how: verdict.explanation,
  });
  return state;
}

/** Who acts when it is the calendar: nobody. */
const clockOf = (associationId: string): Actor => ({
  associationId,
  accountId: null,
  name: 'Fin du délai',
  personId: null,
  role: null,
  seats: [],
});

/**
 * Ends the procedures whose last day is over. Any number of instances may run it at once: each procedure is held while
 * it is ended, and one that is ended already stays as it is.
 */
export async function settleOverdue(house: House): Promise<void> {
  const rows = await house.db
    .select({ id: associations.id })
    .from(associations)
    .orderBy(asc(associations.slug));
  for (const { id: associationId } of rows) {
    try {
      const overdue = and(
        eq(writtenProcedures.state, 'open'),
        lt(writtenProcedures.closesOn, house.clock.today()),
      );
      const due = await inAssociation(house.db, associationId, (tx) =>
        tx.select({ id: writtenProcedures.id }).from(writtenProcedures).where(overdue),
      );
      for (const { id } of due) await settleOne(house, associationId, id);
    } catch (error) {
      // What is wrong in one association must not keep the others waiting.
      house.log.error({ err: error, association: associationId }, 'written procedures were not settled');
    }
  }
}

function settleOne(house: House, associationId: string, id: string): Promise<Outcome<undefined>> {
  return command(house, clockOf(associationId), async (act) => {
    const [procedure] = await act.tx
      .select()
      .from(writtenProcedures)
      .where(and(eq(writtenProcedures.id, id), eq(writtenProcedures.state, 'open')))
      .for('update');
    if (procedure) await settleIfDecided(act, house, procedure);
    else act.nothingToDo();
    return done();
  });
}
