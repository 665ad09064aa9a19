import { entryForm, questionAnswerForm } from '#lib/meetings/forms/participation.ts';
import { giveProxy } from '#lib/meetings/server/participation/commands/proxies.ts';
import { answerQuestion } from '#lib/meetings/server/participation/commands/questions.ts';
import { saveReply } from '#lib/meetings/server/participation/commands/replies.ts';
import { answersTo } from '#lib/meetings/server/participation/queries.ts';
import { read, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import { answerActions, answerBy } from '../../../../server/participation.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const today = event.locals.house.clock.today();
    return { meeting, answers: await answersTo(tx, visit.actor, meeting, today) };
  });
};

const answering = async (event: RequestEvent) => ({
  actor: (await visitOf(event)).actor,
  meetingId: event.params.meeting,
});

export const actions: Actions = {
  ...answerActions(answering),
  enter: async (event) => {
    const { actor, meetingId } = await answering(event);
    const { house } = event.locals;
    return answerBy(event, 'enter', {}, entryForm, ({ reply, holder, holderName, ...entry }) =>
      reply === 'represented'
        ? giveProxy(house, actor, meetingId, { ...entry, holder, holderName, instructions: '' })
        : saveReply(house, actor, meetingId, { ...entry, reply }),
    );
  },
  answer: async (event) => {
    const { actor, meetingId } = await answering(event);
    return answerBy(event, 'answer', {}, questionAnswerForm, (form) =>
      answerQuestion(event.locals.house, actor, meetingId, form),
    );
  },
};
