import { openWritten } from '../polls.ts';
import type { Visit } from './area.ts';

export const written: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'décisions par écrit',
    pages: ['meetings/written', 'meetings/written/new', ':written'],
    prepare: async (page) => ({
      written: await openWritten(page, 'L’organe d’administration examine cette page.'),
    }),
  },
  {
    persona: 'chair',
    about: 'décision à signer',
    pages: ['meetings/written', 'meetings/assembly-requests/new'],
  },
];
