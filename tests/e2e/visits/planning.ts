import type { Visit } from './area.ts';

export const planning: readonly Visit[] = [];
