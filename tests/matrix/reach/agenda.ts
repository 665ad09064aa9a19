import type { Area } from './area.ts';

export const agenda: Area = { modules: [], commands: {}, others: [] };
