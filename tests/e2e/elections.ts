import { expect, type Page } from '@playwright/test';
import { addItem, choose, createMeeting, everyonePresent } from './meetings.ts';

const CANDIDATES = [/^Abrassart Alix$/, /^Neuville Noé$/, /^Jadot Isaline$/];

/** A board where everyone is, with an election for two seats of the working groups open on its page. */
export async function openElection(page: Page, hour: string): Promise<string> {
  const meeting = await createMeeting(page, { day: '2022-11-21', hour });
  await addItem(page, 'Élire au groupe de travail', 'élection');
  await page.getByRole('link', { name: 'Présences' }).click();
  await everyonePresent(page);
  await page.goto(meeting);
  await page.getByRole('link', { name: 'Élire au groupe de travail', exact: true }).click();
  await page.getByRole('link', { name: 'Tenir l’élection' }).click();
  const form = page.locator('form[action="?/open"]');
  await choose(form.getByLabel('Instance où siégeront'), /Groupes de travail/);
  await form.getByLabel('Premier jour du mandat').fill('2028-06-01');
  await form.getByLabel('Sans condition').fill('2');
  for (const [line, name] of CANDIDATES.entries()) {
    await choose(form.getByLabel(`Personne ${line + 1}`), name);
    await form
      .getByLabel('Pour quelle organisation')
      .nth(line)
      .selectOption({ index: line + 1 });
  }
  await form.getByRole('button', { name: 'Ouvrir l’élection' }).click();
  await expect(page.getByRole('heading', { name: 'Compter : Premier tour' })).toBeVisible();
  return meeting;
}

/** Notes the papers of the round to hold: the votes of the three who stand. */
export async function countRound(
  page: Page,
  cast: number,
  votes: Readonly<Record<string, number>>,
): Promise<void> {
  const form = page.locator('form[action="?/round"]');
  await form.getByLabel('Bulletins trouvés').fill(String(cast));
  for (const [name, each] of Object.entries(votes)) await form.getByLabel(name).fill(String(each));
  await form.getByRole('button', { name: 'Enregistrer ce tour' }).click();
}
