import { countRound, openElection } from './elections.ts';
import { expect, test } from './fixtures.ts';

test('deux tours, une égalité tirée au sort, le résultat au PV, et les mandats donnés', async ({
  page,
  signIn,
}) => {
  await signIn('coordinator');
  const meeting = await openElection(page, '17:00');

  await test.step('un compte faux est refusé, et reste tapé', async () => {
    await countRound(page, 15, { 'Alix Abrassart': 16 });
    await expect(page.getByText('Impossible : 16 voix pour Alix Abrassart').first()).toBeVisible();
    await expect(page.getByLabel('Bulletins trouvés')).toHaveValue('15');
  });
  await countRound(page, 15, { 'Alix Abrassart': 5, 'Noé Neuville': 5, 'Isaline Jadot': 5 });
  await expect(page.getByText('Personne n’est élu à ce tour.')).toBeVisible();
  await countRound(page, 15, { 'Alix Abrassart': 10, 'Noé Neuville': 9, 'Isaline Jadot': 9 });

  await test.step('le sort, tiré d’un nombre dit à voix haute', async () => {
    await expect(page.getByRole('heading', { name: 'Égalité à départager' })).toBeVisible();
    await page.getByLabel('Nombre ou mots dits à voix haute').fill('7421');
    await page.getByRole('button', { name: 'Tirer au sort' }).click();
    await page.getByText('Tirage au sort : vérifier').click();
    await expect(page.locator('code')).toHaveCount(2);
  });
  await page.getByRole('button', { name: 'Proclamer le résultat' }).click();
  const register = page.getByRole('link', { name: /^Décision CA-2022-/ });
  await expect(register).toBeVisible();

  await test.step('les mandats, en un acte', async () => {
    await page.getByRole('button', { name: 'Donner ces mandats' }).click();
    await expect(page.getByText('Les mandats sont donnés.')).toBeVisible();
    await expect(page.getByText('Annuler cette élection')).toHaveCount(0);
  });
  const minutes = await (await page.request.get(`${meeting}/minutes.txt`)).text();
  expect(minutes).toContain('Alix Abrassart');
  expect(minutes).toMatch(/mots dits à voix haute avant de tirer/);
  await register.click();
  await expect(page.getByText('Élection pour 2 sièges').first()).toBeVisible();
});
