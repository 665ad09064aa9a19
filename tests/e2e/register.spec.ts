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
  await page.waitForURL(/\/items\//);
  await expect(page.getByText('CA-2022-3')).toBeVisible();

  const candidate = await other('candidate');
  const refused = await candidate.goto('/rslux/decisions');
  expect(refused!.status()).toBe(404);
});
