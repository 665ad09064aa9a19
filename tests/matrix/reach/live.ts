import type { Area } from './area.ts';

export const live: Area = { modules: [], commands: {}, others: [] };
