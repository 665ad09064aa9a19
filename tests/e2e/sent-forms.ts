import type { Page } from '@playwright/test';

type Fields = Readonly<Record<string, string | readonly string[]>>;

/**
 * Sends what a form of the site sends, as whoever the page is signed in as: for what comes before the point of a test.
 * Answers the path to which it leads, else null.
 */
export async function send(page: Page, address: string, fields: Fields): Promise<string | null> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) form.append(name, each);
  // What an address is relative to is known to the context of the page alone.
  const base = new URL((await page.request.head('/health')).url()).origin;
  const answer = await page.request.post(address, {
    form,
    headers: { origin: base, accept: 'text/html' },
    maxRedirects: 0,
  });
  const { location } = answer.headers();
  if (!location && !answer.ok()) {
    const said = /Impossible[^<]*/.exec(await answer.text())?.[0] ?? '';
    throw new Error(`${address} answered ${answer.status()}: ${said}`);
  }
  return location ? new URL(location, answer.url()).pathname : null;
}

/**
 * Sends a form of a page as the page holds it, but for these fields: what a browser without script would send.
 * `action`: as it is written on the form, '' on one that names none.
 */
export async function sendForm(
  page: Page,
  address: string,
  action: string,
  fields: Fields = {},
): Promise<string | null> {
  const shown = await page.request.get(address);
  const held = await page.evaluate(
    ([html, named]) => {
      const read = new DOMParser().parseFromString(html!, 'text/html');
      const asked = named === '' ? 'main form:not([action])' : `form[action="${named}"]`;
      const form = read.querySelector<HTMLFormElement>(asked);
      if (!form) return null;
      const all = new FormData(form);
      return Object.fromEntries([...all.keys()].map((name) => [name, all.getAll(name).map(String)]));
    },
    [await shown.text(), action],
  );
  if (held === null) throw new Error(`${address} holds no form « ${action} ».`);
  return send(page, address + action, { ...held, ...fields });
}
