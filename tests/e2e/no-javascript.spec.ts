import { expect, test } from './fixtures.ts';
import { addItem, agendaOf, createMeetingByHand, fillVotes } from './meetings.ts';

test.use({ javaScriptEnabled: false });

test('tout le chemin sans JavaScript', async ({ page }) => {
  await test.step('entrer', async () => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Entrer : Isaline Jadot' }).click();
    // Where they sit in a second association, they choose first.
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^(Bureau|Bonjour, Isaline Jadot)$/);
    await page.goto('/rslux');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bureau');
  });
  const meeting = await createMeetingByHand(page);

  await test.step('ordre du jour', async () => {
    await page.getByText('Ajouter un point', { exact: true }).click();
    await page.locator('form[action="?/add"]').getByLabel('Intitulé').fill('   ');
    await page.getByRole('button', { name: 'Ajouter ce point' }).click();
    await expect(page.getByText('Donnez un intitulé à ce point.').first()).toBeVisible();
    await page.goto(meeting);
    await addItem(page, 'Budget', 'décision');
    await addItem(page, 'Divers', 'information');
    await page.getByRole('button', { name: 'Monter le point 2, Divers' }).click();
    expect(await agendaOf(page)).toEqual(['1 Divers', '2 Budget']);
  });

  await test.step('présences', async () => {
    await page.getByRole('link', { name: 'Présences' }).click();
    await page.getByRole('group', { name: 'Présence de Noé Neuville' }).getByLabel('excusé').check();
    await page.getByRole('button', { name: 'Enregistrer les présences' }).click();
    await page.getByRole('button', { name: 'Noter présents tous ceux qui ne sont pas notés' }).click();
    await expect(page.getByText('Quorum atteint')).toBeVisible();
    await expect(
      page.getByRole('group', { name: 'Présence de Noé Neuville' }).getByLabel('excusé'),
    ).toBeChecked();
  });

  await test.step('notes et décision', async () => {
    await page.goto(meeting);
    await page.getByRole('link', { name: 'Budget' }).click();
    const notes = page.getByLabel('Notes de ce point');
    await notes.fill('Le **budget** est lu.\n\n- recettes\n- dépenses');
    await page.getByRole('button', { name: 'Enregistrer les notes' }).click();
    await expect(notes).toHaveValue('Le **budget** est lu.\n\n- recettes\n- dépenses');
    const vote = page.locator('form[action="?/vote"]');
    await vote.getByLabel('Proposition, mot pour mot').fill('Le CA approuve le budget.');
    await fillVotes(vote, { public: { Pour: 9 }, associative: { Pour: 4, Contre: 4 } });
    await vote.getByRole('button', { name: 'Enregistrer le vote' }).click();
    await expect(page.getByText('La proposition n’est pas adoptée')).toBeVisible();
  });

  await test.step('langue, puis sortie', async () => {
    await page.getByRole('button', { name: 'English' }).first().click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page).toHaveURL(/\/items\//);
    // This page is not translated, and says so; that of the meeting is.
    await expect(page.getByRole('main')).toHaveAttribute('lang', 'fr');
    await page.goto(meeting);
    await expect(page.getByRole('link', { name: 'Attendance' })).toBeVisible();
    await expect(page.getByRole('main')).not.toHaveAttribute('lang');
    await page.getByRole('button', { name: 'Français' }).first().click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await page.getByRole('button', { name: 'Se déconnecter' }).first().click();
    await expect(page).toHaveURL(/\/sign-in/);
  });
});
