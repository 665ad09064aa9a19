import type { Area } from './area.ts';

export const polls: Area = { modules: [], commands: {}, others: [] };
