import type { Page } from '@playwright/test';
import { addItem, createMeeting, everyonePresent } from './meetings.ts';

/** A meeting that is over, with its chair and its secretary; the page shows its PV when this ends. */
export async function heldMeeting(page: Page, hour: string): Promise<string> {
  const meeting = await createMeeting(page, { day: '2022-11-20', hour });
  await addItem(page, 'Budget 2023', 'décision');
  await page.getByRole('link', { name: 'Présences' }).click();
  await everyonePresent(page);
  const officers = page.locator('form[action="?/officers"]');
  await officers.getByRole('combobox').first().selectOption({ label: 'Alix Abrassart, présidente' });
  await officers.getByRole('combobox').last().selectOption({ label: 'Isaline Jadot' });
  const saved = page.waitForResponse((answer) => answer.url().includes('?/officers'));
  await officers.getByRole('button').click();
  await saved;
  await page.goto(`${meeting}/minutes`);
  return meeting;
}
