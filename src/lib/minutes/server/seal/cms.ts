import { createHash, sign } from 'node:crypto';
import forge from 'node-forge';

const { asn1, pki } = forge;
const { Class, Type } = asn1;

/** Who signs: the certificates in DER, the signer's first, and its private key in PEM. */
export interface SigningKey {
  readonly chain: readonly Uint8Array[];
  readonly privateKey: string;
}

const OID_SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const OID_DATA = '1.2.840.113549.1.7.1';
const OID_SIGNED_DATA = '1.2.840.113549.1.7.2';
const OID_SHA256 = '2.16.840.1.101.3.4.2.1';
const OID_SHA256_WITH_RSA = '1.2.840.113549.1.1.11';

const make = (type: forge.asn1.Type, value: forge.asn1.Asn1[]) =>
  asn1.create(Class.UNIVERSAL, type, true, value);
const sequence = (...value: forge.asn1.Asn1[]) => make(Type.SEQUENCE, value);
const tagged = (tag: number, ...value: forge.asn1.Asn1[]) =>
  asn1.create(Class.CONTEXT_SPECIFIC, tag as forge.asn1.Type, true, value);
const primitive = (type: forge.asn1.Type, value: string) => asn1.create(Class.UNIVERSAL, type, false, value);
const oid = (id: string) => primitive(Type.OID, asn1.oidToDer(id).getBytes());
const octets = (bytes: Uint8Array) => primitive(Type.OCTETSTRING, binary(bytes));
const algorithm = (id: string) => sequence(oid(id), primitive(Type.NULL, ''));

const binary = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const fromBinary = (text: string): Buffer => Buffer.from(text, 'latin1');
export const toDer = (value: forge.asn1.Asn1): Buffer => fromBinary(asn1.toDer(value).getBytes());
const parsed = (der: Uint8Array) => asn1.fromDer(binary(der));

/** DER wants the members of a set in the order of their bytes. */
function setOf(members: readonly forge.asn1.Asn1[]): forge.asn1.Asn1[] {
  return members.toSorted((a, b) => Buffer.compare(toDer(a), toDer(b)));
}

const attribute = (id: string, value: forge.asn1.Asn1) => sequence(oid(id), make(Type.SET, [value]));

/** Issuer and serial number of a certificate, as it writes them itself. */
function identityOf(certificate: Uint8Array): { issuer: forge.asn1.Asn1; serial: forge.asn1.Asn1 } {
  const [tbs] = parsed(certificate).value as forge.asn1.Asn1[];
  // The version comes first: every certificate that is signed today is of version 3.
  const [, serial, , issuer] = tbs!.value as forge.asn1.Asn1[];
  return { serial: serial!, issuer: issuer! };
}

/**
 * The attributes that CAdES B-B signs: what was signed, and by which certificate (ETSI EN 319 122-1, 5.2.2.3: with its
 * hash, so that no other certificate of the same key takes its place). The moment is said by the PDF itself.
 */
function attributesOf(digest: Uint8Array, certificate: Uint8Array): forge.asn1.Asn1[] {
  const { issuer, serial } = identityOf(certificate);
  const hash = createHash('sha256').update(certificate).digest();
  const identifier = sequence(octets(hash), sequence(sequence(tagged(4, issuer)), serial));
  return setOf([
    attribute(pki.oids.contentType!, oid(OID_DATA)),
    attribute(pki.oids.messageDigest!, octets(digest)),
    attribute(OID_SIGNING_CERTIFICATE_V2, sequence(sequence(identifier))),
  ]);
}

/**
 * A detached CMS signature (RFC 5652, profile CAdES B-B) of what has this SHA-256, in DER. RSA with PKCS#1 v1.5, which
 * every reader of PDF checks.
 */
export function signDetached(digest: Uint8Array, { chain, privateKey }: SigningKey): Buffer {
  const certificate = chain[0]!;
  const { issuer, serial } = identityOf(certificate);
  const attributes = attributesOf(digest, certificate);
  const signature = sign('sha256', toDer(make(Type.SET, attributes)), privateKey);
  const version = () => primitive(Type.INTEGER, asn1.integerToDer(1).getBytes());
  const signer = sequence(
    version(),
    sequence(issuer, serial),
    algorithm(OID_SHA256),
    tagged(0, ...attributes),
    algorithm(OID_SHA256_WITH_RSA),
    octets(signature),
  );
  const signedData = sequence(
    version(),
    make(Type.SET, [algorithm(OID_SHA256)]),
    sequence(oid(OID_DATA)),
    tagged(0, ...setOf(chain.map(parsed))),
    make(Type.SET, [signer]),
  );
  return toDer(sequence(oid(OID_SIGNED_DATA), tagged(0, signedData)));
}
