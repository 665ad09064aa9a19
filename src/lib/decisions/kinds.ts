import { m } from '#lib/paraglide/messages.js';
import type { DecisionKind } from './vocabulary.ts';

/** What a decision is about, as people choose and read it. */
export const KIND_NAMES: Readonly<Record<DecisionKind, () => string>> = {
  ordinary: m.decision_kind_ordinary,
  statutes: m.decision_kind_statutes,
  purpose: m.decision_kind_purpose,
  exclusion: m.decision_kind_exclusion,
  dissolution: m.decision_kind_dissolution,
};
