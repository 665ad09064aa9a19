import addressparser from 'nodemailer/lib/addressparser';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

export interface MailConfiguration {
  readonly host: string;
  readonly port: number;
  /** `wrapped`: TLS from the first byte. `starttls`: asked for, and required. `none`: a closed network. */
  readonly tls: 'wrapped' | 'starttls' | 'none';
  readonly credentials: { readonly user: string; readonly pass: string } | null;
  readonly from: { readonly name: string; readonly address: string };
  /** The sender of the envelope, where servers send back what they cannot deliver. */
  readonly returnPath: string;
}

const ADDRESS = /^[^\s,<>@]+@[^\s,<>@]+$/;

/**
 * Reads `SMTP_URL`, `MAIL_FROM` and `MAIL_RETURN_PATH` (by default the address of `MAIL_FROM`). Answers null when no mail server is configured: messages then wait in the outbox.
 *
 * `smtp://user:password@host:587` encrypts with STARTTLS and refuses a server that cannot; `smtps://host:465`
 * encrypts from the start; `smtp://host:25?tls=none` does not encrypt, for a relay of the same closed network, and
 * then takes no password. Reserved characters of the password are percent-encoded.
 */
export function readMailConfiguration(environment: {
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_FROM?: string | undefined;
  readonly MAIL_RETURN_PATH?: string | undefined;
}): Outcome<MailConfiguration | null> {
  const smtpUrl = environment.SMTP_URL?.trim();
  if (!smtpUrl) return done(null);

  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : null;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || !url.hostname)
    return refuse(
      'smtp-url-invalid',
      'SMTP_URL n’est pas une adresse de serveur de courrier. Écrivez par exemple smtp://utilisateur:mot-de-passe@smtp.exemple.be:587.',
      { field: 'SMTP_URL' },
    );
  const encryption = url.searchParams.get('tls');
  const strangers = [...url.searchParams.keys()].some((key) => key !== 'tls');
  if (strangers || (encryption !== null && encryption !== 'none') || !['', '/'].includes(url.pathname))
    return refuse(
      'smtp-url-option',
      'SMTP_URL ne connaît qu’une option, « ?tls=none ». Retirez ce qui suit le nom du serveur et le port.',
      { field: 'SMTP_URL' },
    );
  if (!url.username !== !url.password)
    return refuse(
      'smtp-credentials-incomplete',
      'SMTP_URL donne un utilisateur sans mot de passe, ou l’inverse. Donnez les deux, ou aucun.',
      { field: 'SMTP_URL' },
    );
  if (encryption === 'none' && (url.protocol === 'smtps:' || url.username))
    return refuse(
      'smtp-not-encrypted',
      'SMTP_URL demande « ?tls=none » avec un mot de passe ou avec smtps. Sans chiffrement, un mot de passe circulerait en clair : retirez l’un ou l’autre.',
      { field: 'SMTP_URL' },
    );
  const credentials = credentialsOf(url);
  if (credentials === 'unreadable')
    return refuse(
      'smtp-credentials-unreadable',
      'SMTP_URL contient un « % » qui n’est pas un caractère codé. Écrivez « %25 » pour un « % ».',
      { field: 'SMTP_URL' },
    );

  const senders = addressparser(environment.MAIL_FROM ?? '', { flatten: true });
  const from = senders[0];
  if (!from || senders.length > 1 || !ADDRESS.test(from.address))
    return refuse(
      'mail-from-invalid',
      'MAIL_FROM doit donner une adresse d’expéditeur, par exemple « Collégial <gouvernance@exemple.be> ».',
      { field: 'MAIL_FROM' },
    );

  const returnPath = environment.MAIL_RETURN_PATH?.trim() || from.address;
  if (!ADDRESS.test(returnPath))
    return refuse(
      'mail-return-path-invalid',
      'MAIL_RETURN_PATH doit donner une adresse seule, celle où reviennent les messages, par exemple retours@exemple.be.',
      { field: 'MAIL_RETURN_PATH' },
    );

  const tls = url.protocol === 'smtps:' ? 'wrapped' : encryption === 'none' ? 'none' : 'starttls';
  return done({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : { wrapped: 465, starttls: 587, none: 25 }[tls],
    tls,
    credentials,
    from: { name: from.name, address: from.address },
    returnPath,
  });
}

function credentialsOf(url: URL): MailConfiguration['credentials'] | 'unreadable' {
  if (!url.username) return null;
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch {
    return 'unreadable';
  }
}
