import type { Visit } from './area.ts';

export const followUp: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'suivi des tâches, décisions publiques',
    pages: [
      'decisions/CA-2022-1',
      'decisions/tasks',
      'decisions/tasks?state=done',
      'public/decisions',
      'public/decisions/CA-2022-1',
    ],
    prepare: async (page) => {
      await page.goto('/rslux/decisions/CA-2022-1');
      await page.getByText('Publier…').click();
      await page.getByRole('button', { name: 'Publier', exact: true }).click();
      await page.getByText(/^Publiée le/).waitFor();
      await page.getByText('Confier une tâche').click();
      await page.getByLabel('À qui').selectOption({ index: 1 });
      await page.getByRole('button', { name: 'Confier', exact: true }).click();
      await page.getByText('C’est fait').first().waitFor();
      return {};
    },
  },
];
