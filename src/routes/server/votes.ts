import { fail } from 'sveltekit-superforms';
import type { RequestEvent } from '@sveltejs/kit';
import {
  advanceMoveForm,
  advanceVoteForm,
  announcementForm,
  ballotForm,
  confirmationForm,
  entryForm,
  voteCancelForm,
  voteForm,
  voteOpeningForm,
} from '#lib/decisions/forms/votes.ts';
import { openAdvanceVote } from '#lib/decisions/server/votes/advance.ts';
import { moveAdvanceDeadline, remindAdvanceVoters } from '#lib/decisions/server/votes/advance-going.ts';
import { announceAdvanceVote } from '#lib/decisions/server/votes/announce.ts';
import { castBallot } from '#lib/decisions/server/votes/cast.ts';
import { cancelVote, closeVote, publishVote } from '#lib/decisions/server/votes/end.ts';
import { confirmBallot, contestBallot, enterBallot } from '#lib/decisions/server/votes/entries.ts';
import { openVote } from '#lib/decisions/server/votes/open.ts';
import type { Pressed } from '#lib/decisions/votes/pressed.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { statusOf } from './access.ts';
import { smallForm } from './small-forms.ts';

type InMeeting = RequestEvent<{ association: string; meeting: string }>;

/** What the secretary does with a vote on screens, from the console. */
export const voteDeskActions = {
  openVote: (event: InMeeting) =>
    smallForm(
      event,
      voteOpeningForm,
      (form, { actor }) => openVote(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'openVote' },
    ),
  closeVote: (event: InMeeting) =>
    smallForm(
      event,
      voteForm,
      (form, { actor }) => closeVote(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'closeVote' },
    ),
  cancelVote: (event: InMeeting) =>
    smallForm(
      event,
      voteCancelForm,
      (form, { actor }) => cancelVote(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'cancelVote' },
    ),
  publishVote: (event: InMeeting) =>
    smallForm(
      event,
      voteForm,
      (form, { actor }) => publishVote(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'publishVote' },
    ),
  enterBallot: (event: InMeeting) =>
    smallForm(
      event,
      entryForm,
      (form, { actor }) => enterBallot(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'enterBallot' },
    ),
};

/** What is done to a vote before the sitting, on the page of its item. */
export const advanceActions = {
  openAdvance: (event: InMeeting) =>
    smallForm(
      event,
      advanceVoteForm,
      (form, { actor }) => openAdvanceVote(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'openAdvance' },
    ),
  announceAdvance: (event: InMeeting) =>
    smallForm(
      event,
      announcementForm,
      (form, { actor }) => announceAdvanceVote(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'announceAdvance' },
    ),
  moveAdvance: (event: InMeeting) =>
    smallForm(
      event,
      advanceMoveForm,
      (form, { actor }) => moveAdvanceDeadline(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'moveAdvance' },
    ),
  remindAdvance: (event: InMeeting) =>
    smallForm(
      event,
      voteForm,
      (form, { actor }) => remindAdvanceVoters(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'remindAdvance' },
    ),
  cancelVote: voteDeskActions.cancelVote,
};

/** Who votes in which meeting: signed in, or by a personal link. */
interface Voting {
  readonly actor: Actor;
  readonly meetingId: string;
}

/** What the form of a ballot sent. */
interface Typed {
  readonly voteId?: string;
  readonly mandateId?: string;
  readonly names: readonly string[];
}

/** The acts of a voter in the booth, from either of its two pages. */
export function boothActions<Event extends RequestEvent>(voting: (event: Event) => Promise<Voting>) {
  async function answer(
    event: Event,
    run: (who: Voting, typed: Typed) => Promise<Outcome<{ receipt: string | null }>>,
  ) {
    const who = await voting(event);
    const fields = await event.request.formData();
    const names = fields.getAll('names').map(String);
    const typed = {
      ...Object.fromEntries([...fields].map(([name, value]) => [name, String(value)])),
      names,
    };
    const outcome = await run(who, typed);
    const { voteId = '', mandateId = '' } = typed as Typed;
    if (outcome.done) {
      const booth: Pressed = { voteId, mandateId, names, receipt: outcome.value.receipt, refusal: null };
      return { booth };
    }
    const { sentence } = outcome.refusal;
    const booth: Pressed = { voteId, mandateId, names, receipt: null, refusal: { sentence } };
    return fail(statusOf(outcome.refusal), { booth });
  }

  const word = (change: typeof confirmBallot) => (event: Event) =>
    answer(event, async ({ actor, meetingId }, typed) => {
      const parsed = confirmationForm.safeParse(typed);
      if (!parsed.success) return incomplete;
      const outcome = await change(event.locals.house, actor, meetingId, parsed.data);
      return outcome.done ? { done: true, value: { receipt: null } } : outcome;
    });

  return {
    cast: (event: Event) =>
      answer(event, async ({ actor, meetingId }, typed) => {
        const parsed = ballotForm.safeParse(typed);
        return parsed.success ? castBallot(event.locals.house, actor, meetingId, parsed.data) : incomplete;
      }),
    confirm: word(confirmBallot),
    contest: word(contestBallot),
  };
}

const incomplete = {
  done: false,
  refusal: {
    code: 'incomplete',
    sentence: 'Ce formulaire est incomplet\u00a0: rien n’est voté. Rechargez la page, puis choisissez.',
  },
} as const;
