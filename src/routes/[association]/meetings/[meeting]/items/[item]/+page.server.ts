import { error } from '@sveltejs/kit';
import { paperVoteOnly, withdrawalForm } from '#lib/decisions/forms.ts';
import { mayDecide } from '#lib/decisions/policy.ts';
import { withdrawDecision } from '#lib/decisions/server/commands.ts';
import { abandonPaperVote, recordPaperVote } from '#lib/decisions/server/paper/commands.ts';
import { paperVoteOn } from '#lib/decisions/server/paper/queries.ts';
import { screensGoing } from '#lib/decisions/server/going.ts';
import { chainOfItem } from '#lib/decisions/server/propositions/queries.ts';
import { linksOfItem } from '#lib/decisions/server/linked/queries.ts';
import { decisionsOf } from '#lib/decisions/server/queries.ts';
import { taskForm } from '#lib/decisions/forms/tasks.ts';
import { lookBackOf } from '#lib/decisions/server/tasks/look-back.ts';
import { giveTask } from '#lib/decisions/server/tasks/give.ts';
import { tasksOfItem } from '#lib/decisions/server/tasks/queries.ts';
import { looksBackAtTasks } from '#lib/meetings/rules/tasks.ts';
import { advanceOnItem } from '#lib/decisions/server/votes/advance-on-item.ts';
import { voterRows } from '#lib/decisions/server/voters.ts';
import { statutesInWords } from '#lib/associations/rules/statutes.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { annexesOf } from '#lib/meetings/server/annexes/queries.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { movementsIn, sittingNow } from '#lib/meetings/server/sitting/now.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { meetingIn } from '../../../../../server/meeting.ts';
import { taskActions, taskChoices } from '../../../../../server/tasks.ts';
import { smallForm } from '../../../../../server/small-forms.ts';
import { linkActions } from '../../../../../server/linked-votes.ts';
import { propositionActions } from '../../../../../server/propositions.ts';
import { saveTypedNotes } from '../../../../../server/typed-notes.ts';
import { advanceActions } from '../../../../../server/votes.ts';
import { chooseMethod, refusedVote, takeVote } from '../../../../../server/vote.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the margin says before an ordinary vote. */
const RULES_OF_THE_VOTE: readonly string[] = ['majority.ordinary', 'base', 'double-majority', 'tie'];
/** The same before an election. */
const RULES_OF_AN_ELECTION: readonly string[] = ['election-rounds', 'election-tie'];

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const index = meeting.agenda.findIndex(({ id }) => id === event.params.item);
    const item = meeting.agenda[index];
    if (!item) error(404, notFound().refusal.sentence);
    const sitting = await sittingOf(tx, meeting, item.id);
    const { quorum, recorded, presences, statutes } = sitting;
    const today = event.locals.house.clock.today();
    const decisions = await decisionsOf(tx, meeting.id);
    const facts = { id: meeting.id, bodyId: meeting.body.id, heldOn: meeting.heldOn };
    const annexes = await annexesOf(tx, visit.actor, facts);
    const lookBack = looksBackAtTasks(item.title) ? await lookBackOf(tx, visit.actor, today, facts) : null;
    const decides = mayDecide(visit.actor, facts, today).done;
    const own = decisions.filter((decision) => decision.itemId === item.id);
    const movements = decides ? ((await sittingNow(tx, meeting))?.events ?? []) : [];
    /** Who was there at each vote, where somebody came or went since: it is corrected among them. */
    const thereThen: Record<string, { presences: typeof presences; voters: ReturnType<typeof voterRows> }> =
      {};
    for (const { id, takenAt } of own) {
      const since = movementsIn(movements, takenAt);
      if (since.length === 0) continue;
      const then = await sittingOf(tx, meeting, item.id, new Set(), since);
      thereThen[id] = { presences: then.presences, voters: voterRows(then) };
    }
    const neighbour = (at: number) => {
      const other = meeting.agenda[at];
      return other ? { id: other.id, number: other.number, title: other.title } : null;
    };
    return {
      meeting: { ...meeting, agenda: [] },
      item,
      annexes: annexes.filter(({ itemId }) => itemId === item.id),
      staff: visit.actor.role !== null,
      previous: neighbour(index - 1),
      next: neighbour(index + 1),
      decisions: own,
      thereThen,
      presences,
      voters: voterRows(sitting),
      paper: await paperVoteOn(tx, visit.actor, facts, item.id, today),
      chain: await chainOfItem(tx, meeting.id, item.id),
      links: await linksOfItem(tx, meeting.id, item.id),
      onScreens: await screensGoing(tx, item.id),
      advance: await advanceOnItem(tx, meeting, item, sitting, { mayOpen: decides, today }),
      sitting: { quorum, recorded },
      rules: statutesInWords(statutes).filter(({ key }) =>
        (item.nature === 'election' ? RULES_OF_AN_ELECTION : RULES_OF_THE_VOTE).includes(key),
      ),
      today,
      lookBack,
      tasks: await tasksOfItem(tx, visit.actor, today, item.id),
      choices: await taskChoices(tx, visit.actor, today),
      mayDecide: decides,
    };
  });
};

export const actions: Actions = {
  notes: (event) => saveTypedNotes(event, event.params.meeting, event.params.item),
  give: (event) =>
    smallForm(event, taskForm, (form, { actor }) =>
      giveTask(event.locals.house, actor, { itemId: event.params.item }, form),
    ),
  ...taskActions,

  vote: takeVote,
  method: chooseMethod,
  recordPaper: (event) =>
    smallForm(
      event,
      paperVoteOnly,
      (form, { actor }) => recordPaperVote(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'recordPaper' },
    ),
  abandonPaper: (event) =>
    smallForm(
      event,
      paperVoteOnly,
      (form, { actor }) => abandonPaperVote(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'abandonPaper' },
    ),
  ...propositionActions,
  ...linkActions,
  ...advanceActions,

  withdraw: async (event) => {
    const visit = await visitOf(event);
    const typed = Object.fromEntries(await event.request.formData());
    const parsed = withdrawalForm.safeParse(typed);
    if (!parsed.success) error(400, 'Cette décision n’a pas été retrouvée. Rechargez la page.');
    const outcome = await withdrawDecision(
      event.locals.house,
      visit.actor,
      event.params.meeting,
      parsed.data,
    );
    if (outcome.done) return { vote: null };
    return refusedVote({}, outcome.refusal, statusOf(outcome.refusal));
  },
};
