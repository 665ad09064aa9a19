import { countRound, openElection, sittingWithElection, voteOnScreens } from '../elections.ts';
import type { Visit } from './area.ts';

export const elections: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'une élection à départager',
    pages: [':election'],
    prepare: async (page) => {
      await openElection(page, '18:30');
      await countRound(page, 15, { 'Alix Abrassart': 10, 'Noé Neuville': 9, 'Isaline Jadot': 9 });
      await page.getByRole('heading', { name: 'Égalité à départager' }).waitFor();
      return { election: new URL(page.url()).pathname };
    },
  },
  {
    persona: 'public-member',
    about: 'un tour d’élection sur écran',
    pages: [':meeting/follow'],
    prepare: async (page) => {
      const meeting = await sittingWithElection(page);
      await voteOnScreens(page);
      return { meeting };
    },
  },
];
