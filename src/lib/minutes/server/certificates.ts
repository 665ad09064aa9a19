import { and, gt, isNotNull, lte } from 'drizzle-orm';
import { unseal } from '#lib/accounts/server/secrets.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { SigningKey } from './seal/cms.ts';
import { certificates } from './tables.ts';

type Certificate = typeof certificates.$inferSelect;

/** For whom the key of a certificate is put under seal: it opens nowhere else. */
export function keyOwner(associationId: string, fingerprint: string): string {
  return `certificate ${associationId} ${fingerprint}`;
}

/** The certificate with which the association seals, valid at `now` (ISO instant); null when it has none. */
export async function certificateInUse(tx: Tx, now: string): Promise<Certificate | null> {
  const [row] = await tx
    .select()
    .from(certificates)
    .where(
      and(
        isNotNull(certificates.sealedKey),
        lte(certificates.notBefore, now),
        gt(certificates.notAfter, now),
      ),
    );
  return row ?? null;
}

/** What is shown of the certificate in use; null when there is none. */
export async function certificateShown(tx: Tx, now: string) {
  const row = await certificateInUse(tx, now);
  if (!row) return null;
  const { subject, issuer, fingerprint, notBefore, notAfter, origin } = row;
  return { subject, issuer, fingerprint, notBefore, notAfter, origin };
}

/** The key of a certificate that is in use. */
export async function signingKeyOf(tx: Tx, certificate: Certificate): Promise<SigningKey> {
  const { associationId, fingerprint, sealedKey, chain } = certificate;
  return {
    chain: chain.map((der) => Buffer.from(der, 'base64')),
    privateKey: await unseal(tx, keyOwner(associationId, fingerprint), sealedKey!),
  };
}
