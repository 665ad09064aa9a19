import { DOT } from '#lib/documents/logo.sample.ts';
import { expect, test } from './fixtures.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'avec JavaScript' : 'sans JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('un extrait se fait depuis la décision ; un style se regarde avant d’être adopté', async ({
      page,
      signIn,
    }) => {
      await signIn('coordinator');
      await page.goto('/rslux/decisions/CA-2022-1');
      await page.getByRole('link', { name: 'avec d’autres décisions de la réunion' }).click();
      await expect(page.getByRole('checkbox', { name: /CA-2022-1/ })).toBeChecked();
      const meeting = page.url().split('/documents')[0]!;
      for (const [file, type] of [
        ['minutes.docx', /wordprocessingml/],
        ['public.html', /text\/html/],
        ['sheet.txt', /text\/plain/],
        ['extract.pdf?decision=CA-2022-1', /pdf/],
      ] as const) {
        const answer = await page.request.get(`${meeting}/${file}`);
        expect(answer.headers()['content-type'], file).toMatch(type);
      }
      const nothing = await page.request.get(`${meeting}/extract.pdf`);
      expect(nothing.status()).toBe(400);
      expect(await nothing.text()).toContain('aucune décision n’est choisie');
      for (const wrong of ['extract.pdf?decision=CA-1999-1', 'minutes.exe'])
        expect((await page.request.get(`${meeting}/${wrong}`)).status(), wrong).toBe(404);

      await page.goto('/rslux/settings/house-style');
      await page.getByLabel('Logo').setInputFiles({
        name: 'logo.png',
        mimeType: 'image/png',
        buffer: Buffer.from('<svg></svg>'),
      });
      const footer = `Pied ${crypto.randomUUID()}`;
      await page.getByLabel('Pied de page').fill(footer);
      await page.getByRole('button', { name: 'Enregistrer et voir l’aperçu' }).click();
      await expect(page.getByText('ce n’est pas une image PNG ou JPEG lisible').first()).toBeVisible();
      await expect(page.getByLabel('Pied de page')).toHaveValue(footer);
      await page.getByLabel('Logo').setInputFiles({
        name: 'logo.png',
        mimeType: 'image/png',
        buffer: Buffer.from(DOT.data, 'base64'),
      });
      await page.getByRole('button', { name: 'Enregistrer et voir l’aperçu' }).click();
      await expect(page.getByRole('heading', { name: 'Style proposé, pas encore utilisé' })).toBeVisible();
      expect(await (await page.request.get(`${meeting}/minutes.txt`)).text()).not.toContain(footer);
      const preview = await page
        .getByRole('link', { name: 'Aperçu, Procès-verbal, Page' })
        .getAttribute('href');
      expect(await (await page.request.get(preview!)).text()).toContain(footer);
      await page.getByRole('button', { name: 'Adopter ce style' }).click();
      await expect(page.getByText('Ce style est adopté')).toBeVisible();
      expect(await (await page.request.get(`${meeting}/minutes.txt`)).text()).toContain(footer);
    });
  });
}
