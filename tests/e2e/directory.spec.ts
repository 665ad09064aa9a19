import { expect, test } from './fixtures.ts';

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'avec JavaScript' : 'sans JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('tenir la fiche d’une organisation, à deux', async ({ page, signIn }) => {
      await signIn('coordinator');
      await page.goto('/rslux/organisations/new');
      await page.getByRole('button', { name: 'Ajouter cette organisation' }).click();
      await expect(page.getByText('Choisissez le secteur.').first()).toBeVisible();

      const name = `Maison d’Étalle ${javaScriptEnabled}`;
      await page.getByLabel('Nom', { exact: true }).fill(name);
      await page.getByLabel('Associatif').check();
      await page.getByLabel('Membre effectif', { exact: true }).uncheck();
      await page.getByLabel('Numéro d’entreprise').fill('0123.456.748');
      await page.getByRole('button', { name: 'Ajouter cette organisation' }).click();
      await expect(page.getByText('Ce numéro d’entreprise n’existe pas.').first()).toBeVisible();
      await page.getByLabel('Numéro d’entreprise').fill('');
      await page.getByRole('button', { name: 'Ajouter cette organisation' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
      await expect(page.locator('dl.facts')).toContainText('Membre effectif non');

      await page.getByRole('link', { name: 'Modifier la fiche' }).click();
      await expect(page).toHaveURL(/\/edit$/);
      const other = await page.context().newPage();
      await other.goto(page.url());
      await other.getByLabel('Commune').fill('Étalle');
      await other.getByRole('button', { name: 'Enregistrer' }).click();
      await expect(other.getByText('Fiche enregistrée.')).toBeVisible();
      await page.getByLabel('Commune').fill('Virton');
      await page.getByRole('button', { name: 'Enregistrer' }).click();
      await expect(page.getByText('Quelqu’un d’autre a modifié cette fiche').first()).toBeVisible();
      await expect(page.getByLabel('Commune')).toHaveValue('Virton');
      await expect(page.getByRole('note').filter({ hasText: 'telle qu’elle est maintenant' })).toContainText(
        'Étalle',
      );
      await page.getByRole('button', { name: 'Enregistrer' }).click();
      await expect(page.locator('dl.facts')).toContainText('Virton');

      await page.goto('/rslux/organisations');
      await page.getByLabel('Nom').fill(`etalle ${javaScriptEnabled}`);
      await page.getByRole('button', { name: 'Chercher' }).click();
      await expect(page.locator('main ul.lines > li')).toHaveCount(1);
    });
  });

test('les coordonnées d’une personne sont pour l’équipe, ses données pour la coordination', async ({
  page,
  signIn,
  other,
}) => {
  const coordinator = await other('coordinator');
  await coordinator.goto('/rslux/bodies/CA');
  await coordinator.getByRole('link', { name: 'Alix Abrassart' }).first().click();
  await expect(coordinator.getByRole('heading', { level: 1 })).toHaveText('Alix Abrassart');
  await expect(coordinator.getByText('alix.abrassart@')).toBeVisible();
  const { pathname } = new URL(coordinator.url());
  const exported = await coordinator.request.get(`${pathname}/data.json`);
  expect(exported.headers()['content-disposition']).toContain('attachment');
  expect(await exported.json()).toMatchObject({ identity: { familyName: 'Abrassart' } });

  await signIn('public-member');
  const answer = await page.goto(pathname);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Alix Abrassart');
  expect(await answer?.text()).not.toContain('alix.abrassart');
  expect((await page.request.get(`${pathname}/data.json`)).status()).toBe(404);
  expect((await page.goto(`${pathname}/edit`))?.status()).toBe(403);

  const assistant = await other('assistant');
  expect((await assistant.request.get(`${pathname}/data.json`)).status()).toBe(403);
});
