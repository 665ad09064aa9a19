import type { Visit } from './area.ts';

export const agenda: readonly Visit[] = [];
