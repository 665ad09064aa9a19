import { createMeeting, everyonePresent, recordVote } from './meetings.ts';
import { heldMeeting } from './held-meeting.ts';
import { minutesLink } from './personal-links.ts';
import { expect, test } from './fixtures.ts';

const FOR = { public: { Pour: 9 }, associative: { Pour: 9 } };

test('un PV de l’envoi au sceau : remarque, réponse, approbation, signatures, vérification sans JavaScript', async ({
  page,
  signIn,
  other,
  browser,
  collegial,
}) => {
  await signIn('coordinator');
  // The first of the day: before that of the story.
  const next = await createMeeting(page, { day: '2022-11-21', hour: '05:00' });
  const meeting = await heldMeeting(page, '20:00');
  const chair = await other('chair');
  await chair.goto(`${meeting}/minutes`);
  await expect(chair.getByText('Le PV n’est pas encore envoyé.')).toBeVisible();
  expect((await chair.request.get(`${meeting}/minutes.pdf`)).status()).toBe(400);

  await page.getByRole('link', { name: 'Compléter les phrases du PV' }).click();
  await page.locator('summary', { hasText: 'Compléter' }).first().click();
  await page.getByLabel('Complément').first().fill('La visioconférence est testée avant la séance.');
  await page.getByRole('button', { name: 'Enregistrer' }).first().click();
  await expect(page.getByText('C’est enregistré.')).toBeVisible();
  await page.goto(`${meeting}/minutes`);

  await page.getByRole('button', { name: 'Envoyer le PV aux membres' }).click();
  await expect(page.getByText(/^Version 1 envoyée\. Membres avertis/)).toBeVisible();
  await expect(page.getByText('L’approbation est ajoutée à l’ordre du jour')).toBeVisible();

  await chair.goto(`${meeting}/minutes`);
  await chair.getByRole('link', { name: 'Lire le PV et faire mes remarques' }).click();
  await chair.getByText('Faire une remarque').first().click();
  await chair.getByLabel('Votre remarque sur le point 1').fill('Ajoutez le montant du budget.');
  await chair.getByRole('button', { name: 'Envoyer cette remarque' }).first().click();
  await expect(chair.getByText('Votre remarque est envoyée au secrétariat.')).toBeVisible();

  await page.reload();
  await expect(page.getByText('Le secrétariat répond aux remarques : 1 sans réponse.')).toBeVisible();
  await page.getByRole('link', { name: 'Lire le PV point par point' }).click();
  await page.locator('summary', { hasText: 'Répondre' }).click();
  await page.getByLabel('Non reprise').check();
  await page.getByLabel('En quelques mots').fill('Il est dans l’annexe.');
  await page.getByRole('button', { name: 'Répondre' }).click();
  await expect(page.getByText('Il est dans l’annexe.').first()).toBeVisible();

  await page.goto(`${next}/attendance`);
  await everyonePresent(page);
  await page.goto(next);
  await page.getByRole('link', { name: /^Approbation du procès-verbal du 20/ }).click();
  await recordVote(page, 'Le PV est approuvé tel que présenté.', FOR);
  await expect(page.getByText(/La proposition est adoptée/)).toBeVisible();
  await page.goto(`${meeting}/minutes`);
  await expect(page.getByText('Approuvé tel que présenté à la réunion')).toBeVisible();

  for (const signer of [chair, page]) {
    await signer.goto(`${meeting}/minutes`);
    await signer.getByRole('link', { name: 'Signer ce PV' }).click();
    await signer.getByRole('button', { name: 'Signer' }).click();
    await expect(signer.getByText('Cochez cette case')).toBeVisible();
    await signer.getByLabel('J’ai lu ce PV et je le signe').check();
    await signer.getByRole('button', { name: 'Signer' }).click();
    await expect(signer.getByText(/^Signé le/).first()).toBeVisible();
  }
  await page.goto(`${meeting}/minutes`);
  const text = await (await page.request.get(`${meeting}/minutes.txt`)).text();
  expect(text).toMatch(/\n\nLa visioconférence est testée avant la séance\.\n\n/);
  await page.getByText('Sceller le PV').click();
  await page.getByRole('button', { name: 'Sceller pour de bon' }).click();
  await expect(page.getByText(/^Scellé le .* par/).first()).toBeVisible();
  const pdf = await (await chair.request.get(`${meeting}/minutes.pdf`)).body();
  await page.goto(`${meeting}/attendance`);

  const bare = await browser.newContext({ baseURL: collegial.address, javaScriptEnabled: false });
  const anyone = await bare.newPage();
  const drop = async (buffer: Buffer) => {
    await anyone.goto('/rslux/public/verify');
    const file = { name: 'pv.pdf', mimeType: 'application/pdf', buffer };
    await anyone.getByLabel('Document à vérifier (PDF)').setInputFiles(file);
    await anyone.getByRole('button', { name: 'Vérifier', exact: true }).click();
  };
  await drop(pdf);
  await expect(anyone.getByText('Ce document est authentique')).toBeVisible();
  await drop(Buffer.concat([pdf, Buffer.from(' ')]));
  await expect(anyone.getByText('Document inconnu ou modifié')).toBeVisible();
  await bare.close();
});

test('par son lien, au téléphone et sans JavaScript, un membre lit le PV et fait sa remarque', async ({
  page,
  signIn,
  browser,
  collegial,
}) => {
  await signIn('coordinator');
  const meeting = await heldMeeting(page, '08:00');
  await page.getByRole('button', { name: 'Envoyer le PV aux membres' }).click();
  await expect(page.getByText(/^Version 1 envoyée\. Membres avertis/)).toBeVisible();
  const bare = await browser.newContext({
    baseURL: collegial.address,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 800 },
  });
  const member = await bare.newPage();
  await member.goto(await minutesLink(collegial.databaseUrl, meeting, 'Abrassart'));
  await member.getByText('Faire une remarque').last().click();
  await member.getByLabel('Votre remarque', { exact: true }).fill('La séance a commencé à 8 h 15.');
  await member.getByRole('button', { name: 'Envoyer cette remarque' }).last().click();
  await expect(member.getByText('La séance a commencé à 8 h 15.')).toBeVisible();
  expect((await member.request.get(`${new URL(member.url()).pathname}/minutes.pdf`)).ok()).toBe(true);
  const width = await member.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await bare.close();
});
