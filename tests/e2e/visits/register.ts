import type { Visit } from './area.ts';

export const register: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'registre des décisions',
    pages: ['decisions', 'decisions/CA-2022-1'],
  },
];
