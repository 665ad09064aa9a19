import { convokedAssembly, openAdvanceVote } from '../advance-votes.ts';
import { createMeeting } from '../meetings.ts';
import { send } from '../sent-forms.ts';
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
  {
    persona: 'coordinator',
    about: 'un vote par avance, ouvert, et un autre à annoncer',
    pages: [':item', ':announced'],
    prepare: async (page) => {
      const meeting = await convokedAssembly(page, '2023-02-15');
      await openAdvanceVote(page, meeting, 'L’AG approuve le budget.', 'Nominatif');
      const item = new URL(page.url()).pathname;
      await createMeeting(page, {
        body: /^Assemblée générale$/,
        day: '2023-02-17',
        items: { Cotisation: 'decision' },
      });
      const announced = (await page.getByRole('link', { name: 'Cotisation' }).getAttribute('href'))!;
      await send(page, `${announced}?/announceAdvance`, {
        itemId: announced.split('/').at(-1)!,
        untilDay: '2023-02-16',
        untilTime: '20:00',
      });
      return { item, announced };
    },
  },
  {
    persona: 'public-member',
    about: 'un vote par avance qui attend',
    pages: [':meeting', ':meeting/follow'],
    prepare: async (page) => {
      const meeting = await convokedAssembly(page, '2023-02-16');
      await openAdvanceVote(page, meeting, 'L’AG approuve le budget.', 'Secret');
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
