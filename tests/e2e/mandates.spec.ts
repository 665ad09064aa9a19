import type { Page } from '@playwright/test';
import { beginAgain } from './demonstration.ts';
import { expect, test } from './fixtures.ts';

/** The page of the mandate of somebody in a body on a day. */
async function openMandate(page: Page, body: string, day: string, name: string) {
  await page.goto(`/rslux/bodies/${body}?on=${day}`);
  await page.getByRole('link', { name: new RegExp(`^Mandat d.{1,2}${name}, depuis le`) }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}

/** Ends a mandate of the board on its last day, and co-opts somebody from the next one. */
async function endAndReplace(
  page: Page,
  leaving: string,
  [givenName, familyName]: readonly [string, string],
  lastDay: string,
  next: string,
) {
  await openMandate(page, 'CA', '2022-11-21', leaving);
  await page.getByText('Terminer ce mandat', { exact: true }).first().click();
  const form = page.locator('form[action="?/end"]');
  await form.getByLabel('Dernier jour').fill(lastDay);
  await form.getByRole('button', { name: 'Terminer ce mandat' }).click();
  await expect(page.getByText('Choisissez pourquoi ce mandat prend fin.').first()).toBeVisible();
  await expect(form.getByLabel('Dernier jour')).toHaveValue(lastDay);
  await form.getByLabel('Raison').selectOption('resignation');
  await form.getByLabel('Précision').fill('Courrier du 3 mars');
  await form.getByRole('button', { name: 'Terminer ce mandat' }).click();
  await expect(page.getByText('Démission – Courrier du 3 mars')).toBeVisible();

  await page.getByRole('link', { name: 'Désigner qui remplace' }).click();
  await expect(page.getByLabel('Premier jour')).toHaveValue(next);
  await expect(page.getByLabel('Remplace').locator('option:checked')).toContainText(leaving);
  await page.getByLabel('Personne', { exact: true }).selectOption('new');
  await page.getByLabel('Prénom').fill(givenName);
  await page.getByLabel('Nom de famille').fill(familyName);
  await page
    .getByLabel(/^Désignation/)
    .last()
    .fill('AG du 30 mars 2023');
  await page.getByRole('checkbox', { name: /Cooptation/ }).check();
  await page.getByRole('button', { name: 'Ajouter ce mandat' }).click();
  await expect(page).toHaveURL(new RegExp(`bodies/CA\\?on=${next}`));
}

test('un mandat finit avec sa raison, puis un autre prend la suite par cooptation', async ({
  page,
  signIn,
}) => {
  await signIn('coordinator');
  await endAndReplace(page, 'Noé Neuville', ['Zoé', 'Zimmer'], '2023-03-31', '2023-04-01');
  await openMandate(page, 'CA', '2023-04-01', 'Zoé Zimmer');
  await expect(page.getByText('En attente de l’assemblée').first()).toBeVisible();
  await page.getByRole('link', { name: /^Noé Neuville, pour/ }).click();
  await expect(page.getByText('Remplacé par')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Zoé Zimmer, pour/ })).toBeVisible();
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  // The other tests of this worker find the board complete.
  test.afterEach(({ page }) => beginAgain(page));

  test('corriger, confirmer une cooptation, et la parité rompue se confirme', async ({ page, signIn }) => {
    // A mandate ends in the past below: no presence that another test recorded since may stand in the way.
    await beginAgain(page);
    await signIn('coordinator');
    await openMandate(page, 'CG', '2022-11-21', 'Alix Abrassart');
    await page.getByRole('link', { name: 'Corriger', exact: true }).click();
    await page
      .getByLabel('Désignation prise ailleurs')
      .or(page.getByLabel(/^Désignation/))
      .last()
      .fill('AG de juin');
    await page.getByRole('button', { name: 'Enregistrer la correction' }).click();
    await expect(page.getByText('Dites en quelques mots ce qui était faux').first()).toBeVisible();
    await page.getByLabel('Pourquoi cette correction').fill('Décision oubliée');
    await page.getByRole('button', { name: 'Enregistrer la correction' }).click();
    await expect(page.getByText('C’est enregistré.')).toBeVisible();
    await expect(page.getByText('Raison : Décision oubliée')).toBeVisible();

    await page.goto('/rslux/settings/parity-tolerance?body=GT');
    await page.getByLabel('Écart admis, en sièges').fill('0');
    await page.getByLabel('Source', { exact: true }).fill('ROI, art. 3');
    await page.getByRole('button', { name: 'Enregistrer cette règle', exact: true }).click();
    await page.goto('/rslux/bodies/GT/mandates/new');
    await page.getByLabel('Organisation représentée').selectOption({ label: 'C.P.A.S. de Arlon' });
    await page.getByLabel('Personne', { exact: true }).selectOption('new');
    await page.getByLabel('Prénom').fill('Odette');
    await page.getByLabel('Nom de famille').fill('Olivier');
    await page.getByLabel('Premier jour').fill('2022-11-01');
    await page.getByRole('button', { name: 'Ajouter ce mandat' }).click();
    await expect(page.getByText(/Public\s: 1, associatif\s: 0, écart 1/)).toBeVisible();
    await page.getByRole('button', { name: 'Ajouter malgré l’écart' }).click();
    await openMandate(page, 'GT', '2022-11-01', 'Odette Olivier');
    await expect(page.getByText(/Écart accepté/)).toBeVisible();

    await endAndReplace(page, 'Damien Devaux', ['Ysaline', 'Yernaux'], '2022-10-31', '2022-11-01');
    await openMandate(page, 'CA', '2022-11-01', 'Ysaline Yernaux');
    await page.getByText('Noter ce que l’assemblée a décidé').click();
    await page.getByLabel('a confirmé', { exact: true }).check();
    await page.getByLabel('Jour de l’assemblée').fill('2022-11-15');
    await page.getByRole('button', { name: 'Enregistrer cette décision' }).click();
    await expect(page.getByText('Choisissez la décision dans la liste, ou dites où').first()).toBeVisible();
    await page
      .locator('form[action="?/settle"]')
      .getByLabel(/Décision|ailleurs/)
      .last()
      .fill('AG du 15 novembre');
    await page.getByRole('button', { name: 'Enregistrer cette décision' }).click();
    await expect(page.getByText('Confirmée par l’assemblée').first()).toBeVisible();

    await page.getByText('Annuler ce mandat', { exact: true }).click();
    await page.getByLabel('Pourquoi il n’aurait pas dû être noté').fill('Essai');
    await page.getByRole('button', { name: 'Annuler ce mandat pour de bon' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Organe d.administration/);
  });
});

test('un membre lit un mandat, sans son historique ni de quoi le changer', async ({ page, signIn }) => {
  await signIn('public-member');
  await openMandate(page, 'CA', '2022-11-21', 'Alix Abrassart');
  await expect(page.getByText('Organisation représentée')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Historique' })).toHaveCount(0);
  await expect(page.locator('main form, main details')).toHaveCount(0);
  const { pathname, origin } = new URL(page.url());
  expect((await page.goto(`${pathname}/correct`))?.status()).toBe(403);
  const answer = await page.request.post(`${pathname}?/annul`, {
    form: { reason: 'Essai' },
    headers: { origin, accept: 'application/json', 'x-sveltekit-action': 'true' },
  });
  expect(await answer.text()).toContain('Seul le secrétariat');
});
