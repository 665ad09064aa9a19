import type { Locator } from '@playwright/test';
import { createMeeting } from '../meetings.ts';
import type { Visit } from './area.ts';

const pathOf = (link: Locator) => link.evaluate((a: HTMLAnchorElement) => new URL(a.href).pathname);

export const agenda: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'ordre du jour',
    pages: [
      ':edit',
      ':meeting/fill',
      ':meeting/fill/:id',
      ':meeting/proposals',
      'meetings/templates',
      ':template',
    ],
    prepare: async (page) => {
      const meeting = await createMeeting(page, {
        body: /^Assemblée générale$/,
        items: { Budget: 'decision' },
      });
      const edit = await pathOf(page.getByRole('link', { name: /^Modifier le point 1/ }));
      await page.goto(`${meeting}/proposals`);
      await page.getByLabel('Qui propose').selectOption({ index: 1 });
      await page.getByLabel('Ce qui est proposé').fill('Une salle plus grande');
      await page.getByRole('button', { name: 'Noter cette proposition' }).click();
      await page.getByRole('heading', { name: 'Une salle plus grande' }).waitFor();
      await page.goto(`${meeting}/fill`);
      await page.getByLabel('Nom du modèle').fill('AG accessible');
      await page.getByRole('button', { name: 'Garder ce modèle' }).click();
      const template = await pathOf(page.getByRole('link', { name: 'AG accessible' }));
      return { meeting, id: meeting.split('/').at(-1)!, edit, template };
    },
  },
];
