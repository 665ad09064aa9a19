import { error, redirect } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import type { Refused } from '#lib/kernel/refusals.ts';
import { assemblyCallForm, paperSignatureForm } from '#lib/meetings/forms/assembly-requests.ts';
import { lastPlaceOf } from '#lib/meetings/server/planning/proposal.ts';
import {
  callAssembly,
  enterAssemblySignature,
  signAssemblyRequest,
  unsignAssemblyRequest,
  withdrawAssemblyRequest,
} from '#lib/meetings/server/requests/assembly.ts';
import { assemblyRequestView } from '#lib/meetings/server/requests/queries.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const outcome = await assemblyRequestView(tx, visit.actor, today, event.params.request);
    if (!outcome.done) error(404, outcome.refusal.sentence);
    return { request: outcome.value, place: (await lastPlaceOf(tx)) ?? '' };
  });
};

const refused = ({ refusal }: Refused) => fail(statusOf(refusal), { refused: refusal.sentence });

export const actions: Actions = {
  sign: async (event) => {
    const visit = await visitOf(event);
    const { request } = event.params;
    const outcome = await signAssemblyRequest(event.locals.house, visit.actor, request);
    if (!outcome.done) return refused(outcome);
    redirect(303, addresses.assemblyRequest(visit.association.slug, request));
  },
  unsign: async (event) => {
    const visit = await visitOf(event);
    const { request } = event.params;
    const outcome = await unsignAssemblyRequest(event.locals.house, visit.actor, request);
    if (!outcome.done) return refused(outcome);
    redirect(303, addresses.assemblyRequest(visit.association.slug, request));
  },
  paper: async (event) => {
    const visit = await visitOf(event);
    const parsed = paperSignatureForm.safeParse(Object.fromEntries(await event.request.formData()));
    if (!parsed.success) return fail(400, { refused: parsed.error.issues[0]!.message });
    const { request } = event.params;
    const { mandateId } = parsed.data;
    const outcome = await enterAssemblySignature(event.locals.house, visit.actor, request, mandateId);
    if (!outcome.done) return refused(outcome);
    redirect(303, addresses.assemblyRequest(visit.association.slug, request));
  },
  withdraw: async (event) => {
    const visit = await visitOf(event);
    const { request } = event.params;
    const outcome = await withdrawAssemblyRequest(event.locals.house, visit.actor, request);
    if (!outcome.done) return refused(outcome);
    redirect(303, addresses.assemblyRequest(visit.association.slug, request));
  },
  call: async (event) => {
    const visit = await visitOf(event);
    const fields = await event.request.formData();
    const typed = {
      heldOn: String(fields.get('heldOn') ?? ''),
      startsAt: String(fields.get('startsAt') ?? ''),
      place: String(fields.get('place') ?? ''),
    };
    const parsed = assemblyCallForm.safeParse(typed);
    const failed = (errors: Partial<Record<keyof typeof typed | '_errors', string[]>>, status = 400) =>
      fail(status, { call: { typed, errors } });
    if (!parsed.success) return failed(parsed.error.flatten().fieldErrors);
    const { house } = event.locals;
    const outcome = await callAssembly(house, visit.actor, event.params.request, parsed.data);
    if (outcome.done) redirect(303, addresses.meeting(visit.association.slug, outcome.value.meetingId));
    const { field = '_errors', sentence } = outcome.refusal;
    return failed({ [field]: [sentence] }, statusOf(outcome.refusal));
  },
};
