import { eq, isNotNull } from 'drizzle-orm';
import { nameWithForm } from '#lib/associations/identity.ts';
import { associations } from '#lib/associations/server/tables.ts';
import { seal } from '#lib/accounts/server/secrets.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { mayKeepCertificate } from '../../policy.ts';
import { certificateInUse, keyOwner } from '../certificates.ts';
import { makeCertificate, readCertificate, type ReadCertificate } from '../seal/certificate.ts';
import { certificates } from '../tables.ts';

/**
 * Makes a certificate for the name of the association, signed by itself, where it has none that is valid. Answers to
 * whoever seals as to whoever sets it up: the one that is already there stays. Refuses whoever is not coordination.
 */
export async function makeOwnCertificate(house: House, actor: Actor): Promise<Outcome<undefined>> {
  const allowed = mayKeepCertificate(actor);
  if (!allowed.done) return allowed;
  const now = house.clock.now();
  // Drawing a key takes a moment: outside of the transaction.
  const name = await inAssociation(house.db, actor.associationId, async (tx) => {
    if (await certificateInUse(tx, now)) return null;
    const [association] = await tx
      .select({ name: associations.name, legalForm: associations.legalForm })
      .from(associations)
      .where(eq(associations.id, actor.associationId));
    return nameWithForm(association!);
  });
  const made = name === null ? null : await makeCertificate(name, now);
  return command(house, actor, async (act) => {
    await lockCertificates(act, actor);
    if (!made || (await certificateInUse(act.tx, now))) act.nothingToDo();
    else await keep(act, actor, made, 'made');
    return done();
  });
}

/**
 * Keeps the association's own certificate, from a PKCS#12 and its password, which is kept nowhere; it takes the place of
 * the one in use. Refuses whoever is not coordination, and what `readCertificate` refuses. The same file twice is kept once.
 */
export function uploadCertificate(
  house: House,
  actor: Actor,
  { file, password }: { readonly file: Uint8Array; readonly password: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const allowed = mayKeepCertificate(actor);
    if (!allowed.done) return allowed;
    const read = readCertificate(file, password, act.now);
    if (!read.done) return read;
    await lockCertificates(act, actor);
    const current = await certificateInUse(act.tx, act.now);
    if (current?.fingerprint === read.value.fingerprint) act.nothingToDo();
    else await keep(act, actor, read.value, 'uploaded');
    return done();
  });
}

/** Two that are kept at the same moment follow each other. */
async function lockCertificates({ tx }: Act, { associationId }: Actor): Promise<void> {
  await tx
    .select({ id: associations.id })
    .from(associations)
    .where(eq(associations.id, associationId))
    .for('update');
}

/** Keeps a certificate with its key under seal, and forgets the key of the one before: it signs nothing more. */
async function keep(
  { tx, now, journal }: Act,
  { associationId, name }: Actor,
  { chain, privateKey, ...facts }: ReadCertificate,
  origin: 'made' | 'uploaded',
): Promise<void> {
  await tx.update(certificates).set({ sealedKey: null }).where(isNotNull(certificates.sealedKey));
  const values = {
    origin,
    ...facts,
    chain: chain.map((der) => Buffer.from(der).toString('base64')),
    sealedKey: await seal(tx, keyOwner(associationId, facts.fingerprint), privateKey),
    keptAt: now,
    keptBy: name,
  };
  const [row] = await tx
    .insert(certificates)
    .values({ associationId, ...values })
    // One that comes back after another.
    .onConflictDoUpdate({ target: [certificates.associationId, certificates.fingerprint], set: values })
    .returning({ id: certificates.id });
  journal({
    act: `certificate.${origin}`,
    subject: { kind: 'certificate', id: row!.id },
    after: { ...facts },
  });
}
