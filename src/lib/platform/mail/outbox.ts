import type { Tx } from '../database.ts';
import { outbox } from './tables.ts';

export interface Mail {
  /** One bare address: "an.peeters@example.be". */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** What the message is for, kebab-case: "sign-in". The operator's page shows it. */
  readonly kind: string;
  /** The association that the message is about, if any. */
  readonly associationId?: string | null;
  /** ISO instant of the act. */
  readonly now: string;
}

/**
 * Puts a message in the outbox, in the caller's transaction: it leaves if and only if what it announces is
 * committed. Answers its identifier. After the commit, `wake()` of the jobs sends it at once; without that call
 * the next sweep does. Throws on an address or a subject of more than one line: people's input is checked before.
 */
export async function queueMail(tx: Tx, mail: Mail): Promise<string> {
  const [row] = await tx
    .insert(outbox)
    .values({
      aboutAssociationId: mail.associationId ?? null,
      kind: mail.kind,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html ?? null,
      queuedAt: mail.now,
      nextAttemptAt: mail.now,
    })
    .returning({ id: outbox.id });
  return row!.id;
}
