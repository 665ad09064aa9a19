import { execFileSync } from 'node:child_process';
import { findPdftotext } from '../tools.ts';
import { expect, test } from './fixtures.ts';
import {
  addItem,
  agendaLines,
  agendaOf,
  choose,
  createMeetingByHand,
  everyonePresent,
  fillVotes,
  note,
  recordVote,
} from './meetings.ts';

test('un conseil d’administration, de la convocation au PV', async ({ page, signIn }) => {
  await signIn('coordinator');
  const meeting = await createMeetingByHand(page);
  await expect(page.getByText('L’ordre du jour est vide')).toBeVisible();

  await test.step('ordre du jour', async () => {
    await addItem(page, 'Approbation du PV', 'décision');
    await addItem(page, 'Divers', 'information');
    await addItem(page, 'Budget 2023', 'décision');
    await addItem(page, 'Dépenses de personnel', 'discussion', '3');
    expect(await agendaOf(page)).toEqual([
      '1 Approbation du PV',
      '2 Divers',
      '3 Budget 2023',
      'a Dépenses de personnel',
    ]);
    await page.getByRole('button', { name: 'Monter le point 3, Budget 2023' }).click();
    await expect(agendaLines(page).nth(1)).toContainText('Budget 2023');
    expect(await agendaOf(page)).toEqual([
      '1 Approbation du PV',
      '2 Budget 2023',
      'a Dépenses de personnel',
      '3 Divers',
    ]);
    const last = agendaLines(page).nth(3);
    await last.getByRole('link', { name: /^Modifier le point 3/ }).click();
    await expect(page.getByLabel('Intitulé')).toHaveValue('Divers');
    await page.getByLabel('Intitulé').fill('Divers et calendrier');
    await page.getByRole('button', { name: 'Enregistrer ce point' }).click();
    await expect(page.getByRole('link', { name: 'Divers et calendrier' })).toBeVisible();

    await addItem(page, 'Point de trop', 'information');
    const extra = agendaLines(page).nth(4);
    await extra.getByRole('link', { name: /^Modifier le point 4/ }).click();
    await page.locator('summary', { hasText: 'Retirer de l’ordre du jour' }).click();
    await page.getByRole('button', { name: 'Retirer le point 4' }).click();
    await expect(page.getByRole('link', { name: 'Point de trop' })).toHaveCount(0);
  });

  await test.step('présences et bureau', async () => {
    await page.getByRole('link', { name: 'Présences' }).click();
    await expect(page.getByText('Quorum à atteindre')).toBeVisible();
    await note(page, 'Xavier Xhonneux', 'excusé');
    await note(page, 'Camille Collignon', 'absent');
    await everyonePresent(page);
    await expect(page.getByText('Excusés : 1. Absents : 0. Non notés : 0.')).toBeVisible();
    await expect(page.getByText('Excusés : 0. Absents : 1. Non notés : 0.')).toBeVisible();
    await choose(page.getByLabel('Préside la séance'), /^Alix Abrassart/);
    await page.getByLabel('Tient le procès-verbal').selectOption({ label: 'Isaline Jadot' });
    const saved = page.waitForResponse((answer) => answer.url().includes('?/officers'));
    await page.getByRole('button', { name: 'Enregistrer le bureau' }).click();
    await saved;
    await page.reload();
    await expect(page.getByLabel('Préside la séance').locator('option:checked')).toHaveText(/Alix Abrassart/);
    await expect(
      page.getByRole('group', { name: 'Présence de Xavier Xhonneux' }).getByLabel('excusé'),
    ).toBeChecked();
  });

  await test.step('notes', async () => {
    await page.goto(meeting);
    await page.getByRole('link', { name: 'Budget 2023' }).click();
    const notes = page.getByRole('textbox', { name: 'Notes de ce point' });
    await notes.click();
    await page.keyboard.type('La trésorière présente le budget.');
    await page.getByRole('button', { name: 'Gras' }).click();
    const saved = page.waitForResponse(
      (answer) => answer.ok() && (answer.request().postData() ?? '').includes('Aucune question.'),
    );
    await page.keyboard.type(' Aucune question.');
    await saved;
    await expect(page.getByRole('status').filter({ hasText: /^Enregistré à/ })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Notes de ce point' })).toContainText(
      'présente le budget.',
    );
    await expect(notes.locator('strong')).toHaveText('Aucune question.');
  });

  await test.step('décisions à double majorité', async () => {
    await recordVote(page, 'Le CA approuve le budget 2023.', {
      public: { Pour: 8 },
      associative: { Pour: 7, Contre: 1 },
    });
    await expect(page.getByText(/La proposition est adoptée/)).toBeVisible();
    await expect(page.getByText(/Public\s:\s8\spour.*il fallait 5/)).toBeVisible();
    await expect(page.getByText(/Associatif\s:\s7\spour.*il fallait 5/)).toBeVisible();

    await page.goto(meeting);
    await page.getByRole('link', { name: 'Approbation du PV' }).click();
    await recordVote(page, 'Le CA approuve le procès-verbal.', {
      public: { Pour: 8 },
      associative: { Pour: 3, Contre: 5 },
    });
    await expect(page.getByText(/La proposition n’est pas adoptée/)).toBeVisible();
    await expect(page.getByText(/Associatif\s:\s3\spour, 5\scontre.*il fallait 5/)).toBeVisible();

    await page.getByText('Corriger cette décision').click();
    const correction = page
      .locator('form[action="?/vote"]')
      .filter({ has: page.getByRole('button', { name: 'Enregistrer la correction' }) });
    await fillVotes(correction, { public: {}, associative: { Pour: 6, Contre: 2 } });
    await correction.getByRole('button', { name: 'Enregistrer la correction' }).click();
    await expect(page.getByText(/La proposition est adoptée/)).toBeVisible();
  });

  await test.step('PV en PDF', async () => {
    const pdf = await page.request.get(`${meeting}/minutes.pdf`);
    expect(pdf.status()).toBe(200);
    expect(pdf.headers()['content-type']).toBe('application/pdf');
    const text = execFileSync(findPdftotext()!, ['-layout', '-', '-'], { input: await pdf.body() })
      .toString('utf8')
      .replace(/\s+/g, ' ');
    expect(text).toContain('Le CA approuve le budget 2023.');
    expect(text).toContain('La proposition est adoptée');
    expect(text).toContain('La trésorière présente le budget. Aucune question.');
    expect(text).toContain('Alix Abrassart');
    await page.goto(`${meeting}/minutes`);
    await expect(page.getByRole('link', { name: 'Lire le brouillon (PDF)' })).toHaveAttribute(
      'href',
      `${meeting}/minutes.pdf`,
    );
  });

  await page.goto(meeting);
  await expect(agendaLines(page).first()).toContainText('adopté');
});
