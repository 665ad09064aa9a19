import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { inAssociation, openDatabase } from '#lib/platform/database.ts';
import { expect, test } from './fixtures.ts';
import { agendaLines, agendaOf, choose, createMeeting, freshDay } from './meetings.ts';

const ASSEMBLY = /^Assemblée générale$/;

/** As if the notice of a meeting had left. */
async function convoke(databaseUrl: string, meeting: string): Promise<void> {
  const { db, close } = openDatabase(databaseUrl, { max: 1 });
  const [row] = await db.execute<{ id: string }>(sql`select id from associations where slug = 'rslux'`);
  await inAssociation(db, row!.id, (tx) =>
    tx.execute(sql`insert into convocations (association_id, meeting_id, kind, sent_at, sent_by, content)
      values (${row!.id}, ${meeting.split('/').at(-1)!}, 'notice', '2022-11-21T08:00:00Z', 'Isaline Jadot', '{}')`),
  );
  await close();
}

/** Takes an item by its grip and lets it go on another line, at this share of its height and this far to the right. */
async function drag(page: Page, from: number, to: number, share: number, right = 0): Promise<void> {
  const grip = (await agendaLines(page).nth(from).locator('[data-grip]').boundingBox())!;
  const line = (await agendaLines(page).nth(to).boundingBox())!;
  const x = grip.x + grip.width / 2;
  await page.mouse.move(x, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(x + right, line.y + line.height * share, { steps: 4 });
  await page.mouse.up();
}

test('préparer un ordre du jour : glisser, annuler, modifier, lire', async ({ page, signIn, other }) => {
  await page.setViewportSize({ width: 1280, height: 1400 });
  await signIn('coordinator');
  const meeting = await createMeeting(page, {
    body: ASSEMBLY,
    day: freshDay(),
    items: { Statuts: 'decision', Budget: 'decision', Divers: 'decision' },
  });

  await test.step('glisser à toute place, et annuler', async () => {
    await drag(page, 2, 0, 0.2);
    await expect.poll(() => agendaOf(page)).toEqual(['1 Divers', '2 Statuts', '3 Budget']);
    await drag(page, 0, 1, 0.8, 80);
    await expect.poll(() => agendaOf(page)).toEqual(['1 Statuts', 'a Divers', '2 Budget']);
    const undo = page.getByRole('button', { name: 'Annuler' });
    await expect(page.getByText('Le point est déplacé.')).toBeVisible();
    await undo.click();
    await expect.poll(() => agendaOf(page)).toEqual(['1 Divers', '2 Statuts', '3 Budget']);
    await expect(undo).toHaveCount(0);
  });

  await test.step('modifier', async () => {
    await page.getByRole('link', { name: /^Modifier le point 2/ }).click();
    await page.getByLabel('Objet de la décision').selectOption('Modification des statuts');
    await page.getByLabel('Qui le présente').fill('Wivine Warnier');
    await page.getByLabel('Durée').fill('45');
    await page.getByLabel('Texte pour les membres').fill('Le décret a changé.');
    await page.getByLabel('À huis clos').check();
    await page.getByLabel('Intitulé').fill('   ');
    await page.getByRole('button', { name: 'Enregistrer ce point' }).click();
    await expect(page.getByRole('group', { name: /à corriger/ })).toContainText('Donnez un intitulé');
    await expect(page.getByLabel('Durée')).toHaveValue('45');
    await page.getByLabel('Intitulé').fill('Statuts, article 12');
    await page.getByRole('button', { name: 'Enregistrer ce point' }).click();
    await page.waitForURL(/#point-/);
  });

  await test.step('un membre lit la même chose, sans outils', async () => {
    const reader = await other('public-member');
    await reader.goto(meeting);
    const line = agendaLines(reader).nth(1);
    for (const words of ['à huis clos', '45 minutes', 'présenté par Wivine Warnier', 'Le décret a changé.'])
      await expect(line).toContainText(words);
    await expect(line).toContainText(/Quorum\s:\s2\/3 des membres\s; majorité\s:\s2\/3 des voix exprimées/);
    await expect(agendaLines(reader).nth(2)).toContainText(/14\sh\s45/);
    await expect(reader.getByRole('note').filter({ hasText: 'Durée prévue' })).toContainText(
      /jusqu’à 14\sh\s45/,
    );
    await expect(reader.locator('[data-grip], main form')).toHaveCount(0);
    for (const path of ['/fill', `/items/${(await line.getAttribute('data-item'))!}/edit`])
      expect((await reader.request.get(meeting + path)).status()).toBe(403);
  });
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('remplir à partir d’un modèle et d’une autre réunion, annuler', async ({ page, signIn }) => {
    await signIn('coordinator');
    const meeting = await createMeeting(page, {
      items: { 'Approbation du PV': 'decision', Divers: 'information' },
    });
    await page.getByRole('link', { name: /^Remplir à partir/ }).click();
    await page.getByLabel('Nom du modèle').fill('CA sans script');
    await page.getByRole('button', { name: 'Garder ce modèle' }).click();
    await page.getByRole('link', { name: 'CA sans script' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('CA sans script');

    const next = await createMeeting(page);
    await page.getByRole('link', { name: /^Remplir à partir/ }).click();
    await choose(page.getByLabel('Modèle', { exact: true }), /CA sans script/);
    await page.getByRole('button', { name: 'Ajouter les points de ce modèle' }).click();
    expect(await agendaOf(page)).toEqual(['1 Approbation du PV', '2 Divers']);
    await page.getByRole('button', { name: 'Annuler' }).click();
    expect(await agendaOf(page)).toEqual([]);

    await page.goto(`${next}/fill`);
    await page
      .getByRole('group', { name: /^Reporter de la réunion/ })
      .getByLabel(/Divers/)
      .check();
    await page.getByRole('button', { name: 'Reporter ces points' }).click();
    expect(await agendaOf(page)).toEqual(['1 Divers']);
    await expect(page.getByRole('link', { name: /^reporté de la réunion du/ })).toHaveAttribute(
      'href',
      new RegExp(`${meeting}$`),
    );

    await page.goto(`${next}/fill/${meeting.split('/').at(-1)!}`);
    await page.getByLabel(/Divers/).uncheck();
    await page.getByRole('button', { name: 'Copier ces points' }).click();
    expect(await agendaOf(page)).toEqual(['1 Divers', '2 Approbation du PV']);
  });
});

test('la proposition d’un vingtième est un droit ; après la convocation, un point est tardif', async ({
  page,
  signIn,
  other,
  collegial,
}) => {
  await signIn('coordinator');
  const meeting = await createMeeting(page, {
    body: ASSEMBLY,
    day: freshDay(),
    items: { Budget: 'decision' },
  });
  // What others propose to this assembly stands on the same page.
  const lineOf = (who: Page) => who.getByRole('listitem').filter({ hasText: 'Un fonds pour le logement' });
  const [chair, member] = [await other('chair'), await other('public-member')];

  await chair.goto(`${meeting}/proposals`);
  const propose = chair.getByRole('button', { name: 'Proposer ce point' });
  await chair.getByLabel('Ce que vous proposez').fill(' ');
  await propose.click();
  const summary = chair.getByRole('group', { name: 'Un point est à corriger' });
  await expect(summary).toBeFocused();
  await expect(summary).toBeInViewport();
  await chair.getByLabel('Ce que vous proposez').fill('Un fonds pour le logement');
  await propose.click();
  await expect(lineOf(chair).getByText(/1\smembre l’a signée/)).toBeVisible();
  await page.goto(`${meeting}/proposals`);
  await expect(lineOf(page).getByText('Répondre pourquoi non')).toBeVisible();
  await member.goto(`${meeting}/proposals`);
  await lineOf(member)
    .getByRole('button', { name: /^Soutenir cette proposition/ })
    .click();
  await expect(lineOf(member).getByText('elle figure de droit')).toBeVisible();

  await page.reload();
  await expect(lineOf(page).getByText('Répondre pourquoi non')).toHaveCount(0);
  await convoke(collegial.databaseUrl, meeting);
  await page.reload();
  await lineOf(page).locator('summary', { hasText: 'Mettre à l’ordre du jour' }).click();
  await lineOf(page).getByRole('button', { name: 'Ajouter à l’ordre du jour' }).click();
  await expect(page.getByText('La convocation est déjà partie').first()).toBeVisible();
  await lineOf(page).getByLabel('Pourquoi après la convocation').fill('Oubliée au secrétariat');
  await lineOf(page).getByRole('button', { name: 'Ajouter à l’ordre du jour' }).click();
  await expect(page.getByRole('link', { name: /^Point 1\sbis/ })).toBeVisible();

  await chair.goto(meeting);
  await expect(agendaLines(chair).nth(1)).toContainText('Ajouté après la convocation');
  await expect(agendaLines(chair).nth(1)).toContainText('Oubliée au secrétariat');
  const stranger = await other('candidate');
  expect((await stranger.request.get(`${meeting}/proposals`)).status()).toBe(404);
});
