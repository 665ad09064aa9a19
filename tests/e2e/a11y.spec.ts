import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RunOptions } from 'axe-core';
import type { Page, Response } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { createMeeting } from './meetings.ts';
import { send, sendForm } from './sent-forms.ts';
import { agenda } from './visits/agenda.ts';
import type { Visit } from './visits/area.ts';
import { annexes } from './visits/annexes.ts';
import { convocation } from './visits/convocation.ts';
import { documents } from './visits/documents.ts';
import { handVotes } from './visits/hand-votes.ts';
import { live } from './visits/live.ts';
import { minutes } from './visits/minutes.ts';
import { participation } from './visits/participation.ts';
import { planning } from './visits/planning.ts';
import { polls } from './visits/polls.ts';
import { elections } from './visits/elections.ts';
import { followUp } from './visits/follow-up.ts';
import { register } from './visits/register.ts';
import { sitting } from './visits/sitting.ts';
import { votes } from './visits/votes.ts';
import { written } from './visits/written.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules that a change of scheme can break, and those that a change of width can: the others read the same page. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
const LAYOUT_RULES = [
  'target-size',
  'scrollable-region-focusable',
  'aria-hidden-focus',
  'region',
  'page-has-heading-one',
  'heading-order',
  'button-name',
  'link-name',
  'label',
  'landmark-unique',
];

declare const axe: typeof import('axe-core');

/** The pages by what they are; `meeting` and `item` are those of a board with everything recorded. */
const VISITS = [
  {
    persona: 'coordinator',
    about: 'réunions',
    pages: [
      'meetings',
      'meetings?year=2022&body=CA',
      'meetings?year=1999&body=GT',
      'meetings/new',
      ':meeting',
      ':meeting/edit',
      ':meeting/attendance',
      ':item',
      '/rslux/nowhere',
    ],
  },
  {
    persona: 'coordinator',
    about: 'instances et compte',
    pages: [
      'bodies',
      'bodies/new',
      'bodies/CA',
      'bodies/GT',
      'bodies/CA/mandates/new',
      'bodies/terms',
      'bodies/terms/new',
      '/account',
      '/account/second-factor',
      '/operator/outbox',
      '/demonstration',
    ],
  },
  {
    persona: 'coordinator',
    about: 'bureau',
    pages: ['/rslux', 'bodies/formalities', 'settings/alert-mails'],
  },
  {
    persona: 'coordinator',
    about: 'mandats',
    pages: [':mandate', ':mandate/correct'],
  },
  {
    persona: 'coordinator',
    about: 'renouvellement',
    pages: ['bodies/CA/renewals', ':renewal', ':place'],
  },
  {
    persona: 'coordinator',
    about: 'sièges',
    pages: ['bodies/CG', 'bodies/AG', 'bodies/CA/edit', 'bodies/CG/seats', 'bodies/GT/seats', ':seat'],
  },
  {
    persona: 'coordinator',
    about: 'membres',
    pages: [
      'organisations',
      'organisations/new',
      ':organisation',
      ':organisation/edit',
      ':person',
      ':person/edit',
      'imports',
    ],
  },
  {
    persona: 'coordinator',
    about: 'doublons et effacement',
    pages: [
      ':organisation/merge',
      ':organisation/merge?with=:otherOrganisation',
      ':person/merge?with=:otherPerson',
      ':person/erase',
    ],
  },
  {
    persona: 'coordinator',
    about: 'réglages',
    pages: [
      'settings',
      'settings?body=CA',
      'settings/majority.ordinary',
      'settings/notice-days?body=AG',
      'settings/financial-year-end',
      'settings/association',
      'settings/access',
      'settings/access/new',
    ],
  },
  { persona: 'public-member', about: 'bureau', pages: ['/rslux'] },
  {
    persona: 'public-member',
    about: 'ce qui lui est ouvert',
    pages: [
      'meetings',
      ':meeting',
      ':meeting/attendance',
      ':item',
      'bodies/CA',
      ':mandate',
      ':person',
      'settings',
      'settings/notice-days',
      '/account',
    ],
  },
] as const;

const SIGNED_OUT = ['/demonstration', '/rslux/public', '/sign-in', '/sign-in/link/inconnu'];

/** Everything the browser complains of or fetches elsewhere, and every answer without its headers. */
function watch(page: Page, address: string): Set<string> {
  const faults = new Set<string>();
  page.on('console', (message) => {
    // The browser reports as an error the status of a page that says on purpose that it does not exist.
    if (message.type() === 'error' && !/status of 40[134]/.test(message.text()))
      faults.add(`${page.url()} : ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.add(`${page.url()} : ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== address) faults.add(`fetched elsewhere: ${url}`);
  });
  page.on('response', (response) => missingHeaders(response).forEach((fault) => faults.add(fault)));
  return faults;
}

function missingHeaders(response: Pick<Response, 'headers' | 'status' | 'url'>): string[] {
  const headers = response.headers();
  const page = headers['content-type']?.startsWith('text/html') ?? false;
  const redirection = response.status() >= 300 && response.status() < 400;
  const wanted = [
    ['x-content-type-options', /^nosniff$/],
    ['referrer-policy', /^same-origin$/],
    ['cross-origin-opener-policy', /^same-origin$/],
    ['permissions-policy', /camera=\(\)/],
    ...(page && !redirection
      ? ([['content-security-policy', /script-src 'self' 'nonce-.*frame-ancestors 'none'/]] as const)
      : []),
  ] as const;
  return wanted.flatMap(([name, value]) =>
    value.test(headers[name] ?? '') ? [] : [`${response.url()} : ${name}: ${headers[name]}`],
  );
}

interface Subject {
  readonly meeting: string;
  readonly item: string;
  readonly organisation: string;
  readonly person: string;
  readonly mandate: string;
  readonly otherOrganisation: string;
  readonly otherPerson: string;
  readonly seat: string;
}

let prepared: Subject | undefined;

/** The board of this worker, prepared once; again when another test has begun the demonstration anew since. */
async function theBoard(page: Page): Promise<Subject> {
  if (prepared && (await page.request.get(prepared.item)).ok()) return prepared;
  prepared = await preparedBoard(page);
  return prepared;
}

/** A board with an agenda, everyone present and a vote, so that no page is looked at empty. */
async function preparedBoard(page: Page): Promise<Subject> {
  const meeting = await createMeeting(page, {
    items: { 'Approbation du budget': 'decision' },
    present: true,
  });
  const budget = page.getByRole('link', { name: 'Approbation du budget' });
  const item = (await budget.getAttribute('href'))!;
  const parentId = item.split('/').at(-1)!;
  await send(page, `${meeting}?/add`, { title: 'Un détail', nature: 'information', parentId });
  const counts = { publicFor: '9', associativeFor: '9' };
  await sendForm(page, item, '?/vote', { proposal: 'Le CA approuve le budget.', ...counts });
  expect(await (await page.request.get(item)).text()).toContain('La proposition est adoptée');
  await page.goto('/rslux/organisations');
  const other = await page.getByRole('link', { name: 'C.P.A.S. de Vielsalm' }).getAttribute('href');
  await page.getByRole('link', { name: 'C.P.A.S. de Bastogne' }).click();
  const person = page.getByRole('link', { name: 'Alix Abrassart' }).first();
  const path = await person.getAttribute('href');
  const organisation = new URL(page.url()).pathname;
  await page.goto('/rslux/bodies/CA');
  const mandate = await page
    .locator('main a[href*="/mandates/"]')
    .filter({ hasText: 'Alix' })
    .getAttribute('href');
  const otherPath = await page.locator('main a[href*="/people/"]').last().getAttribute('href');
  const idOf = (address: string | null) => address!.split('/').at(-1)!;
  const others = { otherOrganisation: idOf(other), otherPerson: idOf(otherPath) };
  await page.goto('/rslux/bodies/CG/seats');
  const seat = await page.getByRole('link', { name: /^Siège public.1$/ }).getAttribute('href');
  return { meeting, item, organisation, person: path!, mandate: mandate!, seat: seat!, ...others };
}

/** A draft of which a place is not in order, and that place. */
async function preparedRenewal(page: Page): Promise<{ renewal: string; place: string }> {
  await page.goto('/rslux/bodies/CA/renewals');
  await page.getByRole('button', { name: 'Préparer ce renouvellement' }).click();
  await page
    .getByRole('link', { name: /^Modifier/ })
    .first()
    .click();
  await page.getByLabel('Fonction', { exact: true }).selectOption('chair');
  const place = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Enregistrer cette place' }).click();
  await expect(page.getByText('À corriger avant d’appliquer').first()).toBeVisible();
  return { renewal: new URL(page.url()).pathname, place };
}

/** A change of scheme passes through a moment of transition, which nobody reads. */
function colorsSettled(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames += 1) await new Promise((next) => requestAnimationFrame(next));
    await Promise.all(document.getAnimations().map((animation) => animation.finished));
  });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is wrong on the page as it is shown now, or within one part of it. */
async function faultsShown(
  page: Page,
  as: string,
  runOnly: NonNullable<RunOptions['runOnly']>,
  within: string,
): Promise<string[]> {
  const violations = await page.evaluate(
    async ({ part, asked }) => (await axe.run(part === 'html' ? document : part, asked)).violations,
    {
      part: within,
      // Only what is wrong is reported: describing all that is right takes longer than finding it.
      asked: { runOnly, resultTypes: ['violations'], preload: false } satisfies RunOptions,
    },
  );
  return violations.map(
    ({ id, nodes }) =>
      `${page.url()} ${as} : ${id} (${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join(' ; ')})`,
  );
}

/**
 * How each page is looked at: by daylight on a screen for all rules, then in the dark for what that changes, at the width to
 * which a page enlarged four times is reduced (WCAG 1.4.10).
 */
const BY_DAYLIGHT = {
  width: 1360,
  colorScheme: 'light',
  runOnly: { type: 'tag', values: RULES },
} as const;
const ON_A_PHONE = {
  width: 320,
  colorScheme: 'dark',
  runOnly: { type: 'rule', values: [...COLOUR_RULES, ...LAYOUT_RULES] },
} as const;

/** The rail and what only a wide screen shows, in the dark: the same on every page of someone, so it is seen on one. */
const DESK_IN_THE_DARK = {
  width: 1360,
  colorScheme: 'dark',
  runOnly: { type: 'rule', values: COLOUR_RULES },
} as const;

/**
 * Goes to a page by a link, as a reader does: axe, which has been read and made fast on the first page, need not be read again.
 * What the application does not show itself, an address that it does not know, is asked of the server anew.
 */
async function follow(page: Page, path: string): Promise<void> {
  const before = page.url();
  await page.evaluate((href) => {
    const link = document.createElement('a');
    link.href = href;
    // Where SvelteKit listens; gone before the next page is shown.
    document.body.firstElementChild!.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL((url) => url.href !== before);
  // SvelteKit announces the title of what it shows, once it is shown; it has nothing to announce on a page loaded anew.
  await page.waitForFunction(() => {
    const announced = document.querySelector('#svelte-announcer')?.textContent;
    return typeof axe === 'undefined' ? announced !== undefined : announced?.includes(document.title);
  });
}

/** The looks at each page of a visit, in their order: after the first, each begins as the one before it ended. */
const looksAt = (at: number) => {
  if (at === 0) return [BY_DAYLIGHT, DESK_IN_THE_DARK, ON_A_PHONE];
  return at % 2 === 1 ? [ON_A_PHONE, BY_DAYLIGHT] : [BY_DAYLIGHT, ON_A_PHONE];
};

/** One page in both schemes, on a screen and on a phone; its title and its heading. `at`: its place in the visit, from 0. */
async function examine(page: Page, path: string, titles: Map<string, string>, at: number): Promise<string[]> {
  const first = at === 0;
  if (first) await page.goto(path);
  else await follow(page, path);
  // What is followed by a link is also an answer of the server, for who comes straight to it.
  const faults = first ? [] : missingHeaders(await page.request.get(path));
  // Before all else: the page that was left would be known here by its title.
  const title = await page.title();
  const twin = titles.get(title);
  if (title === '' || twin !== undefined) faults.push(`${path} : titled « ${title} » like ${twin}`);
  titles.set(title, path);
  const headings = await page.locator('h1').count();
  if (headings !== 1) faults.push(`${path} : ${headings} h1`);
  // The policy of the page does not bind the browser's own tools.
  if (await page.evaluate(() => typeof axe === 'undefined')) await page.evaluate(AXE);
  for (const [index, look] of looksAt(at).entries()) {
    const { width, colorScheme, runOnly } = look;
    if (first || index > 0) {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
    }
    await colorsSettled(page);
    // What stands around the page is the same on a phone too.
    const within = first || look === BY_DAYLIGHT ? 'html' : 'main';
    const asked = { ...runOnly, values: [...runOnly.values] };
    faults.push(...(await faultsShown(page, `${width} px ${colorScheme}`, asked, within)));
    if (look !== ON_A_PHONE) continue;
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) faults.push(`${path} : ${wider} px too wide at 320 px`);
  }
  return faults;
}

/** Looks at the pages of a visit. */
function look({ persona, about, pages, prepare }: Visit): void {
  test(`chaque page est accessible et sûre : ${persona}, ${about}`, async ({
    page,
    other,
    signIn,
    collegial,
  }) => {
    await signIn(persona);
    // Who prepares is who looks, where both are the coordination: one browser less to open.
    const preparing = () => (persona === 'coordinator' ? page : other('coordinator'));
    const names = prepare ? await prepare(await preparing()) : {};
    const faults = watch(page, collegial.address);
    const titles = new Map<string, string>();
    for (const [at, path] of pages.entries()) {
      const named = path.replace(/:(\w+)/g, (whole, name: string) => names[name] ?? whole);
      const address = named.startsWith('/') ? named : `/rslux/${named}`;
      // A list filtered otherwise is the same page: its title says the year, not the filter.
      const known = path.includes('body=') ? new Map<string, string>() : titles;
      for (const fault of await examine(page, address, known, at)) faults.add(fault);
    }
    expect([...faults]).toEqual([]);
  });
}

test.describe('sur un même conseil', () => {
  // One worker for all of them: their board is prepared once.
  test.describe.configure({ mode: 'default' });

  for (const visit of VISITS)
    look({
      ...visit,
      prepare: async (page) => ({
        ...(await theBoard(page)),
        ...(visit.about === 'renouvellement' && (await preparedRenewal(page))),
      }),
    });
});

test('chaque page est accessible et sûre avant l’entrée', async ({ page, collegial }) => {
  const faults = watch(page, collegial.address);
  const titles = new Map<string, string>();
  // Each is where somebody comes in: asked of the server.
  for (const path of SIGNED_OUT) for (const fault of await examine(page, path, titles, 0)) faults.add(fault);
  expect([...faults]).toEqual([]);
});

test('les réponses qui ne sont pas des pages portent aussi leurs en-têtes', async ({ page, collegial }) => {
  const faults = watch(page, collegial.address);
  await page.goto('/');
  for (const path of ['/favicon.svg', '/health']) {
    const answer = await page.evaluate(async (address) => {
      const { headers, status } = await fetch(address);
      return { status, nosniff: headers.get('x-content-type-options') };
    }, path);
    expect(answer, path).toEqual({ status: 200, nosniff: 'nosniff' });
  }
  expect([...faults]).toEqual([]);
});

for (const visit of [
  ...planning,
  ...polls,
  ...agenda,
  ...annexes,
  ...convocation,
  ...participation,
  ...handVotes,
  ...sitting,
  ...documents,
  ...minutes,
  ...live,
  ...written,
  ...elections,
  ...votes,
  ...register,
  ...followUp,
])
  look(visit);
