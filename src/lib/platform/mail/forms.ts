import { z } from 'zod';

/** What the address of the list says; anything else than a known state or a page number is left aside. */
export const outboxFilter = z.object({
  state: z.enum(['waiting', 'sending', 'sent', 'failed', 'uncertain']).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** The identifier of a message in the address. */
export const mailId = z.uuid();
