import type { Page } from '@playwright/test';
import { prepareMeeting } from './meetings.ts';
import { sendForm } from './sent-forms.ts';

/** A meeting that is over, with its chair and its secretary; the page shows its PV when this ends. */
export async function heldMeeting(page: Page, hour: string): Promise<string> {
  const items = { 'Budget 2023': 'decision' } as const;
  const meeting = await prepareMeeting(page, { day: '2022-11-20', hour, items, present: true });
  await sendForm(page, `${meeting}/attendance`, '?/officers');
  await page.goto(`${meeting}/minutes`);
  return meeting;
}
