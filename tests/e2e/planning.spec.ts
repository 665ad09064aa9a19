import ICAL from 'ical.js';
import { expect, test } from './fixtures.ts';
import { agendaOf, BOARD, choose } from './meetings.ts';

/** What a calendar program would read of a file: title, day and status of each event. */
function eventsOf(file: string) {
  return new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return { title: event.summary, starts: event.startDate.toString().slice(0, 16) };
  });
}

test('une réunion proposée par sa date, au calendrier, dans l’agenda privé, puis supprimée', async ({
  page,
  signIn,
  other,
  collegial,
}) => {
  await signIn('coordinator');
  await page.goto('/rslux/meetings/calendar?on=2023-07');
  await page.getByRole('link', { name: 'Nouvelle réunion' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nouvelle réunion' })).toBeVisible();
  await choose(page.getByLabel('Instance'), BOARD);
  await page.getByLabel('Date').fill('2023-07-21');
  await page.getByLabel('Heure').fill('10:00');
  await page.getByLabel('Fin prévue').fill('12:30');
  await page.getByRole('button', { name: 'Voir ce que cette date donne' }).click();
  await expect(page.getByRole('note').filter({ hasText: 'Jour férié' })).toContainText('Fête nationale');
  await expect(page.getByRole('note').filter({ hasText: 'Qui est convoqué' })).toContainText(
    /Public.*personnes/,
  );
  await expect(page.getByLabel('Heure')).toHaveValue('10:00');
  await page.getByRole('checkbox', { name: /Suivi des décisions/ }).uncheck();
  await page.getByLabel('Lieu').fill('Arlon');
  await page.getByRole('button', { name: 'Créer la réunion' }).click();
  await page.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
  const meeting = new URL(page.url()).pathname;
  expect(await agendaOf(page)).toEqual([
    expect.stringMatching(/^1 Approbation du procès-verbal du/),
    '2 Divers',
  ]);
  const file = await page.request.get(`${meeting}/meeting.ics`);
  expect(file.headers()['content-type']).toContain('text/calendar');
  expect(eventsOf(await file.text())).toEqual([
    {
      title: expect.stringMatching(/^Organe d.administration \(RSLux\)$/),
      starts: '2023-07-21T10:00',
    },
  ]);

  await page.goto('/rslux/meetings/calendar?on=2023-07&body=CA');
  const day = page.getByRole('listitem').filter({ hasText: 'Fête nationale' });
  await expect(day.getByRole('link')).toHaveAttribute('href', meeting);
  await page.getByRole('link', { name: 'Année', exact: true }).click();
  await expect(page.getByRole('link', { name: /^21.juillet.2023/ })).toBeVisible();

  // A member of the board reads it by a private address, without session, until that address stops.
  const member = await other('public-member');
  await member.goto('/rslux/meetings/calendar/feed');
  await member.getByRole('button', { name: 'Créer mon adresse privée' }).click();
  const address = new URL(await member.getByLabel('Adresse privée').inputValue()).pathname;
  const anonymous = await fetch(collegial.address + address);
  expect(anonymous.status).toBe(200);
  const read = eventsOf(await anonymous.text());
  expect(read.some(({ starts }) => starts === '2023-07-21T10:00')).toBe(true);
  await member.reload();
  await expect(member.getByText('Dernière lecture par un agenda')).toBeVisible();
  await member.getByText('Arrêter', { exact: true }).click();
  await member.getByRole('button', { name: 'Arrêter mon agenda' }).click();
  await expect(member.getByText('L’adresse est arrêtée.')).toBeVisible();
  for (const path of [address, '/rslux/calendar/x.ics', '/nulle-part/calendar/x.ics'])
    expect((await fetch(collegial.address + path)).status).toBe(404);
  for (const path of ['/rslux/meetings/series/new', `${meeting}/remove`])
    expect((await member.goto(path))?.status()).toBe(403);

  await page.goto(`${meeting}/edit`);
  await page.getByRole('link', { name: /prévue par erreur/ }).click();
  await page.getByRole('button', { name: 'Supprimer cette réunion' }).click();
  await expect(page).toHaveURL(/\/meetings\/calendar/);
  expect((await page.request.get(meeting)).status()).toBe(404);
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('une série relue avant d’être créée, une date retirée, puis la fin', async ({ page, signIn }) => {
    await signIn('assistant');
    await page.goto('/rslux/meetings/series/new');
    await choose(page.getByLabel('Instance'), BOARD);
    await page.getByRole('checkbox', { name: 'deuxième' }).check();
    await page.getByLabel('À partir du').fill('2023-10-01');
    await page.getByLabel('Jusqu’au').fill('2023-12-31');
    await page.getByLabel('Heure').fill('20:15');
    await page.getByLabel('Lieu').fill('Arlon');
    await page.getByRole('button', { name: 'Voir les dates' }).click();
    await expect(page.getByRole('group', { name: /Le deuxième mercredi du mois/ })).toBeVisible();
    // Another rhythm is looked over again before anything is created.
    await page.getByLabel('Jour de la semaine').selectOption({ label: 'samedi' });
    await page.getByRole('button', { name: 'Créer ces réunions' }).click();
    await expect(page.getByText(/Le rythme a changé/).first()).toBeVisible();
    await expect(page.getByText('férié\u00a0: Armistice')).toBeVisible();
    await page.getByRole('checkbox', { name: /11 novembre/ }).uncheck();
    await page.getByRole('button', { name: 'Créer ces réunions' }).click();
    await expect(page.getByText('Les réunions sont créées.')).toBeVisible();
    await expect(page.getByText(/Exceptions.*11.novembre.2023/)).toBeVisible();
    const dates = page.getByRole('link', { name: /^samedi/ });
    await expect(dates).toHaveText(['samedi 14\u00a0octobre\u00a02023', 'samedi 9\u00a0décembre\u00a02023']);
    await page
      .getByText(/^Retirer cette date/)
      .first()
      .click();
    await page.getByRole('button', { name: /^Retirer le 14/ }).click();
    await expect(page.getByText('La date est retirée de la série.')).toBeVisible();
    await expect(dates).toHaveCount(1);
    await page.getByText('Terminer la série', { exact: true }).click();
    await page.getByText('Les supprimer').click();
    await page.getByRole('button', { name: 'Terminer cette série' }).click();
    await expect(page.getByText('Il ne reste aucune réunion de cette série.')).toBeVisible();
  });

  test('ce qu’une date donne garde tout ce qui est tapé, et nomme ce qui manque', async ({
    page,
    signIn,
  }) => {
    await signIn('coordinator');
    await page.goto('/rslux/meetings/new');
    await page.getByLabel('Heure').fill('09:30');
    await page.getByRole('button', { name: 'Voir ce que cette date donne' }).click();
    await expect(page.getByText('Choisissez dans la liste.').first()).toBeVisible();
    await expect(page.getByText('Indiquez une heure')).toHaveCount(0);
    await choose(page.getByLabel('Instance'), /^Assemblée générale$/);
    await page.getByLabel('Date').fill('2023-06-30');
    await page.getByRole('button', { name: 'Voir ce que cette date donne' }).click();
    await expect(page.getByRole('note').filter({ hasText: 'Convocation' })).toContainText(
      'jusqu’au mercredi 14\u00a0juin\u00a02023',
    );
    await expect(page.getByLabel('Heure')).toHaveValue('09:30');
    await page.getByText('Participer à distance', { exact: true }).click();
    await page.getByLabel('Accès à distance').fill('https://visio.example.be/ag');
    await page.getByRole('button', { name: 'Créer la réunion' }).click();
    await expect(page.getByText(/la convocation doit le dire/).first()).toBeVisible();
    await expect(page.getByLabel('Accès à distance')).toHaveValue('https://visio.example.be/ag');
    await expect(page.getByRole('checkbox', { name: /Divers/ })).toBeChecked();
  });
});
