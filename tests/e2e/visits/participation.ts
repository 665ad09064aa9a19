import { prepareMeeting } from '../meetings.ts';
import type { Visit } from './area.ts';

export const participation: readonly Visit[] = [
  {
    persona: 'chair',
    about: 'les réponses à une réunion',
    pages: [':meeting/answer', ':meeting/answer/notes'],
    prepare: async (page) => {
      const meeting = await prepareMeeting(page, {
        body: /^Assemblée générale$/,
        items: { 'Comptes 2022': 'decision' },
      });
      return { meeting };
    },
  },
];
