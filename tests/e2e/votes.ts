import { expect, type Page } from '@playwright/test';
import { addItem, BOARD, createMeeting, everyonePresent } from './meetings.ts';

/** A board that sits, everyone there, an item to decide before it. Answers its address. */
export async function sittingWithItem(
  page: Page,
  title = 'Budget',
  nature: 'décision' | 'élection' = 'décision',
  body = BOARD,
): Promise<string> {
  const meeting = await createMeeting(page, { body });
  await addItem(page, title, nature);
  await page.getByRole('link', { name: 'Présences' }).click();
  await everyonePresent(page);
  await page.getByRole('button', { name: 'Enregistrer le bureau' }).click();
  await expect(page.getByLabel('Préside la séance')).not.toHaveValue('');
  await page.goto(`${meeting}/sitting`);
  await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
  await expect(page.getByRole('button', { name: 'Ouvrir la séance' })).toBeHidden();
  await page.goto(`${meeting}/console`);
  await page.getByRole('button', { name: 'Passer au point 1' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
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
