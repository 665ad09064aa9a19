import { createMeeting } from '../meetings.ts';
import type { Visit } from './area.ts';

export const sitting: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'une séance à ouvrir',
    prepare: async (page) => ({ meeting: await createMeeting(page) }),
    pages: [':meeting/sitting', ':meeting/here'],
  },
];
