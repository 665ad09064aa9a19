import type { Visit } from './area.ts';

export const annexes: readonly Visit[] = [];
