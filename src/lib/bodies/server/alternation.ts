import { and, asc, eq, inArray } from 'drizzle-orm';
import { resolveSettings, type Statutes } from '#lib/associations/rules/statutes.ts';
import { readSettings, statutesOf } from '#lib/associations/server/settings.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayWithin } from '#lib/kernel/days.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import {
  checkPresidency,
  endingAt,
  endingInWords,
  isPresiding,
  nextPassage,
  presidencyNote,
  turnOn,
  turnsOf,
  type AlternationRule,
  type OfficeHolder,
  type Passage,
  type PlacedTurn,
  type PresidencyNote,
  type RenewedMandate,
  type Turn,
} from '../rules/alternation.ts';
import { presidencyTimeline, type Timeline } from '../rules/timeline.ts';
import type { Term } from '../rules/terms.ts';
import { mandates } from './tables.ts';
import { listBodies } from './queries.ts';
import { listTerms, type TermRow } from './terms.ts';

type Body = { readonly id: string; readonly kind: BodyKind };

/** The rule of alternation in the statutes of a body. */
export function alternationIn(statutes: Statutes): AlternationRule {
  const { value: mode, source, toVerify } = statutes.alternation;
  const first = statutes['first-chair-sector'];
  return {
    mode,
    firstChair: first.value,
    exceptions: statutes['alternation-exception'].value,
    source,
    // Whose turn it is rests on both.
    toVerify: toVerify || first.toVerify,
  };
}

/** Everyone who was, is or will be chair or vice-chair of a body, the first one first. */
function presidingOf(tx: Tx, bodyId: string): Promise<PresidingRow[]> {
  return tx
    .select({
      mandateId: mandates.id,
      office: mandates.office,
      sector: mandates.sector,
      organisation: organisations.name,
      givenName: people.givenName,
      familyName: people.familyName,
      from: mandates.fromDay,
      to: mandates.toDay,
      exceptionReason: mandates.exceptionReason,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(and(eq(mandates.bodyId, bodyId), inArray(mandates.office, ['chair', 'vice-chair'])))
    .orderBy(asc(mandates.fromDay), asc(mandates.id))
    .then((rows) =>
      rows.map(({ givenName, familyName, ...row }) => ({
        ...row,
        vacant: familyName === null,
        name: familyName === null ? `Un siège vacant (${row.organisation})` : `${givenName} ${familyName}`,
      })),
    );
}

/** A chair or a vice-chair, with the organisation for which they sit. */
export interface PresidingRow extends OfficeHolder {
  readonly mandateId: string;
  readonly organisation: string;
  readonly vacant: boolean;
}

/** What the alternation of a body rests on. */
export interface Presidency {
  readonly rule: AlternationRule;
  readonly terms: readonly Term[];
  readonly holders: readonly PresidingRow[];
}

/**
 * The rule of alternation of a body in force on an ISO day, the political terms, and who held its presidency and
 * vice-presidency.
 */
export async function presidencyOf(tx: Tx, body: Body, day: string): Promise<Presidency> {
  return {
    // One rule for all the terms, past ones included: turns are counted from the first recorded term, and the sector
    // whose turn it is depends on every turn before it. A new rule reads the whole series anew from the day it is in force.
    rule: alternationIn(await statutesOf(tx, body, day)),
    terms: await listTerms(tx),
    holders: await presidingOf(tx, body.id),
  };
}

/**
 * Whether a mandate may begin with regard to the alternation of its body on its first day. The caller holds the body
 * and, for a chair or a vice-chair, the association: terms and settings must not change meanwhile. `mandateId` is the
 * mandate itself, where it stands already. Refuses as `checkPresidency` does.
 */
export async function checkAlternation(
  tx: Tx,
  body: Body,
  candidate: Omit<OfficeHolder, 'name'>,
  mandateId?: string,
): Promise<Outcome<undefined>> {
  if (!isPresiding(candidate.office) && candidate.exceptionReason === null) return done();
  const { rule, terms, holders } = await presidencyOf(tx, body, candidate.from);
  const others = holders.filter((holder) => holder.mandateId !== mandateId);
  return checkPresidency(candidate, others, terms, rule);
}

/** The presidency of a body as its page shows it on an ISO day. */
export interface PresidencyView {
  readonly rule: AlternationRule;
  readonly hasTerms: boolean;
  readonly turn: Turn | null;
  readonly note: PresidencyNote | null;
  readonly passage: Passage | null;
  /** The mandates of that day that the passage ends, in one sentence. */
  readonly ending: string;
  readonly timeline: Timeline | null;
}

/** The presidency of a body on an ISO day, of which `seats` are the mandates; null for a body without alternation. */
export async function viewPresidency(
  tx: Tx,
  body: Body,
  seats: readonly RenewedMandate[],
  day: string,
): Promise<PresidencyView | null> {
  const { rule, terms, holders } = await presidencyOf(tx, body, day);
  if (rule.mode === 'none') return null;
  const turn = turnOn(terms, rule, day);
  const inOffice = (office: 'chair' | 'vice-chair') =>
    holders.find((each) => each.office === office && !each.vacant && dayWithin(day, each.from, each.to)) ??
    null;
  const passage = nextPassage(terms, rule, day);
  return {
    rule,
    hasTerms: terms.length > 0,
    turn,
    note: seats.length === 0 ? null : presidencyNote(turn, inOffice('chair'), inOffice('vice-chair')),
    passage,
    ending: passage ? endingInWords(endingAt(passage, seats)) : '',
    timeline: presidencyTimeline(terms, rule, holders, day),
  };
}

/** A political term with the turns that it gives, each with the codes of its bodies. */
export interface TermView extends TermRow {
  readonly turns: readonly { readonly turn: PlacedTurn; readonly codes: readonly string[] }[];
}

/** The political terms, the first one first, with whose turn the presidency of each body is by the rules of an ISO day. */
export async function viewTerms(tx: Tx, day: string): Promise<TermView[]> {
  const terms = await listTerms(tx);
  const rows = await readSettings(tx);
  const turns = (await listBodies(tx)).flatMap((body) =>
    turnsOf(terms, alternationIn(resolveSettings(rows, body, day))).map((turn) => ({
      turn,
      code: body.code,
    })),
  );
  return terms.map((term) => {
    const own = turns.filter(({ turn }) => turn.period.term.id === term.id);
    const alike = Map.groupBy(own, ({ turn }) => turn.sentence);
    return {
      ...term,
      turns: [...alike.values()].map((each) => ({
        turn: each[0]!.turn,
        codes: each.map(({ code }) => code),
      })),
    };
  });
}
