import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { StepForm } from '../../forms/after-care.ts';
import { mayDecide } from '../../policy.ts';
import { careOf, EFFECTS, type CareStep, type Effect } from '../../rules/after-care.ts';
import { heldEntry, type HeldEntry } from '../register/held.ts';
import { decisionEffects, decisionSteps } from './tables.ts';

/** An adopted decision whose after-care the actor follows, held until the transaction ends. */
async function decisionToCareFor(
  tx: Tx,
  actor: Actor,
  today: string,
  entryId: string,
): Promise<Outcome<HeldEntry>> {
  const held = await heldEntry(tx, actor, today, entryId);
  if (!held.done) return held;
  const { bodyId, decidedOn, adopted } = held.value;
  const allowed = mayDecide(actor, { bodyId, heldOn: decidedOn }, today);
  if (!allowed.done) return allowed;
  return adopted
    ? held
    : refuse(
        'not-adopted',
        'Cette proposition n’est pas adoptée\u00a0: elle ne demande aucune suite légale.',
      );
}

const subjectOf = (id: string) => ({ kind: 'register-entry', id });
const inOrder = (effects: readonly Effect[]) => EFFECTS.filter((effect) => effects.includes(effect));

async function effectsOf(tx: Tx, entryId: string): Promise<Effect[]> {
  const rows = await tx
    .select({ effect: decisionEffects.effect })
    .from(decisionEffects)
    .where(eq(decisionEffects.entryId, entryId));
  return inOrder(rows.map(({ effect }) => effect));
}

/**
 * Says what an adopted decision does in law; its steps follow from it. Said again, it replaces what was said. Refuses
 * "nothing of all that" beside something, and to take back what a step already done rests on.
 */
export function sayEffects(
  house: House,
  actor: Actor,
  entryId: string,
  form: { readonly effects: readonly Effect[] },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const held = await decisionToCareFor(tx, actor, today, entryId);
    if (!held.done) return held;
    const effects = inOrder(form.effects);
    if (effects.includes('none') && effects.length > 1)
      return refuse(
        'nothing-and-something',
        'Cochez soit «\u00a0rien de tout cela\u00a0», soit ce que fait la décision, pas les deux.',
        { field: 'effects' },
      );
    const before = await effectsOf(tx, entryId);
    if (isDeepStrictEqual(before, effects)) {
      nothingToDo();
      return done();
    }
    const finished = await tx
      .select({ step: decisionSteps.step, doneOn: decisionSteps.doneOn })
      .from(decisionSteps)
      .where(eq(decisionSteps.entryId, entryId));
    const { decidedOn } = held.value;
    const asked = new Set(
      careOf({ decidedOn, effects, socialRelay: true }, [], today).map(({ step }) => step),
    );
    const left = finished.find(({ step }) => !asked.has(step));
    if (left)
      return refuse(
        'step-already-done',
        `Une étape qui n’est plus demandée est déjà faite, le ${dayInWords(left.doneOn)}. Reprenez-la d’abord.`,
        { field: 'effects' },
      );
    const { associationId } = actor;
    await tx.delete(decisionEffects).where(eq(decisionEffects.entryId, entryId));
    await tx.insert(decisionEffects).values(effects.map((effect) => ({ associationId, entryId, effect })));
    journal({
      act: 'decision.effects-said',
      subject: subjectOf(entryId),
      before: { effects: before },
      after: { effects },
    });
    return done();
  });
}

const stepOf = (entryId: string, step: CareStep) =>
  and(eq(decisionSteps.entryId, entryId), eq(decisionSteps.step, step));

/**
 * Notes a step as done on an ISO day, with its proof. Done twice the same, it is noted once. Refuses a step that this
 * decision does not ask for, a day before it or to come, and one that somebody noted otherwise meanwhile.
 */
export function finishStep(
  house: House,
  actor: Actor,
  entryId: string,
  { step, doneOn, proof }: StepForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const held = await decisionToCareFor(tx, actor, today, entryId);
    if (!held.done) return held;
    const { decidedOn } = held.value;
    const effects = await effectsOf(tx, entryId);
    if (!careOf({ decidedOn, effects, socialRelay: true }, [], today).some((each) => each.step === step))
      return refuse(
        'step-not-asked',
        'Cette décision ne demande pas cette étape. Dites d’abord ce qu’elle fait.',
        { field: 'step' },
      );
    if (doneOn < decidedOn)
      return refuse('done-before', `La décision date du ${dayInWords(decidedOn)}.`, { field: 'doneOn' });
    if (doneOn > today)
      return refuse(
        'done-in-the-future',
        'Cette étape ne peut pas être faite un jour à venir. Indiquez le jour où elle l’a été.',
        { field: 'doneOn' },
      );
    const [known] = await tx.select().from(decisionSteps).where(stepOf(entryId, step));
    if (known && known.doneOn === doneOn && known.proof === proof) {
      nothingToDo();
      return done();
    }
    if (known)
      return refuse(
        'already-done',
        `${known.doneBy} a déjà noté cette étape, faite le ${dayInWords(known.doneOn)}. Reprenez-la d’abord pour la corriger.`,
        { field: 'doneOn' },
      );
    const { associationId, name: doneBy } = actor;
    await tx.insert(decisionSteps).values({ associationId, entryId, step, doneOn, proof, doneBy });
    journal({ act: 'decision.step-done', subject: subjectOf(entryId), after: { step, doneOn, proof } });
    return done();
  });
}

/** Takes back that a step was done. Taken back twice, it is done once. */
export function clearStep(
  house: House,
  actor: Actor,
  entryId: string,
  { step }: { readonly step: CareStep },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const held = await decisionToCareFor(tx, actor, today, entryId);
    if (!held.done) return held;
    const [before] = await tx
      .delete(decisionSteps)
      .where(stepOf(entryId, step))
      .returning({ step: decisionSteps.step, doneOn: decisionSteps.doneOn, proof: decisionSteps.proof });
    if (before) journal({ act: 'decision.step-cleared', subject: subjectOf(entryId), before });
    else nothingToDo();
    return done();
  });
}
