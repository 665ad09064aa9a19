import { expect } from '@playwright/test';
import { heldMeeting } from '../held-meeting.ts';
import type { Visit } from './area.ts';

export const minutes: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'un PV envoyé, sa vérification et le certificat',
    prepare: async (page) => {
      const meeting = await heldMeeting(page, '06:00');
      await page.getByRole('button', { name: 'Envoyer le PV aux membres' }).click();
      await expect(page.getByText(/^Version 1 envoyée\. Membres avertis/)).toBeVisible();
      return { meeting };
    },
    pages: [
      ':meeting/minutes',
      ':meeting/minutes/complements',
      ':meeting/minutes/remarks',
      'public/verify',
      'settings/certificate',
    ],
  },
];
