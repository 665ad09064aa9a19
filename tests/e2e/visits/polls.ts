import type { Visit } from './area.ts';

export const polls: readonly Visit[] = [];
