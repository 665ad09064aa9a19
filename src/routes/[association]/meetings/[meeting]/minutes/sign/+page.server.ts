import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { secondFactorForm } from '#lib/accounts/forms.ts';
import { passWithPasskey } from '#lib/accounts/server/passkeys.ts';
import { passSecondFactor } from '#lib/accounts/server/second-factor.ts';
import { refuse, type Outcome, type Refusal } from '#lib/kernel/refusals.ts';
import { signingForm } from '#lib/minutes/forms.ts';
import { signMinutes } from '#lib/minutes/server/commands/signatures.ts';
import { minutesPage } from '#lib/minutes/server/page.ts';
import { addresses } from '../../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { meetingIn } from '../../../../../server/meeting.ts';
import { keepSession, signedInOf } from '../../../../../server/signing-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { account } = signedInOf(event);
  const { house } = event.locals;
  const page = await read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    return { meeting, pv: await minutesPage(tx, visit.actor, house.clock.today(), meeting) };
  });
  // Signed meanwhile, or never theirs to sign: the page of the PV tells.
  if (page.pv.may.sign === null)
    redirect(303, addresses.minutesPage(visit.association.slug, event.params.meeting));
  const { agenda, ...facts } = page.meeting;
  return {
    meeting: { ...facts, agenda: agenda.map((item) => ({ ...item, notes: null })) },
    signer: page.pv.may.sign,
    totp: account.totp,
    passkey: account.passkey,
    asked: !house.demonstration,
  };
};

const CODE_NEEDED = refuse('code-needed', 'Tapez le code que l’application montre à présent.', {
  field: 'code',
});

/** Asks for the second factor, then signs; the session has a new token once the factor was given. */
async function sign(
  event: RequestEvent,
  give: (typed: Record<string, string>) => Promise<Outcome<{ token: string } | null>>,
) {
  const { actor, association } = await visitOf(event);
  const typed = Object.fromEntries([...(await event.request.formData())].map(([k, v]) => [k, String(v)]));
  const refused = ({ sentence, field }: Pick<Refusal, 'sentence' | 'field'>, status = 400) =>
    fail(status, { refusal: { sentence, field: field ?? '' } });
  const form = signingForm.safeParse(typed);
  if (!form.success) {
    const issue = form.error.issues[0]!;
    return refused({ sentence: issue.message, field: String(issue.path[0]) });
  }
  const given = await give(typed);
  if (!given.done) return refused(given.refusal);
  if (given.value) keepSession(event, given.value.token);
  const outcome = await signMinutes(event.locals.house, actor, event.params.meeting!, {
    signer: form.data.signer,
    sessionId: signedInOf(event).session.id,
  });
  if (!outcome.done && outcome.refusal.code === 'not-found') error(404, outcome.refusal.sentence);
  if (!outcome.done) return refused(outcome.refusal, statusOf(outcome.refusal));
  redirect(303, addresses.minutesPage(association.slug, event.params.meeting!));
}

export const actions: Actions = {
  code: (event) =>
    sign(event, async (typed) => {
      const { house } = event.locals;
      if (house.demonstration) return { done: true, value: null };
      const form = secondFactorForm.safeParse({ ...typed, next: '' });
      return form.success ? passSecondFactor(house, signedInOf(event), form.data.code) : CODE_NEEDED;
    }),
  passkey: (event) =>
    sign(event, (typed) =>
      passWithPasskey(event.locals.house, signedInOf(event), {
        challengeId: typed.challengeId ?? '',
        response: typed.response ?? '',
      }),
    ),
};
