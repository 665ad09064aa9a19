import { error } from '@sveltejs/kit';
import { listOrganisations, listPeople } from '#lib/associations/server/queries.ts';
import { bodiesOn } from '#lib/bodies/server/queries.ts';
import {
  candidateWithdrawalForm,
  electedMandatesForm,
  electionCancelForm,
  electionForm,
  electionOnly,
  MOST_CANDIDATES,
  roundForm,
  roundOnly,
  tieForm,
} from '#lib/decisions/forms/elections.ts';
import { roundVoteForm } from '#lib/decisions/forms/votes.ts';
import { mayDecide } from '#lib/decisions/policy.ts';
import { giveElectedMandates } from '#lib/decisions/server/elections/give.ts';
import { openElection } from '#lib/decisions/server/elections/open.ts';
import { electionsOn } from '#lib/decisions/server/elections/queries.ts';
import { cancelElection, proclaimElection } from '#lib/decisions/server/elections/result.ts';
import { enterRound, eraseRound, settleTie } from '#lib/decisions/server/elections/rounds.ts';
import { openRoundOnScreens } from '#lib/decisions/server/elections/screens.ts';
import { restoreCandidate, withdrawCandidate } from '#lib/decisions/server/elections/withdrawal.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import type { Tx } from '#lib/platform/database.ts';
import { read, visitOf } from '../../../../../../server/access.ts';
import { meetingIn } from '../../../../../../server/meeting.ts';
import { smallForm } from '../../../../../../server/small-forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the form of a new election offers: the board first where the assembly votes, which elects it. */
async function choicesOf(
  tx: Tx,
  meeting: { readonly body: { readonly id: string; readonly kind: string }; readonly heldOn: string },
) {
  const bodies = await bodiesOn(tx, meeting.heldOn);
  const board = meeting.body.kind === 'general-assembly' ? bodies.find(({ kind }) => kind === 'board') : null;
  return {
    bodies: bodies.map(({ id, name }) => ({ id, name })),
    bodyId: board?.id ?? meeting.body.id,
    from: daysAfter(meeting.heldOn, 1),
    people: (await listPeople(tx)).map(({ id, givenName, familyName }) => ({
      id,
      name: `${familyName} ${givenName}`,
    })),
    organisations: (await listOrganisations(tx)).map(({ id, name }) => ({ id, name })),
  };
}

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const item = meeting.agenda.find(({ id }) => id === event.params.item);
    if (!item) error(404, notFound().refusal.sentence);
    const facts = { id: meeting.id, bodyId: meeting.body.id, heldOn: meeting.heldOn };
    const elections = await electionsOn(tx, visit.actor, facts, item.id, today);
    const { statutes, voters, quorum, recorded } = await sittingOf(tx, meeting, item.id);
    const decides = mayDecide(visit.actor, facts, today).done;
    return {
      meeting: { ...meeting, agenda: [] },
      item: { id: item.id, number: item.number, title: item.title, nature: item.nature },
      elections,
      voters: voters.size,
      sitting: { quorum, recorded },
      byCollege: statutes['double-majority'].value,
      mayDecide: decides,
      choices: decides && item.nature === 'election' ? await choicesOf(tx, meeting) : null,
    };
  });
};

/** Lines that are added at once. */
const MORE = 4;

export const actions: Actions = {
  open: (event) =>
    smallForm(
      event,
      electionForm,
      (form, { actor }) =>
        openElection(event.locals.house, actor, event.params.meeting, event.params.item, form),
      { pressed: 'open' },
    ),
  more: async (event) => {
    await visitOf(event);
    const fields = [...(await event.request.formData())];
    const typed: Record<string, string> = Object.fromEntries(
      fields.map(([name, value]) => [name, String(value)]),
    );
    const lines = Math.min(MOST_CANDIDATES, (Number(typed.lines) || 0) + MORE);
    return { failed: null, more: { ...typed, lines: String(lines) } };
  },
  round: (event) =>
    smallForm(
      event,
      roundForm,
      (form, { actor }) => enterRound(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'round' },
    ),
  openRound: (event) =>
    smallForm(
      event,
      roundVoteForm,
      (form, { actor }) => openRoundOnScreens(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'openRound' },
    ),
  withdrawCandidate: (event) =>
    smallForm(
      event,
      candidateWithdrawalForm,
      (form, { actor }) => withdrawCandidate(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'withdrawCandidate' },
    ),
  restoreCandidate: (event) =>
    smallForm(
      event,
      candidateWithdrawalForm,
      (form, { actor }) => restoreCandidate(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'restoreCandidate' },
    ),
  eraseRound: (event) =>
    smallForm(
      event,
      roundOnly,
      (form, { actor }) => eraseRound(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'eraseRound' },
    ),
  tie: (event) =>
    smallForm(
      event,
      tieForm,
      (form, { actor }) => settleTie(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'tie' },
    ),
  proclaim: (event) =>
    smallForm(
      event,
      electionOnly,
      (form, { actor }) => proclaimElection(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'proclaim' },
    ),
  cancel: (event) =>
    smallForm(
      event,
      electionCancelForm,
      (form, { actor }) => cancelElection(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'cancel' },
    ),
  give: (event) =>
    smallForm(
      event,
      electedMandatesForm,
      (form, { actor }) => giveElectedMandates(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'give' },
    ),
};
