import { inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { organisationForm, personForm } from '../../forms.ts';
import { arrondissementsUsed, organisationSheet, personSheet, searchOrganisations } from '../queries.ts';
import { people } from '../tables.ts';
import { changeOrganisation, createOrganisation } from './organisations.ts';
import { changePerson, giveAccess } from './people.ts';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'common');
  elsewhere = await relay.found(`ailleurs-${founded}`, 'common');
});

type Typed = Record<string, unknown>;
const CPAS = {
  name: 'CPAS de Virton',
  sector: 'public',
  partner: true,
  category: 'cpas',
  enterpriseNumber: 'BE0123456749',
};
const organisation = (more: Typed = {}) => organisationForm.parse({ ...CPAS, ...more });
const create = (more: Typed = {}, actor = here.coordinator) =>
  createOrganisation(relay.house, actor, organisation(more));
const change = (id: string, more: Typed = {}, actor = here.coordinator) =>
  changeOrganisation(relay.house, actor, id, organisation({ version: 1, ...more }));
const created = async (more: Typed = {}, actor = here.coordinator) => doneValue(await create(more, actor)).id;
const sheetOf = async (id: string, at = here) =>
  doneValue(await at.inside((tx) => organisationSheet(tx, id)));
const names = async () =>
  (await here.inside((tx) => searchOrganisations(tx, { name: '', sector: null }))).lines.map(
    ({ name }) => name,
  );
const journal = (at = here) =>
  at.inside((tx) =>
    tx
      .select()
      .from(journalEntries)
      .where(inArray(journalEntries.act, ['organisation.added', 'organisation.changed', 'person.changed']))
      .orderBy(journalEntries.seq),
  );
const acts = async () => (await journal()).map(({ act }) => act);

const CLAIRE = { civility: 'madame', givenName: 'Claire', familyName: 'Dubois' };
async function person(more: Partial<typeof people.$inferInsert> = {}, at = here): Promise<string> {
  const [row] = await at.inside((tx) =>
    tx
      .insert(people)
      .values({ associationId: at.associationId, givenName: 'Claire', familyName: 'Dubois', ...more })
      .returning({ id: people.id }),
  );
  return row!.id;
}
const changeName = (id: string, more: Typed = {}, actor: Actor = here.coordinator) =>
  changePerson(relay.house, actor, id, personForm.parse({ ...CLAIRE, version: 1, ...more }));
const personOf = async (id: string) =>
  doneValue(await here.inside((tx) => personSheet(tx, here.coordinator, id)));

describe('createOrganisation', () => {
  it('keeps what was typed, journaled', async () => {
    const id = await created({
      website: 'https://www.virton.be',
      arrondissement: 'Virton',
      memberSince: '2021-06-24',
    });
    expect(await sheetOf(id)).toEqual({
      id,
      name: 'CPAS de Virton',
      sector: 'public',
      partner: true,
      enterpriseNumber: '0123.456.749',
      legalForm: null,
      category: 'cpas',
      municipality: null,
      arrondissement: 'Virton',
      seatAddress: null,
      website: 'https://www.virton.be',
      memberSince: '2021-06-24',
      memberUntil: null,
      version: 1,
    });
    expect(await journal()).toMatchObject([
      {
        act: 'organisation.added',
        subjectId: id,
        after: { enterpriseNumber: '0123.456.749', arrondissement: 'Virton' },
      },
    ]);
  });

  it('pressed twice, or at once, gives one organisation', async () => {
    const outcomes = await Promise.all([create(), create(), create()]);
    expect(new Set(outcomes.map((outcome) => doneValue(outcome).id)).size).toBe(1);
    expect(await acts()).toEqual(['organisation.added']);
  });

  it('refuses a name already known, whatever its capitals, at once included', async () => {
    const outcomes = await Promise.all([
      create({ enterpriseNumber: '' }),
      create({ legalForm: 'CPAS', enterpriseNumber: '' }),
    ]);
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['organisation-known']);
    expect(refusalOf(await create({ name: 'cpas de VIRTON' }))).toBe('organisation-known');
    expect(await names()).toEqual(['CPAS de Virton']);
  });

  it('of two who give the same enterprise number at once, one is told whose it is', async () => {
    const outcomes = await Promise.all([create({ name: 'Un' }), create({ name: 'Deux' })]);
    const [winner] = await names();
    expect(outcomes.filter(({ done }) => !done)).toMatchObject([
      {
        refusal: {
          code: 'enterprise-number-taken',
          field: 'enterpriseNumber',
          sentence: `Ce numéro d’entreprise est déjà celui de «\u00a0${winner}\u00a0». Vérifiez-le, ou modifiez sa fiche.`,
        },
      },
    ]);
    expect(await acts()).toEqual(['organisation.added']);
  });

  it('leaves names and numbers of another association free', async () => {
    await created({}, elsewhere.coordinator);
    await created();
  });

  it('refuses a full member whose membership has ended', async () => {
    const ended = { memberSince: '2020-01-01', memberUntil: '2022-11-20' };
    expect(refusalOf(await create(ended))).toBe('membership-ended');
    await created({ ...ended, partner: false });
    await created({ name: 'Autre', enterpriseNumber: '', memberUntil: '2022-11-21' });
  });

  it('is for coordination and assistant', async () => {
    await created({}, here.actor('assistant'));
    for (const role of ['reader', null] as const)
      expect(refusalOf(await create({ name: 'Autre' }, here.actor(role)))).toBe('not-allowed');
  });
});

describe('changeOrganisation', () => {
  it('saves, counts the version and journals before and after', async () => {
    const id = await created();
    doneValue(await change(id, { municipality: 'Virton' }));
    expect(await sheetOf(id)).toMatchObject({ municipality: 'Virton', version: 2 });
    expect((await journal())[1]).toMatchObject({
      act: 'organisation.changed',
      before: { municipality: null },
      after: { municipality: 'Virton' },
    });
  });

  it('of two who read the same sheet, the second is shown the first; neither text is lost', async () => {
    const id = await created();
    const outcomes = await Promise.all([
      change(id, { municipality: 'Virton' }),
      change(id, { municipality: 'Arlon' }),
    ]);
    const { municipality } = await sheetOf(id);
    expect(outcomes.filter(({ done }) => !done)).toMatchObject([
      { refusal: { code: 'stale', details: { current: { municipality, version: 2 } } } },
    ]);
    doneValue(await change(id, { municipality: 'Étalle', version: 2 }));
    expect(await sheetOf(id)).toMatchObject({ municipality: 'Étalle', version: 3 });
  });

  it('pressed twice, changes nothing the second time', async () => {
    const id = await created();
    doneValue(await change(id, { municipality: 'Virton' }));
    doneValue(await change(id, { municipality: 'Virton' }));
    expect(await acts()).toEqual(['organisation.added', 'organisation.changed']);
  });

  it('refuses the name and the number of another, and lets it keep its own', async () => {
    const id = await created();
    await created({ name: 'Commune de Virton', enterpriseNumber: '0000.009.797' });
    expect(refusalOf(await change(id, { name: 'commune de virton' }))).toBe('organisation-known');
    expect(refusalOf(await change(id, { enterpriseNumber: '0000009797' }))).toBe('enterprise-number-taken');
    doneValue(await change(id, { name: 'CPAS de VIRTON' }));
  });

  it('knows nothing of another association, and nothing that does not exist', async () => {
    const theirs = await created({}, elsewhere.coordinator);
    const before = await sheetOf(theirs, elsewhere);
    for (const id of [theirs, crypto.randomUUID(), 'new', ''])
      expect(refusalOf(await change(id, { municipality: 'Virton' }))).toBe('not-found');
    expect(await sheetOf(theirs, elsewhere)).toEqual(before);
    expect(refusalOf(await here.inside((tx) => organisationSheet(tx, theirs)))).toBe('not-found');
  });

  it('is for coordination and assistant', async () => {
    const id = await created();
    for (const role of ['reader', null] as const)
      expect(refusalOf(await change(id, { municipality: 'Virton' }, here.actor(role)))).toBe('not-allowed');
    expect(await sheetOf(id)).toMatchObject({ municipality: null, version: 1 });
  });
});

describe('organisationForm', () => {
  it.each([
    [{ name: ' ' }, 'name'],
    [{ sector: '' }, 'sector'],
    [{ sector: undefined }, 'sector'],
    [{ sector: 'private' }, 'sector'],
    [{ category: 'bank' }, 'category'],
    [{ enterpriseNumber: '0123.456.748' }, 'enterpriseNumber'],
    [{ website: 'www.virton.be' }, 'website'],
    [{ website: 'javascript:alert(1)' }, 'website'],
    [{ website: 'https://' }, 'website'],
    [{ memberSince: '2022-02-30' }, 'memberSince'],
    [{ memberSince: '2022-01-02', memberUntil: '2022-01-01' }, 'memberUntil'],
    [{ municipality: 'x'.repeat(81) }, 'municipality'],
    [{ arrondissement: 'x'.repeat(81) }, 'arrondissement'],
    [{ seatAddress: 'a\0b' }, 'seatAddress'],
  ])('impossible d’écrire %j', (wrong, field) => {
    const parsed = organisationForm.safeParse({ ...CPAS, ...wrong });
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([[field]]);
  });
});

describe('changePerson', () => {
  it('saves, counts the version, and journals which contacts changed without saying them', async () => {
    const id = await person({ email: 'old@example.be' });
    doneValue(
      await changeName(id, { familyName: 'Dubois-Petit', email: 'C.D@Example.be', phone: '061 23 45 67' }),
    );
    expect(await personOf(id)).toEqual({
      id,
      civility: 'madame',
      givenName: 'Claire',
      familyName: 'Dubois-Petit',
      erasedAt: null,
      version: 2,
      contacts: { email: 'c.d@example.be', phone: '061 23 45 67', address: null },
    });
    const entries = await journal();
    expect(entries).toMatchObject([
      {
        act: 'person.changed',
        before: { civility: null, familyName: 'Dubois' },
        after: { civility: 'madame', familyName: 'Dubois-Petit', contacts: ['email', 'phone'] },
      },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/@example|23 45/i);
  });

  it('of two who read the same sheet, the second is shown the first', async () => {
    const id = await person();
    const outcomes = await Promise.all([
      changeName(id, { address: 'Rue Haute 1' }),
      changeName(id, { address: 'Rue Basse 2' }),
    ]);
    const { address } = (await personOf(id)).contacts!;
    expect(outcomes.filter(({ done }) => !done)).toMatchObject([
      { refusal: { code: 'stale', details: { current: { address, version: 2 } } } },
    ]);
  });

  it('has not read the address that an access just gave', async () => {
    const id = await person();
    doneValue(await giveAccess(relay.house, here.coordinator, id, { email: `new-${founded}@example.be` }));
    expect(refusalOf(await changeName(id))).toBe('stale');
  });

  it('pressed twice, changes nothing the second time', async () => {
    const id = await person();
    doneValue(await changeName(id));
    doneValue(await changeName(id));
    expect(await acts()).toEqual(['person.changed']);
  });

  it('refuses the name of someone else, unless an address tells them apart', async () => {
    await person({ givenName: 'Anne', email: 'anne@example.be' });
    const id = await person();
    const anne = { givenName: 'anne' };
    expect(refusalOf(await changeName(id, anne))).toBe('person-known');
    expect(refusalOf(await changeName(id, { ...anne, email: 'ANNE@example.be' }))).toBe('person-known');
    doneValue(await changeName(id, { ...anne, email: 'other@example.be' }));
  });

  it('knows nobody of another association, and nobody who does not exist', async () => {
    const theirs = await person({}, elsewhere);
    for (const id of [theirs, crypto.randomUUID(), 'new', ''])
      expect(refusalOf(await changeName(id))).toBe('not-found');
    const [row] = await elsewhere.inside((tx) => tx.select().from(people));
    expect(row).toMatchObject({ civility: null, version: 1 });
  });

  it('is for coordination and assistant', async () => {
    const id = await person();
    for (const role of ['reader', null] as const)
      expect(refusalOf(await changeName(id, {}, here.actor(role)))).toBe('not-allowed');
    doneValue(await changeName(id, {}, here.actor('assistant')));
  });

  it.each([
    [{ givenName: '' }, 'givenName'],
    [{ familyName: 'x'.repeat(201) }, 'familyName'],
    [{ civility: 'maître' }, 'civility'],
    [{ email: 'claire' }, 'email'],
    [{ phone: 'appelez-moi' }, 'phone'],
    [{ address: 'a\ud800b' }, 'address'],
  ])('impossible d’écrire %j', (wrong, field) => {
    const parsed = personForm.safeParse({ ...CLAIRE, ...wrong });
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([[field]]);
  });
});

describe('searchOrganisations', () => {
  const search = (name: string, sector: 'public' | 'associative' | null = null) =>
    here.inside((tx) => searchOrganisations(tx, { name, sector }));
  const add = (name: string, sector: string) => created({ name, sector, enterpriseNumber: '' });

  it('finds a part of a name without its accents and capitals, and nothing else', async () => {
    await add('Cœur d’Étalle', 'associative');
    await add('100 % Logement', 'associative');
    for (const part of ['etalle', 'ÉTALLE', 'coeur', 'Cœur d’é'])
      expect((await search(part)).lines.map(({ name }) => name)).toEqual(['Cœur d’Étalle']);
    expect((await search('%')).lines.map(({ name }) => name)).toEqual(['100 % Logement']);
    expect((await search('_')).lines).toEqual([]);
  });

  it('counts each sector of what the name finds, whatever sector is listed', async () => {
    await add('A un', 'public');
    await add('A deux', 'associative');
    await add('B', 'public');
    const { lines, counts } = await search('a ', 'associative');
    expect(lines.map(({ name }) => name)).toEqual(['A deux']);
    expect(counts).toEqual({ public: 1, associative: 1, government: 0 });
  });
});

describe('arrondissementsUsed', () => {
  it('tells each once, in order, and nothing of another association', async () => {
    const add = (name: string, arrondissement: string, at = here) =>
      created({ name, arrondissement, enterpriseNumber: '' }, at.coordinator);
    for (const [name, where] of [
      ['A', 'Virton'],
      ['B', 'Arlon'],
      ['C', 'Virton'],
      ['D', ''],
    ] as const)
      await add(name, where);
    await add('E', 'Bastogne', elsewhere);
    expect(await here.inside(arrondissementsUsed)).toEqual(['Arlon', 'Virton']);
  });
});

describe('personSheet', () => {
  it('gives contacts to the staff, and does not even read them for anyone else', async () => {
    const id = await person({ email: 'c@example.be', phone: '061234567', address: 'Rue Haute 1' });
    for (const role of ['coordination', 'assistant', 'reader'] as const)
      expect(doneValue(await here.inside((tx) => personSheet(tx, here.actor(role), id))).contacts).toEqual({
        email: 'c@example.be',
        phone: '061234567',
        address: 'Rue Haute 1',
      });
    const member = here.actor(null);
    expect(doneValue(await here.inside((tx) => personSheet(tx, member, id)))).toEqual({
      id,
      civility: null,
      givenName: 'Claire',
      familyName: 'Dubois',
      erasedAt: null,
      version: 1,
      contacts: null,
    });
    const [query] = await here.statements((tx) => personSheet(tx, member, id));
    expect(query).not.toMatch(/email|phone|address/);
  });
});
