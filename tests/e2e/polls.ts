import type { Page } from '@playwright/test';
import { BOARD, choose } from './meetings.ts';

/** Where the page is, as an address of the site. */
const pathOf = (page: Page) => new URL(page.url()).pathname;

/** Opens a poll of the board on two days; its page shows when this ends. Answers its address. */
export async function openPoll(
  page: Page,
  title: string,
  days = ['2023-01-10', '2023-01-12'],
): Promise<string> {
  await page.goto('/rslux/meetings/polls/new');
  await page.getByLabel('De quelle réunion s’agit-il').fill(title);
  await choose(page.getByLabel('Instance'), BOARD);
  await page.getByLabel('Lieu').fill('Bastogne, salle du Conseil');
  for (const [index, day] of days.entries()) {
    await page.getByLabel(`Date ${index + 1}`, { exact: true }).fill(day);
    await page.getByLabel(`Heure de la date ${index + 1}`, { exact: true }).fill('14:00');
  }
  await page.getByLabel('Dernier jour pour répondre').fill('2022-12-20');
  await page.getByRole('button', { name: 'Envoyer ce sondage' }).click();
  await page.waitForURL(/\/polls\/[0-9a-f-]{36}$/);
  return pathOf(page);
}

/** Makes the personal link of someone who has no e-mail, on the page of a poll. Answers its address. */
export async function personalLink(page: Page, name = 'Camille Collignon'): Promise<string> {
  await page.getByRole('button', { name: new RegExp(`^Créer son lien\\W+${name}`) }).click();
  const link = await page.getByLabel(`Lien personnel de ${name}`).inputValue();
  return new URL(link).pathname;
}

/** Asks for an assembly as whoever is signed in, the staff for a member who wrote. Answers the address of the request. */
export async function requestAssembly(page: Page, title: string): Promise<string> {
  await page.goto('/rslux/meetings/assembly-requests/new');
  const member = page.getByLabel('Au nom de quel membre');
  if (await member.isVisible()) await member.selectOption({ index: 1 });
  await page.getByLabel('Objet de l’assemblée').fill(title);
  await page.getByLabel('Points proposés').fill('La vente de la maison\nL’affectation du produit');
  await page.getByRole('button', { name: 'Demander cette assemblée' }).click();
  await page.waitForURL(/\/assembly-requests\/[0-9a-f-]{36}$/);
  return pathOf(page);
}

/** Puts a decision in writing to the board. Answers its address. */
export async function openWritten(page: Page, proposal: string): Promise<string> {
  await page.goto('/rslux/meetings/written/new');
  await choose(page.getByLabel('Instance'), BOARD);
  await page.getByLabel('Proposition, mot pour mot').fill(proposal);
  await page.getByLabel('Dernier jour pour répondre').fill('2022-12-01');
  await page.getByRole('button', { name: 'Envoyer la proposition' }).click();
  await page.waitForURL(/\/written\/[0-9a-f-]{36}$/);
  return pathOf(page);
}
