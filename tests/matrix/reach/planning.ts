import type { Area } from './area.ts';

export const planning: Area = { modules: [], commands: {}, others: [] };
