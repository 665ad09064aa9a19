import type { Area } from './area.ts';

export const sitting: Area = { modules: [], commands: {}, others: [] };
