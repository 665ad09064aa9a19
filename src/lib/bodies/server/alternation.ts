import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Statutes } from '#lib/associations/rules/statutes.ts';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import {
  checkPresidency,
  isPresiding,
  type AlternationRule,
  type OfficeHolder,
} from '../rules/alternation.ts';
import type { Term } from '../rules/terms.ts';
import { mandates } from './tables.ts';
import { listTerms } from './terms.ts';

type Body = { readonly id: string; readonly kind: BodyKind };

function alternationIn(statutes: Statutes): AlternationRule {
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
  readonly organisation: string;
  readonly vacant: boolean;
}

/** What the alternation of a body rests on. */
export interface Presidency {
  readonly rule: AlternationRule;
  readonly terms: readonly Term[];
  readonly holders: readonly PresidingRow[];
}

/** The rule of alternation of a body, the political terms, and who held its presidency and vice-presidency. */
export async function presidencyOf(tx: Tx, body: Body): Promise<Presidency> {
  return {
    rule: alternationIn(await statutesOf(tx, body)),
    terms: await listTerms(tx),
    holders: await presidingOf(tx, body.id),
  };
}

/**
 * Whether a mandate may begin with regard to the alternation of its body. The caller holds the body and, for a chair or
 * a vice-chair, the association: terms and settings must not change meanwhile. Refuses as `checkPresidency` does.
 */
export async function checkAlternation(
  tx: Tx,
  body: Body,
  candidate: Omit<OfficeHolder, 'name'>,
): Promise<Outcome<undefined>> {
  if (!isPresiding(candidate.office) && candidate.exceptionReason === null) return done();
  const { rule, terms, holders } = await presidencyOf(tx, body);
  return checkPresidency(candidate, holders, terms, rule);
}
