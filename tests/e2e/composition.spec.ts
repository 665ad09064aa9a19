import type { Browser } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** What somebody reads who never signed in: the status and the page, without what differs at every answer. */
async function stranger(browser: Browser, address: string): Promise<{ status: number; html: string }> {
  const context = await browser.newContext();
  const answer = await context.request.get(address, { headers: { accept: 'text/html' } });
  const html = await answer.text();
  await context.close();
  return { status: answer.status(), html: html.replace(/nonce="[^"]*"/g, '') };
}

/** Sheets of A4 that the page takes on paper. */
async function sheets(pdf: Promise<Buffer>): Promise<number> {
  return ((await pdf).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
}

test('la composition se voit, avec ses sièges vacants, et tient sur une feuille', async ({
  page,
  signIn,
}) => {
  await signIn('coordinator');
  await page.goto('/rslux/bodies/CG?on=2022-11-21');
  await expect(page.getByRole('img', { name: /Hémicycle/ })).toBeVisible();
  await expect(page.getByText('Associatif, 4 sièges dont 1 vacant')).toBeVisible();
  await expect(page.getByText('associatif : 4 sièges dont 1 vacant, écart 0')).toBeVisible();
  await expect(page.getByRole('row', { name: /siège vacant Solaix/ })).toBeVisible();
  await page.getByLabel('Voir un autre jour').fill('2022-09-07');
  await page.getByRole('button', { name: 'Montrer' }).click();
  await expect(page.getByRole('row', { name: /Pierrick Pirotte Solaix/ })).toBeVisible();
  // What stays vacant is the seat of the guest, whom the report does not name.
  await expect(page.getByRole('row', { name: /siège vacant/ })).toHaveCount(1);
  await expect(page.getByRole('row', { name: /siège vacant Siège invité/ })).toBeVisible();

  const link = page.getByRole('link', { name: 'Composition des instances (PDF)' });
  const pdf = await page.request.get((await link.getAttribute('href'))!);
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  expect(pdf.headers()['content-disposition']).toContain('composition-2022-09-07.pdf');

  for (const body of ['AG', 'CA', 'CG']) {
    await page.goto(`/rslux/bodies/${body}`);
    expect(await sheets(page.pdf({ preferCSSPageSize: true })), body).toBe(1);
  }
});

test('la page publique dit noms et fonctions, et n’existe que si l’association l’a choisie', async ({
  page,
  browser,
  signIn,
  collegial,
}) => {
  const read = (slug: string) => stranger(browser, `${collegial.address}/${slug}/public`);
  const open = await read('rslux');
  expect(open.status).toBe(200);
  expect(open.html).toContain('Alix Abrassart');
  expect(open.html).toContain('vice-présidente');
  expect(open.html).not.toMatch(/@[a-z-]+\.|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
  const pdf = await page.request.get('/rslux/bodies/composition.pdf', { maxRedirects: 0 });
  expect(pdf.status()).toBe(303);
  expect(pdf.headers()['location']).toContain('/sign-in');

  await signIn('coordinator');
  const choose = async (answer: RegExp) => {
    await page.goto('/rslux/settings/public-composition');
    await page.getByRole('radio', { name: answer }).check();
    await page.getByLabel('Source').fill('décision du CA');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.waitForURL(/settings\?changed/);
  };
  await choose(/Seules les personnes/);
  const closed = await read('rslux');
  const nowhere = await read('nulle-part');
  expect(closed.status).toBe(404);
  expect(closed.html.replaceAll('rslux', 'nulle-part')).toBe(nowhere.html);
  await choose(/Tout le monde/);
  expect((await read('rslux')).status).toBe(200);
});
