import { expect, test } from './fixtures.ts';

test('une mandature de plus : refusée sur les dates d’une autre, puis enregistrée avec son tour', async ({
  page,
  signIn,
}) => {
  await signIn('coordinator');
  await page.goto('/rslux/bodies');
  await page.getByRole('link', { name: 'Mandatures' }).click();
  await page.getByRole('link', { name: 'Ajouter une mandature' }).click();
  await expect(page.getByLabel('Premier jour')).toHaveValue('2030-12-02');
  await page.getByLabel('Nom', { exact: true }).fill('Mandature 2030-2036');
  await page.getByLabel('Premier jour').fill('2030-12-01');
  await page.getByLabel(/^Dernier jour/).fill('2036-12-01');
  await page.getByRole('button', { name: 'Ajouter cette mandature' }).click();
  await expect(page.getByText(/Ces dates touchent «\sMandature 2024-2030\s»/).first()).toBeVisible();
  await page.getByLabel('Premier jour').fill('2030-12-02');
  await page.getByRole('button', { name: 'Ajouter cette mandature' }).click();
  const added = page.getByRole('listitem').filter({ hasText: 'Mandature 2030-2036' });
  await expect(added).toContainText('AG, CA, présidence : Public');

  await added.getByRole('link', { name: /^Corriger/ }).click();
  await page.getByLabel('Nom', { exact: true }).fill('Législature 2030-2036');
  await page.getByRole('button', { name: 'Enregistrer cette mandature' }).click();
  await expect(page.getByRole('heading', { name: 'Législature 2030-2036' })).toBeVisible();
});

test('une présidence du mauvais secteur est refusée, avec le tour', async ({ page, signIn }) => {
  await signIn('coordinator');
  await page.goto('/rslux/bodies/CA');
  const note = page.getByRole('note').filter({ hasText: 'Au renouvellement' });
  await expect(note).toContainText('la présidence passe au secteur associatif');
  await page.getByRole('link', { name: 'Ajouter un mandat' }).first().click();
  await page.getByLabel('Organisation représentée').selectOption({ label: 'C.P.A.S. de Arlon' });
  await page.getByLabel('Personne', { exact: true }).selectOption('vacant');
  await page.getByLabel('Fonction').selectOption('chair');
  await page.getByLabel('Premier jour').fill('2024-12-02');
  await page.getByRole('button', { name: 'Ajouter ce mandat' }).click();
  await expect(page.getByText(/la présidence revient au secteur associatif/).first()).toBeVisible();
  await expect(page).toHaveURL(/mandates\/new$/);
});

test('un membre lit les mandatures sans pouvoir les changer', async ({ page, signIn }) => {
  await signIn('public-member');
  await page.goto('/rslux/bodies/terms');
  await expect(page.getByRole('heading', { name: 'Mandature 2018-2024' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^(Corriger|Ajouter)/ })).toHaveCount(0);
  expect((await page.goto('/rslux/bodies/terms/new'))?.status()).toBe(403);
});
