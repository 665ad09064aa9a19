import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords, localDay } from '#lib/kernel/days.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { heldProcedure, OVER, procedureToRun } from './held.ts';
import { settleIfDecided } from './settle.ts';
import { writtenAnswers } from './tables.ts';
import { bodyOf, votersOf, type Procedure } from './voters.ts';

type Answer = 'agrees' | 'refuses';

/** What an answer led to: the end of the procedure, or null while others are still to answer. */
interface Answered {
  readonly settled: 'adopted' | 'rejected' | null;
}

/**
 * Keeps the answer of a member, by their own hand: signed in or by their personal link. It is final, as a signature is,
 * and the last one needed, or the first refusal, ends the procedure. Refuses whoever may not read it, whoever had no
 * vote on the day on which it was opened, a procedure that is over, and another answer than the one given. The same one
 * sent twice is kept once.
 */
export function answerInWriting(
  house: House,
  actor: Actor,
  procedureId: string,
  { answer }: { readonly answer: Answer },
): Promise<Outcome<Answered>> {
  return command(house, actor, async (act) => {
    const held = await heldProcedure(act.tx, actor, act.today, procedureId);
    if (!held.done) return held;
    const own = new Set(actor.seats.map(({ mandateId }) => mandateId));
    return keep(act, house, held.value, ({ mandateId }) => own.has(mandateId), NOT_ASKED, {
      answer,
      via: 'member',
      enteredBy: null,
    });
  });
}

const NOT_ASKED = refuse(
  'not-asked',
  'Cette décision est proposée à ceux qui avaient une voix le jour de son ouverture. Vous pouvez la lire, pas y répondre.',
);

/**
 * Keeps an answer that came on signed paper, typed by coordination. Refuses whoever may not, somebody who is not asked, a
 * procedure that is over, and another answer than the one given.
 */
export function enterPaperAnswer(
  house: House,
  actor: Actor,
  procedureId: string,
  { mandateId, answer }: { readonly mandateId: string; readonly answer: Answer },
): Promise<Outcome<Answered>> {
  return command(house, actor, async (act) => {
    const held = await procedureToRun(act.tx, actor, act.today, procedureId);
    if (!held.done) return held;
    return keep(act, house, held.value, (voter) => voter.mandateId === mandateId, notFound(), {
      answer,
      via: 'paper',
      enteredBy: actor.name,
    });
  });
}

async function keep(
  act: Act,
  house: House,
  procedure: Procedure,
  isTheirs: (voter: { readonly mandateId: string }) => boolean,
  notAsked: ReturnType<typeof notFound>,
  given: Pick<typeof writtenAnswers.$inferSelect, 'answer' | 'via' | 'enteredBy'>,
): Promise<Outcome<Answered>> {
  const { tx, now, today, journal, nothingToDo } = act;
  const { id: procedureId, associationId, bodyId, state, closesOn } = procedure;
  const voters = await votersOf(tx, procedure, await bodyOf(tx, bodyId));
  const voter = voters.find(isTheirs);
  if (!voter) return notAsked;
  if (voter.answer?.answer === given.answer) {
    nothingToDo();
    return done({ settled: state === 'adopted' || state === 'rejected' ? state : null });
  }
  if (state !== 'open' || today > closesOn) return OVER;
  if (voter.answer)
    return refuse(
      'already-answered',
      `Une réponse est déjà signée, du ${dayInWords(localDay(voter.answer.answeredAt))}\u00a0: elle ne se change plus. Pour revenir dessus, demandez à la coordination de retirer cette procédure.`,
    );
  const { mandateId } = voter;
  await tx
    .insert(writtenAnswers)
    .values({ associationId, procedureId, bodyId, mandateId, answeredAt: now, ...given });
  journal({
    act: 'written-procedure.answered',
    subject: { kind: 'written-procedure', id: procedureId },
    after: { mandateId, ...given },
  });
  return done({ settled: await settleIfDecided(act, house, procedure) });
}
