import type { Visit } from './area.ts';

export const participation: readonly Visit[] = [];
