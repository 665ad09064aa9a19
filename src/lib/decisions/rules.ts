export type Verdict = { adopted: boolean };
