import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { nameWithForm } from '#lib/associations/identity.ts';
import { renderPdf } from '#lib/documents/pdf.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { ExaminedFile } from '#lib/platform/files/examine.ts';
import { storeFile } from '#lib/platform/files/store.ts';
import type { House } from '#lib/platform/house.ts';
import { minutesDocument, minutesFilename } from '../../document.ts';
import { mayConclude } from '../../policy.ts';
import { certificateInUse, signingKeyOf } from '../certificates.ts';
import { minutesTo } from '../load.ts';
import { signPdf } from '../seal/pades.ts';
import { standingOf } from '../standing.ts';
import { minutes, minutesSeals } from '../tables.ts';
import { makeOwnCertificate } from './certificates.ts';

const CHANGED = refuse(
  'certificate-changed',
  'Le certificat de l’association vient de changer. Scellez à nouveau.',
);

/** What is about to be sealed, read in one transaction. */
async function toSeal(house: House, actor: Actor, meetingId: string) {
  const now = house.clock.now();
  return inAssociation(house.db, actor.associationId, async (tx) => {
    const held = await minutesTo('seal', tx, actor, house.clock.today(), meetingId, mayConclude);
    if (!held.done) return held;
    const certificate = await certificateInUse(tx, now);
    if (!certificate) return CHANGED;
    const { snapshot, standing } = await standingOf(tx, held.value.minutes!, { sealedAt: now });
    return done({ now, snapshot, standing, certificate, key: await signingKeyOf(tx, certificate) });
  });
}

/**
 * Seals a PV that is signed: its document is written, signed with the certificate of the association (PAdES), and kept with
 * its hash, here and in the journal; from then on nothing of it changes. An association without certificate gets one made
 * for its name. Refuses whoever is not coordination, a PV that is not signed, and one that is sealed already.
 */
export async function sealMinutes(
  house: House,
  actor: Actor,
  meetingId: string,
): Promise<Outcome<undefined>> {
  const first = await inAssociation(house.db, actor.associationId, (tx) =>
    minutesTo('seal', tx, actor, house.clock.today(), meetingId, mayConclude),
  );
  if (!first.done) return first;
  const ready = await makeOwnCertificate(house, actor);
  if (!ready.done) return ready;
  const read = await toSeal(house, actor, meetingId);
  if (!read.done) return read;
  const { snapshot, standing, certificate, key, now: at } = read.value;
  const pdf = await signPdf(await renderPdf(minutesDocument(snapshot, standing)), key, {
    at,
    name: nameWithForm(snapshot.association),
    reason: `Sceau du procès-verbal du ${dayInWords(snapshot.heldOn)}`,
  });
  return onDisk(pdf, `${minutesFilename(snapshot)}.pdf`, (file) =>
    command(house, actor, async ({ tx, today, journal }) => {
      const held = await minutesTo('seal', tx, actor, today, meetingId, mayConclude);
      if (!held.done) return held;
      const current = await certificateInUse(tx, at);
      if (current?.id !== certificate.id) return CHANGED;
      const { associationId, name } = actor;
      const { sha256 } = file;
      const fileId = await storeFile(tx, file, { associationId, name, now: at });
      await tx.insert(minutesSeals).values({
        associationId,
        meetingId,
        fileId,
        sha256,
        certificateId: certificate.id,
        sealedAt: at,
        sealedBy: name,
      });
      await tx.update(minutes).set({ state: 'sealed' }).where(eq(minutes.meetingId, meetingId));
      journal({
        act: 'minutes.sealed',
        subject: { kind: 'minutes', id: meetingId },
        after: { version: standing.version, sha256, certificate: certificate.fingerprint },
      });
      return done();
    }),
  );
}

/** Files are stored from the disk: lets `work` use these bytes there. */
async function onDisk<T>(
  bytes: Uint8Array,
  name: string,
  work: (file: ExaminedFile) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'collegial-seal-'));
  try {
    const path = join(folder, 'sealed.pdf');
    await writeFile(path, bytes, { mode: 0o600 });
    return await work({
      path,
      name,
      mediaType: 'application/pdf',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      scan: 'not-scanned',
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
