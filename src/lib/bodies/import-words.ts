import { m } from '#lib/paraglide/messages.js';
import type { ImportContent } from './offices.ts';

/** What a file holds, as a form offers it. */
export const CONTENT_WORDS: Readonly<Record<ImportContent, { label: () => string; hint: () => string }>> = {
  organisations: {
    label: m.import_content_organisations,
    hint: m.import_content_organisations_hint,
  },
  people: { label: m.import_content_people, hint: m.import_content_people_hint },
  mandates: { label: m.import_content_mandates, hint: m.import_content_mandates_hint },
};

/** "2 ajouts" and "1 modification": what an import does or did. */
export function countsInWords({ created, changed }: { readonly created: number; readonly changed: number }) {
  return {
    created: m.import_additions({ count: created }),
    changed: m.import_modifications({ count: changed }),
  };
}
