import { expect, test } from './fixtures.ts';

const NOTICE = '/rslux/settings/notice-days';

test('un changement de statuts daté : prévu, lu à sa date, puis retiré', async ({ page, signIn }) => {
  await signIn('coordinator');
  await page.goto('/rslux/settings?body=CA');
  await page.getByRole('link', { name: /^Changer.*Délai de convocation$/ }).click();
  await page.getByLabel('Délai, en jours').fill('8');
  await page.getByLabel(/^À partir du/).fill('2027-01-01');
  await page.getByLabel('Source', { exact: true }).fill('Statuts, art. 9');
  await page.getByRole('button', { name: 'Enregistrer cette règle' }).click();
  const planned = /Prévu à partir du 1er\sjanvier\s2027\s: Il faut au moins 8\sjours/;
  await expect(page.getByRole('status')).toContainText(planned);
  const rule = page.locator('#rule-notice-days');
  await expect(rule).toContainText('Aucun délai n’est demandé');
  await expect(rule).toContainText(planned);

  await page.getByLabel('En vigueur le').fill('2027-07-01');
  await page.getByRole('button', { name: 'Montrer' }).click();
  await expect(page.getByText(/règles en vigueur le 1er\sjuillet\s2027/)).toBeVisible();
  await expect(rule).toContainText(/Il faut au moins 8\sjours/);
  await expect(rule.getByRole('note')).toContainText('Fixé par vos textes, à partir du');

  await page.goto(`${NOTICE}?body=CA`);
  await page.locator('summary', { hasText: 'Retirer' }).click();
  await page.getByRole('button', { name: 'Retirer ce changement' }).click();
  await page.waitForURL(/settings\?body=CA&changed=notice-days/);
  await expect(rule).not.toContainText('Prévu');
});

test('sous le minimum légal : refusé avec l’article, et ce qui était typé reste', async ({
  page,
  signIn,
}) => {
  await signIn('coordinator');
  await page.goto(`${NOTICE}?body=AG`);
  await page.getByLabel('Délai, en jours').fill('10');
  await page.getByLabel(/^À partir du/).fill('2023-01-01');
  await page.getByLabel('Source', { exact: true }).fill('Statuts, art. 9');
  await page.getByRole('button', { name: 'Enregistrer cette règle' }).click();
  await expect(page.getByText(/sous 15\sjours.*CSA 9:14/).first()).toBeVisible();
  await expect(page.getByLabel('Délai, en jours')).toHaveValue('10');
  await expect(page.getByLabel(/^À partir du/)).toHaveValue('2023-01-01');
  expect((await page.goto('/rslux/settings/advance-vote?body=CA'))?.status()).toBe(404);
  expect((await page.goto('/rslux/settings/admission?body=AG'))?.status()).toBe(404);
});

test('un membre lit les règles et leur histoire, sans pouvoir les changer', async ({
  page,
  signIn,
  collegial,
}) => {
  await signIn('public-member');
  await page.goto('/rslux/settings');
  await page.getByRole('link', { name: /^Historique.*Clôture de l’exercice$/ }).click();
  await expect(page.getByRole('cell', { name: /se tient au plus tard le 30\sjuin/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /Enregistrer/ })).toHaveCount(0);
  const answer = await page.request.post(`${NOTICE}?/change`, {
    headers: { origin: collegial.address },
    form: { value: '8', source: 'ROI' },
  });
  expect(answer.status()).toBe(404);
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('la clôture de l’exercice se change, puis nos textes n’en disent plus rien', async ({
    page,
    signIn,
  }) => {
    await signIn('coordinator');
    await page.goto('/rslux/settings/financial-year-end');
    const field = page.getByLabel('Dernier jour de l’exercice');
    await expect(field).toHaveValue('31/12');
    await page.getByLabel('Source', { exact: true }).fill('Statuts, art. 30');
    await field.fill('31 décembre');
    await page.getByRole('button', { name: 'Enregistrer cette règle' }).click();
    await expect(page.getByText(/indiquez un jour et un mois/).first()).toBeVisible();
    await expect(field).toHaveValue('31 décembre');
    await field.fill('30/6');
    await page.getByRole('button', { name: 'Enregistrer cette règle' }).click();
    await expect(page.locator('#rule-financial-year-end')).toContainText(/le 31\sdécembre qui suit/);

    await page.goto('/rslux/settings/financial-year-end');
    await expect(field).toHaveValue('30/06');
    await page.getByText('Nos textes n’en disent plus rien').click();
    await page.getByLabel(/^N’en disent plus rien à partir du/).fill('');
    await page.getByRole('button', { name: 'Ne plus appliquer notre réglage' }).click();
    await expect(page.locator('#rule-financial-year-end')).toContainText(/le 30\sjuin qui suit/);
  });
});
