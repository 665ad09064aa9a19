import { execFileSync } from 'node:child_process';
import type { BrowserContext, Page } from '@playwright/test';
import { findPdftotext } from '../tools.ts';
import { expect, test } from './fixtures.ts';
import { foundAssembly, type Member } from './founded-assembly.ts';
import { recordVote } from './meetings.ts';
import { openPost } from './post.ts';
import { openVote } from './votes.ts';

/** The phones whose browser runs scripts; the others have none. */
const WITH_SCRIPT = 2;

const STATUTES = 'L’article 12 est remplacé par : « L’assemblée se réunit au plus tard le 31 mai. »';
const ADMISSION = 'L’assemblée admet la Maison du Soleil comme membre effectif.';

type Choice = 'Pour' | 'Contre' | 'Abstention';

/** Presses this choice for the first voice of this page that waits, own or carried, and confirms it. */
async function press(phone: Page, whose: 'Votre voix' | RegExp, choice: Choice): Promise<void> {
  const right = phone.getByRole('region', { name: whose });
  await right.locator('summary', { hasText: new RegExp(`^${choice},`) }).click();
  await right.getByRole('button', { name: new RegExp(`^Oui, voter\\s: ${choice}`) }).click();
  await expect(right.getByRole('status')).toContainText(choice.toLocaleLowerCase('fr'));
}

/** What Poppler reads of a PDF, on one line. */
const textOf = (pdf: Buffer) =>
  execFileSync(findPdftotext()!, ['-', '-'], { input: pdf, encoding: 'utf8' }).replace(/\s+/g, ' ');

test('une assemblée sur dix téléphones : refus par la double majorité, statuts en seconde réunion, PV jusqu’à l’extrait', async ({
  page,
  browser,
  collegial,
  signIn,
  other,
}) => {
  const post = await openPost(collegial.databaseUrl);
  const assembly = await foundAssembly(collegial.databaseUrl, collegial.address);
  const { members, clock } = assembly;
  const [publics, associatives] = [members.slice(0, 10), members.slice(10)];
  // Six of each sector vote: five who are there, and one by proxy.
  const present = [...publics.slice(0, 5), ...associatives.slice(0, 5)];
  const proxies = [
    [publics[5]!, publics[1]!],
    [associatives[5]!, associatives[1]!],
  ] as const;
  const contexts: BrowserContext[] = [];
  const phones = new Map<Member, Page>();
  for (const [index, member] of present.entries()) {
    const context = await browser.newContext({
      baseURL: collegial.address,
      viewport: { width: 390, height: 844 },
      javaScriptEnabled: index % 4 === 0 && index < 4 * WITH_SCRIPT,
    });
    contexts.push(context);
    phones.set(member, await context.newPage());
  }
  const toVote = (member: Member) => `${post.linkTo(`${member.name.toLowerCase()}@`, 'm')}/vote`;

  /** Ten people vote at the same time, each on their phone by the link of their mail; whoever carries a proxy votes twice. */
  async function everyoneVotes(choiceOf: (member: Member) => Choice): Promise<void> {
    await Promise.all(
      present.map(async (member) => {
        const phone = phones.get(member)!;
        await phone.goto(toVote(member));
        await press(phone, 'Votre voix', choiceOf(member));
        for (const [principal, holder] of proxies)
          if (holder === member) await press(phone, new RegExp(principal.name), choiceOf(principal));
      }),
    );
  }

  async function closeAndPublish(): Promise<void> {
    await expect(page.getByText('12 sur 12 ont voté.')).toBeVisible();
    await page.locator('summary', { hasText: 'Clôturer le vote' }).click();
    await page.getByRole('button', { name: 'Clôturer le vote' }).click();
    const publish = page.getByRole('button', { name: 'Publier le résultat' });
    await publish.click();
    await expect(publish).toHaveCount(0);
  }

  const meetingId =
    await test.step('la convocation part, dix membres sont là, deux ont donné procuration', async () => {
      const planned = await assembly.plan('2022-11-21', '08:30');
      await assembly.put(planned, 'Admission de la Maison du Soleil');
      await assembly.put(planned, 'Modification de l’article 12 des statuts', STATUTES);
      await assembly.convoke(planned);
      for (const [principal, holder] of proxies) await assembly.proxy(planned, principal, holder);
      await post.deliver();
      const event = post.eventTo('publique2@');
      expect([event.uid, event.startDate.toString(), event.location]).toEqual([
        `${planned}@collegial`,
        '2022-11-21T08:30:00',
        'Libramont, salle communale',
      ]);
      clock.set('2022-11-21T07:30:00Z');
      await assembly.open(planned, present);
      return planned;
    });
  const meeting = assembly.at(meetingId);

  await test.step('une admission : deux voix sur trois, et pourtant refusée par un secteur', async () => {
    await signIn('coordinator');
    await openVote(page, meeting, ADMISSION, 'Nominatif');
    const against = new Set(associatives.slice(0, 4));
    await everyoneVotes((member) => (against.has(member) ? 'Contre' : 'Pour'));
    await closeAndPublish();
    for (const screen of [page, phones.get(present[0]!)!, phones.get(present[9]!)!]) {
      if (screen !== page) await screen.getByRole('link', { name: 'Regarder de nouveau' }).click();
      await expect(screen.getByText('La proposition n’est pas adoptée').first()).toBeVisible();
      await expect(screen.getByText('Associatif : 2 pour, 4 contre').first()).toBeVisible();
    }
  });

  const secondId = await test.step('les statuts : douze membres sur vingt ne suffisent pas', async () => {
    await page.getByRole('button', { name: 'Passer au point 2' }).click();
    await page.getByText('Ouvrir un vote sur écran').click();
    await expect(page.getByText('ce vote ne donnerait pas de décision')).toBeVisible();
    await page.getByRole('link', { name: 'Enregistrer le vote' }).click();
    await recordVote(page, STATUTES, { public: { Pour: 6 }, associative: { Pour: 6 } });
    await expect(page.getByText('le quorum n’est pas atteint').first()).toBeVisible();
    await page.goto(`${meeting}/sitting?close`);
    await page.getByRole('button', { name: 'Lever la séance' }).click();
    await expect(page.getByText(/séance levée/i).first()).toBeVisible();

    await page.goto(meeting);
    await page.getByRole('link', { name: 'Convoquer la seconde réunion' }).click();
    await page.getByLabel('Heure').fill('14:00');
    await page.getByRole('button', { name: 'Créer la seconde réunion' }).click();
    await page.waitForURL(/\/convocation$/);
    const second = new URL(page.url()).pathname.split('/').at(-2)!;
    await page.goto(`${assembly.at(second)}/convocation/review`);
    await page.getByRole('button', { name: /^Envoyer \d+/ }).click();
    await expect(page.getByText('La convocation est partie.')).toBeVisible();
    return second;
  });

  await test.step('en seconde réunion, sans quorum, dix téléphones les adoptent', async () => {
    for (const [principal, holder] of proxies) await assembly.proxy(secondId, principal, holder);
    await post.deliver();
    expect(post.eventTo('associative2@').uid).toBe(`${secondId}@collegial`);
    await assembly.open(secondId, present);
    const second = assembly.at(secondId);
    await openVote(page, second, STATUTES, 'Nominatif');
    const choices = new Map<Member, Choice>([
      [publics[0]!, 'Abstention'],
      [associatives[5]!, 'Contre'],
    ]);
    await everyoneVotes((member) => choices.get(member) ?? 'Pour');
    await closeAndPublish();
    for (const screen of [page, phones.get(present[1]!)!]) {
      if (screen !== page) await screen.getByRole('link', { name: 'Regarder de nouveau' }).click();
      await expect(screen.getByText('La proposition est adoptée').first()).toBeVisible();
    }
  });

  const chair = await other('chair');
  await test.step('le PV de la première : envoyé, remarqué, approuvé par l’assemblée suivante', async () => {
    const nextId = await assembly.plan('2022-12-15', '14:00');
    await page.goto(`${meeting}/minutes`);
    await page.getByRole('button', { name: 'Envoyer le PV aux membres' }).click();
    await expect(page.getByText('L’approbation est ajoutée à l’ordre du jour')).toBeVisible();
    await post.deliver();

    const phone = phones.get(associatives[1]!)!;
    await phone.goto(post.linkTo('associative2@', 'minutes'));
    await phone.getByText('Faire une remarque').first().click();
    await phone.getByLabel('Votre remarque sur le point 1').fill('Nommez le secteur qui a refusé.');
    await phone.getByRole('button', { name: 'Envoyer cette remarque' }).first().click();
    await expect(phone.getByText('Nommez le secteur qui a refusé.')).toBeVisible();
    await page.goto(`${meeting}/minutes/remarks`);
    await page.locator('summary', { hasText: 'Répondre' }).click();
    await page.getByLabel('Non reprise').check();
    await page.getByLabel('En quelques mots').fill('Il est nommé dans le calcul.');
    await page.getByRole('button', { name: 'Répondre' }).click();
    await expect(page.getByText('Il est nommé dans le calcul.').first()).toBeVisible();

    await assembly.open(nextId, present);
    const [approval] = await assembly.itemsOf(nextId);
    await page.goto(`${assembly.at(nextId)}/items/${approval!.id}`);
    await recordVote(page, 'Le PV est approuvé.', { public: { Pour: 5 }, associative: { Pour: 5 } });
    await expect(page.getByText(/La proposition est adoptée/)).toBeVisible();
  });

  await test.step('signé par deux personnes, scellé, vérifié ailleurs, et son extrait', async () => {
    for (const signer of [chair, page]) {
      await signer.goto(`${meeting}/minutes`);
      await signer.getByRole('link', { name: 'Signer ce PV' }).click();
      await signer.getByLabel('J’ai lu ce PV et je le signe').check();
      await signer.getByRole('button', { name: 'Signer' }).click();
      await expect(signer.getByText(/^Signé le/).first()).toBeVisible();
    }
    await page.goto(`${meeting}/minutes`);
    await page.getByText('Sceller le PV').click();
    await page.getByRole('button', { name: 'Sceller pour de bon' }).click();
    await expect(page.getByText(/^Scellé le .* par/).first()).toBeVisible();

    const sealed = await (await chair.request.get(`${meeting}/minutes.pdf`)).body();
    const [pv, extract] = [sealed, await (await page.request.get(await extractOf('admet'))).body()].map(
      textOf,
    );
    for (const words of [ADMISSION, 'Associatif : 2 pour, 4 contre', 'le quorum n’est pas atteint'])
      expect(pv).toContain(words);
    expect(extract).toContain(ADMISSION);
    expect(extract).not.toContain('article 12 est remplacé');
  });

  /** The address that the page of documents asks for an extract with the one decision that has these words. */
  async function extractOf(words: string): Promise<string> {
    await page.goto(`${meeting}/documents`);
    const decision = await page.getByRole('checkbox', { name: words }).inputValue();
    return `${meeting}/extract.pdf?decision=${decision}`;
  }

  await assembly.close();
  await post.close();
  for (const context of contexts) await context.close();
});
