import { countRound, openElection, sittingWithElection, voteOnScreens } from './elections.ts';
import { expect, test } from './fixtures.ts';
import { giveProxy, personalLink } from './personal-links.ts';

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

test('un tour sur trois écrans : une procuration, un lien personnel sans JavaScript, un bulletin trop plein', async ({
  page,
  browser,
  collegial,
  signIn,
  other,
}) => {
  await signIn('coordinator');
  const meeting = await sittingWithElection(page);
  const election = page.url();
  await giveProxy(collegial.databaseUrl, meeting, { from: 'Warnier', to: 'Bodelet' });
  await page.goto(election);
  await voteOnScreens(page);

  const member = await other('public-member');
  await member.setViewportSize({ width: 390, height: 844 });
  await member.goto(`${meeting}/follow`);
  const [own, carried] = [
    member.getByRole('region', { name: 'Votre voix' }),
    member.getByRole('region', { name: /Wivine Warnier/ }),
  ];
  await own.getByRole('checkbox', { name: /Alix Abrassart/ }).check();
  await own.locator('summary', { hasText: /^Voter pour ces personnes/ }).click();
  await expect(own.getByText('Votre bulletin porte : Alix Abrassart.')).toBeVisible();
  await own.getByRole('button', { name: /^Oui, déposer ce bulletin/ }).click();
  await expect(own.getByText('Reçu')).toBeVisible();
  await carried.locator('summary', { hasText: /^Blanc/ }).click();
  await carried.getByRole('button', { name: /^Oui, voter\s: Blanc/ }).click();
  await expect(carried.getByText('Reçu')).toBeVisible();
  expect(await member.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  const phone = await browser.newContext({
    baseURL: collegial.address,
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  });
  const plain = await phone.newPage();
  await plain.goto(`${await personalLink(collegial.databaseUrl, meeting, 'Zune')}/vote`);
  const deposit = async () => {
    await plain.locator('summary', { hasText: /^Voter pour ces personnes/ }).click();
    await plain.getByRole('button', { name: /^Oui, déposer ce bulletin/ }).click();
  };
  for (const name of [/Alix Abrassart/, /Noé Neuville/, /Isaline Jadot/])
    await plain.getByRole('checkbox', { name }).check();
  await deposit();
  await expect(plain.getByText('Vous avez choisi 3 noms')).toBeVisible();
  await plain.getByRole('checkbox', { name: /Isaline Jadot/ }).uncheck();
  await deposit();
  await expect(plain.getByText('Reçu')).toBeVisible();
  await phone.close();

  await page.reload();
  await page.locator('summary', { hasText: 'Clôturer le vote' }).click();
  await page.getByRole('button', { name: 'Clôturer le vote' }).click();
  const publish = page.getByRole('button', { name: 'Publier le résultat' });
  await publish.click();
  await expect(publish).toBeHidden();
  await page.goto(election);
  await expect(page.getByText('Est élue : Alix Abrassart (2 voix).')).toBeVisible();
  await expect(page.getByText('3 bulletins, 1 blanc')).toBeVisible();
});
