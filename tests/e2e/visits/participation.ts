import { addItem, createMeeting } from '../meetings.ts';
import type { Visit } from './area.ts';

export const participation: readonly Visit[] = [
  {
    persona: 'chair',
    about: 'les réponses à une réunion',
    pages: [':meeting/answer', ':meeting/answer/notes'],
    prepare: async (page) => {
      const meeting = await createMeeting(page, { body: /^Assemblée générale$/ });
      await addItem(page, 'Comptes 2022', 'décision');
      return { meeting };
    },
  },
];
