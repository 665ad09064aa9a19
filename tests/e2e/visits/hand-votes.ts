import { addItem, createMeeting, everyonePresent } from '../meetings.ts';
import type { Visit } from './area.ts';

export const handVotes: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'des bulletins à compter, et un texte avec un amendement',
    prepare: async (page) => {
      const meeting = await createMeeting(page);
      await addItem(page, 'Location', 'décision');
      await page.getByRole('link', { name: 'Présences' }).click();
      await everyonePresent(page);
      await page.goto(meeting);
      await page.getByRole('link', { name: 'Location' }).click();
      await page.getByText('Ajouter un texte à voter', { exact: true }).click();
      await page.getByLabel('Texte, mot pour mot').fill('Le CA loue la salle.');
      await page.getByRole('button', { name: 'Ajouter ce texte' }).click();
      const vote = page
        .locator('form[action="?/vote"]')
        .filter({ has: page.locator('[name=propositionId]') });
      await vote.getByLabel('Bulletins papier').check();
      await vote.getByRole('button', { name: 'Commencer le dépouillement' }).click();
      await page.getByRole('link', { name: 'Entrer un compte' }).waitFor();
      return { item: new URL(page.url()).pathname };
    },
    pages: [':item', ':item/count'],
  },
];
