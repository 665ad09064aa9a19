import type { Area } from './area.ts';

export const participation: Area = { modules: [], commands: {}, others: [] };
