import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import {
  amendedTextForm,
  propositionChangeForm,
  propositionForm,
  propositionMoveForm,
  propositionOnly,
} from '#lib/decisions/forms/propositions.ts';
import {
  addProposition,
  changeProposition,
  moveProposition,
  settleWithdrawn,
  withdrawProposition,
  writeAmendedText,
} from '#lib/decisions/server/propositions/commands.ts';
import { press } from './press.ts';

type ItemEvent = RequestEvent & { params: { meeting: string; item: string } };

const itemOf = (item: string) =>
  z
    .looseObject({})
    .transform((typed) => ({ ...typed, itemId: item }))
    .pipe(propositionForm);

/** What the buttons of the texts to vote do, on the page of their item. */
export const propositionActions = {
  addText: (event: ItemEvent) =>
    press(event, 'addText', itemOf(event.params.item), (form, actor) =>
      addProposition(event.locals.house, actor, event.params.meeting, form),
    ),
  changeText: (event: ItemEvent) =>
    press(event, 'changeText', propositionChangeForm, (form, actor) =>
      changeProposition(event.locals.house, actor, event.params.meeting, form),
    ),
  moveText: (event: ItemEvent) =>
    press(event, 'moveText', propositionMoveForm, (form, actor) =>
      moveProposition(event.locals.house, actor, event.params.meeting, form),
    ),
  writeText: (event: ItemEvent) =>
    press(event, 'writeText', amendedTextForm, (form, actor) =>
      writeAmendedText(event.locals.house, actor, event.params.meeting, form),
    ),
  withdrawText: (event: ItemEvent) =>
    press(event, 'withdrawText', propositionOnly, ({ propositionId }, actor) =>
      withdrawProposition(event.locals.house, actor, event.params.meeting, propositionId),
    ),
  settleText: (event: ItemEvent) =>
    press(
      event,
      'settleText',
      propositionOnly.extend({ what: z.enum(['restore', 'erase']) }),
      ({ propositionId, what }, actor) =>
        settleWithdrawn(event.locals.house, actor, event.params.meeting, propositionId, what),
    ),
};
