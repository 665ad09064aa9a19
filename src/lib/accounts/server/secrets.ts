import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from 'node:crypto';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { installation } from '#lib/platform/tables.ts';
import type { Tx } from '#lib/platform/database.ts';

/** 256 random bits, in base64url: 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Six decimal digits, each code as likely as any other. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** A hash that cannot be searched without `secret`, for what has too few values to hide behind a plain hash. */
export function keyedHashOf(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}

/** Compares in a time that does not tell where the first difference is. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The two parts of an "id.secret" cookie, or null when it has not that shape. */
export function readToken(token: string): { id: string; secret: string } | null {
  const [id = '', secret = '', more] = token.split('.');
  return isIdentifier(id) && secret !== '' && more === undefined ? { id, secret } : null;
}

/** The key for second factors at rest, drawn from the secret of the installation. */
async function sealingKey(tx: Tx): Promise<Buffer> {
  const [row] = await tx.select({ secret: installation.secret }).from(installation);
  if (!row) throw new Error('The installation has no secret yet: it is written at the first start.');
  return Buffer.from(hkdfSync('sha256', row.secret, '', 'collegial second factors at rest', 32));
}

/** Encrypts with AES-256-GCM: nonce (12 bytes), tag (16), text. `owner` must be the same to open it. */
export async function seal(tx: Tx, owner: string, text: string): Promise<Buffer> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await sealingKey(tx), nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Opens what `seal` closed; throws when it was changed, moved to another owner, or sealed under another secret. */
export async function unseal(tx: Tx, owner: string, sealed: Uint8Array): Promise<string> {
  const decipher = createDecipheriv('aes-256-gcm', await sealingKey(tx), sealed.subarray(0, 12))
    .setAAD(Buffer.from(owner))
    .setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
}
