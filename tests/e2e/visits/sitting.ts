import { prepareMeeting } from '../meetings.ts';
import type { Visit } from './area.ts';

export const sitting: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'une séance à ouvrir',
    prepare: async (page) => ({ meeting: await prepareMeeting(page) }),
    pages: [':meeting/sitting', ':meeting/here'],
  },
];
