import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { agendaLines } from './meetings.ts';

const FARTHEST = 250;

/** Presses Tab until this has the focus, and sees at every stop that the focus shows. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let stops = 0; stops < FARTHEST; stops += 1) {
    await page.keyboard.press('Tab');
    await expectVisibleFocus(page);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`The keyboard never came to ${String(target)}.`);
}

/** An outline, a shadow or a border, on the element or on the label around it; never nothing. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const fault = await page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const shows = [element, element.closest('label'), element.closest('.editor')].some((candidate) => {
      if (!candidate) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(candidate);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    });
    const { width, height } = element.getBoundingClientRect();
    return shows && (width > 0 || height > 0) ? null : element.outerHTML.slice(0, 200);
  });
  expect(fault, 'the focus must show').toBeNull();
}

async function pressOn(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await reach(page, target);
  await page.keyboard.press(key);
}

async function type(page: Page, target: Locator, text: string): Promise<void> {
  await reach(page, target);
  await page.keyboard.type(text);
}

async function addItem(page: Page, title: string): Promise<void> {
  const form = page.locator('form[action="?/add"]');
  const folded = form.locator('xpath=ancestor::details[1]');
  if (!(await folded.evaluate((details: HTMLDetailsElement) => details.open)))
    await pressOn(page, folded.locator('summary').first());
  await type(page, form.getByLabel('Intitulé'), title);
  await reach(page, form.getByLabel('Nature du point'));
  for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await expect(form.getByLabel('Nature du point')).toHaveValue('decision');
  await pressOn(page, form.getByRole('button', { name: 'Ajouter ce point' }));
  await expect(page.getByRole('link', { name: title, exact: true })).toBeVisible();
}

test('tout le chemin au clavier seul', async ({ page }) => {
  await page.goto('/');
  await pressOn(page, page.getByRole('button', { name: 'Entrer : Isaline Jadot' }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bureau');

  await test.step('créer la réunion', async () => {
    await pressOn(page, page.getByRole('link', { name: 'Réunions', exact: true }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Réunions 2022');
    await pressOn(page, page.getByRole('link', { name: 'Nouvelle réunion' }));
    const body = page.getByLabel('Instance');
    await reach(page, body);
    await page.keyboard.type('Organe');
    await expect(body.locator('option:checked')).toHaveText(/Organe d.administration/);
    await reach(page, page.getByLabel('Date'));
    await page.getByLabel('Date').fill('2023-02-06');
    await reach(page, page.getByLabel('Heure'));
    await page.getByLabel('Heure').fill('09:30');
    await reach(page, page.getByLabel('Lieu'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Arlon');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/6\sfévrier\s2023/);
  });
  const meeting = new URL(page.url()).pathname;

  await test.step('ordre du jour', async () => {
    await addItem(page, 'Premier');
    await addItem(page, 'Deuxième');
    await page.goto(meeting);
    const up = page.getByRole('button', { name: /^Monter le point \d, Deuxième/ });
    await pressOn(page, up);
    await expect(agendaLines(page).first()).toContainText('Deuxième');
    await expect(page.getByRole('button', { name: 'Monter le point 1, Deuxième' })).toBeFocused();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(agendaLines(page).first()).toContainText('Premier');
    await expect(page.getByRole('button', { name: 'Descendre le point 2, Deuxième' })).toBeFocused();
    await page.keyboard.press('Alt+ArrowRight');
    await expect(page.getByRole('button', { name: /^Faire du point 1\.a, Deuxième/ })).toBeFocused();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(
      page.getByRole('button', { name: /^Remonter d’un niveau le point 2, Deuxième/ }),
    ).toBeFocused();
  });

  await test.step('présences', async () => {
    await page.goto(meeting);
    await pressOn(page, page.getByRole('link', { name: 'Présences' }));
    await pressOn(page, page.getByRole('button', { name: 'Noter présents tous ceux qui ne sont pas notés' }));
    await expect(page.getByText('Quorum atteint')).toBeVisible();
    const choice = page.getByRole('group', { name: 'Présence de Alix Abrassart' });
    await page.goto(`${meeting}/attendance`);
    await reach(page, choice.getByRole('radio', { checked: true }));
    await page.keyboard.press('ArrowRight');
    await expect(page.getByText('8 votants présents sur 9')).toBeVisible();
    await expect(choice.getByLabel('excusé')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByText('9 votants présents sur 9')).toHaveCount(2);
  });

  await test.step('notes et décision', async () => {
    await page.goto(meeting);
    await pressOn(page, page.getByRole('link', { name: 'Premier', exact: true }));
    const notes = page.getByRole('textbox', { name: 'Notes de ce point' });
    await type(page, notes, 'Écrit sans souris.');
    await expect(page.getByText(/^Enregistré à/)).toBeVisible();
    const form = page.locator('form[action="?/vote"]');
    await type(page, form.getByLabel('Proposition, mot pour mot'), 'Le CA décide.');
    for (const college of ['Public', 'Associatif'])
      await pressOn(
        page,
        form.getByRole('group', { name: college }).getByRole('button', { name: 'Tous pour' }),
      );
    await pressOn(page, form.getByRole('button', { name: 'Enregistrer le vote' }));
    await expect(page.getByText('La proposition est adoptée')).toBeVisible();
  });
});

test('du premier Tab, on saute au contenu', async ({ page, signIn }) => {
  await signIn('coordinator');
  await page.goto('/rslux/meetings');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Aller au contenu' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#contenu')).toBeFocused();
});
