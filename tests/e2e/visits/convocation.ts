import type { Visit } from './area.ts';

export const convocation: readonly Visit[] = [];
