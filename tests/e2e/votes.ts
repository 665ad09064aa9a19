import { expect, type Page } from '@playwright/test';
import type { ItemNature } from '#lib/meetings/vocabulary.ts';
import { BOARD, prepareMeeting } from './meetings.ts';
import { sendForm } from './sent-forms.ts';

/** A board that sits, everyone there, an item to decide before it. Answers its address. */
export async function sittingWithItem(
  page: Page,
  title = 'Budget',
  nature: ItemNature = 'decision',
  body = BOARD,
): Promise<string> {
  const meeting = await prepareMeeting(page, { body, items: { [title]: nature }, present: true });
  await sendForm(page, `${meeting}/sitting`, '?/open');
  await sendForm(page, `${meeting}/console`, '?/call');
  return meeting;
}

/** Opens a vote from the console. */
export async function openVote(
  page: Page,
  meeting: string,
  proposal: string,
  secrecy: 'Nominatif' | 'Secret',
): Promise<void> {
  await page.goto(`${meeting}/console`);
  await page.getByText('Ouvrir un vote sur écran').click();
  await page.getByLabel('Proposition, mot pour mot').fill(proposal);
  await page.getByRole('radio', { name: secrecy }).check();
  await page.getByRole('button', { name: 'Ouvrir le vote' }).click();
  await expect(page.getByRole('heading', { name: 'Vote en cours' })).toBeVisible();
}
