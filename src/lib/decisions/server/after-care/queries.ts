import { and, eq, gte, inArray, ne } from 'drizzle-orm';
import { resolveSetting, standingOn } from '#lib/associations/rules/statutes.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import type { Alert } from '#lib/bodies/rules/alert.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';
import {
  CARE_SOURCES,
  careOf,
  careSentence,
  likelyEffects,
  type CareLine,
  type DoneStep,
  type Effect,
} from '../../rules/after-care.ts';
import { registerRows, type RegisterRow } from '../register/queries.ts';
import { registerEntries } from '../register/tables.ts';
import { decisionEffects, decisionSteps } from './tables.ts';

/** How far back a decision is still followed. */
const FOLLOWED_DAYS = 365;

export interface AfterCare {
  /** What somebody said that the decision does; null: nobody said yet. */
  readonly effects: readonly Effect[] | null;
  /** What its kind and its words make likely. */
  readonly likely: readonly Effect[];
  readonly steps: readonly CareLine[];
}

async function isSocialRelay(tx: Tx, today: string): Promise<boolean> {
  return resolveSetting('profile', standingOn(await readSettings(tx), today), null).value === 'social-relay';
}

const STEP = {
  entryId: decisionSteps.entryId,
  step: decisionSteps.step,
  doneOn: decisionSteps.doneOn,
  proof: decisionSteps.proof,
  doneBy: decisionSteps.doneBy,
};

/** The after-care of an adopted decision as it stands on an ISO day. The caller may read it. */
export async function afterCareOf(
  tx: Tx,
  decision: Pick<RegisterRow, 'id' | 'heldOn' | 'kind' | 'item' | 'proposal'>,
  today: string,
): Promise<AfterCare> {
  const { id, heldOn: decidedOn, kind, item, proposal } = decision;
  const said = await tx
    .select({ effect: decisionEffects.effect })
    .from(decisionEffects)
    .where(eq(decisionEffects.entryId, id));
  const done: DoneStep[] = await tx.select(STEP).from(decisionSteps).where(eq(decisionSteps.entryId, id));
  const effects = said.map(({ effect }) => effect);
  return {
    effects: said.length === 0 ? null : effects,
    likely: likelyEffects(kind, `${item}\n${proposal}`),
    steps: careOf({ decidedOn, effects, socialRelay: await isSocialRelay(tx, today) }, done, today),
  };
}

/** What the after-care of the decisions of the year before an ISO day still asks for, as alerts of their bodies. */
export async function careAlerts(tx: Tx, today: string): Promise<Alert[]> {
  const said = await tx
    .select({ entryId: decisionEffects.entryId, effect: decisionEffects.effect })
    .from(decisionEffects)
    .innerJoin(registerEntries, eq(registerEntries.id, decisionEffects.entryId))
    .where(
      and(
        ne(decisionEffects.effect, 'none'),
        gte(registerEntries.year, Number(daysAfter(today, -FOLLOWED_DAYS).slice(0, 4))),
      ),
    );
  if (said.length === 0) return [];
  const effectsOf = Map.groupBy(said, ({ entryId }) => entryId);
  const entryIds = [...effectsOf.keys()];
  const rows = await registerRows(tx, inArray(registerEntries.id, entryIds));
  const done = await tx.select(STEP).from(decisionSteps).where(inArray(decisionSteps.entryId, entryIds));
  const doneOf = Map.groupBy(done, ({ entryId }) => entryId);
  const socialRelay = await isSocialRelay(tx, today);
  return rows
    .filter(({ heldOn, outcome }) => outcome === 'adopted' && heldOn >= daysAfter(today, -FOLLOWED_DAYS))
    .flatMap(({ id, reference, heldOn: decidedOn, body }) =>
      careOf(
        { decidedOn, effects: effectsOf.get(id)!.map(({ effect }) => effect), socialRelay },
        doneOf.get(id) ?? [],
        today,
      )
        // The extract goes with the publication, and no day is set for some.
        .filter((line) => line.done === null && line.due !== null && line.step !== 'extract')
        .map(({ step, due, late }): Alert => ({
          kind: 'decision',
          severity: late ? 'late' : 'due',
          sentence: careSentence(step, reference, decidedOn),
          date: { is: 'due', day: due! },
          source: CARE_SOURCES[step],
          body,
          decision: reference,
          keys: [`decision/${id}/${step}/${late ? 'late' : 'due'}`],
        })),
    );
}
