import type { Visit } from './area.ts';

export const written: readonly Visit[] = [];
