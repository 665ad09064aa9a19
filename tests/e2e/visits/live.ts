import type { Visit } from './area.ts';

export const live: readonly Visit[] = [];
