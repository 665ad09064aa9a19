import { expect, test } from './fixtures.ts';
import { choose, createMeeting } from './meetings.ts';
import { personalLink } from './personal-links.ts';

const ASSEMBLY = /^Assemblée générale$/;

test.describe('sur un téléphone, sans JavaScript', () => {
  test.use({
    javaScriptEnabled: false,
    viewport: { width: 320, height: 720 },
    hasTouch: true,
    isMobile: true,
  });

  test('du mail à la réponse : je viens, je donne procuration, je la retire ; un lien fini se renouvelle', async ({
    page,
    other,
    collegial,
  }) => {
    const desk = await other('coordinator');
    const meeting = await createMeeting(desk, { body: ASSEMBLY, items: { 'Comptes 2022': 'decision' } });
    await page.goto(await personalLink(collegial.databaseUrl, meeting, 'Bodelet'));
    await expect(page.getByRole('heading', { level: 1 })).toContainText('2022');
    await expect(page.getByText('Comptes 2022', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Je viens à distance' })).toHaveCount(0);
    const come = page.getByRole('button', { name: 'Je viens', exact: true });
    expect((await come.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    await come.tap();
    await expect(page.getByText('Vous venez.', { exact: true })).toBeVisible();
    await expect(page.getByText('Enregistré le 21 novembre 2022')).toBeVisible();

    await page.getByText('Je donne procuration', { exact: true }).tap();
    await page.getByRole('button', { name: 'Confirmer ma procuration' }).tap();
    await expect(page.getByText('Choisissez la personne qui portera la procuration.')).toBeVisible();
    await choose(page.getByLabel('À qui ?'), /^Wivine Warnier/);
    await page.getByRole('button', { name: 'Confirmer ma procuration' }).tap();
    await expect(page.getByText('Vous donnez procuration à Wivine Warnier.')).toBeVisible();
    const paper = await page.getByRole('link', { name: /^Formulaire de procuration/ }).getAttribute('href');
    const pdf = await page.request.get(paper!);
    expect(pdf.headers()['content-type']).toBe('application/pdf');
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

    await page.goto(await personalLink(collegial.databaseUrl, meeting, 'Warnier'));
    await expect(page.getByText('Vous portez la procuration de Bastien Bodelet.')).toBeVisible();
    await page.goto(await personalLink(collegial.databaseUrl, meeting, 'Bodelet'));
    await page.getByRole('button', { name: 'Retirer ma procuration' }).tap();
    await expect(page.getByText('Vous n’avez pas encore répondu.')).toBeVisible();
    await page.getByText('Proposer un point à l’ordre du jour', { exact: true }).tap();
    const proposing = page.locator('form[action="?/propose"]');
    await proposing.getByRole('textbox').first().fill('Un parking à vélos');
    await proposing.getByRole('button').tap();
    await expect(page.getByText('Votre proposition est envoyée au secrétariat.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Un parking à vélos' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

    await page.goto(await personalLink(collegial.databaseUrl, meeting, 'Bodelet', '2022-11-02T00:00:00Z'));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ce lien n’est plus valable');
    await page.getByRole('button', { name: 'Recevoir un nouveau lien par e-mail' }).tap();
    await expect(page.getByText('Un nouveau lien est parti')).toBeVisible();
    await page.getByRole('button', { name: 'Recevoir un nouveau lien par e-mail' }).tap();
    await expect(page.getByText('Un lien vient déjà de partir.')).toBeVisible();
    await page.goto('/rslux/m/ce-lien-n-existe-pas-du-tout');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ce lien n’est plus valable');
  });
});

test('les réponses de tous : le secrétariat les lit, note un papier, répond à une question que tous lisent', async ({
  page,
  other,
  signIn,
}) => {
  await signIn('coordinator');
  const meeting = await createMeeting(page, { body: ASSEMBLY, items: { 'Budget 2023': 'decision' } });
  const member = await other('public-member');
  await member.goto(meeting);
  await member.getByRole('link', { name: 'Ma réponse' }).click();
  await member.getByRole('button', { name: /^(Je suis excusé|Je ne viens pas)/ }).click();
  await expect(member.getByText(/^Vous (êtes excusé|ne venez pas)/)).toBeVisible();
  await expect(member.getByRole('heading', { name: 'Les réponses' })).toHaveCount(0);
  await member.getByText('Poser une question par écrit', { exact: true }).click();
  await member.getByRole('button', { name: 'Envoyer ma question' }).click();
  await expect(member.getByText('Écrivez la question.')).toBeVisible();
  await member.getByLabel('Votre question').fill('Le loyer est-il indexé ?');
  await choose(member.getByLabel('Sur quoi ?'), /Budget 2023/);
  await member.getByRole('button', { name: 'Envoyer ma question' }).click();
  await expect(member.getByText('sur le point 1 Budget 2023')).toBeVisible();

  const chair = await other('chair');
  await chair.goto(`${meeting}/answer`);
  await expect(chair.getByText('Aucune question n’a été posée par écrit.')).toBeVisible();

  await page.goto(`${meeting}/answer`);
  await expect(page.getByRole('row').filter({ hasText: 'Bastien Bodelet' })).toContainText('ne vient pas');
  await page.getByText('Noter une réponse ou une procuration reçue', { exact: true }).click();
  await choose(page.getByLabel('Qui a répondu ?'), /^Zacharie Zune/);
  await page.getByLabel('donne procuration, à la personne').check();
  await choose(page.getByLabel('Qui porte la procuration ?'), /^Bastien Bodelet/);
  await page.getByLabel('papier signé').check();
  await page.getByRole('button', { name: 'Noter cette réponse' }).click();
  await expect(
    page.getByText('Bastien Bodelet a dit ne pas venir. Choisissez une autre personne.'),
  ).toBeVisible();
  await choose(page.getByLabel('Qui porte la procuration ?'), /^Wivine Warnier/);
  await page.getByRole('button', { name: 'Noter cette réponse' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Zacharie Zune' })).toContainText(
    'procuration à Wivine Warnier, sur papier signé',
  );
  await page.getByText('Répondre', { exact: false }).first().click();
  await page.getByRole('textbox', { name: 'Réponse' }).fill('Oui, en janvier.');
  await page.getByRole('button', { name: 'Publier la réponse' }).click();
  await expect(page.getByText('Oui, en janvier.').first()).toBeVisible();
  await chair.reload();
  await expect(chair.getByText('Oui, en janvier.')).toBeVisible();
  const candidate = await other('candidate');
  expect((await candidate.goto(`${meeting}/answer`))?.status()).toBe(404);
});

test('mes notes : gardées en tapant ou par un bouton, lues de personne d’autre', async ({
  page,
  other,
  browser,
  collegial,
  signIn,
}) => {
  const desk = await other('coordinator');
  const meeting = await createMeeting(desk, { items: { Loyer: 'discussion' } });
  await signIn('chair');
  await page.goto(`${meeting}/answer`);
  await page.getByRole('link', { name: 'Ouvrir mes notes' }).click();
  const note = page.getByLabel('Ma note sur le point 1 Loyer');
  await note.fill('Demander le bail.');
  await expect(page.getByText(/^Enregistré à/)).toBeVisible();
  const bare = await browser.newContext({ baseURL: collegial.address, javaScriptEnabled: false });
  await signIn('chair', bare);
  const plain = await bare.newPage();
  await plain.goto(`${meeting}/answer/notes`);
  await expect(plain.getByLabel('Ma note sur le point 1 Loyer')).toHaveValue('Demander le bail.');
  await plain.getByLabel('Ma note sur le point 1 Loyer').fill('Demander le bail et l’état des lieux.');
  await plain.getByRole('button', { name: 'Enregistrer cette note' }).click();
  await bare.close();
  // The first device has not read it: neither text is lost.
  await note.fill('Demander le bail de 2019.');
  await expect(page.getByText(/Vous avez modifié cette note ailleurs/)).toBeVisible();
  await page.getByRole('button', { name: 'Prendre' }).click();
  await expect(note).toHaveValue('Demander le bail et l’état des lieux.');
  expect((await desk.goto(`${meeting}/answer/notes`))?.status()).toBe(404);
});

test('hors connexion : la page du mail et le dossier ouvert restent, et tout part à la déconnexion', async ({
  page,
  other,
  context,
  collegial,
  signIn,
}) => {
  const desk = await other('coordinator');
  const meeting = await createMeeting(desk, { body: ASSEMBLY });
  // Stands in for the pack: what is kept is the answer, whatever wrote it.
  await context.route('**/pack.pdf', (route) =>
    route.fulfill({ contentType: 'application/pdf', body: '%PDF-1.7 dossier' }),
  );
  const link = await personalLink(collegial.databaseUrl, meeting, 'Abrassart');
  await page.goto(link);
  await expect(page.getByText(/^Lisible hors connexion/)).toBeVisible();
  await signIn('chair');
  await page.goto(`${meeting}/answer`);
  const pack = (path: string) => page.evaluate(async (address) => (await fetch(address)).text(), path);
  expect(await pack(`${meeting}/pack.pdf`)).toBe('%PDF-1.7 dossier');
  const kept = () =>
    page.evaluate(async () => {
      const names = await caches.keys();
      const caches_ = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return caches_.flat().map(({ url }) => new URL(url).pathname);
    });
  await expect.poll(kept).toContain(`${meeting}/pack.pdf`);
  expect((await kept()).filter((path) => !path.startsWith('/_app/immutable/')).toSorted()).toEqual(
    [link, `${meeting}/pack.pdf`].toSorted(),
  );

  await context.unroute('**/pack.pdf');
  await context.setOffline(true);
  expect(await pack(`${meeting}/pack.pdf`)).toBe('%PDF-1.7 dossier');
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'Je viens', exact: true })).toBeVisible();
  await context.setOffline(false);

  await page.goto(`${meeting}/answer`);
  await page.getByRole('button', { name: 'Se déconnecter' }).first().click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect.poll(kept).toEqual([]);
});
