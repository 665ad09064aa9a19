import PostalMime, { type Attachment, type Email } from 'postal-mime';

/** What a report says of one recipient. */
export interface ReportedRecipient {
  /** The address at which it ended, and the one that this program wrote to where it is told. In lower case. */
  readonly final: string;
  readonly original: string | null;
  /** failed: given up · delayed: still tried · delivered, relayed, expanded. Anything else is left as it was written. */
  readonly action: string;
  /** RFC 3463: "5.1.1". */
  readonly status: string;
}

/** A notification of what became of a message (RFC 3464). Written by a stranger: nothing in it is known to be true. */
export interface DeliveryReport {
  /** ENVID, as this program gave it when the message left. */
  readonly envelopeId: string | null;
  /** Those the report can be about, with their angle brackets, the surest first. */
  readonly messageIds: readonly string[];
  readonly recipients: readonly ReportedRecipient[];
}

/** Reports are about one message to one person: what holds more was not written for this program. */
const MOST_GROUPS = 50;
const MOST_MESSAGE_IDS = 20;
/** Far under what the parser takes by itself. */
const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024, forceRfc822Attachments: true };

const STATUS_TYPES = ['message/delivery-status', 'message/global-delivery-status'];
const RETURNED_TYPES = ['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'];

/** Reads a report in a message as a mail server hands it over; null when it is none, or cannot be read. */
export async function readDeliveryReport(raw: Uint8Array): Promise<DeliveryReport | null> {
  try {
    const email = await PostalMime.parse(raw, LIMITS);
    if (!/^multipart\/report\b/i.test(header(email, 'content-type') ?? '')) return null;
    const status = email.attachments.find(({ mimeType }) => STATUS_TYPES.includes(mimeType));
    if (!status) return null;
    const [message, ...recipients] = await groupsOf(status);
    const returned = email.attachments.find(({ mimeType }) => RETURNED_TYPES.includes(mimeType));
    const original = returned ? await headersIn(bytesOf(returned)) : null;
    return {
      envelopeId: message ? (header(message, 'original-envelope-id')?.trim() ?? null) : null,
      messageIds: [original && header(original, 'message-id'), email.inReplyTo, email.references]
        .flatMap((value) => value?.match(/<[^<>\s]+>/g) ?? [])
        .slice(0, MOST_MESSAGE_IDS),
      recipients: recipients.flatMap((group) => recipientOf(group) ?? []),
    };
  } catch {
    // The parser throws on what is nested too deep or has too many headers: nobody's report.
    return null;
  }
}

const bytesOf = ({ content }: Attachment): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);

const header = (email: Email, name: string): string | undefined =>
  email.headers.find(({ key }) => key === name)?.value;

/** The headers of a message, or of one group of fields, alone. */
function headersIn(bytes: Uint8Array): Promise<Email> {
  const text = Buffer.from(bytes).toString('utf8').replace(/\r\n?/g, '\n').replace(/^\n+/, '');
  const end = text.indexOf('\n\n');
  return PostalMime.parse(`${end < 0 ? text : text.slice(0, end)}\n\n`, LIMITS);
}

/** The groups of fields of a status: of the message first, then of each recipient. */
function groupsOf(status: Attachment): Promise<Email[]> {
  const groups = Buffer.from(bytesOf(status))
    .toString('utf8')
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .filter((group) => group.trim() !== '')
    .slice(0, MOST_GROUPS);
  return Promise.all(groups.map((group) => headersIn(Buffer.from(group))));
}

function recipientOf(group: Email): ReportedRecipient | null {
  const final = addressIn(header(group, 'final-recipient'));
  const action = header(group, 'action')?.trim().toLowerCase();
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(header(group, 'status') ?? '')?.[0];
  if (!final || !action || !status) return null;
  return { final, original: addressIn(header(group, 'original-recipient')), action, status };
}

/** "rfc822; An.Peeters@exemple.be", with or without angle brackets; "utf-8; …" may write letters as \x{E9} (RFC 6533). */
function addressIn(field: string | undefined): string | null {
  const address = /^[^;]*;\s*<?([^\s<>]+)>?\s*$/.exec(field ?? '')?.[1];
  if (!address) return null;
  return address
    .replace(/\\x\{([0-9a-f]{1,6})\}/gi, (whole, hex: string) => {
      const point = Number.parseInt(hex, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    })
    .toLowerCase();
}
