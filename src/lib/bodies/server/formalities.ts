import type { Profile } from '#lib/associations/rules/settings/definition.ts';
import type { Tx } from '#lib/platform/database.ts';
import { aftercareOf, followedChanges, type AftercareStep } from '../rules/aftercare.ts';
import type { HeldMandate } from '../rules/standing.ts';
import { officeWord } from '../words.ts';
import { standingBodies, tickedFormalities } from './standing.ts';

/** Who came, left or goes on, in words. */
export interface ChangedDirector {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  /** "présidence"; empty for an ordinary member. */
  readonly office: string;
}

/** A change of directors with its checklist. */
export interface ChangeView {
  readonly body: { readonly id: string; readonly code: string; readonly name: string };
  readonly profile: Profile;
  /** ISO day. */
  readonly on: string;
  readonly came: readonly ChangedDirector[];
  readonly left: readonly ChangedDirector[];
  readonly renewed: readonly ChangedDirector[];
  readonly steps: readonly AftercareStep[];
}

const inWords = ({ id, name, organisation, office }: HeldMandate): ChangedDirector => ({
  id,
  name: name!,
  organisation,
  office: officeWord(office, null),
});

/** The changes of directors of the year before an ISO day, the last one first, each with what was done and what is due. */
export async function viewFormalities(tx: Tx, today: string): Promise<ChangeView[]> {
  const boards = (await standingBodies(tx, today)).filter(({ kind }) => kind === 'board');
  const ticked = await tickedFormalities(tx, today);
  return boards
    .flatMap(({ id, code, name, profile, mandates }) =>
      followedChanges(mandates, today).map(({ on, came, left, renewed }) => ({
        body: { id, code, name },
        profile,
        on,
        came: came.map(inWords),
        left: left.map(inWords),
        renewed: renewed.map(inWords),
        steps: aftercareOf(on, ticked.get(id) ?? [], today),
      })),
    )
    .toSorted((one, other) => (one.on > other.on ? -1 : one.on < other.on ? 1 : 0));
}
