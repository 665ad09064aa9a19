export type RichText = { type: 'doc' };
