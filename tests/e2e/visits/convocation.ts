import { addItem, createMeeting } from '../meetings.ts';
import type { Visit } from './area.ts';

export const convocation: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'convocation',
    pages: [':meeting/convocation', ':toSend/convocation', ':toSend/convocation/review'],
    prepare: async (page) => {
      const prepared = async () => {
        const meeting = await createMeeting(page);
        await addItem(page, 'Budget 2023', 'décision');
        return meeting;
      };
      const meeting = await prepared();
      await page.goto(`${meeting}/convocation/review`);
      await page.getByRole('button', { name: /^Envoyer/ }).click();
      await page.getByText('La convocation est partie.').waitFor();
      return { meeting, toSend: await prepared() };
    },
  },
];
