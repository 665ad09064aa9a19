import { openVote, sittingWithItem } from '../votes.ts';
import type { Visit } from './area.ts';

export const votes: readonly Visit[] = [
  {
    persona: 'public-member',
    about: 'un vote secret',
    pages: [':meeting/follow', ':vote', 'meetings/secret-vote'],
    prepare: async (page) => {
      const meeting = await sittingWithItem(page);
      await openVote(page, meeting, 'Le CA approuve le budget.', 'Secret');
      return { meeting, vote: await addressOfVote(page) };
    },
  },
  {
    persona: 'coordinator',
    about: 'un vote nominatif',
    pages: [':meeting/console', ':meeting/screen'],
    prepare: async (page) => {
      const meeting = await sittingWithItem(page);
      await openVote(page, meeting, 'Le CA approuve le budget.', 'Nominatif');
      return { meeting };
    },
  },
];

/** The page of the vote that the console shows. */
async function addressOfVote(page: Parameters<NonNullable<Visit['prepare']>>[0]): Promise<string> {
  return (await page
    .getByRole('link', { name: 'Ce vote en détail', includeHidden: true })
    .getAttribute('href'))!;
}
