import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { localDay } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { personalLinks } from '#lib/meetings/server/convocation/tables.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { ask, tellEnd } from './asking.ts';
import { OVER, procedureToRun } from './held.ts';
import { writtenProcedures } from './tables.ts';
import { bodyOf, votersOf } from './voters.ts';

/** Those of these mandates to whom a link to this procedure was sent on this ISO day. */
async function writtenToOn(
  tx: Tx,
  procedureId: string,
  mandateIds: readonly string[],
  day: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ mandateId: personalLinks.mandateId, createdAt: personalLinks.createdAt })
    .from(personalLinks)
    .where(
      and(
        eq(personalLinks.purpose, 'written-procedure'),
        eq(personalLinks.subjectId, procedureId),
        inArray(personalLinks.mandateId, [...mandateIds]),
      ),
    );
  return new Set(
    rows.filter(({ createdAt }) => localDay(createdAt) === day).map(({ mandateId }) => mandateId),
  );
}

/**
 * Writes once more to those who did not answer and have an address, at most once a day to each. Answers to how many.
 * Refuses a procedure that is over, one where nobody silent has an address, and when all of them were written to today.
 */
export function remindSilent(
  house: House,
  actor: Actor,
  procedureId: string,
): Promise<Outcome<{ reminded: number }>> {
  return command(house, actor, async (act) => {
    const { tx, today, journal, nothingToDo } = act;
    const held = await procedureToRun(tx, actor, today, procedureId);
    if (!held.done) return held;
    const procedure = held.value;
    if (procedure.state !== 'open' || today > procedure.closesOn) return OVER;
    const body = await bodyOf(tx, procedure.bodyId);
    const silent = (await votersOf(tx, procedure, body)).filter(({ answer }) => answer === null);
    if (silent.length === 0) {
      nothingToDo();
      return done({ reminded: 0 });
    }
    const reached = silent.filter(({ email }) => email !== null);
    if (reached.length === 0)
      return refuse(
        'nobody-to-remind',
        'Aucun de ceux qui n’ont pas répondu n’a d’adresse e-mail. Rappelez-leur par téléphone, ou envoyez-leur la lettre.',
      );
    const ids = reached.map(({ mandateId }) => mandateId);
    const writtenTo = await writtenToOn(tx, procedureId, ids, today);
    const due = reached.filter(({ mandateId }) => !writtenTo.has(mandateId));
    if (due.length === 0)
      return refuse(
        'reminded-today',
        'Ils ont déjà reçu un message aujourd’hui. Vous pourrez leur écrire à nouveau demain.',
      );
    await ask(act, house, actor, procedure, body, due, { reminder: true });
    journal({
      act: 'written-procedure.reminded',
      subject: { kind: 'written-procedure', id: procedureId },
      after: { mandateIds: due.map(({ mandateId }) => mandateId) },
    });
    return done({ reminded: due.length });
  });
}

/**
 * Withdraws a proposal before it is decided, with a reason that everyone is told. Refuses one that is over; withdrawn
 * twice, it stays as it is.
 */
export function withdrawProcedure(
  house: House,
  actor: Actor,
  procedureId: string,
  { reason }: { readonly reason: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal, nothingToDo } = act;
    const held = await procedureToRun(tx, actor, today, procedureId);
    if (!held.done) return held;
    const procedure = held.value;
    if (procedure.state === 'withdrawn') {
      nothingToDo();
      return done();
    }
    if (procedure.state !== 'open' || today > procedure.closesOn)
      return refuse(
        'procedure-over',
        'Cette décision par écrit est terminée\u00a0: elle ne se retire plus. Une réunion, ou une autre décision, peut revenir dessus.',
      );
    await tx
      .update(writtenProcedures)
      .set({ state: 'withdrawn', settledAt: now })
      .where(eq(writtenProcedures.id, procedureId));
    journal({
      act: 'written-procedure.withdrawn',
      subject: { kind: 'written-procedure', id: procedureId },
      after: { reason },
    });
    const body = await bodyOf(tx, procedure.bodyId);
    const voters = await votersOf(tx, procedure, body);
    await tellEnd(act, house, actor.associationId, procedure, body, voters, {
      outcome: 'withdrawn',
      how: reason,
    });
    return done();
  });
}
