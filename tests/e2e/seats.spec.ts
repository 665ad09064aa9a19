import { expect, test } from './fixtures.ts';

test('un genre que l’association nomme elle-même, ses sièges, puis son archive', async ({ page, signIn }) => {
  await signIn('coordinator');
  await page.goto('/rslux/bodies/new');
  await expect(page.getByLabel('Nom de ce genre')).toBeHidden();
  await page.getByLabel('Nom', { exact: true }).fill('Conseil des locataires');
  await page.getByLabel('Sigle').fill('CCL');
  await page.getByLabel('Genre', { exact: true }).selectOption('other');
  await page.getByLabel('Composition').fill('Six locataires.');
  await page.getByRole('button', { name: 'Créer l’instance' }).click();
  await expect(page.getByText(/Dites le genre de cette instance/).first()).toBeVisible();
  await page.getByLabel('Nom de ce genre').fill('conseil consultatif des locataires');
  await page.getByRole('button', { name: 'Créer l’instance' }).click();
  await page.waitForURL(/bodies\/CCL$/);
  await expect(
    page.getByRole('note').filter({ hasText: 'Conseil consultatif des locataires' }),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Sièges', exact: true }).click();
  await page.getByLabel('Nombre de sièges').fill('6');
  await page.getByLabel('Secteur', { exact: true }).selectOption('associative');
  await page.getByRole('button', { name: 'Ajouter ces sièges' }).click();
  await expect(page.getByText(/^6.sièges associatifs$/)).toBeVisible();
  await page.getByRole('link', { name: /^Siège associatif.6$/ }).click();
  await page.locator('summary', { hasText: 'Retirer ce siège' }).click();
  await page.getByRole('button', { name: 'Retirer définitivement' }).click();
  await expect(page.getByText(/^5.sièges associatifs$/)).toBeVisible();

  await page.goto('/rslux/bodies/CCL');
  await expect(page.getByText(/Associatif, 5.sièges vacants/)).toBeVisible();
  await page.getByRole('link', { name: 'Modifier l’instance' }).click();
  await page.locator('summary', { hasText: 'Archiver cette instance' }).click();
  await page.getByLabel('Dernier jour de l’instance').fill('2022-11-20');
  await page.getByRole('button', { name: 'Archiver après ce jour' }).click();
  await expect(page.getByRole('link', { name: 'Conseil des locataires' })).toBeHidden();
  await page.getByText('1 instance archivée').click();
  await page.getByRole('link', { name: 'Conseil des locataires' }).click();
  await expect(page.getByText(/Archivée, elle a existé jusqu’au/)).toBeVisible();
  await page.goto('/rslux/bodies/new');
  await expect(page.locator('datalist option')).toHaveAttribute(
    'value',
    'conseil consultatif des locataires',
  );
});

test('une instance dont les mandats continuent ne s’archive pas', async ({ page, signIn }) => {
  await signIn('coordinator');
  await page.goto('/rslux/bodies/CG/edit');
  await page.locator('summary', { hasText: 'Archiver cette instance' }).click();
  await page.getByRole('button', { name: 'Archiver après ce jour' }).click();
  await expect(
    page.getByText(/Des mandats continuent après le 21.novembre.2022.*Alix Abrassart/).first(),
  ).toBeVisible();
  await expect(page).toHaveURL(/edit/);
});

test('un siège se libère, se revoit vacant, et les mandats se replacent', async ({ page, signIn }) => {
  await signIn('coordinator');
  await page.goto('/rslux/bodies/CG/seats');
  await expect(
    page.getByText(/4.sièges publics, 4.sièges associatifs et 1.siège invité du secteur public, sans voix/),
  ).toBeVisible();
  await page.getByRole('button', { name: /^Libérer\s?, Siège public.1$/ }).click();
  await expect(page.getByRole('heading', { name: 'Mandats sans siège' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Placer\s?, Inès Istasse$/ })).toBeVisible();
  await page.goto('/rslux/bodies/CG');
  const note = page.getByRole('note').filter({ hasText: 'Sans siège' });
  await expect(note).toContainText('Inès Istasse');
  await note.getByRole('link', { name: 'Revoir les sièges' }).click();
  await page.getByRole('button', { name: 'Placer automatiquement' }).click();
  await expect(page.getByText('1 mandat est placé sur un siège.')).toBeVisible();
  await expect(page.getByRole('row', { name: /Siège public.1 .*Inès Istasse/ })).toBeVisible();
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('la composition se lit en liste, au jour choisi', async ({ page, signIn }) => {
    await signIn('public-member');
    await page.goto('/rslux/bodies/CG?on=2022-09-08');
    await expect(page.getByRole('row', { name: /Siège associatif.3 .*Pierrick Pirotte/ })).toBeVisible();
    await page.getByRole('link', { name: 'Lire en liste' }).click();
    await expect(page.getByRole('img', { name: /Hémicycle/ })).toHaveCount(0);
    await expect(page.getByLabel('Voir un autre jour')).toHaveValue('2022-09-08');
    await expect(page.getByRole('row', { name: /siège vacant Solaix/ })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Modifier l’instance' })).toHaveCount(0);
    expect((await page.goto('/rslux/bodies/CG/seats'))?.status()).toBe(403);
  });
});
