import type { Visit } from './area.ts';

export const followUp: readonly Visit[] = [
  {
    persona: 'coordinator',
    about: 'suivi des tâches, décisions publiques',
    pages: [
      // The one that the demonstration publishes, with a task.
      'decisions/CA-2022-4',
      'decisions/tasks',
      'decisions/tasks?state=done',
      'public/decisions',
      'public/decisions/CA-2022-4',
    ],
  },
];
