import { expect, type Page } from '@playwright/test';
import { choose, prepareMeeting } from './meetings.ts';
import { sittingWithItem } from './votes.ts';

const ITEM = 'Élire au groupe de travail';
const CANDIDATES = [/^Abrassart Alix$/, /^Neuville Noé$/, /^Jadot Isaline$/];

/** A board where everyone is, with an election for two seats of the working groups open on its page. */
export async function openElection(page: Page, hour: string): Promise<string> {
  const items = { [ITEM]: 'election' } as const;
  const meeting = await prepareMeeting(page, { day: '2022-11-21', hour, items, present: true });
  await openOn(page, meeting);
  return meeting;
}

/** The same in the assembly, which admits proxies, the item before a sitting that is open. */
export async function sittingWithElection(page: Page): Promise<string> {
  const meeting = await sittingWithItem(page, ITEM, 'election', /^Assemblée générale$/);
  await openOn(page, meeting);
  return meeting;
}

async function openOn(page: Page, meeting: string): Promise<void> {
  await page.goto(meeting);
  await page.getByRole('link', { name: ITEM, exact: true }).click();
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
}

/** Opens the round to hold on screens, from the page of the election; the console shows it when this ends. */
export async function voteOnScreens(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Voter ce tour sur écran' }).click();
  await page.getByRole('link', { name: 'Mener ce vote à la console' }).click();
  await expect(page.getByRole('heading', { name: 'Vote en cours' })).toBeVisible();
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
