import { eq } from 'drizzle-orm';
import { addOrganisation, addPerson } from '#lib/associations/server/directory.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { MandateForm } from '../../../forms.ts';
import { mayManageBodies } from '../../../policy.ts';
import { checkMandate } from '../../../rules.ts';
import { acceptGap } from '../../../rules/parity-warning.ts';
import { holdBody, writeNewMandate } from '../../appoint.ts';
import { parityOn, withGap } from '../../parity.ts';
import { mandates } from '../../tables.ts';

/**
 * Begins a mandate in a body, with the organisation and the person that the form describes when they are new. Refuses
 * what `placeNewMandate` refuses and, until it is accepted, a gap between the sectors wider than before and than the
 * statutes admit on the first day. What is sent twice (same `mandateId`) begins once; another content under the same
 * `mandateId` is refused.
 */
export function beginMandate(
  house: House,
  actor: Actor,
  bodyId: string,
  form: MandateForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, journal, nothingToDo } = act;
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const body = await holdBody(tx, actor, bodyId, [form.office]);
    if (!body) return notFound();
    const sent = await sentBefore(tx, bodyId, form);
    if (sent === 'the-same') {
      nothingToDo();
      return done();
    }
    if (sent === 'another')
      return refuse(
        'already-sent',
        'Cette page a déjà servi à ajouter un mandat. Rechargez-la pour en ajouter un autre.',
      );
    const { office, voting, from } = form;
    const to = form.to || null;
    // Before anybody is added to the directory because of it.
    const sound = checkMandate({ office, voting, from, to });
    if (!sound.done) return sound;
    const organisationId = await organisationOf(act, actor, form);
    if (!organisationId.done) return organisationId;
    const personId = await personOf(act, actor, form);
    if (!personId.done) return personId;
    const before = await parityOn(tx, body, from);
    const begun = await writeNewMandate(tx, actor, body, {
      id: form.mandateId,
      organisationId: organisationId.value,
      personId: personId.value,
      office,
      voting,
      from,
      to,
      ended: false,
      seatId: form.seat || null,
      decisionId: form.decision || null,
      appointment: form.appointment || null,
      replacesId: form.replaces || null,
      coOpted: form.coOpted,
      exceptionReason: form.exceptionReason || null,
    });
    if (!begun.done) return begun;
    const gap = acceptGap(before, await parityOn(tx, body, from), form.acceptedGap);
    if (!gap.done) return gap;
    journal(gap.value === null ? begun.value : withGap(begun.value, gap.value));
    return done();
  });
}

/** Whether the mandate of this form is there already, as this form describes it or otherwise. */
async function sentBefore(tx: Tx, bodyId: string, form: MandateForm): Promise<'the-same' | 'another' | null> {
  const [row] = await tx
    .select({
      mandate: mandates,
      organisationName: organisations.name,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(eq(mandates.id, form.mandateId));
  if (!row) return null;
  const { mandate, organisationName, givenName, familyName } = row;
  const sameOrganisation =
    form.organisation === 'new'
      ? form.organisationName === organisationName
      : form.organisation === mandate.organisationId;
  const samePerson =
    form.person === 'new'
      ? form.givenName === givenName && form.familyName === familyName
      : form.person === (mandate.personId ?? 'vacant');
  const sameSeat =
    mandate.bodyId === bodyId &&
    mandate.office === form.office &&
    mandate.voting === form.voting &&
    mandate.fromDay === form.from &&
    mandate.toDay === (form.to || null) &&
    (form.seat === '' || mandate.seatId === form.seat) &&
    mandate.appointingDecisionId === (form.decision || null) &&
    mandate.appointment === (form.appointment || null) &&
    mandate.replacesId === (form.replaces || null) &&
    (mandate.coOptation !== null) === form.coOpted &&
    mandate.exceptionReason === (form.exceptionReason || null);
  return sameOrganisation && samePerson && sameSeat ? 'the-same' : 'another';
}

async function organisationOf(act: Act, actor: Actor, form: MandateForm): Promise<Outcome<string>> {
  if (form.organisation !== 'new') return done(form.organisation);
  const { sector, partner } = form;
  if (sector === '') throw new Error('The form asks the sector of a new organisation.');
  return addOrganisation(act, actor, { name: form.organisationName, sector, partner });
}

async function personOf(act: Act, actor: Actor, form: MandateForm): Promise<Outcome<string | null>> {
  if (form.person === 'new') return addPerson(act, actor, form);
  return done(form.person === 'vacant' ? null : form.person);
}
