import { createMeeting } from './meetings.ts';
import { expect, test } from './fixtures.ts';

test('une séance : ouverte, un départ noté, un conflit, un incident, puis levée et rouverte', async ({
  page,
  signIn,
  other,
}) => {
  await signIn('coordinator');
  const meeting = await createMeeting(page, {
    day: '2022-11-21',
    hour: '16:00',
    items: { 'Micro-projets': 'decision' },
    present: true,
  });
  await page.getByRole('link', { name: 'Séance', exact: true }).click();
  await expect(page.getByRole('note').filter({ hasText: 'Aucune convocation' })).toBeVisible();
  await page.getByLabel('Préside').selectOption('');
  await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
  await expect(page.getByText('dites d’abord qui préside')).toBeVisible();
  await page.getByLabel('Préside').selectOption({ label: 'Alix Abrassart' });
  await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
  await expect(page.getByText(/^Séance ouverte à/)).toBeVisible();

  await page.getByText('Déclarer un conflit d’intérêts').click();
  await page.getByLabel('Qui').selectOption({ label: 'Bastien Bodelet' });
  await page.getByRole('button', { name: 'Déclarer le conflit' }).click();
  await expect(page.getByText('Dites en une ligne la nature').first()).toBeVisible();
  await page.getByLabel('Nature de l’intérêt').fill('Dirige l’association candidate');
  await page.getByRole('button', { name: 'Déclarer le conflit' }).click();
  await expect(
    page.getByText('Point 1, Bastien Bodelet : Dirige l’association candidate').first(),
  ).toBeVisible();

  // A member reads, and leads nothing; their own presence is noted already.
  const member = await other('public-member');
  await member.goto(`${meeting}/sitting`);
  await expect(member.getByText(/^Séance ouverte à/)).toBeVisible();
  await expect(member.getByRole('button', { name: 'Suspendre' })).toHaveCount(0);
  await member.goto(`${meeting}/here?code=faux`);
  await expect(member.getByText('Votre présence est notée.')).toBeVisible();

  await page.getByText('Lever la séance').first().click();
  await page
    .getByRole('group', { name: /Micro-projets/ })
    .getByLabel('non traité')
    .check();
  await page.getByRole('button', { name: 'Lever la séance' }).click();
  await expect(page.getByText(/^Séance levée à/)).toBeVisible();
  await page.getByText('Rouvrir la séance').first().click();
  await page.getByLabel('Pourquoi la rouvrir').fill('Un départ oublié');
  await page.getByRole('button', { name: 'Rouvrir la séance' }).click();
  await expect(page.getByText(/^Séance ouverte à/)).toBeVisible();
  expect((await page.request.get(`${meeting}/sheet.pdf`)).headers()['content-type']).toBe('application/pdf');
  expect((await page.request.get(`${meeting}/minutes.pdf`)).ok()).toBe(true);
});

test('sans JavaScript : la séance s’ouvre et se suspend par ses boutons', async ({
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
  await createMeeting(page);
  await page.getByRole('link', { name: 'Séance', exact: true }).click();
  await page.getByLabel('Préside').selectOption({ label: 'Alix Abrassart' });
  await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
  await page.getByRole('button', { name: 'Suspendre' }).click();
  await expect(page.getByText('Séance suspendue.')).toBeVisible();
  await page.getByRole('button', { name: 'Reprendre la séance' }).click();
  await expect(page.getByText(/^Séance ouverte à/)).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await bare.close();
});
