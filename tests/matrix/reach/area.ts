import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import type { House } from '#lib/platform/house.ts';
import type { SecondAssociation } from '../../fixtures/second-association.ts';

export type Ids = SecondAssociation['ids'];
export type IdName = keyof Ids;

export interface Area {
  /** The modules whose exported functions are commands. */
  readonly modules: readonly object[];
  /** Each command with the identifiers that it takes, and one act that it does when they are its own. */
  readonly commands: Readonly<
    Record<
      string,
      {
        takes: readonly IdName[];
        call: (house: House, actor: Actor, ids: Ids) => Promise<Outcome<unknown>>;
      }
    >
  >;
  /** What these modules export besides: reads, and parts of commands. */
  readonly others: readonly string[];
}
