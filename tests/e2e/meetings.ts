import { expect, type Locator, type Page } from '@playwright/test';
import type { ItemNature } from '#lib/meetings/vocabulary.ts';
import { send, sendForm } from './sent-forms.ts';

/** The board of the story: a meeting is prepared for the days after it, one per test. */
export const BOARD = /^Organe d.administration$/;

let days = 0;

/** A day and hour that no other test of this worker has used for a meeting. */
export function freshDay(): string {
  days += 1;
  return new Date(Date.UTC(2022, 11, 1) + days * 86_400_000).toISOString().slice(0, 10);
}

interface Planned {
  readonly body?: RegExp;
  readonly day?: string;
  readonly hour?: string;
}

const PLACE = 'Bastogne, salle du Conseil';

/** Creates a meeting as a person does; the page shows it when this ends. Answers its address. */
export async function createMeetingByHand(
  page: Page,
  { body = BOARD, day = freshDay(), hour = '14:00' }: Planned = {},
): Promise<string> {
  await page.goto('/rslux/meetings/new');
  await choose(page.getByLabel('Instance'), body);
  await page.getByLabel('ordinaire', { exact: true }).check();
  await page.getByLabel('Date').fill(day);
  await page.getByLabel('Heure').fill(hour);
  await page.getByLabel('Lieu').fill(PLACE);
  await page.getByRole('button', { name: 'Créer la réunion' }).click();
  await page.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** The body of this name, as the form of a new meeting offers it. */
export async function bodyIdOf(page: Page, body: RegExp): Promise<string> {
  const form = await page.request.get('/rslux/meetings/new');
  const options = (await form.text()).matchAll(/<option value="([0-9a-f-]{36})"[^>]*>([^<]*)</g);
  return [...options].find(([, , words]) => body.test(words!.trim().replaceAll('&#39;', '’')))![1]!;
}

interface Prepared extends Planned {
  /** The agenda: the nature of each item, by its title. */
  readonly items?: Readonly<Record<string, ItemNature>>;
  /** Everyone is noted as there. */
  readonly present?: boolean;
}

/** Sends what the forms of a new meeting, of its agenda and of its attendance send, for the tests of what comes after. */
export async function prepareMeeting(
  page: Page,
  { body = BOARD, day, hour = '14:00', items = {}, present = false }: Prepared = {},
): Promise<string> {
  const bodyId = await bodyIdOf(page, body);
  const on = (heldOn: string) =>
    send(page, '/rslux/meetings/new', { bodyId, kind: 'ordinary', heldOn, startsAt: hour, place: PLACE });
  // Another test may have chosen that day by its name: the next one is as good.
  const address = await (day ? on(day) : on(freshDay()).catch(() => on(freshDay())));
  if (address === null) throw new Error('The meeting was not created.');
  for (const [title, nature] of Object.entries(items)) await send(page, `${address}?/add`, { title, nature });
  if (present) await sendForm(page, `${address}/attendance`, '?/record', { everyone: 'yes' });
  return address;
}

/** The same; the page then shows the meeting. */
export async function createMeeting(page: Page, asked: Prepared = {}): Promise<string> {
  const address = await prepareMeeting(page, asked);
  await page.goto(address);
  return address;
}

/** Chooses in a list by the words of the choice. */
export async function choose(list: Locator, words: RegExp): Promise<void> {
  const value = await list.locator('option', { hasText: words }).getAttribute('value');
  await list.selectOption(value);
}

/** Adds an item at the end of the agenda, or under the item whose number is given. */
export async function addItem(
  page: Page,
  title: string,
  nature: 'information' | 'discussion' | 'décision',
  under?: string,
): Promise<void> {
  const form = page.locator('form[action="?/add"]');
  await unfold(form);
  await form.getByLabel('Intitulé').fill(title);
  await form.getByLabel('Nature du point').selectOption(nature);
  if (under) {
    await choose(form.getByLabel('Où le placer'), new RegExp(`^Sous le point ${under},`));
  }
  await form.getByRole('button', { name: 'Ajouter ce point' }).click();
  await expect(page.getByRole('link', { name: title, exact: true })).toBeVisible();
}

/** The titles of the agenda with their marks, in the order of the page: "1 Accueil", "a Présences". */
export function agendaLines(page: Page): Locator {
  return page.locator('main ol > li').filter({ has: page.locator('a') });
}

export async function agendaOf(page: Page): Promise<string[]> {
  const lines = await agendaLines(page).all();
  return Promise.all(
    lines.map(async (line) => {
      const link = line.getByRole('link').first();
      const mark = await link.locator('xpath=preceding-sibling::*[1]').innerText();
      return `${mark} ${await link.innerText()}`;
    }),
  );
}

/** Notes a person as present, excused or absent; saved by the press itself. */
export async function note(page: Page, name: string, state: 'présent' | 'excusé' | 'absent'): Promise<void> {
  const choice = page.getByRole('group', { name: `Présence de ${name}` }).getByLabel(state, { exact: true });
  const saved = page.waitForResponse((answer) => answer.url().includes('?/record'));
  await choice.check();
  await saved;
}

export async function everyonePresent(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Noter présents tous ceux qui ne sont pas notés' }).click();
  await expect(page.getByText('Quorum atteint')).toBeVisible();
}

export interface Votes {
  readonly public: Partial<Record<'Pour' | 'Contre' | 'Abstentions' | 'Blancs' | 'Nuls', number>>;
  readonly associative: Votes['public'];
}

export async function fillVotes(form: Locator, votes: Votes): Promise<void> {
  for (const [college, name] of [
    ['public', 'Public'],
    ['associative', 'Associatif'],
  ] as const) {
    const group = form.getByRole('group', { name });
    for (const [label, count] of Object.entries(votes[college]))
      await group.getByLabel(label, { exact: true }).fill(String(count));
  }
}

/** Unfolds the part of the page that this form is in, unless it is unfolded already. */
async function unfold(form: Locator): Promise<void> {
  const folded = form.locator('xpath=ancestor::details[1]');
  if (!(await folded.evaluate((details: HTMLDetailsElement) => details.open)))
    await folded.locator('summary').first().click();
}

/** The form of a new decision on the page of an item. */
export async function decisionForm(page: Page): Promise<Locator> {
  const form = page
    .locator('form[action="?/vote"]')
    .filter({ has: page.locator('button', { hasText: 'Enregistrer le vote' }) });
  await unfold(form);
  return form;
}

export async function recordVote(page: Page, proposal: string, votes: Votes): Promise<void> {
  const form = await decisionForm(page);
  await form.getByLabel('Proposition, mot pour mot').fill(proposal);
  await fillVotes(form, votes);
  await form.getByRole('button', { name: 'Enregistrer le vote' }).click();
}
