import { openPoll, personalLink, requestAssembly } from '../polls.ts';
import type { Visit } from './area.ts';

export const polls: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'sondages et demandes',
    pages: ['meetings/polls', 'meetings/polls/new', ':poll', ':pollLink', ':assemblyRequest'],
    prepare: async (page) => {
      const poll = await openPoll(page, 'Sondage à examiner');
      const pollLink = await personalLink(page);
      return { poll, pollLink, assemblyRequest: await requestAssembly(page, 'Une demande à examiner') };
    },
  },
];
