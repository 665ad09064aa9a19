import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { prepareMeeting, recordVote } from './meetings.ts';
import { sendForm } from './sent-forms.ts';
import { serve } from './server.ts';

/** A board with two items, everyone there, somebody in the chair. Answers its address. */
async function board(page: Page): Promise<string> {
  const meeting = await prepareMeeting(page, {
    items: { Budget: 'decision', Logement: 'discussion' },
    present: true,
  });
  await sendForm(page, `${meeting}/attendance`, '?/officers');
  return meeting;
}

async function open(page: Page, meeting: string): Promise<void> {
  await page.goto(`${meeting}/console`);
  await page.getByRole('link', { name: 'Vérifier et ouvrir la séance' }).click();
  await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
  await page.getByRole('link', { name: 'Conduire la séance' }).click();
  await expect(page.getByText('Appelez le premier point')).toBeVisible();
}

const title = (page: Page): Locator => page.getByRole('heading', { level: 1 });
const live = (page: Page) => expect(page.getByRole('status').filter({ hasText: 'En direct' })).toBeVisible();

test('trois écrans sur deux instances, une connexion perdue, puis retrouvée', async ({
  page,
  context,
  signIn,
  other,
  collegial,
}) => {
  await signIn('coordinator');
  const meeting = await board(page);
  let second = await serve(collegial.databaseUrl);
  const port = new URL(second.address).port;
  const member = await other('public-member');
  const room = await context.newPage();
  await member.goto(`${second.address}${meeting}/follow`);
  await expect(member.getByText('La séance n’est pas encore ouverte')).toBeVisible();
  await live(member);
  await room.goto(`${meeting}/screen`);
  await expect(title(room)).toHaveText('La séance va s’ouvrir');
  await live(room);

  await open(page, meeting);
  await page.getByRole('button', { name: 'Passer au point 1' }).click();
  for (const screen of [page, member, room]) await expect(title(screen)).toContainText('Budget');
  await expect(room.getByText('À décider')).toBeVisible();

  await test.step('la parole, demandée sur une instance, donnée sur l’autre', async () => {
    await member.getByRole('button', { name: 'Demander la parole' }).click();
    await expect(member.getByText('vous êtes la prochaine personne')).toBeVisible();
    await page.getByRole('button', { name: /^Donner la parole/ }).click();
    await expect(member.getByText('Vous avez la parole')).toBeVisible();
    await expect(room.getByText('La parole est à')).toBeVisible();
    await page.getByRole('button', { name: /^A fini/ }).click();
    await expect(member.getByRole('button', { name: 'Demander la parole' })).toBeVisible();
  });

  await test.step('un conflit d’intérêts sort du débat', async () => {
    await member.getByText('Déclarer un conflit d’intérêts').click();
    await member.getByRole('button', { name: 'Déclarer ce conflit' }).click();
    await expect(member.getByText('Dites en une ligne la nature de l’intérêt')).toBeVisible();
    await member.getByLabel('La nature de votre intérêt').fill('Dirige l’organisation candidate.');
    await member.getByRole('button', { name: 'Déclarer ce conflit' }).click();
    await expect(member.getByText('vous ne participez ni au débat ni au vote')).toBeVisible();
    await expect(page.getByText('Sortis pour conflit d’intérêts')).toBeVisible();
  });

  await test.step('le vote se lit dans la salle et chez les membres', async () => {
    await page.getByRole('link', { name: 'Enregistrer le vote' }).click();
    await recordVote(page, 'Le CA approuve le budget.', { public: { Pour: 8 }, associative: { Pour: 9 } });
    for (const screen of [room, member])
      await expect(screen.getByText(/La proposition est adoptée/).first()).toBeVisible();
    await page.goto(`${meeting}/console`);
    await expect(page.getByText(/La proposition est adoptée/)).toBeVisible();
  });

  await test.step('la connexion perdue se dit, et ce qui a manqué revient', async () => {
    await second.stop();
    await expect(member.getByText('Connexion perdue, on réessaie.')).toBeVisible();
    await page.getByRole('button', { name: 'Passer au point 2' }).click();
    await expect(title(room)).toContainText('Logement');
    await expect(title(member)).toContainText('Budget');
    second = await serve(collegial.databaseUrl, port);
    await expect(title(member)).toContainText('Logement');
    await live(member);
  });

  await page.getByRole('button', { name: 'Suspendre' }).click();
  await expect(title(room)).toHaveText('Séance suspendue');
  await expect(member.getByText('séance suspendue', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Reprendre la séance' }).click();
  await page.getByRole('link', { name: 'Lever la séance' }).click();
  await page.getByRole('button', { name: 'Lever la séance' }).click();
  await expect(title(room)).toHaveText('Séance levée');
  await expect(member.getByText('Merci de votre participation')).toBeVisible();

  await second.stop();
});

test('deux secrétaires\u00a0: l’un appelle un point, l’autre finit sa phrase', async ({
  page,
  signIn,
  other,
}) => {
  await signIn('coordinator');
  const meeting = await board(page);
  await open(page, meeting);
  await page.getByRole('button', { name: 'Passer au point 1' }).click();
  const assistant = await other('assistant');
  await assistant.goto(`${meeting}/console`);
  await live(page);
  const notes = page.getByRole('textbox', { name: 'Notes de ce point' });
  await notes.click();
  await page.keyboard.type('Le budget ');
  await assistant.getByRole('button', { name: 'Passer au point 2' }).click();
  await expect(page.getByText('Ce que vous écrivez reste au point 1')).toBeVisible();
  await expect(notes).toBeFocused();
  await page.keyboard.type('est lu.');
  await expect(notes).toHaveText('Le budget est lu.');
  await page.getByRole('button', { name: 'Noter le point 2' }).click();
  await expect(page.getByRole('heading', { name: 'Notes du point 2' })).toBeVisible();
  await expect(notes).toHaveText('');
  await page.goto(`${meeting}/console`);
  // The stream ends with the session: at the next change, whoever signed out elsewhere is told that they follow no more.
  await assistant.context().request.post(`${new URL(page.url()).origin}/sign-out`, {
    headers: { origin: new URL(page.url()).origin },
  });
  await page.getByRole('button', { name: /le point 1, Budget/ }).click();
  await expect(assistant.getByText('Vous ne suivez plus cette séance')).toBeVisible();
  await expect(notes).toHaveText('Le budget est lu.');
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('conduire, demander la parole, et rester dehors pour qui n’y a pas droit', async ({
    page,
    signIn,
    browser,
    collegial,
  }) => {
    await signIn('coordinator');
    const meeting = await board(page);
    await open(page, meeting);
    await page.getByRole('button', { name: 'Passer au point 1' }).click();
    await expect(title(page)).toContainText('Budget');
    await expect(page.getByText('Cette page ne se met pas à jour seule.')).toBeVisible();
    await page.getByLabel('Notes de ce point').fill('Le budget est lu.');
    await page.getByRole('button', { name: 'Enregistrer les notes' }).click();
    await expect(page.getByLabel('Notes de ce point')).toHaveValue('Le budget est lu.');

    const outside = await browser.newContext({ baseURL: collegial.address, javaScriptEnabled: false });
    const visitor = await outside.newPage();
    expect((await outside.request.get(`${meeting}/live`)).status()).toBe(401);
    await signIn('public-member', outside);
    await visitor.goto(`${meeting}/follow`);
    await visitor.getByRole('button', { name: 'Demander la parole' }).click();
    await expect(visitor.getByRole('button', { name: 'Ne plus demander la parole' })).toBeVisible();
    await page.getByRole('link', { name: 'Recharger' }).click();
    await expect(page.getByRole('button', { name: /^Donner la parole/ })).toBeVisible();
    for (const face of ['console', 'screen']) {
      expect((await visitor.goto(`${meeting}/${face}`))!.status()).toBe(403);
      expect((await outside.request.get(`${meeting}/live/${face}`)).status()).toBe(403);
    }
    expect((await outside.request.get(`${meeting}/live/toString`)).status()).toBe(404);

    await signIn('candidate', outside);
    for (const face of ['console', 'screen', 'follow', 'live', 'live/follow'])
      expect((await outside.request.get(`${meeting}/${face}`)).status(), face).toBe(404);

    const answer = await page.request.post(`${collegial.address}${meeting}/console?/call`, {
      form: { itemId: 'n’importe quoi' },
      headers: { origin: collegial.address, accept: 'application/json', 'x-sveltekit-action': 'true' },
    });
    expect(await answer.text()).toContain('Ce point n’est plus à l’ordre du jour');
    await outside.close();
  });
});
