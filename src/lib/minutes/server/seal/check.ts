import { createHash, timingSafeEqual, verify, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { toDer } from './cms.ts';

const { asn1, pki } = forge;
const OID_MESSAGE_DIGEST = pki.oids.messageDigest!;

const membersOf = (value: forge.asn1.Asn1 | undefined) => value!.value as forge.asn1.Asn1[];
const bytesOf = (value: forge.asn1.Asn1 | undefined) => Buffer.from(value!.value as string, 'latin1');

interface SignedPart {
  readonly certificates: readonly Buffer[];
  readonly attributes: Buffer;
  readonly digest: Buffer;
  readonly signature: Buffer;
}

/** The parts of a CMS signature that are checked. Throws on what is none. */
function partsOf(der: Buffer): SignedPart {
  // The place of the signature is longer than the signature: zeros follow.
  const whole = asn1.fromDer(forge.util.createBuffer(der.toString('latin1')), {
    strict: true,
    parseAllBytes: false,
  } as never);
  const signedData = membersOf(membersOf(membersOf(whole)[1])[0]);
  const [, , , , attributes, , signature] = [undefined, ...membersOf(membersOf(signedData[4])[0])];
  const set = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SET, true, membersOf(attributes));
  const digest = membersOf(attributes).find(
    (attribute) => asn1.derToOid(membersOf(attribute)[0]!.value as string) === OID_MESSAGE_DIGEST,
  );
  return {
    certificates: membersOf(signedData[3]).map(toDer),
    attributes: toDer(set),
    digest: bytesOf(membersOf(membersOf(digest)[1])[0]),
    signature: bytesOf(signature),
  };
}

/**
 * Whether a PDF carries a signature that covers all of it, made by the certificate of this SHA-256 (hexadecimal). Answers
 * false for anything else: no signature, one byte changed or added, another certificate.
 */
export function isSignedBy(pdf: Uint8Array, fingerprint: string): boolean {
  const bytes = Buffer.from(pdf);
  const range = /\/ByteRange \[ 0 (\d+) (\d+) (\d+) *\]/.exec(bytes.toString('latin1'));
  if (!range) return false;
  const [from, to, rest] = range.slice(1).map(Number) as [number, number, number];
  if (to + rest !== bytes.length || from >= to) return false;
  try {
    const { certificates, attributes, digest, signature } = partsOf(
      Buffer.from(bytes.toString('latin1', from + 1, to - 1), 'hex'),
    );
    const found = createHash('sha256').update(bytes.subarray(0, from)).update(bytes.subarray(to)).digest();
    const certificate = certificates
      .map((der) => new X509Certificate(der))
      .find(({ fingerprint256 }) => fingerprint256.replaceAll(':', '').toLowerCase() === fingerprint);
    return (
      certificate !== undefined &&
      digest.length === found.length &&
      timingSafeEqual(digest, found) &&
      verify('sha256', attributes, certificate.publicKey, signature)
    );
  } catch {
    // Not a signature at all: a changed byte may have broken its structure.
    return false;
  }
}
