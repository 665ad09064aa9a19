import { expect } from '@playwright/test';
import { addItem, createMeeting, everyonePresent } from '../meetings.ts';
import type { Visit } from './area.ts';

export const live: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'la conduite d’une séance',
    pages: [':meeting/console', ':meeting/follow', ':meeting/screen'],
    prepare: async (page) => {
      const meeting = await createMeeting(page);
      await addItem(page, 'Budget', 'décision');
      await addItem(page, 'Logement', 'discussion');
      await page.getByRole('link', { name: 'Présences' }).click();
      await everyonePresent(page);
      await page.getByRole('button', { name: 'Enregistrer le bureau' }).click();
      await page.goto(`${meeting}/sitting`);
      await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
      await expect(page.getByRole('button', { name: 'Ouvrir la séance' })).toBeHidden();
      await page.goto(`${meeting}/console`);
      await page.getByRole('button', { name: 'Passer au point 1' }).click();
      return { meeting };
    },
  },
];
