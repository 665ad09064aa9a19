import { createMeeting } from './meetings.ts';
import { expect, test } from './fixtures.ts';

test('tous pour sauf une personne, puis un amendement, le texte changé, et le vote par appel', async ({
  page,
  signIn,
}) => {
  await signIn('coordinator');
  const meeting = await createMeeting(page, {
    day: '2022-11-21',
    hour: '16:30',
    items: { Location: 'decision' },
    present: true,
  });
  await page.getByRole('link', { name: 'Location' }).click();

  await test.step('tous pour, sauf…', async () => {
    const form = page.locator('form[action="?/vote"]').last();
    await form.getByLabel('Tous pour, sauf…').check();
    await form.getByLabel('Proposition, mot pour mot').fill('Le CA approuve la visite.');
    await form.getByRole('group', { name: 'Vote de Noé Neuville' }).getByLabel('Contre').check();
    await form.getByRole('button', { name: 'Enregistrer le vote' }).click();
    await expect(page.getByText('La proposition est adoptée par')).toBeVisible();
    await page.getByText('Qui a voté quoi').click();
    await expect(page.locator('dd', { hasText: 'Noé Neuville' })).toBeVisible();
  });

  await test.step('un amendement, adopté, entre dans le texte', async () => {
    await page.getByText('Ajouter un texte à voter', { exact: true }).click();
    await page.getByLabel('Texte, mot pour mot').fill('Le CA loue la salle.');
    await page.getByRole('button', { name: 'Ajouter ce texte' }).click();
    await expect(page.getByRole('heading', { name: /^Texte/ }).last()).toBeVisible();
    await page.getByText('Ajouter un amendement, une partie ou un autre texte').click();
    const add = page.locator('form[action="?/addText"]');
    await add.getByLabel('Texte, mot pour mot').fill('Ajouter : pour un an');
    await add.getByRole('button', { name: 'Ajouter ce texte' }).click();
    await expect(page.getByText('Viendra au vote après l’amendement 1.')).toBeVisible();
    const vote = page.locator('form[action="?/vote"]').filter({ has: page.locator('[name=propositionId]') });
    await vote.getByLabel('Tous pour, sauf…').check();
    await vote.getByRole('button', { name: 'Enregistrer le vote' }).click();
    await page.getByLabel('Texte avec les amendements adoptés').fill('Le CA loue la salle pour un an.');
    await page.getByRole('button', { name: 'C’est ce texte qui sera voté' }).click();
    await expect(page.locator('ins', { hasText: 'an.' })).toBeVisible();
    await vote.getByLabel('Appel nominal').check();
    await vote.getByRole('button', { name: 'Enregistrer le vote' }).click();
    await expect(page.getByText('L’appel n’est pas fini').first()).toBeVisible();
  });
  expect((await page.request.get(`${meeting}/minutes.pdf`)).ok()).toBe(true);
});

test('sans JavaScript, sur un téléphone : choisir la façon de voter, puis compter des bulletins à deux', async ({
  browser,
  collegial,
  signIn,
}) => {
  const bare = await browser.newContext({
    baseURL: collegial.address,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 800 },
  });
  await signIn('coordinator', bare);
  const page = await bare.newPage();
  const meeting = await createMeeting(page, {
    day: '2022-11-21',
    hour: '17:30',
    items: { Admission: 'decision' },
  });
  await page.getByRole('link', { name: 'Présences' }).click();
  await page.getByRole('button', { name: 'Noter présents tous ceux qui ne sont pas notés' }).click();
  await page.goto(meeting);
  await page.getByRole('link', { name: 'Admission' }).click();
  await page.getByLabel('Proposition, mot pour mot').fill('Le CA admet Les Tilleuls.');
  for (const method of ['Appel nominal', 'Bulletins papier']) {
    await page.getByLabel(method).check();
    await page.getByRole('button', { name: 'Passer à cette façon de voter' }).click();
    await expect(page.getByLabel('Proposition, mot pour mot')).toHaveValue('Le CA admet Les Tilleuls.');
  }
  await page.getByRole('button', { name: 'Commencer le dépouillement' }).click();
  await page.getByRole('link', { name: 'Entrer un compte' }).click();
  const enter = async (teller: string, place: number, publicFor: number) => {
    const form = page
      .locator('form[action="?/count"]')
      .filter({ has: page.locator(`[name=place][value="${place}"]`) });
    await form.getByLabel('Qui a compté').fill(teller);
    for (const [college, yes] of [
      ['Public', publicFor],
      ['Associatif', 8],
    ] as const) {
      const group = form.getByRole('group', { name: college });
      await group.getByLabel('Bulletins trouvés').fill('8');
      await group.getByLabel('Pour', { exact: true }).fill(String(yes));
      await group.getByLabel('Contre', { exact: true }).fill(String(8 - yes));
    }
    await form.getByRole('button', { name: 'Enregistrer ce compte' }).click();
    await expect(page.getByText('Ce compte est enregistré.')).toBeVisible();
  };
  await enter('Alix Abrassart', 1, 7);
  await enter('Noé Neuville', 2, 6);
  await page.getByRole('link', { name: 'Retour au point' }).click();
  await expect(page.getByText('Les deux comptes diffèrent.')).toBeVisible();
  await expect(page.getByText('Public, pour : 7 et 6')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('link', { name: 'Entrer un compte' }).click();
  await enter('Noé Neuville', 2, 7);
  await page.getByRole('link', { name: 'Retour au point' }).click();
  await page.getByRole('button', { name: 'Enregistrer le vote compté' }).click();
  await expect(page.getByText('comptés par Alix Abrassart et Noé Neuville')).toBeVisible();
  await expect(page.getByText('Qui a voté quoi')).toHaveCount(0);
  await bare.close();
});
