import { prepareMeeting } from '../meetings.ts';
import { sendForm } from '../sent-forms.ts';
import type { Visit } from './area.ts';

export const convocation: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'convocation',
    pages: [':meeting/convocation', ':toSend/convocation', ':toSend/convocation/review'],
    prepare: async (page) => {
      const prepared = () => prepareMeeting(page, { items: { 'Budget 2023': 'decision' } });
      const meeting = await prepared();
      await sendForm(page, `${meeting}/convocation/review`, '');
      return { meeting, toSend: await prepared() };
    },
  },
];
