import type { Visit } from './area.ts';

export const sitting: readonly Visit[] = [];
