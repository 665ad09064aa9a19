import { expect, test } from './fixtures.ts';
import { createMeeting } from './meetings.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('noter les présences et écrire les notes, sur un téléphone', async ({ page, other, signIn }) => {
  const desk = await other('coordinator');
  const meeting = await createMeeting(desk, { items: { 'Point du téléphone': 'discussion' } });
  await signIn('assistant');

  await page.goto(meeting);
  await page.getByRole('link', { name: 'Présences' }).tap();
  await expect(page.getByText('0 votant présent sur 9').first()).toBeVisible();
  const choice = page.getByRole('group', { name: 'Présence de Alix Abrassart' });
  const target = await choice.locator('label').first().boundingBox();
  expect(target!.height).toBeGreaterThanOrEqual(44);
  await choice.locator('label', { hasText: 'présent' }).tap();
  await expect(page.getByText('1 votant présent sur 9')).toBeVisible();
  await page.getByRole('button', { name: 'Noter présents tous ceux qui ne sont pas notés' }).tap();
  await expect(page.getByText('9 votants présents sur 9')).toHaveCount(2);

  await page.goto(meeting);
  await page.getByRole('link', { name: 'Point du téléphone' }).tap();
  const notes = page.getByRole('textbox', { name: 'Notes de ce point' });
  await notes.tap();
  await page.keyboard.insertText('Noté debout, d’une main.');
  await expect(page.getByText(/^Enregistré à/)).toBeVisible();
  await page.reload();
  await expect(notes).toHaveText('Noté debout, d’une main.');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
