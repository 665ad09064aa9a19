import { createPrivateKey, generateKeyPair, randomBytes, sign, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { Temporal } from 'temporal-polyfill';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { toDer, type SigningKey } from './cms.ts';

const { asn1, pki, pkcs12 } = forge;

/** Bits: enough until after 2030 (BSI TR-02102, ANSSI). */
const MADE_BITS = 3072;
const LEAST_BITS = 2048;
/** Years. */
const MADE_LIFE = 10;
/** Longest name in a certificate (RFC 5280, ub-common-name). */
const LONGEST_NAME = 64;

/** A certificate with its key, and what people are told of it. */
export interface ReadCertificate extends SigningKey {
  readonly subject: string;
  readonly issuer: string;
  /** SHA-256, hexadecimal. */
  readonly fingerprint: string;
  /** ISO instants. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/** "Relais social, ASBL": the common name, else all that a certificate says of somebody. */
function nameIn(distinguished: string): string {
  const lines = distinguished.split('\n');
  const name = lines.find((line) => line.startsWith('CN='))?.slice(3) ?? lines.join(', ');
  return name.replace(/\\(.)/g, '$1');
}

function describe(chain: readonly Uint8Array[], privateKey: string): ReadCertificate {
  const certificate = new X509Certificate(chain[0]!);
  return {
    chain,
    privateKey,
    subject: nameIn(certificate.subject),
    issuer: nameIn(certificate.issuer),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    notBefore: Temporal.Instant.fromEpochMilliseconds(certificate.validFromDate.getTime()).toString(),
    notAfter: Temporal.Instant.fromEpochMilliseconds(certificate.validToDate.getTime()).toString(),
  };
}

/** What of a certificate is signed: the library has it, its types do not say so. */
const bodyOf = (certificate: forge.pki.Certificate): forge.asn1.Asn1 =>
  (pki as unknown as { getTBSCertificate(of: forge.pki.Certificate): forge.asn1.Asn1 }).getTBSCertificate(
    certificate,
  );

/**
 * Makes a certificate for the name of an association, signed by itself, with an RSA key of 3072 bits, good for ten years
 * from `now` (ISO instant). The key is drawn outside of the thread that answers.
 */
export async function makeCertificate(name: string, now: string): Promise<ReadCertificate> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: MADE_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = pki.createCertificate();
  const begins = Temporal.Instant.from(now);
  certificate.publicKey = pki.publicKeyFromPem(publicKey);
  // A positive number of at most twenty bytes.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(begins.epochMilliseconds);
  certificate.validity.notAfter = new Date(
    begins.toZonedDateTimeISO('UTC').add({ years: MADE_LIFE }).epochMilliseconds,
  );
  const who = ['commonName', 'organizationName'].map((attribute) => ({
    name: attribute,
    value: name.slice(0, LONGEST_NAME),
    valueTagClass: asn1.Type.UTF8 as unknown as forge.asn1.Class,
  }));
  certificate.setSubject(who);
  certificate.setIssuer(who);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  // Signed by the system's own RSA: that of the library is a hundred times slower.
  const algorithm = pki.oids.sha256WithRSAEncryption!;
  Object.assign(certificate, { signatureOid: algorithm });
  Object.assign(certificate.siginfo, { algorithmOid: algorithm });
  const body = bodyOf(certificate);
  Object.assign(certificate, { tbsCertificate: body });
  certificate.signature = sign('sha256', toDer(body), privateKey).toString('latin1');
  return describe([toDer(pki.certificateToAsn1(certificate))], privateKey);
}

const UNREADABLE = refuse(
  'certificate-unreadable',
  'Ce fichier ne s’ouvre pas avec ce mot de passe. Vérifiez le mot de passe, et que c’est bien un fichier .p12 ou .pfx.',
  { field: 'password' },
);

/**
 * Opens a PKCS#12. Its integrity is checked with the password in UTF-16, its keys are encrypted with the same in UTF-8
 * (RFC 7292, RFC 8018): the library takes one text for both, so that a password with accents is tried without that check.
 */
function decrypted(file: Uint8Array, password: string): forge.pkcs12.Pkcs12Pfx {
  const parse = () => asn1.fromDer(Buffer.from(file).toString('latin1'));
  const inUtf8 = forge.util.encodeUtf8(password);
  if (inUtf8 === password) return pkcs12.pkcs12FromAsn1(parse(), false, password);
  const unchecked = parse();
  unchecked.value = (unchecked.value as forge.asn1.Asn1[]).slice(0, 2);
  return pkcs12.pkcs12FromAsn1(unchecked, false, inUtf8);
}

/** The private keys of a PKCS#12 and its certificates in DER; null when the password does not open it. */
function open(file: Uint8Array, password: string) {
  try {
    const content = decrypted(file, password);
    const bagsOf = (type: string) => content.getBags({ bagType: type })[type] ?? [];
    const keys = [...bagsOf(pki.oids.pkcs8ShroudedKeyBag!), ...bagsOf(pki.oids.keyBag!)].map(
      ({ key, asn1: raw }) =>
        key ? pki.privateKeyInfoToPem(pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key))) : pemOf(raw),
    );
    const certificates = bagsOf(pki.oids.certBag!).map(({ cert, asn1: raw }) =>
      cert ? toDer(pki.certificateToAsn1(cert)) : toDer(raw),
    );
    return { keys, certificates };
  } catch {
    // Another format, another password, an algorithm of the previous century: the library tells them apart by words.
    return null;
  }
}

/** A key that is not RSA, as the file has it. */
function pemOf(raw: forge.asn1.Asn1): string {
  const body = toDer(raw).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`;
}

/**
 * Reads the certificate of an association from a PKCS#12 file and its password. Refuses what does not open, a file without
 * key or without the certificate of that key, a key that is not RSA or too short, and a certificate that is not valid at
 * `now` (ISO instant).
 */
export function readCertificate(file: Uint8Array, password: string, now: string): Outcome<ReadCertificate> {
  const content = open(file, password);
  if (!content) return UNREADABLE;
  const { keys, certificates } = content;
  for (const pem of keys) {
    const key = createPrivateKey(pem);
    const own = certificates.find((der) => new X509Certificate(der).checkPrivateKey(key));
    if (!own) continue;
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType !== 'rsa' || bits < LEAST_BITS)
      return refuse(
        'certificate-key',
        `La clé de ce certificat n’est pas une clé RSA d’au moins ${LEAST_BITS}\u00a0bits. Demandez-en un autre à qui vous l’a délivré.`,
        { field: 'file' },
      );
    const read = describe([own, ...certificates.filter((der) => der !== own)], pem);
    const moment = Date.parse(now);
    if (moment < Date.parse(read.notBefore) || moment > Date.parse(read.notAfter))
      return refuse(
        'certificate-expired',
        'Ce certificat n’est pas valable aujourd’hui. Demandez-en un nouveau à qui vous l’a délivré.',
        { field: 'file' },
      );
    return done(read);
  }
  return refuse(
    'certificate-without-key',
    'Ce fichier ne contient pas un certificat avec sa clé. Exportez-les ensemble dans un fichier .p12 ou .pfx.',
    { field: 'file' },
  );
}
