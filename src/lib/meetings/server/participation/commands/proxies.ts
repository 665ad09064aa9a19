import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { ProxyForm } from '../../../forms/participation.ts';
import { mayPrepare, ownMandates } from '../../../policy.ts';
import { checkProxy, type ProxyHolder } from '../../../rules/proxies.ts';
import { checkStillOpen } from '../../../rules/replies.ts';
import type { Channel } from '../../../vocabulary.ts';
import { holdAnswer, holdMeeting } from '../answering.ts';
import { tellOfProxy } from '../mails.ts';
import { attendanceReplies, proxies } from '../tables.ts';
import { touchSitting } from '../../sitting/touch.ts';
import { withdraw } from '../withdrawal.ts';

/**
 * Gives a proxy for one meeting, in place of the one given before; the holder is told by mail. Given twice to the same
 * person, it is given once. Refuses what the statutes and the rules of proxies do not admit (CSA 9:15), an open or past
 * sitting, someone else's mandate.
 */
export function giveProxy(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ProxyForm,
): Promise<Outcome<{ proxyId: string }>> {
  return command(house, actor, async (act) => {
    const given = await giveProxyIn(house, act, actor, meetingId, form);
    if (given.done && given.value.already) act.nothingToDo();
    return given;
  });
}

/** Gives a proxy inside a command; see `giveProxy`. Answers whether the same one was given already. */
export async function giveProxyIn(
  house: House,
  { tx, now, today, ...act }: Act,
  actor: Actor,
  meetingId: string,
  form: ProxyForm,
): Promise<Outcome<{ proxyId: string; already: boolean }>> {
  const { mandateId, instructions } = form;
  const via: Channel = form.via ?? 'member';
  const loaded = await holdAnswer(tx, actor, today, meetingId, form);
  if (!loaded.done) return loaded;
  const { meeting, participants, given, proxyRule, who } = loaded.value;
  const holder: ProxyHolder | undefined =
    form.holder === ''
      ? { mandateId: null, name: form.holderName }
      : participants.get(form.holder)?.proxySeat;
  if (!holder)
    return refuse(
      'not-entitled',
      'Cette personne ne siège pas dans l’instance le jour de la réunion. Choisissez dans la liste.',
      { field: 'holder' },
    );
  const former = given.find(({ principalMandateId }) => principalMandateId === mandateId);
  const same =
    former?.holderMandateId === holder.mandateId &&
    (holder.mandateId !== null || former.holderName === holder.name);
  if (former && same) return done({ proxyId: former.id, already: true });
  const allowed = checkProxy({ principal: who.proxySeat, holder, given }, proxyRule);
  if (!allowed.done) return allowed;
  if (former) await withdraw(house, { tx, now, today, ...act }, loaded.value, former);
  const { associationId } = actor;
  const where = { associationId, meetingId, bodyId: meeting.bodyId };
  const holderMandateId = holder.mandateId;
  const [row] = await tx
    .insert(proxies)
    .values({
      ...where,
      principalMandateId: mandateId,
      holderMandateId,
      holderName: holderMandateId === null ? holder.name : null,
      instructions,
      givenAt: now,
      via,
    })
    .returning({ id: proxies.id });
  const saved = { reply: 'represented' as const, repliedAt: now, via };
  await tx
    .insert(attendanceReplies)
    .values({ ...where, mandateId, ...saved })
    .onConflictDoUpdate({
      target: [attendanceReplies.associationId, attendanceReplies.meetingId, attendanceReplies.mandateId],
      set: saved,
    });
  await touchSitting(tx, associationId, meetingId);
  // Neither the name of someone from outside nor the instructions: the journal cannot forget.
  act.journal({
    act: 'proxy.given',
    subject: { kind: 'proxy', id: row!.id },
    after: { meetingId, principalMandateId: mandateId, holderMandateId, via },
  });
  if (holderMandateId !== null)
    await tellOfProxy({ house, tx, now, associationId }, loaded.value, {
      news: 'given',
      mandateId: holderMandateId,
      by: who.proxySeat.name,
      instructions,
    });
  return done({ proxyId: row!.id, already: false });
}

/**
 * Takes back a proxy: its principal, the holder who will not carry it, or the secretary; whoever did not do it is told.
 * Until the sitting opens for the two of them. Taken back already, that is done. Refuses a proxy of others.
 */
export function revokeProxy(
  house: House,
  actor: Actor,
  meetingId: string,
  proxyId: string,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, nothingToDo } = act;
    const loaded = await holdMeeting(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { meeting, given, facts } = loaded.value;
    const [row] = isIdentifier(proxyId)
      ? await tx
          .select({ principal: proxies.principalMandateId, holder: proxies.holderMandateId })
          .from(proxies)
          .where(and(eq(proxies.id, proxyId), eq(proxies.meetingId, meetingId)))
      : [];
    const own = ownMandates(actor, meeting);
    const asPrincipal = row !== undefined && own.includes(row.principal);
    const asHolder = row !== undefined && row.holder !== null && own.includes(row.holder);
    const staff = mayPrepare(actor).done;
    if (!row || !(asPrincipal || asHolder || staff)) return notFound();
    const open = checkStillOpen(facts, staff ? 'secretary' : 'member');
    if (!open.done) return open;
    const proxy = given.find(({ id }) => id === proxyId);
    if (!proxy) {
      nothingToDo();
      return done();
    }
    await withdraw(house, act, loaded.value, proxy, { tellHolder: !asHolder });
    if (!asPrincipal)
      await tellOfProxy({ house, tx, now, associationId: actor.associationId }, loaded.value, {
        news: asHolder ? 'declined' : 'removed',
        mandateId: row.principal,
        by: actor.name,
      });
    return done();
  });
}
