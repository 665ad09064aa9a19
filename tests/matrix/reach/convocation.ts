import type { Area } from './area.ts';

export const convocation: Area = { modules: [], commands: {}, others: [] };
