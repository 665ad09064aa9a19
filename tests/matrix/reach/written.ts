import type { Area } from './area.ts';

export const written: Area = { modules: [], commands: {}, others: [] };
