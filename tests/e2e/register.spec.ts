import { expect, test } from './fixtures.ts';

test('le registre se cherche, se filtre et s’emporte ; une candidate n’y entre pas', async ({
  page,
  signIn,
  other,
}) => {
  await signIn('coordinator');
  await page.goto('/rslux');
  await page.getByRole('link', { name: 'Décisions', exact: true }).click();
  const lines = page.locator('main ol > li');
  await expect(lines.filter({ hasText: 'CA-2022-1' }).first()).toContainText('adopté');
  await page.getByLabel('Mots ou référence').fill('reglement interieur');
  await page.getByRole('button', { name: 'Chercher' }).click();
  await expect(lines).toHaveCount(1);
  await expect(lines).toContainText('règlement d’ordre intérieur');
  await expect(page.getByLabel('Mots ou référence')).toHaveValue('reglement interieur');

  const file = async (format: string) => {
    const href = await page.getByRole('link', { name: format, exact: true }).getAttribute('href');
    const answer = await page.request.get(href!);
    expect(answer.ok()).toBe(true);
    return answer;
  };
  const [decision] = await (await file('JSON')).json();
  expect(decision).toMatchObject({ reference: 'CA-2022-3', heldOn: '2022-02-24', outcome: 'rejected' });
  expect(await (await file('CSV')).text()).toContain('CA-2022-3;');
  expect((await file('PDF')).headers()['content-type']).toBe('application/pdf');
  expect((await (await file('XLSX')).body()).subarray(0, 2).toString()).toBe('PK');

  await lines.getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Décision CA-2022-3' })).toBeVisible();
  await expect(page.getByText('Associatif\u00a0: 3\u00a0pour').first()).toBeVisible();

  const candidate = await other('candidate');
  const refused = await candidate.goto('/rslux/decisions');
  expect(refused!.status()).toBe(404);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'avec JavaScript' : 'sans JavaScript', () => {
    test.use({ javaScriptEnabled });
    test('une décision se lie à une plus ancienne et se note exécutée ; un membre lit, sans formulaire', async ({
      page,
      signIn,
      other,
    }) => {
      await signIn('coordinator');
      await page.goto('/rslux/decisions/CA-2022-4');
      await page.getByText('Lier à une autre décision').click();
      const reference = page.getByLabel('Référence de l’autre décision');
      await reference.fill('CA-2022-99');
      await page.getByRole('button', { name: 'Enregistrer ce lien' }).click();
      await expect(page.getByText('Aucune décision ne porte la référence')).toBeVisible();
      await expect(reference).toHaveValue('CA-2022-99');
      await reference.fill('CA-2022-3');
      await page.getByRole('button', { name: 'Enregistrer ce lien' }).click();
      await expect(page.getByText('CA-2022-3 n’est pas adoptée')).toBeVisible();
      await reference.fill('ca-2022-2');
      await page.getByRole('button', { name: 'Enregistrer ce lien' }).click();
      await expect(page.getByText('modifie CA-2022-2')).toBeVisible();

      await page.getByText('Noter l’exécution').first().click();
      await page.getByLabel('Comment').fill('Appel publié.');
      await page.getByRole('button', { name: 'Noter l’exécution' }).click();
      await expect(page.getByText('Exécutée le 21\u00a0novembre\u00a02022. Appel publié.')).toBeVisible();
      await page.goto('/rslux/decisions?execution=done');
      await expect(page.locator('main ol > li')).toHaveCount(1);

      const member = await other('public-member');
      await member.goto('/rslux/decisions/CA-2022-2');
      await expect(member.getByText('modifiée par CA-2022-4')).toBeVisible();
      await expect(member.getByText('Lier à une autre décision')).toHaveCount(0);

      await page.goto('/rslux/decisions/CA-2022-4');
      await page.getByRole('button', { name: 'Retirer ce lien' }).click();
      await expect(page.getByText('Cette décision n’est liée à aucune autre.')).toBeVisible();
      await page.getByText('Corriger', { exact: true }).click();
      await page.getByRole('button', { name: 'Elle n’est pas exécutée' }).click();
      await expect(page.getByText('Pas encore notée comme exécutée.')).toBeVisible();
    });
  });
}
