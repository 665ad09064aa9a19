import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { addItem, createMeeting } from './meetings.ts';

/** A form sent by hand, as someone would who knows its fields but was not shown it. */
async function post(page: Page, address: string, fields: Record<string, string>) {
  const { origin } = new URL(page.url());
  return page.request.post(`${origin}${address}`, {
    form: fields,
    headers: { origin, accept: 'application/json', 'x-sveltekit-action': 'true' },
  });
}

async function boardWithItem(page: Page): Promise<{ meeting: string; item: string }> {
  const meeting = await createMeeting(page, {
    items: { 'Approbation du budget': 'decision' },
    present: true,
  });
  const item = await page.getByRole('link', { name: 'Approbation du budget' }).getAttribute('href');
  return { meeting, item: item! };
}

const VOTE = { proposal: 'Le CA approuve.', kind: 'ordinary', publicFor: '9', associativeFor: '9' };

test('le secrétariat prépare, et n’enregistre pas de vote', async ({ page, signIn, other }) => {
  const { meeting, item } = await boardWithItem(await other('coordinator'));
  await signIn('assistant');
  await page.goto(meeting);
  await addItem(page, 'Ajout du secrétariat', 'discussion');
  await page.goto(item);
  await expect(page.getByRole('textbox', { name: 'Notes de ce point' })).toBeVisible();
  await expect(page.getByText('La coordination enregistre les votes')).toBeVisible();
  await expect(page.locator('form[action="?/vote"]')).toHaveCount(0);

  const answer = await post(page, `${item}?/vote`, VOTE);
  expect(await answer.text()).toContain('la coordination enregistre ce qui s’y décide');
  await page.reload();
  await expect(page.getByText('Aucune décision n’est enregistrée')).toBeVisible();
});

test('un membre lit son instance, et rien d’autre', async ({ page, signIn, other }) => {
  const coordinator = await other('coordinator');
  const { meeting, item } = await boardWithItem(coordinator);
  const committee = await createMeeting(coordinator, { body: /^Comité de gestion$/ });
  await signIn('public-member');
  await page.goto(meeting);
  await expect(page.getByRole('link', { name: 'Approbation du budget' })).toBeVisible();
  const editors = page.locator('main form');
  await expect(editors).toHaveCount(0);
  await page.goto(`${meeting}/attendance`);
  await expect(page.getByText('Alix Abrassart')).toBeVisible();
  await expect(editors).toHaveCount(0);
  await page.goto(item);
  await expect(editors).toHaveCount(0);

  for (const [address, fields] of [
    [`${item}?/vote`, VOTE],
    [`${meeting}?/add`, { title: 'Intrus', nature: 'decision' }],
    [`${item}?/notes`, { text: 'Intrus', version: '0' }],
  ] as const)
    expect(await (await post(page, address, fields)).text()).toMatch(/"status":403/);
  for (const address of [`${meeting}/edit`, '/rslux/meetings/new'])
    expect((await page.goto(address))?.status(), address).toBe(403);

  for (const address of [committee, `${committee}/attendance`, `${committee}/minutes.pdf`])
    expect((await page.request.get(address)).status(), address).toBe(404);
  expect(
    await (await post(page, `${committee}?/add`, { title: 'Intrus', nature: 'decision' })).text(),
  ).toMatch(/"status":404/);
  await page.goto('/rslux/meetings');
  await expect(page.getByRole('link', { name: /Comité de gestion/ })).toHaveCount(0);
  await page.goto(meeting);
  await expect(page.getByText('Intrus')).toHaveCount(0);
});

test('une candidate ne voit aucune réunion', async ({ page, signIn, other }) => {
  const { meeting, item } = await boardWithItem(await other('coordinator'));
  await signIn('candidate');
  await page.goto('/');
  await expect(page.getByText('Aucune association ne vous est encore ouverte')).toBeVisible();
  for (const address of ['/rslux/meetings', meeting, item, `${meeting}/minutes.pdf`, '/operator/outbox'])
    expect((await page.request.get(address)).status(), address).toBe(404);
});

test('sans session, chaque page mène à l’entrée et en revient', async ({ page, other }) => {
  const { meeting } = await boardWithItem(await other('coordinator'));
  for (const address of [meeting, `${meeting}/attendance`, '/rslux/bodies', '/account']) {
    await page.goto(address);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    expect(new URL(page.url()).searchParams.get('next')).toBe(address);
  }
  expect((await page.request.put(`${meeting}/items/x/notes`, { data: {} })).status()).toBe(401);
});

test('se déconnecter ferme la porte', async ({ page, signIn }) => {
  await signIn('coordinator');
  await page.goto('/rslux/meetings');
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/rslux/meetings');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});
