import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { MailConfiguration } from './configuration.ts';
import type { Attachment } from './outbox.ts';

export interface OutgoingMail {
  /** Of the row of the outbox: what a server that cannot deliver the message says it is about. */
  readonly id: string;
  /** With its angle brackets. The same for every attempt, so that a mail server can drop a second copy. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
  readonly queuedAt: string;
}

/** What is known of a message after one attempt. `error` is a French sentence for the operator, without secrets. */
export type Attempt =
  | { readonly result: 'sent' }
  /** Not accepted, and asking again would get the same answer (5xx about this message). */
  | { readonly result: 'refused'; readonly error: string }
  /** Not accepted for now (4xx about this message). */
  | { readonly result: 'postponed'; readonly error: string }
  /** Not even proposed: no connection, no encryption, no authentication. Other messages would fare the same. */
  | { readonly result: 'unreachable'; readonly error: string }
  /** The text was on its way when the connection was lost: accepted or not, nobody here can know. */
  | { readonly result: 'uncertain'; readonly error: string };

export interface Transport {
  /** The right side of Message-IDs. */
  readonly domain: string;
  /** Tries once. Never throws for what a mail server does. */
  send(mail: OutgoingMail): Promise<Attempt>;
  close(): void;
}

/** All that an original recipient of the kind "rfc822" is made of. */
const ASCII = /^[\x21-\x7e]+$/;

/** Longest attempt, whatever the server does. The lease of a claim (delivery.ts) is several times longer. */
const SEND_TIMEOUT = 3 * 60 * 1000;

/** Opens nothing before the first message; keeps one connection for those that follow closely. */
export function openTransport(configuration: MailConfiguration): Transport {
  const { from, returnPath, credentials, tls } = configuration;
  const mailer = createTransport({
    pool: true,
    maxConnections: 1,
    // The outbox decides on every new attempt: a pool that sends again by itself could send twice.
    maxRequeues: 0,
    idleTimeout: 20_000,
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: 120_000,
    host: configuration.host,
    port: configuration.port,
    secure: tls === 'wrapped',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(credentials && { auth: credentials }),
  });

  // The body is read only after the server has answered "go on" to DATA: the one reliable sign, when a connection is
  // lost, of whether the server may hold the message.
  const bodies = new Map<string, Readable>();
  mailer.use('stream', (mail, next) => {
    const { message } = mail;
    const read = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const body = read(options);
      bodies.set(message.messageId(), body);
      return body;
    };
    next();
  });

  return {
    domain: from.address.slice(from.address.lastIndexOf('@') + 1),
    async send(mail) {
      try {
        await mailer.sendMail({
          messageId: mail.messageId,
          from,
          to: { name: '', address: mail.to },
          envelope: { from: returnPath, to: mail.to },
          // Where the server knows these words (RFC 3461): whoever gives up later says of which message, and for whom.
          dsn: {
            id: mail.id,
            return: 'headers',
            notify: ['failure', 'delay'],
            ...(ASCII.test(mail.to) && { recipient: mail.to }),
          },
          subject: mail.subject,
          text: mail.text,
          ...(mail.html !== null && { html: mail.html }),
          attachments: mail.attachments.map(({ filename, mediaType, content }) => ({
            filename,
            contentType: mediaType,
            content: Buffer.from(content),
          })),
          date: new Date(mail.queuedAt),
          xMailer: false,
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.timeout(SEND_TIMEOUT),
        });
        return { result: 'sent' };
      } catch (error) {
        if (!isSmtpFailure(error)) throw error;
        return judge(error, bodies.get(mail.messageId)?.readableDidRead ?? false);
      } finally {
        bodies.delete(mail.messageId);
      }
    },
    close: () => mailer.close(),
  };
}

/** What nodemailer says of a failure. */
interface SmtpFailure extends Error {
  readonly code: string;
  /** The code of Node behind a failed connection: "ECONNREFUSED". */
  readonly originalCode?: string;
  /** The step that failed: "CONN", "AUTH PLAIN", "RCPT TO", "DATA". */
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly permanent?: boolean;
}

function isSmtpFailure(error: unknown): error is SmtpFailure {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** Steps in which the server's answer is about the message, not about the connection. */
const ABOUT_THE_MESSAGE = ['MAIL FROM', 'RCPT TO', 'DATA'];

function judge(failure: SmtpFailure, bodyBegan: boolean): Attempt {
  const error = explain(failure);
  const answered = (failure.responseCode ?? 0) >= 400;
  if (bodyBegan && !(answered && failure.command === 'DATA')) return { result: 'uncertain', error };
  if (!answered || !ABOUT_THE_MESSAGE.includes(failure.command ?? ''))
    return { result: 'unreachable', error };
  return { result: failure.permanent ? 'refused' : 'postponed', error };
}

function explain(failure: SmtpFailure): string {
  if (failure.code === 'EAUTH')
    // Never the server's words here: some repeat what they were given.
    return `Le serveur de courrier n’accepte pas l’utilisateur ou le mot de passe (${failure.responseCode ?? 'sans réponse'}).`;
  if (failure.response)
    return `Le serveur de courrier a répondu : ${failure.response.replace(/\s+/g, ' ').slice(0, 300)}`;
  switch (failure.code) {
    case 'EDNS':
      return 'Le serveur de courrier est introuvable : vérifiez son nom dans SMTP_URL.';
    case 'ETIMEDOUT':
    case 'EABORT':
      return 'Le serveur de courrier n’a pas répondu à temps.';
    default:
      return `La connexion au serveur de courrier a échoué ou s’est rompue (${failure.originalCode ?? failure.code}).`;
  }
}
