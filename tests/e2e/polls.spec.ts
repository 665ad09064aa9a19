import { expect, test } from './fixtures.ts';
import { BOARD, choose } from './meetings.ts';
import { openPoll, openWritten, personalLink, requestAssembly } from './polls.ts';

test('une date se trouve : un sondage, une réponse par lien sur un téléphone sans JavaScript, puis la réunion', async ({
  page,
  browser,
  collegial,
  signIn,
  other,
}) => {
  await signIn('coordinator');
  await page.goto('/rslux/meetings/polls/new');
  await choose(page.getByLabel('Instance'), BOARD);
  await page.getByLabel('De quelle réunion s’agit-il').fill('CA de janvier');
  await page.getByLabel('Date 1', { exact: true }).fill('2023-01-24');
  await page.getByLabel('Dernier jour pour répondre').fill('2022-12-20');
  await page.getByRole('button', { name: 'Envoyer ce sondage' }).click();
  await expect(page.getByText('Donnez à chaque date un jour et une heure').first()).toBeVisible();
  await expect(page.getByLabel('Date 1', { exact: true })).toHaveValue('2023-01-24');

  const poll = await openPoll(page, 'CA de janvier', ['2023-01-24', '2023-01-26']);
  const link = await personalLink(page);
  const phone = await browser.newContext({
    baseURL: collegial.address,
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  });
  const bare = await phone.newPage();
  await bare.goto(link);
  await bare.getByRole('button', { name: 'Enregistrer mes réponses' }).click();
  await expect(bare.getByRole('alert')).toContainText('Répondez au moins à une date');
  await bare
    .getByRole('group', { name: /24 janvier/ })
    .getByLabel('oui')
    .check();
  await bare.getByRole('button', { name: 'Enregistrer mes réponses' }).click();
  await expect(bare.getByRole('status')).toContainText('Vos réponses sont enregistrées');
  await expect(bare.getByRole('group', { name: /24 janvier/ }).getByLabel('oui')).toBeChecked();
  await expect(bare.getByText('Camille Collignon')).toHaveCount(1);
  const wide = await bare.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBe(0);
  expect((await bare.goto(`${link}x`))?.status()).toBe(404);

  const member = await other('chair');
  await member.goto(poll);
  await member
    .getByRole('group', { name: /24 janvier/ })
    .getByLabel('si besoin')
    .check();
  await member.getByRole('button', { name: 'Enregistrer mes réponses' }).click();
  await expect(member.getByRole('status')).toContainText('Vos réponses sont enregistrées');
  await expect(member.getByRole('heading', { name: 'Qui a répondu quoi' })).toHaveCount(0);
  const stranger = await other('candidate');
  expect((await stranger.goto(poll))?.status()).toBe(404);

  await page.goto(poll);
  await expect(page.getByText('2 sur 18 ont répondu')).toBeVisible();
  await expect(page.getByText(/Le mardi 24.janvier.2023, 14.h.: 1.oui, 1/)).toBeVisible();
  await expect(page.getByRole('row', { name: /Camille Collignon/ })).toContainText('oui');
  const choice = page.locator('details').filter({ hasText: 'Mardi 24' });
  await choice.locator('summary').click();
  await choice.getByRole('button', { name: /^Choisir cette date/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Mardi 24');
  await bare.goto(link);
  await expect(bare.getByText(/La réunion se tient le mardi 24/)).toBeVisible();
  await phone.close();
});

test('une décision par écrit : signée par lien après confirmation, sur papier, puis rejetée par un refus', async ({
  page,
  signIn,
  other,
}) => {
  await signIn('coordinator');
  const path = await openWritten(page, 'L’organe d’administration approuve le bail de Bastogne.');
  const member = await other('chair');
  await member.goto(path);
  await member.getByRole('radio', { name: /^Je suis d’accord/ }).check();
  await member.getByRole('button', { name: 'Signer ma réponse' }).click();
  await expect(member.getByText('Cochez cette case pour signer')).toBeVisible();
  await expect(member.getByRole('radio', { name: /^Je suis d’accord/ })).toBeChecked();
  await member.getByRole('checkbox', { name: /^J’ai lu toute la proposition/ }).check();
  await member.getByRole('button', { name: 'Signer ma réponse' }).click();
  await expect(member.getByText(/Vous avez répondu.: d’accord/)).toBeVisible();
  await expect(member.getByText(/1 d’accord, 0 refus/)).toBeVisible();
  await expect(member.getByText('Bastien Bodelet')).toHaveCount(0);

  await page.reload();
  const letter = await page.request.get(
    (await page
      .getByRole('link', { name: /^Lettre à signer/ })
      .first()
      .getAttribute('href')) ?? '',
  );
  expect(letter.headers()['content-type']).toBe('application/pdf');
  await page.getByRole('button', { name: 'Rappeler à ceux qui n’ont pas répondu' }).click();
  await expect(page.getByText('Ils ont déjà reçu un message aujourd’hui')).toBeVisible();
  await page.locator('summary', { hasText: 'Noter une réponse signée sur papier' }).click();
  const form = page.locator('form[action="?/paper"]');
  await choose(form.getByLabel('Qui a signé'), /Camille Collignon/);
  await form.getByLabel('Je refuse').check();
  await form.getByRole('button', { name: 'Enregistrer cette réponse' }).click();
  await expect(page.getByText(/La proposition est rejetée/)).toBeVisible();
  await expect(page.getByText(/Il y a 1.refus et 16.membres sans réponse/)).toBeVisible();
  await member.reload();
  await expect(member.getByText('Bastien Bodelet')).toBeVisible();
  expect((await member.goto('/rslux/meetings/written/new'))?.status()).toBe(403);
});

test('un cinquième des membres demande une assemblée : signée, sur papier, puis convoquée dans ses délais', async ({
  page,
  signIn,
  other,
}) => {
  const author = await other('chair');
  const path = await requestAssembly(author, 'Décider du sort de la maison d’Arlon');
  const second = await other('public-member');
  await second.goto(path);
  await second.getByRole('button', { name: 'Signer cette demande' }).click();
  await expect(second.getByText('Vous avez signé cette demande.')).toBeVisible();
  await expect(second.getByText(/2.membres ont signé sur 35.; il en faut 7/)).toBeVisible();
  await signIn('assistant');
  await page.goto(path);
  for (let signature = 3; signature <= 7; signature++) {
    await page.locator('summary', { hasText: 'Noter une signature sur papier' }).click();
    const form = page.locator('form[action="?/paper"]');
    await form.getByLabel('Au nom de quel membre').selectOption({ index: 1 });
    await form.getByRole('button', { name: 'Noter cette signature' }).click();
    await expect(page.getByText(new RegExp(`^${signature}.membres ont signé`))).toBeVisible();
  }
  await expect(page.getByText(/À convoquer au plus tard le lundi 12.décembre.2022/)).toBeVisible();
  await author.reload();
  await expect(author.getByRole('button', { name: 'Retirer cette demande' })).toHaveCount(0);

  await page.goto('/rslux/meetings');
  const alert = page.getByRole('note').filter({ hasText: 'Un cinquième des membres demande' });
  await alert.getByRole('link', { name: 'Décider du sort de la maison d’Arlon' }).click();
  await page.getByLabel('Date', { exact: true }).fill('2023-02-01');
  await page.getByLabel('Heure').fill('18:00');
  await page.getByRole('button', { name: 'Convoquer cette assemblée' }).click();
  await expect(page.getByText(/doit se tenir au plus tard le samedi 31.décembre/).first()).toBeVisible();
  await page.getByLabel('Date', { exact: true }).fill('2022-12-27');
  await page.getByRole('button', { name: 'Convoquer cette assemblée' }).click();
  await expect(page.getByRole('link', { name: 'La vente de la maison', exact: true })).toBeVisible();
});
