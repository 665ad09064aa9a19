import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { agendaLines, choose, BOARD, createMeeting, freshDay, recordVote } from './meetings.ts';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** A form sent by hand; answers the status and the sentences that the page would show. */
async function post(page: Page, address: string, form: Record<string, string>) {
  const { origin } = new URL(page.url());
  const answer = await page.request.post(`${origin}${address}`, {
    form,
    headers: { origin, accept: 'application/json', 'x-sveltekit-action': 'true' },
  });
  const { status } = (await answer.json().catch(() => ({}))) as { status?: number };
  return { status: status ?? answer.status(), text: await answer.text() };
}

async function itemOf(page: Page, title: string): Promise<string> {
  return (await page.getByRole('link', { name: title, exact: true }).getAttribute('href'))!;
}

const notesOf = (page: Page) => page.getByRole('textbox', { name: 'Notes de ce point' });

test('créer une réunion : chaque champ vide est nommé, et ce qui est juste reste', async ({
  page,
  signIn,
}) => {
  await signIn('coordinator');
  await page.goto('/rslux/meetings/new');
  await page.getByLabel('Lieu').fill('');
  await page.getByRole('button', { name: 'Créer la réunion' }).click();
  const summary = page.getByRole('group', { name: /points sont à corriger/ });
  await expect(summary).toBeFocused();
  await expect(summary).toBeInViewport();
  for (const sentence of [
    'Choisissez dans la liste.',
    'Indiquez une date',
    'Indiquez une heure',
    'Indiquez le lieu',
  ])
    await expect(summary.getByRole('link', { name: sentence })).toBeVisible();
  await page.getByLabel('Heure').fill('09:00');
  await page.getByRole('button', { name: 'Créer la réunion' }).click();
  await expect(summary.getByRole('link')).toHaveCount(3);
  await expect(page.getByLabel('Heure')).toHaveValue('09:00');
});

test('chaque formulaire refuse en mots ce qui est faux, trop long ou d’ailleurs', async ({
  page,
  signIn,
}) => {
  await signIn('coordinator');
  const elsewhere = await createMeeting(page, { items: { 'Point d’ailleurs': 'decision' } });
  const foreign = (await itemOf(page, 'Point d’ailleurs')).split('/').at(-1)!;
  const meeting = await createMeeting(page, { items: { Budget: 'decision' }, present: true });
  const item = await itemOf(page, 'Budget');

  const created = {
    bodyId: NOWHERE,
    kind: 'ordinary',
    heldOn: '2023-01-09',
    startsAt: '14:00',
    place: 'Arlon',
  };
  const vote = { proposal: 'Texte', kind: 'ordinary', publicFor: '9', associativeFor: '9' };
  const cases: [string, Record<string, string>, number, string][] = [
    ['/rslux/meetings/new', created, 400, 'n’existe pas'],
    [
      '/rslux/meetings/new',
      { ...created, bodyId: 'x', heldOn: '2023-02-31', place: 'l'.repeat(201) },
      400,
      'au plus 200',
    ],
    ['/rslux/meetings/new', { ...created, kind: 'party', startsAt: '25:00' }, 400, 'Indiquez une heure'],
    [
      `${meeting}/edit`,
      { kind: 'ordinary', heldOn: '1800-01-01', startsAt: '', place: '', version: 'x' },
      400,
      'calendrier',
    ],
    [`${meeting}?/add`, { title: '', nature: 'decision' }, 400, 'Donnez un intitulé'],
    [`${meeting}?/add`, { title: 't'.repeat(301), nature: 'decision' }, 400, 'au plus 300'],
    [`${meeting}?/add`, { title: 'T', nature: 'other' }, 400, 'Choisissez'],
    [`${meeting}?/add`, { title: 'T', nature: 'decision', parentId: foreign }, 404, 'sentence'],
    [
      `${meeting}/items/${foreign}/edit?/change`,
      { itemId: foreign, title: 'Vol', nature: 'decision', version: '1' },
      404,
      'plus à l’ordre du jour',
    ],
    [`${meeting}?/move`, { itemId: foreign, direction: 'up' }, 404, 'sentence'],
    [`${meeting}?/move`, { itemId: 'x', direction: 'sideways' }, 400, 'sentence'],
    [`${meeting}/items/${foreign}/edit?/remove`, { itemId: foreign }, 404, 'plus à l’ordre du jour'],
    [`${meeting}/attendance?/record`, { mandate: 'x' }, 400, 'illisibles'],
    [
      `${meeting}/attendance?/record`,
      { mandate: NOWHERE, [`now-${NOWHERE}`]: 'present' },
      400,
      'pas de mandat',
    ],
    [
      `${meeting}/attendance?/officers`,
      { presidedByMandateId: NOWHERE, secretaryPersonId: '' },
      400,
      'ne peut pas présider',
    ],
    [
      `${meeting}/attendance?/officers`,
      { presidedByMandateId: '', secretaryPersonId: NOWHERE },
      400,
      'pas connue',
    ],
    [`${item}?/notes`, { text: 'n'.repeat(20_001), version: '0' }, 400, 'trop longues'],
    [`${item}?/notes`, { text: 'n', version: 'x' }, 400, 'sentence'],
    [`${item}?/vote`, { ...vote, proposal: '' }, 400, 'Écrivez la proposition'],
    [`${item}?/vote`, { ...vote, proposal: 'p'.repeat(4001) }, 400, '4'],
    [`${item}?/vote`, { ...vote, publicFor: 'beaucoup' }, 400, 'nombre entier'],
    [`${item}?/vote`, { ...vote, publicFor: '-1' }, 400, 'nombre entier'],
    [`${item}?/vote`, { ...vote, publicFor: '10' }, 400, 'sentence'],
    [`${item}?/vote`, { ...vote, kind: 'dissolution' }, 400, 'assemblée générale'],
    [`${item}?/vote`, { ...vote, decisionId: NOWHERE, version: '1' }, 404, 'n’existe pas'],
    [`${item}?/withdraw`, { decisionId: NOWHERE, version: '1' }, 404, 'n’existe pas'],
    [`${meeting}/items/${foreign}?/vote`, vote, 404, 'n’existe pas'],
    [`/rslux/meetings/${NOWHERE}?/add`, { title: 'T', nature: 'decision' }, 404, 'n’existe pas'],
    ['/rslux/meetings/x?/add', { title: 'T', nature: 'decision' }, 404, 'n’existe pas'],
    ['/language', { locale: 'xx' }, 400, 'langue'],
  ];
  for (const [address, fields, status, words] of cases) {
    const answer = await post(page, address, fields);
    const said = `${address} ${JSON.stringify(fields).slice(0, 120)} → ${answer.text.slice(0, 300)}`;
    expect.soft(answer.status, said).toBe(status);
    expect.soft(answer.text, said).toContain(words);
  }
  await page.reload();
  await expect(agendaLines(page)).toHaveCount(1);
  await page.goto(elsewhere);
  await expect(page.getByRole('link', { name: 'Point d’ailleurs' })).toBeVisible();
});

test('ce qui n’est pas un formulaire, ou pas une adresse, est refusé sans être une panne', async ({
  page,
  signIn,
}) => {
  await signIn('coordinator');
  await page.goto('/rslux');
  const { origin } = new URL(page.url());
  const sent = (address: string, type: string, data: string) =>
    page.request.post(address, { data, headers: { origin, accept: 'text/html', 'content-type': type } });
  for (const address of ['/language', '/rslux/meetings/calendar/feed?/open', '/rslux/meetings/new']) {
    expect((await sent(address, 'text/plain', 'a=b')).status()).toBeLessThan(500);
    expect((await sent(address, 'multipart/form-data; boundary=x', '--x\r\n')).status()).toBeLessThan(500);
  }
  for (const address of ['/rslux%00', '/rslux/meetings?body=%00', '/rslux/decisions?text=%00'])
    expect((await page.request.get(address)).status()).toBe(404);
});

test('presser deux fois « Créer » ne crée qu’une réunion', async ({ page, signIn }) => {
  await signIn('coordinator');
  await page.goto('/rslux/meetings/new');
  const day = freshDay();
  await choose(page.getByLabel('Instance'), BOARD);
  await page.getByLabel('Date').fill(day);
  await page.getByLabel('Heure').fill('17:00');
  await page.getByLabel('Lieu').fill('Arlon');
  await page.getByRole('button', { name: 'Créer la réunion' }).dblclick();
  await page.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
  const bodyId = await page
    .goto('/rslux/meetings/new')
    .then(() => page.getByLabel('Instance').locator('option', { hasText: BOARD }).getAttribute('value'));
  const again = await post(page, '/rslux/meetings/new', {
    bodyId: bodyId!,
    kind: 'ordinary',
    heldOn: day,
    startsAt: '17:00',
    place: 'Arlon',
  });
  expect(again.text).toContain('déjà prévue');
});

test('deux onglets : la réunion et le point gardent les deux versions', async ({ page, signIn, other }) => {
  await signIn('coordinator');
  const meeting = await createMeeting(page, { items: { 'Texte commun': 'discussion' } });
  const second = await other('assistant');

  await second.goto(`${meeting}/edit`);
  await page.goto(`${meeting}/edit`);
  await second.getByLabel('Lieu').fill('Arlon');
  await second.getByRole('button', { name: 'Enregistrer' }).click();
  await second.waitForURL(meeting);
  await page.getByLabel('Lieu').fill('Virton');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('group', { name: /à corriger/ })).toContainText('entre-temps');
  await expect(page.getByLabel('Lieu')).toHaveValue('Virton');
  await expect(page.getByText(/Arlon/)).toBeVisible();

  for (const tab of [second, page]) {
    await tab.goto(meeting);
    await tab.getByRole('link', { name: /^Modifier le point 1/ }).click();
    await expect(tab.getByLabel('Intitulé')).toHaveValue('Texte commun');
  }
  for (const [tab, title] of [
    [second, 'Texte de l’autre'],
    [page, 'Texte à moi'],
  ] as const) {
    await tab.getByLabel('Intitulé').fill(title);
    await tab.getByRole('button', { name: 'Enregistrer ce point' }).click();
    if (tab === second) await expect(tab.getByRole('link', { name: title, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('group', { name: /à corriger/ })).toContainText('entre-temps');
  await expect(page.getByRole('note').filter({ hasText: 'Texte de l’autre' })).toBeVisible();
  await expect(page.getByLabel('Intitulé')).toHaveValue('Texte à moi');
  await page.getByRole('button', { name: 'Enregistrer ce point' }).click();
  await expect(page.getByRole('link', { name: 'Texte à moi', exact: true })).toBeVisible();
});

test('deux personnes écrivent les mêmes notes : aucun texte n’est perdu', async ({ page, signIn, other }) => {
  await signIn('coordinator');
  await createMeeting(page, { items: { Débat: 'discussion' } });
  const item = await itemOf(page, 'Débat');
  const second = await other('assistant');
  await Promise.all([page.goto(item), second.goto(item)]);
  await notesOf(second).click();
  await second.keyboard.type('Version de Maëlle.');
  await expect(second.getByText(/^Enregistré à/)).toBeVisible();
  await notesOf(page).click();
  await page.keyboard.type('Version d’Isaline.');
  await expect(page.getByText('Le texte de Maëlle Kinet')).toBeVisible();
  await expect(page.locator('pre')).toHaveText('Version de Maëlle.');
  await expect(notesOf(page)).toHaveText('Version d’Isaline.');
  await page.getByRole('button', { name: 'Garder mon texte' }).click();
  await expect(page.getByText(/^Enregistré à/)).toBeVisible();
  await page.reload();
  await expect(notesOf(page)).toHaveText('Version d’Isaline.');

  await second.keyboard.type(' Suite.');
  await second.getByRole('button', { name: 'Prendre l’autre texte' }).click();
  await expect(notesOf(second)).toHaveText('Version d’Isaline.');
});

test('réseau perdu pendant l’enregistrement : le texte est gardé, puis enregistré', async ({
  page,
  signIn,
  context,
}) => {
  await signIn('coordinator');
  await createMeeting(page, { items: { 'Sans réseau': 'discussion' } });
  await page.goto(await itemOf(page, 'Sans réseau'));
  await context.setOffline(true);
  await notesOf(page).click();
  await page.keyboard.type('Écrit dans un tunnel.');
  await expect(page.getByText('Non enregistré, votre texte est gardé ici')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(/^Enregistré à/)).toBeVisible();
  await page.reload();
  await expect(notesOf(page)).toHaveText('Écrit dans un tunnel.');
});

test('réseau perdu pendant un envoi : c’est dit sur la page, où tout reste, et le second part', async ({
  page,
  signIn,
  context,
}) => {
  await signIn('coordinator');
  const unanswered = page.getByRole('alert').filter({ hasText: 'Le serveur n’a pas répondu' });
  const inVain = async (button: string) => {
    await context.setOffline(true);
    await page.getByRole('button', { name: button }).click();
    await expect(unanswered).toBeVisible();
    await context.setOffline(false);
  };

  await page.goto('/rslux/meetings/new');
  await choose(page.getByLabel('Instance'), BOARD);
  await page.getByLabel('Date').fill(freshDay());
  await page.getByLabel('Heure').fill('17:00');
  await page.getByLabel('Lieu').fill('Dans un tunnel');
  await inVain('Créer la réunion');
  await expect(page.getByLabel('Lieu')).toHaveValue('Dans un tunnel');
  await page.getByRole('button', { name: 'Créer la réunion' }).click();
  await page.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
  await expect(unanswered).toBeHidden();

  await page.getByText('Ajouter un point', { exact: true }).click();
  await page.locator('form[action="?/add"]').getByLabel('Intitulé').fill('Sortie du tunnel');
  await inVain('Ajouter ce point');
  await page.getByRole('button', { name: 'Ajouter ce point' }).click();
  await expect(page.getByRole('link', { name: 'Sortie du tunnel', exact: true })).toBeVisible();
  await expect(unanswered).toBeHidden();
});

test('session terminée en écrivant des notes : le texte est gardé et part après la connexion', async ({
  page,
  signIn,
  context,
}) => {
  await signIn('coordinator');
  await createMeeting(page, { items: { 'Longue saisie': 'discussion' } });
  await page.goto(await itemOf(page, 'Longue saisie'));
  await context.clearCookies();
  await notesOf(page).click();
  await page.keyboard.type('Rien ne doit se perdre.');
  await expect(page.getByText('Votre session a pris fin')).toBeVisible();
  await expect(page.getByText('Non enregistré, votre texte est gardé ici')).toBeVisible();
  await signIn('coordinator');
  await expect(page.getByText(/^Enregistré à/)).toBeVisible();
  await page.reload();
  await expect(notesOf(page)).toHaveText('Rien ne doit se perdre.');
});

test('session terminée en remplissant un formulaire : il se renvoie après la connexion', async ({
  page,
  signIn,
  context,
}) => {
  await signIn('coordinator');
  await page.goto('/rslux/organisations/new');
  await page.getByLabel('Nom', { exact: true }).fill('La Maison du Tilleul');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Ajouter cette organisation' }).click();
  await expect(page.getByRole('heading', { name: 'Votre session a pris fin' })).toBeVisible();
  await signIn('coordinator');
  await page.getByRole('button', { name: 'Renvoyer ce que vous avez écrit' }).click();
  // What was left out is asked, and what was typed is still there.
  await expect(page.getByRole('group', { name: /à corriger/ })).toBeVisible();
  await expect(page.getByLabel('Nom', { exact: true })).toHaveValue('La Maison du Tilleul');
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'avec JavaScript' : 'sans JavaScript', () => {
    test.use({ javaScriptEnabled });
    test('session terminée en écrivant une proposition : elle se renvoie après la connexion', async ({
      page,
      signIn,
      context,
      other,
    }) => {
      const desk = await other('coordinator');
      await createMeeting(desk, { items: { Budget: 'decision' }, present: true });
      const item = await itemOf(desk, 'Budget');
      await signIn('coordinator');
      await page.goto(item);
      await context.clearCookies();
      const proposal = 'Le CA approuve, après un long débat, le budget de 2023 et ses annexes.';
      await recordVote(page, proposal, { public: { Pour: 9 }, associative: { Pour: 9 } });
      await expect(page.getByRole('heading', { name: 'Votre session a pris fin' })).toBeVisible();
      await expect(page.getByLabel('Ce que vous avez écrit')).toHaveValue(proposal);
      await signIn('coordinator');
      await page.getByRole('button', { name: 'Renvoyer ce que vous avez écrit' }).click();
      await expect(page.getByText('La proposition est adoptée')).toBeVisible();
      await expect(page.getByText(proposal).first()).toBeVisible();
    });
  });
}
