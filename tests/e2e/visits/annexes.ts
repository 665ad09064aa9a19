import { prepareMeeting } from '../meetings.ts';
import { pdfOf } from '../../fixtures/sample-files.ts';
import type { Visit } from './area.ts';

export const annexes: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'les annexes',
    pages: ['meetings/:meeting/annexes', 'meetings/:meeting/annexes/:annex/edit'],
    prepare: async (page) => {
      const meeting = (await prepareMeeting(page)).split('/').at(-1)!;
      await page.goto(`/rslux/meetings/${meeting}/annexes`);
      await page.getByLabel('Fichiers').setInputFiles({
        name: 'Comptes_2022.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from(await pdfOf(['Comptes'])),
      });
      await page.getByRole('checkbox', { name: 'Confidentielle' }).check();
      await page.getByRole('button', { name: 'Ajouter ces fichiers' }).click();
      const change = page.getByRole('link', { name: /^Modifier\W+Comptes/ });
      const annex = (await change.getAttribute('href'))!.split('/').at(-2)!;
      return { meeting, annex };
    },
  },
];
