import { m } from '#lib/paraglide/messages.js';
import type { NoticeVerdict } from '../rules/notice.ts';
import type { ProofState } from '../rules/proof.ts';
import type { Capacity, NoticeKind, Reply } from '../vocabulary.ts';

/** In which capacity someone is told, in a word. */
export const CAPACITY_NAMES: Readonly<Record<Capacity, () => string>> = {
  member: m.convocation_capacity_member,
  director: m.convocation_capacity_director,
  auditor: m.convocation_capacity_auditor,
  guest: m.convocation_capacity_guest,
};

export const KIND_NAMES: Readonly<Record<NoticeKind, () => string>> = {
  notice: m.convocation_kind_notice,
  change: m.convocation_kind_change,
  reminder: m.convocation_kind_reminder,
  cancellation: m.convocation_kind_cancellation,
};

export const PROOF_NAMES: Readonly<Record<ProofState, { label: () => string; tone: string }>> = {
  queued: { label: m.convocation_proof_queued, tone: 'quiet' },
  sent: { label: m.convocation_proof_sent, tone: 'state-ok' },
  failed: { label: m.convocation_proof_failed, tone: 'state-error' },
  uncertain: { label: m.convocation_proof_uncertain, tone: 'state-warn' },
  'to-post': { label: m.convocation_proof_to_post, tone: 'state-warn' },
  posted: { label: m.convocation_proof_posted, tone: 'state-ok' },
  returned: { label: m.convocation_proof_returned, tone: 'state-error' },
};

/** What the moment of a sending is worth, where something is to be said of it. */
export const VERDICT_NAMES: Readonly<Record<NoticeVerdict, { label: () => string; tone: string } | null>> = {
  'in-time': { label: m.convocation_in_time, tone: 'state-ok' },
  just: { label: m.convocation_just, tone: 'state-warn' },
  late: { label: m.convocation_late, tone: 'state-error' },
  free: null,
};

/** What someone said of their coming, in a word. */
export const REPLY_NAMES: Readonly<Record<Reply, () => string>> = {
  'in-person': m.convocation_reply_in_person,
  remote: m.convocation_reply_remote,
  excused: m.convocation_reply_excused,
  represented: m.convocation_reply_represented,
};
