import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { bodyIdOf, choose, createMeeting, everyonePresent, recordVote } from './meetings.ts';
import { send } from './sent-forms.ts';
import { openPost } from './post.ts';

const ASSEMBLY = /^Assemblée générale$/;

test('une assemblée entière : du sondage à la clôture, le secrétariat, la présidence et trois membres', async ({
  page,
  browser,
  collegial,
  signIn,
  other,
}) => {
  const post = await openPost(collegial.databaseUrl);
  const contexts: BrowserContext[] = [];
  const visitor = async (javaScriptEnabled: boolean): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: collegial.address,
      javaScriptEnabled,
      viewport: { width: 390, height: 800 },
    });
    contexts.push(context);
    return context.newPage();
  };
  await signIn('coordinator');
  const chair = await other('chair');
  const bastien = await other('public-member');
  const wivine = await visitor(false);
  const zacharie = await visitor(true);

  const meeting = await test.step('une date se trouve par lien', async () => {
    const poll = await send(page, '/rslux/meetings/polls/new', {
      title: 'AG de décembre',
      bodyId: await bodyIdOf(page, ASSEMBLY),
      kind: 'ordinary',
      place: 'Arlon, palais provincial',
      onDay: ['2022-12-19', '2022-12-20'],
      startsAt: ['14:00', '14:00'],
      closesOn: '2022-12-01',
    });
    await post.deliver();
    for (const [member, who] of [
      [wivine, 'wivine'],
      [zacharie, 'zacharie'],
    ] as const) {
      await member.goto(post.linkTo(who, 'poll'));
      await member
        .getByRole('group', { name: /19 décembre/ })
        .getByLabel('oui')
        .check();
      await member.getByRole('button', { name: 'Enregistrer mes réponses' }).click();
      await expect(member.getByRole('status').first()).toContainText('Vos réponses sont enregistrées');
    }
    await page.goto(poll!);
    await expect(page.getByText(/2 sur \d+ ont répondu/)).toBeVisible();
    const choice = page.locator('details').filter({ hasText: 'Lundi 19' });
    await choice.locator('summary').click();
    await choice.getByRole('button', { name: /^Choisir cette date/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Lundi 19');
    return new URL(page.url()).pathname;
  });

  await test.step('l’ordre du jour et la convocation partent', async () => {
    const add = (title: string, nature: string) =>
      send(page, `${meeting}?/add`, { title, nature, parentId: '' });
    await add('Comptes 2021', 'decision');
    await add('Divers', 'discussion');
    await page.goto(`${meeting}/convocation/review`);
    await page.getByRole('button', { name: /^Envoyer \d+/ }).click();
    await expect(page.getByText('La convocation est partie.')).toBeVisible();
    await post.deliver();
    const mail = post.received.findLast(({ to }) => to?.[0]?.address?.startsWith('alix'));
    expect(mail?.text).toContain('Comptes 2021');
    expect(mail?.attachments.map(({ mimeType }) => mimeType)).toContain('text/calendar');
  });

  await test.step('chacun répond du mail, l’une sans JavaScript donne procuration', async () => {
    await wivine.goto(post.linkTo('wivine', 'm'));
    await wivine.getByText('Je donne procuration', { exact: true }).click();
    await choose(wivine.getByLabel('À qui ?'), /^Bastien Bodelet/);
    await wivine.getByRole('button', { name: 'Confirmer ma procuration' }).click();
    await expect(wivine.getByText('Vous donnez procuration à Bastien Bodelet.')).toBeVisible();
    await zacharie.goto(post.linkTo('zacharie', 'm'));
    await zacharie.getByRole('button', { name: 'Je viens', exact: true }).click();
    await expect(zacharie.getByText('Vous venez.', { exact: true })).toBeVisible();
  });

  const there = bastien.getByText(/présents ou représentés sur/).first();
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });

  await test.step('l’appel, puis l’ouverture ; le quorum se lit chez un membre', async () => {
    await page.goto(`${meeting}/attendance`);
    for (const name of ['Wivine Warnier', 'Zacharie Zune']) {
      const saved = page.waitForResponse((answer) => answer.url().includes('?/record'));
      await page
        .getByRole('group', { name: `Présence de ${name}` })
        .getByLabel('excusé')
        .check();
      await saved;
    }
    await everyonePresent(page);
    await expect(row('Wivine Warnier')).toContainText('représenté par Bastien Bodelet');
    // Whoever sits and has telephoned: the proxy is noted at the roll call.
    await row('Camille Collignon')
      .getByRole('button', { name: /^Représenté par/ })
      .click();
    await choose(page.getByLabel('À qui ?'), /^Alix Abrassart/);
    await page.getByRole('button', { name: 'Noter la procuration' }).click();
    await expect(row('Camille Collignon')).toContainText(
      'représenté par Alix Abrassart (notée par le secrétariat)',
    );
    await page.goto(`${meeting}/console`);
    await page.getByRole('link', { name: 'Vérifier et ouvrir la séance' }).click();
    await page.getByLabel('Préside').selectOption({ label: 'Alix Abrassart' });
    await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
    await page.getByRole('link', { name: 'Conduire la séance' }).click();
    await bastien.goto(`${meeting}/follow`);
    await chair.goto(`${meeting}/follow`);
    await page.getByRole('button', { name: 'Passer au point 1' }).click();
    await expect(bastien.getByRole('heading', { level: 1 })).toContainText('Comptes 2021');
    await expect(chair.getByText('Vous portez la procuration de Camille Collignon')).toBeVisible();
  });

  await test.step('une arrivée par le code de la salle, un départ : le quorum suit', async () => {
    const before = await there.innerText();
    const face = await page.request.get(`${meeting}/live/screen`);
    const { checkInCode } = (await face.json()) as { checkInCode: string };
    await zacharie.goto(`${meeting}/here?code=${checkInCode}`);
    await zacharie.getByRole('button', { name: 'Je suis là' }).click();
    await expect(zacharie.getByText('Le secrétariat confirme votre présence.')).toBeVisible();
    await page.goto(`${meeting}/attendance`);
    await page.getByRole('button', { name: 'Confirmer Zacharie Zune' }).click();
    await expect(there).not.toHaveText(before);
    await row('Zacharie Zune').getByRole('button', { name: /^Part/ }).click();
    await expect(there).toHaveText(before);
  });

  await test.step('une décision, une suspension', async () => {
    await page.goto(`${meeting}/console`);
    await page.getByRole('link', { name: 'Enregistrer le vote' }).click();
    await recordVote(page, 'L’assemblée approuve les comptes 2021.', {
      public: { Pour: 3 },
      associative: { Pour: 4 },
    });
    await expect(bastien.getByText(/La proposition est/).first()).toBeVisible();
    await page.goto(`${meeting}/console`);
    await page.getByRole('button', { name: 'Suspendre' }).click();
    await expect(bastien.getByText('séance suspendue', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Reprendre la séance' }).click();
    await expect(bastien.getByText('séance suspendue', { exact: true })).toHaveCount(0);
  });

  await test.step('la clôture, le report, le procès-verbal', async () => {
    await createMeeting(page, { body: ASSEMBLY, day: '2023-05-15' });
    await page.goto(`${meeting}/console`);
    await page.getByRole('link', { name: 'Lever la séance' }).click();
    await expect(page.getByRole('group', { name: /Point 2, Divers/ }).getByLabel('non traité')).toBeChecked();
    await page.getByRole('button', { name: 'Lever la séance' }).click();
    await expect(bastien.getByText('Merci de votre participation')).toBeVisible();
    await page.getByRole('button', { name: /^Reporter à la réunion du/ }).click();
    await expect(page.getByText('non traités attendent')).toHaveCount(0);
    const minutes = await page.request.get(`${meeting}/minutes.pdf`, { timeout: 60_000 });
    expect((await minutes.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  for (const context of contexts) await context.close();
  await post.close();
});
