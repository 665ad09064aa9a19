import type { Visit } from './area.ts';

export const planning: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'calendrier',
    pages: [
      'meetings/calendar',
      'meetings/calendar?view=year&on=2022-11',
      'meetings/calendar?view=list&on=2022-11',
      'meetings/calendar/feed',
      'meetings/new?body=AG&on=2022-12-25',
      'meetings/series/new',
    ],
  },
];
