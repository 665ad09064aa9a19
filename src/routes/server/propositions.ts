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
import { smallForm } from './small-forms.ts';

type ItemEvent = RequestEvent & { params: { meeting: string; item: string } };

const itemOf = (item: string) =>
  z
    .looseObject({})
    .transform((typed) => ({ ...typed, itemId: item }))
    .pipe(propositionForm);

/** What the buttons of the texts to vote do, on the page of their item. */
export const propositionActions = {
  addText: (event: ItemEvent) =>
    smallForm(
      event,
      itemOf(event.params.item),
      (form, { actor }) => addProposition(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'addText' },
    ),
  changeText: (event: ItemEvent) =>
    smallForm(
      event,
      propositionChangeForm,
      (form, { actor }) => changeProposition(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'changeText' },
    ),
  moveText: (event: ItemEvent) =>
    smallForm(
      event,
      propositionMoveForm,
      (form, { actor }) => moveProposition(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'moveText' },
    ),
  writeText: (event: ItemEvent) =>
    smallForm(
      event,
      amendedTextForm,
      (form, { actor }) => writeAmendedText(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'writeText' },
    ),
  withdrawText: (event: ItemEvent) =>
    smallForm(
      event,
      propositionOnly,
      ({ propositionId }, { actor }) =>
        withdrawProposition(event.locals.house, actor, event.params.meeting, propositionId),
      { pressed: 'withdrawText' },
    ),
  settleText: (event: ItemEvent) =>
    smallForm(
      event,
      propositionOnly.extend({ what: z.enum(['restore', 'erase']) }),
      ({ propositionId, what }, { actor }) =>
        settleWithdrawn(event.locals.house, actor, event.params.meeting, propositionId, what),
      { pressed: 'settleText' },
    ),
};
