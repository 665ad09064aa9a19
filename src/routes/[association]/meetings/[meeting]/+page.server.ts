import { statutesInWords } from '#lib/associations/rules/statutes.ts';
import { forecastOf } from '#lib/decisions/rules/forecast.ts';
import { decisionsOf } from '#lib/decisions/server/queries.ts';
import { secondMeetingOf } from '#lib/decisions/server/second-meeting.ts';
import { meetingsToVoteBefore } from '#lib/decisions/server/votes/queries.ts';
import { itemForm, itemMoveForm, itemPlaceForm, undoForm } from '#lib/meetings/forms/agenda.ts';
import { judgeLateItem } from '#lib/meetings/rules/late-items.ts';
import { noticeState } from '#lib/meetings/rules/notice-state.ts';
import { timetableOf } from '#lib/meetings/rules/timetable.ts';
import { undoableChange } from '#lib/meetings/server/agenda/last-change.ts';
import { originsOf } from '#lib/meetings/server/agenda/queries.ts';
import { addItem } from '#lib/meetings/server/commands/agenda.ts';
import { moveAgendaItem, placeAgendaItem } from '#lib/meetings/server/commands/agenda-places.ts';
import { undoAgendaChange } from '#lib/meetings/server/commands/undo-agenda.ts';
import { noteOpened } from '#lib/meetings/server/convocation/proof.ts';
import { meetingIsConvoked } from '#lib/meetings/server/convocation/state.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { isForDecision } from '#lib/meetings/vocabulary.ts';
import { read, visitOf } from '../../../server/access.ts';
import { meetingIn } from '../../../server/meeting.ts';
import { smallForm } from '../../../server/small-forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { house } = event.locals;
  const today = house.clock.today();
  const page = await read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const { agenda, body } = meeting;
    const { quorum, recorded, statutes } = await sittingOf(tx, meeting);
    const decisions = await decisionsOf(tx, meeting.id);
    const { begins, sentence, overrun } = timetableOf(agenda, meeting.startsAt, meeting.endsAt);
    const origins = await originsOf(tx, agenda);
    const outcomes = new Map(decisions.map(({ itemId, verdict }) => [itemId, verdict.outcome]));
    return {
      meeting,
      notice: noticeState({ heldOn: meeting.heldOn, today, sentOn: meeting.convoked.sentOn, rule: statutes }),
      second: visit.actor.role === null ? null : await secondMeetingOf(tx, meeting.id, today),
      sitting: { quorum, recorded },
      votes: (await meetingsToVoteBefore(tx, visit.actor, house.clock.now())).has(meeting.id),
      // What every decision of this body must pass besides its majority.
      doubleMajority: statutes['double-majority'].value
        ? statutesInWords(statutes).find(({ key }) => key === 'double-majority')!
        : null,
      timetable: { sentence, overrun },
      lines: agenda.map((item) => {
        const kind = item.decisionKind ?? 'ordinary';
        const { subject, lateReason, lateAddition } = item;
        return {
          item,
          begins: begins.get(item.id) ?? null,
          outcome: outcomes.get(item.id) ?? null,
          forecast: isForDecision(item.nature) ? forecastOf(kind, body.kind, statutes) : null,
          late:
            lateReason === null
              ? null
              : judgeLateItem(
                  { subject, lateReason, lateAddition, bodyKind: body.kind, kind },
                  statutes['late-items'],
                ),
          origin: (item.carriedFromId !== null && origins.get(item.carriedFromId)) || null,
        };
      }),
      convoked: meeting.mayPrepare && (await meetingIsConvoked(tx, meeting.id)),
      undoable: meeting.mayPrepare
        ? await undoableChange(tx, visit.actor, meeting.id, event.locals.house.clock.today())
        : null,
    };
  });
  // A link that is only hovered asks for data, and was not opened.
  if (!event.isDataRequest) await noteOpened(house, visit.actor, page.meeting.id);
  return page;
};

export const actions: Actions = {
  add: (event) =>
    smallForm(event, itemForm, (form, { actor }) =>
      addItem(event.locals.house, actor, event.params.meeting, form),
    ),
  move: (event) =>
    smallForm(event, itemMoveForm, (form, { actor }) =>
      moveAgendaItem(event.locals.house, actor, event.params.meeting, form.itemId, form.direction),
    ),
  place: (event) =>
    smallForm(event, itemPlaceForm, (form, { actor }) =>
      placeAgendaItem(event.locals.house, actor, event.params.meeting, form),
    ),
  undo: (event) =>
    smallForm(event, undoForm, (form, { actor }) =>
      undoAgendaChange(event.locals.house, actor, event.params.meeting, form),
    ),
};
