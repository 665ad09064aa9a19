import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { createMeeting, decisionForm, fillVotes, note } from './meetings.ts';

const ASSEMBLY = /^Assemblée générale$/;

/** A meeting with something on its agenda; the page shows its convocation when this ends. */
async function toConvoke(page: Page, day: string, body?: RegExp): Promise<string> {
  const meeting = await createMeeting(page, {
    day,
    hour: '10:30',
    ...(body && { body }),
    items: { 'Budget 2023': 'decision' },
  });
  await page.goto(`${meeting}/convocation`);
  return meeting;
}

async function sendIt(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Relire et envoyer' }).click();
  await page.getByRole('button', { name: /^Envoyer \d+/ }).click();
  await expect(page.getByText('La convocation est partie.')).toBeVisible();
}

test('relire, envoyer, suivre : qui l’a reçue, les lettres postées, le changement annoncé, la réunion annulée', async ({
  page,
  signIn,
  other,
}) => {
  await signIn('coordinator');
  const meeting = await toConvoke(page, '2023-01-19');
  await expect(page.getByText(/messages et \d+.lettres.; il manque l’adresse de/)).toBeVisible();
  await page.getByRole('link', { name: /^le message\W+Alix Abrassart/ }).click();
  await expect(page.getByRole('article')).toContainText('1. Budget 2023 (décision)');
  await expect(page.getByRole('article')).toContainText('/rslux/m/[code personnel]/pack.pdf');
  await expect(page.getByText('chacun a le sien')).toBeVisible();
  const letter = page.getByRole('link', { name: 'Ouvrir la lettre (PDF)' });
  const pdf = await page.request.get((await letter.getAttribute('href'))!);
  expect([pdf.headers()['content-type'], pdf.ok()]).toEqual(['application/pdf', true]);
  await page.goto(`${meeting}/convocation`);
  await sendIt(page);

  const rows = page.getByRole('row');
  await expect(rows.filter({ hasText: 'Alix Abrassart' })).toContainText('en file d’attente');
  const all = await page.request.get(
    (await page.getByRole('link', { name: 'Imprimer les lettres' }).getAttribute('href'))!,
  );
  expect((await all.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.getByRole('button', { name: /^Noter les \d+ lettres comme postées$/ }).click();
  await expect(page.getByText('Les lettres sont notées comme postées.')).toBeVisible();
  await expect(page.getByText('à poster')).toHaveCount(0);
  await page.getByLabel('Montrer').selectOption('follow');
  await page.getByRole('button', { name: 'Montrer' }).click();
  await expect(page.getByText('Personne dans ce cas.')).toBeVisible();

  // A member reads what was sent to them, and their visit is noted.
  const chair = await other('chair');
  await chair.goto(meeting);
  await chair.getByRole('link', { name: 'Convocation', exact: true }).click();
  await expect(chair.getByRole('article')).toContainText('Nous vous convoquons');
  await expect(chair.getByRole('table')).toHaveCount(0);
  expect((await chair.request.get(`${meeting}/convocation/letters.pdf`)).status()).toBe(403);
  await page.goto(`${meeting}/convocation`);
  await expect(rows.filter({ hasText: 'Alix Abrassart' })).toContainText(/\d\d\.11\.2022/);

  await page.goto(`${meeting}/edit`);
  await expect(page.getByText('Les membres devront être prévenus')).toBeVisible();
  await page.getByLabel('Lieu').fill('Arlon, palais provincial');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('link', { name: 'Relire et prévenir' }).click();
  await expect(page.getByRole('article')).toContainText('Arlon, palais provincial (et non');
  await page.getByRole('button', { name: /^Envoyer \d+/ }).click();
  await expect(page.getByText('Le changement est annoncé.')).toBeVisible();

  await page.locator('summary', { hasText: 'Annuler cette réunion' }).click();
  await page.getByRole('button', { name: 'Annuler la réunion' }).click();
  await expect(page.getByText('Dites pourquoi la réunion est annulée')).toBeVisible();
  await page.getByLabel('Motif, que les membres liront').fill('Salle inondée.');
  await page.getByRole('button', { name: 'Annuler la réunion' }).click();
  await expect(page.getByText('Réunion annulée. Motif : Salle inondée.')).toBeVisible();
  await chair.goto(meeting);
  await expect(chair.getByText('Réunion annulée. Motif : Salle inondée.')).toBeVisible();
});

test('sans JavaScript, sur un téléphone : hors délai seulement par un choix écrit, qui suit la réunion jusqu’au PV', async ({
  browser,
  collegial,
  signIn,
}) => {
  const bare = await browser.newContext({
    baseURL: collegial.address,
    javaScriptEnabled: false,
    viewport: { width: 320, height: 700 },
  });
  await signIn('coordinator', bare);
  const page = await bare.newPage();
  const meeting = await toConvoke(page, '2022-12-02', ASSEMBLY);
  await expect(page.getByRole('note').filter({ hasText: 'Trop tard pour convoquer' })).toContainText(
    'jeudi 17 novembre 2022, 23 h 59',
  );
  await page.getByRole('link', { name: 'Relire et envoyer' }).click();
  const press = () => page.getByRole('button', { name: /^Envoyer hors délai/ }).click();
  await page.getByLabel('Un mot de votre part').fill('Merci de venir.');
  await press();
  await expect(page.getByRole('group', { name: 'Un point est à corriger' })).toContainText('dites pourquoi');
  await expect(page.getByLabel('Un mot de votre part')).toHaveValue('Merci de venir.');
  await page.getByLabel('Pourquoi convoquer quand même').fill('Le bail expire.');
  await press();
  await expect(page.getByText('Confirmez que vous envoyez hors délai').first()).toBeVisible();
  await page.getByLabel('J’envoie hors délai en connaissance de cause').check();
  await press();
  await expect(page.getByText('Convocation envoyée hors délai. Motif : Le bail expire.')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.goto(`${meeting}/attendance`);
  await expect(page.getByText('Convocation envoyée hors délai. Motif : Le bail expire.')).toBeVisible();
  // Twice is once: what was told is told.
  await page.goto(`${meeting}/convocation/review`);
  await expect(page.getByRole('button', { name: /^Envoyer/ })).toHaveCount(0);
  await page.goto('/rslux/meetings?year=2022');
  await expect(page.getByText('Convoquée hors délai').first()).toBeVisible();
  await bare.close();
});

test('impossible pour qui ne prépare pas les réunions, ou pour un destinataire inconnu', async ({
  page,
  signIn,
  other,
}) => {
  const desk = await other('coordinator');
  const meeting = await toConvoke(desk, '2023-01-20');
  await signIn('chair');
  await page.goto(`${meeting}/convocation`);
  await expect(page.getByText('Rien ne vous a été envoyé')).toBeVisible();
  for (const path of ['review', 'auditor', 'letters.pdf', 'auditor/letter.pdf?round=x'])
    expect((await page.request.get(`${meeting}/convocation/${path}`)).status()).toBeGreaterThanOrEqual(403);
  const answer = await page.request.post(`${meeting}/convocation/review`, {
    form: { kind: 'notice', seen: '' },
    headers: { origin: new URL(page.url()).origin, accept: 'text/html' },
  });
  expect(answer.status()).toBe(404);
  for (const path of ['auditor', 'x', 'x/letter.pdf'])
    expect((await desk.request.get(`${meeting}/convocation/${path}`)).status()).toBe(404);
  expect((await desk.request.get(`${meeting}/second`)).status()).toBe(404);
});

test('le quorum manque à une assemblée : la seconde réunion est proposée avec ses dates, et rien ne s’y ajoute', async ({
  page,
  signIn,
}) => {
  await signIn('coordinator');
  // An hour of its own: the day of the second meeting may be that of another test.
  const first = await createMeeting(page, {
    body: ASSEMBLY,
    day: '2022-11-21',
    hour: '18:30',
    items: { 'Article 5 des statuts': 'decision' },
  });
  await page.goto(`${first}/attendance`);
  await note(page, 'Alix Abrassart', 'présent');
  await page.goto(first);
  await page.getByRole('link', { name: 'Article 5 des statuts' }).click();
  const form = await decisionForm(page);
  await form.getByLabel('Objet de la décision').selectOption('statutes');
  await form.getByLabel('Proposition, mot pour mot').fill('L’article 5 est modifié.');
  await fillVotes(form, { public: { Pour: 1 }, associative: {} });
  await form.getByRole('button', { name: 'Enregistrer le vote' }).click();
  await expect(page.getByText('le quorum n’est pas atteint').first()).toBeVisible();

  await page.goto(first);
  await page.getByRole('link', { name: 'Convoquer la seconde réunion' }).click();
  await expect(page.getByLabel('Date')).toHaveValue('2022-12-07');
  await page.getByLabel('Date').fill('2022-12-05');
  await page.getByRole('button', { name: 'Créer la seconde réunion' }).click();
  await expect(page.getByText('il faut 15 jours entre les deux réunions').first()).toBeVisible();
  await page.getByLabel('Date').fill('2022-12-07');
  await page.getByRole('button', { name: 'Créer la seconde réunion' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mercredi 7 décembre 2022' })).toBeVisible();
  await page.getByRole('link', { name: 'Ordre du jour', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Article 5 des statuts' })).toBeVisible();
  await page.goto(first);
  await expect(page.getByRole('link', { name: 'Voir la seconde réunion' })).toBeVisible();
});
