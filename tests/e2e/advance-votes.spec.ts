import { convokedAssembly, openAdvanceVote } from './advance-votes.ts';
import { expect, test } from './fixtures.ts';
import { personalLink } from './personal-links.ts';

test('voter par avance sur un téléphone, par un lien, et la voix compte en séance', async ({
  page,
  browser,
  collegial,
  signIn,
}) => {
  await signIn('coordinator');
  const meeting = await convokedAssembly(page, '2023-02-14');
  await openAdvanceVote(page, meeting, 'L’AG approuve le budget.', 'Nominatif');
  const item = new URL(page.url()).pathname;

  const phone = await browser.newContext({
    baseURL: collegial.address,
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  });
  const member = await phone.newPage();
  await member.goto(await personalLink(collegial.databaseUrl, meeting, 'Bodelet'));
  await member.getByRole('link', { name: 'Voter par avance' }).click();
  await expect(member.getByText('L’AG approuve le budget.').first()).toBeVisible();
  await member.locator('summary', { hasText: /^Pour, Votre voix/ }).click();
  await member.getByRole('button', { name: /^Oui, voter\s: Pour/ }).click();
  await expect(member.getByText('Votre voix est gardée.')).toBeVisible();
  expect(await member.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await phone.close();

  await page.goto(`${meeting}/attendance`);
  await page.getByRole('button', { name: 'Noter présents tous ceux qui ne sont pas notés' }).click();
  await page.goto(`${meeting}/sitting`);
  await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
  await expect(page.getByRole('button', { name: 'Ouvrir la séance' })).toBeHidden();
  await page.goto(item);
  await expect(page.getByText('Une voix est donnée par avance')).toBeVisible();
  await page.goto(`${meeting}/console`);
  await page.getByRole('button', { name: 'Passer au point 1' }).click();
  await page.getByRole('button', { name: 'Ouvrir ce vote en séance' }).click();
  await expect(page.getByText('Dont une voix donnée par avance.')).toBeVisible();
  await page.locator('summary', { hasText: 'Clôturer le vote' }).click();
  await page.getByRole('button', { name: 'Clôturer le vote' }).click();
  await expect(page.getByText(/^Par avance, avant la séance\s: 1\svoix, comptée/)).toBeVisible();
  await page.getByRole('button', { name: 'Publier le résultat' }).click();
  await expect(page.getByText('La proposition n’est pas adoptée').first()).toBeVisible();
});
