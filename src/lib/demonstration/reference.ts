import { z } from 'zod';
import { typography } from '#lib/kernel/french.ts';
import published from './rslux-2022.json' with { type: 'json' };

const agendaEntry = z.union([z.string(), z.object({ title: z.string(), items: z.array(z.string()) })]);
export type AgendaEntry = z.infer<typeof agendaEntry>;

const reference = z.object({
  association: z.object({
    name: z.string(),
    short_name: z.string(),
    legal_form: z.string(),
    founded_on: z.iso.date(),
  }),
  // Its agendas are kept to the letter; the name of a body is a title of the screens, set as their other words.
  bodies: z.array(z.object({ code: z.string(), name: z.string().transform(typography) })),
  presidency: z.object({
    since: z.iso.date(),
    chair: z.object({ person: z.string() }),
    vice_chair: z.object({ person: z.string() }),
    treasurer: z.object({ person: z.string() }),
  }),
  organisations: z.array(
    z.object({
      name: z.string(),
      sector: z.enum(['public', 'associative']),
      representative: z.string().nullable(),
      sits_in: z.array(z.string()),
      counted_as_partner: z.boolean().default(true),
    }),
  ),
  mandate_events: z.array(z.object({ body: z.string(), on: z.iso.date() })),
  meetings_2022: z.array(
    z.object({
      body: z.string(),
      on: z.iso.date(),
      kind: z.enum(['ordinary', 'extraordinary']),
      theme: z.string().optional(),
      agenda: z.array(agendaEntry),
    }),
  ),
});

/** The reference case as published: RSLux in 2022. Only the names of natural persons are invented in it. */
export const REFERENCE = reference.parse(published);

/** "Marechal-Thiry Maud" → family and given name, as the file writes them. */
export function splitName(name: string): { familyName: string; givenName: string } {
  const cut = name.lastIndexOf(' ');
  return { familyName: name.slice(0, cut), givenName: name.slice(cut + 1) };
}
