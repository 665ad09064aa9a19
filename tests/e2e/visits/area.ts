import type { Page } from '@playwright/test';

/** Pages to examine as someone: their addresses from /rslux/, or from / when they begin so; ":name" stands for what `prepare` answers. */
export interface Visit {
  readonly persona: 'coordinator' | 'assistant' | 'chair' | 'public-member' | 'evaluator' | 'candidate';
  readonly about: string;
  readonly pages: readonly string[];
  /** Done by the coordinator before: so that no page is looked at empty. Answers what the names stand for. */
  readonly prepare?: (page: Page) => Promise<Readonly<Record<string, string>>>;
}
