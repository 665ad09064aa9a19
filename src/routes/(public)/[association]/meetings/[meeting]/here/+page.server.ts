import { error } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { associationBySlug } from '#lib/associations/server/queries.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { checkInForm } from '#lib/meetings/forms/sitting.ts';
import { checkArrival } from '#lib/meetings/rules/check-in.ts';
import { meetingView } from '#lib/meetings/server/queries.ts';
import { checkIn, checkInsOf } from '#lib/meetings/server/sitting/check-ins.ts';
import { sittingStateOf } from '#lib/meetings/server/sitting/now.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { inAssociation } from '#lib/platform/database.ts';
import { statusOf } from '../../../../../server/access.ts';
import { KEPT_NOWHERE } from '../../../../../server/link-visit.ts';
import { arrivingIn } from '../../../../../server/room-link.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function arrivalOf(event: RequestEvent) {
  const association = await associationBySlug(event.locals.house.db, event.params.association);
  if (!association) error(404, notFound().refusal.sentence);
  return { association, actor: await arrivingIn(event, association) };
}

/** What the code of the room opens: whoever is known here says that they are there. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders(KEPT_NOWHERE);
  const { association, actor } = await arrivalOf(event);
  const { slug, name, shortName } = association;
  const site = { slug, name, shortName };
  const code = event.url.searchParams.get('code') ?? '';
  if (!actor) return { site, code, arrival: null };
  const { house } = event.locals;
  const today = house.clock.today();
  return inAssociation(house.db, association.id, async (tx) => {
    const viewed = await meetingView(tx, actor, today, event.params.meeting);
    if (!viewed.done) error(404, viewed.refusal.sentence);
    const meeting = viewed.value;
    const own = new Set(actor.seats.map(({ mandateId }) => mandateId));
    const { attendance } = await sittingOf(tx, meeting);
    const said = new Set((await checkInsOf(tx, meeting.id)).map(({ mandateId }) => mandateId));
    const expected = checkArrival(await sittingStateOf(tx, meeting.id), meeting, today);
    const { body, heldOn, startsAt, kind } = meeting;
    return {
      site,
      code,
      arrival: {
        meeting: { body, heldOn, startsAt, kind },
        refused: expected.done ? null : expected.refusal.sentence,
        seats: attendance.flatMap(({ mandateId, organisation, state, person }) =>
          own.has(mandateId)
            ? [
                {
                  mandateId,
                  organisation,
                  state,
                  name: `${person.givenName} ${person.familyName}`,
                  said: said.has(mandateId),
                },
              ]
            : [],
        ),
      },
    };
  });
};

export const actions: Actions = {
  default: async (event) => {
    const { actor } = await arrivalOf(event);
    if (!actor) return fail(401, { refusal: null });
    const parsed = checkInForm.safeParse(Object.fromEntries(await event.request.formData()));
    if (!parsed.success) return fail(400, { refusal: 'Lisez de nouveau le code affiché dans la salle.' });
    const outcome = await checkIn(event.locals.house, actor, event.params.meeting, parsed.data);
    if (outcome.done) return { refusal: null };
    return fail(statusOf(outcome.refusal), { refusal: outcome.refusal.sentence });
  },
};
