import { prepareMeeting } from '../meetings.ts';
import type { Visit } from './area.ts';

export const documents: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'documents et style',
    prepare: async (page) => ({ meeting: await prepareMeeting(page) }),
    pages: [':meeting/documents', 'settings/house-style'],
  },
];
