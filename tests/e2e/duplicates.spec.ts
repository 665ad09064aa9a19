import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { associations, organisations, people } from '#lib/associations/server/tables.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import { inAssociation, openDatabase } from '#lib/platform/database.ts';
import { expect, test } from './fixtures.ts';

async function addOrganisation(page: Page, name: string, municipality: string): Promise<string> {
  await page.goto('/rslux/organisations/new');
  await page.getByLabel('Nom', { exact: true }).fill(name);
  await page.getByLabel('Public').check();
  await page.getByLabel('Commune').fill(municipality);
  await page.getByRole('button', { name: 'Ajouter cette organisation' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  return new URL(page.url()).pathname;
}

/** Writes someone who sat in the working group until the end of 2021; answers the address of their sheet. */
async function formerMember(databaseUrl: string, familyName: string): Promise<string> {
  const connection = openDatabase(databaseUrl, { max: 1 });
  const [association] = await connection.db.select().from(associations).where(eq(associations.slug, 'rslux'));
  const associationId = association!.id;
  const personId = await inAssociation(connection.db, associationId, async (tx) => {
    const [body] = await tx.select().from(bodies).where(eq(bodies.code, 'GT'));
    const [organisation] = await tx
      .select()
      .from(organisations)
      .where(eq(organisations.name, 'C.P.A.S. de Bastogne'));
    const [person] = await tx
      .insert(people)
      .values({ associationId, givenName: 'Claire', familyName, email: `claire@${familyName}.example` })
      .returning();
    await tx.insert(mandates).values({
      associationId,
      bodyId: body!.id,
      organisationId: organisation!.id,
      personId: person!.id,
      sector: 'public',
      office: 'member',
      voting: true,
      fromDay: '2021-07-01',
      toDay: '2021-12-31',
    });
    return person!.id;
  });
  await connection.close();
  return `/rslux/people/${personId}`;
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'avec JavaScript' : 'sans JavaScript', () => {
    test.use({ javaScriptEnabled });
    const tag = javaScriptEnabled ? 'Un' : 'Deux';

    test('fusionner deux fiches d’une organisation', async ({ page, signIn }) => {
      await signIn('coordinator');
      const duplicate = await addOrganisation(page, `MAISON D'ETALLE ${tag} ASBL`, 'Étalle');
      const kept = await addOrganisation(page, `Maison d’Étalle ${tag}`, '');
      await page.getByRole('link', { name: 'Fusionner avec un doublon…' }).click();
      await page.getByRole('link', { name: /^Comparer avec MAISON/ }).click();
      const municipality = page.getByRole('group', { name: 'Commune' });
      await expect(municipality.getByLabel('Étalle')).toBeChecked();
      await expect(page.getByText('Rien n’est attaché au doublon.')).toBeVisible();
      await page.getByRole('group', { name: 'Nom' }).getByLabel(`Maison d’Étalle ${tag}`).check();
      const meanwhile = await page.context().newPage();
      await meanwhile.goto(`${duplicate}/edit`);
      await meanwhile.getByLabel('Commune').fill('Habay');
      await meanwhile.getByRole('button', { name: 'Enregistrer' }).click();
      await expect(meanwhile.getByText('Fiche enregistrée.')).toBeVisible();
      await page.getByRole('button', { name: 'Fusionner ces deux fiches' }).click();
      await expect(page.getByText('Quelqu’un d’autre a modifié une de ces fiches').first()).toBeVisible();
      await expect(municipality.getByLabel('Habay')).toBeChecked();
      await page.getByRole('button', { name: 'Fusionner ces deux fiches' }).click();
      await expect(page.getByText('Les deux fiches n’en font plus qu’une.')).toBeVisible();
      expect(new URL(page.url()).pathname).toBe(kept);
      await expect(page.locator('dl.facts')).toContainText('Habay');
      // Whoever kept the old address comes to the sheet that was kept.
      await page.goto(duplicate);
      expect(new URL(page.url()).pathname).toBe(kept);
    });

    test('effacer les données d’une personne dont le nom doit rester', async ({
      page,
      signIn,
      collegial,
    }) => {
      await signIn('coordinator');
      const sheet = await formerMember(collegial.databaseUrl, `Dubois${tag}`);
      await page.goto('/rslux/organisations');
      await page.getByRole('link', { name: 'C.P.A.S. de Bastogne' }).click();
      await expect(page.getByRole('heading', { name: 'Mandats terminés' })).toBeVisible();
      await page.getByRole('link', { name: `Claire Dubois${tag}` }).click();
      await expect(page).toHaveURL(new RegExp(`${sheet}$`));
      await expect(page.getByText('claire@')).toBeVisible();
      await page.getByRole('link', { name: 'Effacer ses données…' }).click();
      await expect(page.getByText('1 mandat, avec ses présences')).toBeVisible();
      await page.getByRole('button', { name: 'Effacer ces données' }).click();
      await expect(page.getByText('Données personnelles effacées le')).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Claire Dubois${tag}`);
      await expect(page.getByText('claire@')).toHaveCount(0);
      await page.getByRole('link', { name: 'Modifier la fiche' }).click();
      await expect(page.getByLabel('Nom de famille')).toBeVisible();
      await expect(page.getByLabel('Adresse e-mail')).toHaveCount(0);
    });
  });

test('fusionner et effacer sont pour la coordination', async ({ page, signIn, other }) => {
  const coordinator = await other('coordinator');
  await coordinator.goto('/rslux/bodies/CA');
  await coordinator.getByRole('link', { name: 'Alix Abrassart' }).first().click();
  await expect(coordinator.getByRole('heading', { level: 1 })).toHaveText('Alix Abrassart');
  const { pathname } = new URL(coordinator.url());
  await coordinator.goto(`${pathname}/erase`);
  await expect(coordinator.getByText('Terminez d’abord ses mandats.')).toBeVisible();
  await expect(coordinator.getByRole('button', { name: 'Effacer ces données' })).toHaveCount(0);

  for (const [persona, status] of [
    ['assistant', 403],
    ['public-member', 404],
  ] as const) {
    await signIn(persona);
    for (const part of ['merge', 'erase'])
      expect((await page.request.get(`${pathname}/${part}`)).status()).toBe(status);
    await page.goto(pathname);
    await expect(page.getByText('Fusionner avec un doublon…')).toHaveCount(0);
  }
});
