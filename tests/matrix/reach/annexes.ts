import type { Area } from './area.ts';

export const annexes: Area = { modules: [], commands: {}, others: [] };
