import { expect, test } from './fixtures.ts';
import { openVote, sittingWithItem } from './votes.ts';

test('un vote secret, de l’ouverture à la publication, et son reçu', async ({
  page,
  context,
  signIn,
  other,
}) => {
  await signIn('coordinator');
  const meeting = await sittingWithItem(page);
  const member = await other('public-member');
  await member.goto(`${meeting}/follow`);
  const room = await context.newPage();
  await room.goto(`${meeting}/screen`);

  await openVote(page, meeting, 'Le CA approuve le budget.', 'Secret');
  await expect(member.getByText('Vote secret\u00a0: on saura qui a voté')).toBeVisible();
  await member.locator('summary', { hasText: /^Contre, Votre voix/ }).click();
  await member.getByRole('button', { name: /^Oui, voter\s: Contre/ }).click();
  const receipt = (await member.getByText('Reçu').locator('strong').textContent()) ?? '';
  expect(receipt).toMatch(/^\w{4}-\w{4}-\w{4}$/);
  await expect(room.getByText('1 sur')).toContainText('a voté');

  await page.locator('summary', { hasText: 'Clôturer le vote' }).click();
  await page.getByRole('button', { name: 'Clôturer le vote' }).click();
  await expect(page.getByText('Résultat, que seule la coordination voit')).toBeVisible();
  await expect(room.getByText('Le vote est clos.')).toBeVisible();
  await expect(member.getByText('Le résultat sera annoncé')).toBeVisible();
  for (const screen of [room, member]) await expect(screen.getByText('n’est pas adoptée')).toHaveCount(0);
  await page.getByRole('button', { name: 'Publier le résultat' }).click();
  for (const screen of [page, room, member])
    await expect(screen.getByText('La proposition n’est pas adoptée').first()).toBeVisible();

  await member.getByRole('link', { name: 'Ce vote en détail' }).click();
  await member.getByLabel('Code du reçu').fill(receipt.toLowerCase());
  await member.getByRole('button', { name: 'Vérifier' }).click();
  await expect(member.getByText('Il est compté')).toBeVisible();
});

test('un vote nominatif sans JavaScript, et une voix notée par le secrétariat', async ({
  page,
  browser,
  collegial,
  signIn,
}) => {
  await signIn('coordinator');
  const meeting = await sittingWithItem(page);
  await openVote(page, meeting, 'Le CA approuve le bail.', 'Nominatif');
  await page.getByText('Noter la voix de quelqu’un').click();
  await page.getByLabel('De qui').selectOption('Bastien Bodelet');
  await page.getByLabel('Ce que la personne vote').selectOption('abstention');
  await page.getByRole('button', { name: 'Noter cette voix' }).click();
  await expect(page.getByText('noté\u00a0: abstention, à confirmer')).toBeVisible();

  const context = await browser.newContext({ baseURL: collegial.address, javaScriptEnabled: false });
  await signIn('public-member', context);
  const member = await context.newPage();
  await member.goto(`${meeting}/follow`);
  await member.getByRole('button', { name: /^Contester/ }).click();
  await expect(member.getByText('Votez vous-même')).toBeVisible();
  await member.locator('summary', { hasText: /^Pour, Votre voix/ }).click();
  await member.getByRole('button', { name: /^Oui, voter\s: Pour/ }).click();
  await expect(member.getByText('Vous avez voté\u00a0: pour.')).toBeVisible();
  await context.close();
});
