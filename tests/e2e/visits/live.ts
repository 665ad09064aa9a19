import { prepareMeeting } from '../meetings.ts';
import { sendForm } from '../sent-forms.ts';
import type { Visit } from './area.ts';

export const live: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'la conduite d’une séance',
    pages: [':meeting/console', ':meeting/follow', ':meeting/screen'],
    prepare: async (page) => {
      const meeting = await prepareMeeting(page, {
        items: { Budget: 'decision', Logement: 'discussion' },
        present: true,
      });
      await sendForm(page, `${meeting}/sitting`, '?/open');
      await sendForm(page, `${meeting}/console`, '?/call');
      return { meeting };
    },
  },
];
