import { createMeeting } from '../meetings.ts';
import type { Visit } from './area.ts';

export const handVotes: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'des bulletins à compter, et un texte avec un amendement',
    prepare: async (page) => {
      await createMeeting(page, { items: { Location: 'decision' }, present: true });
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
  {
    persona: 'coordinator',
    about: 'deux points votés ensemble',
    prepare: async (page) => {
      await createMeeting(page, {
        items: { Budget: 'decision', Cotisation: 'decision', Assurance: 'decision' },
      });
      await page.getByRole('link', { name: 'Budget', exact: true }).click();
      await page.getByText('Voter d’autres points avec celui-ci').click();
      await page.getByRole('checkbox', { name: /Cotisation/ }).check();
      await page.getByRole('button', { name: 'Voter ces points ensemble' }).click();
      await page.getByRole('heading', { name: 'Points votés avec celui-ci' }).waitFor();
      return { item: new URL(page.url()).pathname };
    },
    pages: [':item'],
  },
];
