import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import type { MeetingView } from '#lib/meetings/server/queries.ts';
import type { Tx } from '#lib/platform/database.ts';
import { maySendMinutes } from '../policy.ts';
import { checkAct } from '../rules/states.ts';
import { stampOf } from './fingerprint.ts';
import { stateOf } from './load.ts';
import { minutesDraft } from './queries.ts';
import { minutes } from './tables.ts';

/** What completes a sentence, as the secretary sees it. */
export interface ComplementView {
  readonly text: string;
  readonly version: number;
  readonly savedBy: string;
  /** The sentence as it was when it was completed, where it is no longer so. */
  readonly was: string | null;
}

export interface ComplementsPage {
  /** Null: it can be completed. Otherwise why not, in one sentence. */
  readonly closed: string | null;
  /** The sentences in the order of the PV, by the item under which they stand. */
  readonly groups: readonly {
    readonly under: string | null;
    readonly sentences: readonly {
      readonly key: string;
      readonly text: string;
      readonly read: string;
      readonly complement: ComplementView | null;
    }[];
  }[];
  /** Complements whose sentence is not there any more. */
  readonly lost: readonly (ComplementView & { readonly key: string })[];
}

/** The sentences of the PV of a meeting with what completes them, for whoever prepares it. The meeting was read for them. */
export async function complementsPage(
  tx: Tx,
  actor: Actor,
  today: string,
  meeting: Pick<MeetingView, 'id' | 'heldOn' | 'body'>,
): Promise<Outcome<ComplementsPage>> {
  const allowed = maySendMinutes(actor, { bodyId: meeting.body.id, heldOn: meeting.heldOn }, today);
  if (!allowed.done) return allowed;
  const draft = await minutesDraft(tx, actor, today, meeting.id);
  if (!draft.done) return draft;
  const { sentences, lost } = draft.value;
  const [row] = await tx
    .select({ state: minutes.state })
    .from(minutes)
    .where(eq(minutes.meetingId, meeting.id));
  const possible = checkAct(stateOf(row), 'complete');
  const groups = Map.groupBy(sentences, ({ place, under }) =>
    under === null ? (place === 'closing' ? 'closing' : '') : place.split('.')[0]!,
  );
  return done({
    closed: possible.done ? null : possible.refusal.sentence,
    groups: [...groups.values()].map((group) => ({
      under: group[0]!.under,
      sentences: group.map(({ key, text, complement }) => ({
        key,
        text,
        read: stampOf(text),
        complement: complement && {
          text: complement.text,
          version: complement.version,
          savedBy: complement.savedBy,
          was: complement.sentence === text ? null : complement.sentence,
        },
      })),
    })),
    lost: lost.map(({ key, text, version, savedBy, sentence }) => ({
      key,
      text,
      version,
      savedBy,
      was: sentence,
    })),
  });
}
