import { eq } from 'drizzle-orm';
import { freshSecondFactor } from '#lib/accounts/server/fresh-factor.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { ExaminedFile } from '#lib/platform/files/examine.ts';
import { storeFile } from '#lib/platform/files/store.ts';
import type { House } from '#lib/platform/house.ts';
import { mayConclude, maySign } from '../../policy.ts';
import { SIGNERS, type Signer } from '../../vocabulary.ts';
import { lastVersion, minutesTo, type HeldMinutes } from '../load.ts';
import { signersOf, type SigningPerson } from '../signers.ts';
import { minutes, minutesSignatures } from '../tables.ts';

/**
 * Signs a PV by one's own hand: the second factor was asked again for it, in this session, within the last minutes (a
 * demonstration asks for none). With the second signature the PV is signed. Refuses whoever is not the signer, a second
 * factor that was not given again, and a PV that does not wait for signatures. Signed twice, it is signed once.
 */
export function signMinutes(
  house: House,
  actor: Actor,
  meetingId: string,
  { signer, sessionId }: { readonly signer: Signer; readonly sessionId: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, now, today } = act;
    const held = await minutesTo('sign', tx, actor, today, meetingId, () => done());
    if (!held.done) return held;
    const people = await signersOf(tx, held.value.meeting);
    const person = people.find((candidate) => candidate.signer === signer);
    const allowed = maySign(actor, held.value.meeting, today, person?.personId ?? null);
    if (!allowed.done) return allowed;
    const fresh =
      house.demonstration || (await freshSecondFactor(tx, { accountId: actor.accountId!, sessionId, now }));
    if (!fresh)
      return refuse(
        'second-factor-not-fresh',
        'Redonnez votre second facteur\u00a0: une signature le demande à chaque fois.',
        { field: 'code' },
      );
    return keepSignature(act, actor, held.value, person!, { means: 'second-factor', fileId: null });
  });
}

/**
 * Keeps the scan of a PV that somebody signed on paper. Refuses whoever is not coordination, a signer who is not known,
 * and a PV that does not wait for signatures. Whoever has signed already stays as they signed.
 */
export function recordPaperSignature(
  house: House,
  actor: Actor,
  meetingId: string,
  { signer, file }: { readonly signer: Signer; readonly file: ExaminedFile },
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, now, today } = act;
    const held = await minutesTo('sign', tx, actor, today, meetingId, mayConclude);
    if (!held.done) return held;
    const person = (await signersOf(tx, held.value.meeting)).find((candidate) => candidate.signer === signer);
    if (!person) return notFound();
    if (!['application/pdf', 'image/png', 'image/jpeg', 'image/webp'].includes(file.mediaType))
      return refuse('not-a-scan', 'Envoyez le PV signé en PDF, ou sa photo.', { field: 'file' });
    const { associationId, name } = actor;
    const fileId = await storeFile(tx, file, { associationId, name, now });
    return keepSignature(act, actor, held.value, person, { means: 'paper', fileId });
  });
}

/** Keeps a signature under the version that was approved; the last one of the two makes the PV signed. */
async function keepSignature(
  { tx, now, journal, nothingToDo }: Act,
  actor: Actor,
  { meeting, minutes: row }: HeldMinutes,
  { signer, name }: SigningPerson,
  how: Pick<typeof minutesSignatures.$inferSelect, 'means' | 'fileId'>,
): Promise<Outcome<undefined>> {
  const { associationId, id: meetingId } = meeting;
  const before = await tx
    .select({ signer: minutesSignatures.signer })
    .from(minutesSignatures)
    .where(eq(minutesSignatures.meetingId, meetingId));
  if (before.some((signature) => signature.signer === signer)) {
    if (how.means === 'paper')
      return refuse('already-signed', 'Cette signature est déjà là\u00a0: il n’en faut pas d’autre.', {
        field: 'signer',
      });
    nothingToDo();
    return done();
  }
  const { sha256, number: version } = await lastVersion(tx, row!);
  const signature = { signer, name, ...how, sha256, recordedBy: actor.name };
  await tx.insert(minutesSignatures).values({ associationId, meetingId, ...signature, signedAt: now });
  journal({
    act: 'minutes.signed',
    subject: { kind: 'minutes', id: meetingId },
    after: { version, ...signature },
  });
  if (before.length + 1 === SIGNERS.length)
    await tx.update(minutes).set({ state: 'signed' }).where(eq(minutes.meetingId, meetingId));
  return done();
}
