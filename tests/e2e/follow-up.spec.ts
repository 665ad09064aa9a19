import { expect, test } from './fixtures.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'avec JavaScript' : 'sans JavaScript', () => {
    test.use({ javaScriptEnabled });
    test('une décision donne une tâche, des suites légales et une page publique', async ({
      page,
      signIn,
      browser,
      collegial,
    }) => {
      await signIn('coordinator');
      const reference = javaScriptEnabled ? 'CA-2022-1' : 'CA-2022-2';
      await page.goto(`/rslux/decisions/${reference}`);
      await page.getByText('Confier une tâche').click();
      await page.getByRole('button', { name: 'Confier', exact: true }).click();
      await expect(page.getByText('Choisissez la personne à qui confier la tâche.')).toBeVisible();
      await page.getByLabel('À qui').first().selectOption({ index: 2 });
      await page.getByLabel('Quoi', { exact: true }).first().fill('Prévenir les partenaires.');
      await page.getByRole('button', { name: 'Confier', exact: true }).first().click();
      await expect(page.getByText('Prévenir les partenaires.').first()).toBeVisible();

      await page.getByRole('checkbox', { name: /siège/ }).check();
      await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Publier au Moniteur belge' })).toBeVisible();

      await page.getByText('Publier…').click();
      await page.getByLabel('Texte publié').fill('Mme Abrassart signe.');
      await page.getByRole('button', { name: 'Publier', exact: true }).click();
      await expect(page.getByText(/ce texte nomme .*Abrassart/).first()).toBeVisible();
      await page.getByLabel('Texte publié').fill('L’organe d’administration approuve.');
      await page.getByRole('button', { name: 'Publier', exact: true }).click();
      await expect(page.getByText(/^Publiée le/)).toBeVisible();

      const anyone = await browser.newContext({ baseURL: collegial.address, javaScriptEnabled });
      const visitor = await anyone.newPage();
      const answer = await visitor.goto(`/rslux/public/decisions/${reference}`);
      expect(answer!.headers()['cache-control']).toBe('public, max-age=300');
      await expect(visitor.getByText('L’organe d’administration approuve.')).toBeVisible();
      const csv = await visitor.request.get('/rslux/public/deliberations.csv');
      expect(await csv.text()).toContain(`/rslux/public/decisions/${reference}`);
      await anyone.close();

      await page.goto('/rslux/decisions/tasks');
      const line = page.locator('main li').filter({ hasText: 'Prévenir les partenaires.' }).first();
      await line.locator('summary').first().click();
      await line.getByLabel('Ce qui a été fait').fill('Lettre envoyée.');
      await line.getByRole('button', { name: 'Oui, c’est fait' }).click();
      await expect(line.getByRole('button', { name: 'Oui, c’est fait' })).toBeHidden();
      await page.goto('/rslux/decisions/tasks?state=done');
      await expect(page.getByText('Lettre envoyée.').first()).toBeVisible();
    });
  });
}
