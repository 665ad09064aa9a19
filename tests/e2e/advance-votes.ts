import { expect, type Page } from '@playwright/test';
import { prepareMeeting } from './meetings.ts';
import { send, sendForm } from './sent-forms.ts';

const ASSEMBLY = /^Assemblée générale$/;

/** An assembly that is convoked, of an association whose statutes allow to vote before it. Answers its address. */
export async function convokedAssembly(page: Page, day: string): Promise<string> {
  const rule = { value: 'true', from: '2022-01-01', source: 'Statuts, art. 14' };
  await send(page, '/rslux/settings/advance-vote?body=AG&/change', rule);
  const meeting = await prepareMeeting(page, {
    body: ASSEMBLY,
    day,
    hour: '18:00',
    items: { 'Budget 2023': 'decision' },
  });
  await sendForm(page, `${meeting}/convocation/review`, '');
  return meeting;
}

/** Opens a vote before the sitting on its one item; the page of the item shows it when this ends. */
export async function openAdvanceVote(
  page: Page,
  meeting: string,
  proposal: string,
  secrecy: 'Nominatif' | 'Secret',
): Promise<void> {
  await page.goto(meeting);
  await page.getByRole('link', { name: 'Budget 2023' }).click();
  await page.locator('summary', { hasText: 'Ouvrir un vote par avance' }).click();
  const form = page.locator('form[action="?/openAdvance"]');
  await form.getByLabel('Proposition, mot pour mot').fill(proposal);
  await form.getByRole('radio', { name: secrecy }).check();
  await form.getByRole('button', { name: 'Ouvrir le vote par avance' }).click();
  await expect(page.getByText('Aucune voix n’est encore donnée')).toBeVisible();
}
