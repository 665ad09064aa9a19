import { asc, gte } from 'drizzle-orm';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';
import { FOLLOWED_DAYS, type Formality } from '../rules/aftercare.ts';
import type { Surroundings } from '../rules/alert.ts';
import type { StandingBody } from '../rules/standing.ts';
import { alternationIn } from './alternation.ts';
import { historiesOf } from './seating.ts';
import { bodies, formalities } from './tables.ts';
import { listTerms } from './terms.ts';

/** Every body of the association, in their own order, with its seats, its mandates and what its statutes ask on an ISO day. */
export async function standingBodies(tx: Tx, today: string): Promise<StandingBody[]> {
  const rows = await tx
    .select({
      id: bodies.id,
      code: bodies.code,
      name: bodies.name,
      kind: bodies.kind,
      composed: bodies.composed,
      from: bodies.fromDay,
      to: bodies.toDay,
    })
    .from(bodies)
    .orderBy(asc(bodies.position), asc(bodies.code));
  const said = await readSettings(tx);
  const histories = await historiesOf(tx, rows);
  return rows.map((body) => {
    const statutes = resolveSettings(said, body, today);
    const { seats, mandates, members } = histories.get(body.id)!;
    return {
      ...body,
      profile: statutes.profile.value,
      parity: statutes['parity-tolerance'],
      alternation: alternationIn(statutes),
      mailed: statutes['alert-mails'].value,
      seats,
      // The first begun first: that is how alerts name them.
      mandates: mandates.toSorted((one, other) =>
        one.from < other.from ? -1 : one.from > other.from ? 1 : 0,
      ),
      members,
    };
  });
}

/** The steps ticked for the changes that are followed on an ISO day, by body. */
export async function tickedFormalities(
  tx: Tx,
  today: string,
): Promise<Map<string, (Formality & { readonly bodyId: string })[]>> {
  const rows = await tx
    .select({
      bodyId: formalities.bodyId,
      changedOn: formalities.changedOn,
      step: formalities.step,
      doneOn: formalities.doneOn,
      note: formalities.note,
    })
    .from(formalities)
    .where(gte(formalities.changedOn, daysAfter(today, -FOLLOWED_DAYS)))
    .orderBy(asc(formalities.changedOn), asc(formalities.step));
  return Map.groupBy(rows, ({ bodyId }) => bodyId);
}

/** What the alerts rest on besides the bodies, the days of the assemblies left aside. */
export async function bodySurroundings(tx: Tx, today: string): Promise<Omit<Surroundings, 'assemblies'>> {
  return {
    today,
    terms: await listTerms(tx),
    ticked: await tickedFormalities(tx, today),
  };
}
