import { error } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { mayPrepareMeeting } from '#lib/meetings/policy.ts';
import { audienceOf } from '#lib/meetings/annex-policy.ts';
import { annexForm, annexMoveForm, packForm } from '#lib/meetings/forms/annexes.ts';
import { addAnnex, moveAnnex } from '#lib/meetings/server/annexes/commands.ts';
import { packState, requestPack } from '#lib/meetings/server/annexes/packs.ts';
import { annexesOf, removedAnnexes } from '#lib/meetings/server/annexes/queries.ts';
import { refuse, type Refusal } from '#lib/kernel/refusals.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { meetingIn, meetingOr404 } from '../../../../server/meeting.ts';
import { longestInMegabytes, receiveFiles } from '../../../../server/received-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { actor } = visit;
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const facts = { id: meeting.id, bodyId: meeting.body.id, heldOn: meeting.heldOn };
    const annexes = await annexesOf(tx, actor, facts);
    const own = audienceOf(actor, facts);
    const packs = [await packState(tx, meeting, own)];
    // What the others get differs only where something is confidential.
    if (actor.role !== null && annexes.some(({ confidential }) => confidential))
      packs.push(await packState(tx, meeting, 'open'));
    return {
      meeting: {
        ...meeting,
        agenda: meeting.agenda.map((item) => ({ ...item, notes: null })),
      },
      annexes,
      removed: meeting.mayPrepare ? await removedAnnexes(tx, meeting.id) : [],
      packs,
      staff: actor.role !== null,
      maxMegabytes: longestInMegabytes(),
      chosen: event.url.searchParams.get('item') ?? '',
    };
  });
};

/** An alias, not an interface: SvelteKit carries it as plain data. */
type Answer = {
  readonly added: number;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly { name: string; sentence: string; field: string | undefined }[];
};

const said = (refusal: Refusal, name = '', field?: string) => ({
  name,
  sentence: refusal.sentence,
  field: refusal.field ?? field,
});

export const actions: Actions = {
  add: async (event) => {
    if (!event.locals.account)
      error(401, 'Votre session a pris fin. Reconnectez-vous, puis renvoyez vos fichiers.');
    const visit = await visitOf(event);
    const { house } = event.locals;
    const meeting = await meetingOr404(event, visit);
    const facts = { bodyId: meeting.body.id, heldOn: meeting.heldOn };
    // Before a single byte is received.
    const allowed = mayPrepareMeeting(visit.actor, facts, house.clock.today());
    if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
    const sent = await receiveFiles(event, async (file, fields) => {
      const form = annexForm.safeParse(fields);
      return form.success
        ? addAnnex(house, visit.actor, event.params.meeting, form.data, file)
        : refuse('form-invalid', form.error.issues[0]!.message, { field: 'itemId' });
    });
    const answer: Answer = {
      added: sent.kept,
      typed: sent.fields,
      errors:
        sent.kept === 0 && sent.refused.length === 0
          ? [{ name: '', sentence: 'Choisissez au moins un fichier.', field: 'files' }]
          : sent.refused.map(({ name, refusal }) => said(refusal, name, 'files')),
    };
    return answer.errors.length === 0 ? answer : fail<Answer>(400, answer);
  },
  move: async (event) => {
    const visit = await visitOf(event);
    const form = annexMoveForm.safeParse(Object.fromEntries(await event.request.formData()));
    if (!form.success) error(400, 'Rechargez la page, puis réessayez.');
    const { annexId, direction } = form.data;
    const outcome = await moveAnnex(
      event.locals.house,
      visit.actor,
      event.params.meeting,
      annexId,
      direction,
    );
    return outcome.done ? undefined : refused(outcome.refusal);
  },
  pack: async (event) => {
    const visit = await visitOf(event);
    const form = packForm.safeParse(Object.fromEntries(await event.request.formData()));
    if (!form.success) error(400, 'Rechargez la page, puis réessayez.');
    const outcome = await requestPack(
      event.locals.house,
      visit.actor,
      event.params.meeting,
      form.data.audience,
    );
    return outcome.done ? undefined : refused(outcome.refusal);
  },
};

function refused(refusal: Refusal) {
  const answer: Answer = { added: 0, typed: {}, errors: [said(refusal)] };
  return fail(statusOf(refusal), answer);
}
