import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { associationForm } from '../../forms.ts';
import { associationIdentity } from '../queries.ts';
import { changeAssociation } from './association.ts';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let count = 0;

beforeAll(async () => {
  relay = await openRelay();
});
afterAll(() => relay.close());
beforeEach(async () => {
  count += 1;
  here = await relay.found(`ici-${count}`, 'common');
  elsewhere = await relay.found(`ailleurs-${count}`, 'common');
});

const TYPED = associationForm.parse({
  name: 'Le Réseau',
  shortName: 'Réseau',
  legalForm: 'ASBL',
  auditorName: 'Fiduciaire du Sud',
  auditorEmail: 'Audit@Exemple.be',
  letterhead: '  Rue Haute 1, 6600 Bastogne \r\n\r\nBCE 0123.456.749\r\n',
});
const identityOf = (at: AssociationFixture) => at.inside((tx) => associationIdentity(tx, at.associationId));
const entriesOf = (at: AssociationFixture) =>
  at.inside((tx) => tx.select().from(journalEntries).where(eq(journalEntries.act, 'association.updated')));

describe('the identity of the association', () => {
  it('keeps one mention on each line, journals before and after, and leaves the neighbour alone', async () => {
    const neighbour = await identityOf(elsewhere);
    const before = await identityOf(here);
    expect(await changeAssociation(relay.house, here.coordinator, TYPED)).toMatchObject({ done: true });
    const after = {
      name: 'Le Réseau',
      shortName: 'Réseau',
      legalForm: 'ASBL',
      letterhead: ['Rue Haute 1, 6600 Bastogne', 'BCE 0123.456.749'],
      auditorName: 'Fiduciaire du Sud',
      auditorEmail: 'audit@exemple.be',
    };
    expect(await identityOf(here)).toEqual(after);
    expect(await identityOf(elsewhere)).toEqual(neighbour);
    expect(await entriesOf(here)).toMatchObject([{ before, after }]);
  });

  it('changes nothing when it is pressed twice', async () => {
    await changeAssociation(relay.house, here.coordinator, TYPED);
    await changeAssociation(relay.house, here.coordinator, TYPED);
    expect(await entriesOf(here)).toHaveLength(1);
  });

  it.each(['assistant', 'reader'] as const)('impossible de la changer comme %s', async (role) => {
    const before = await identityOf(here);
    expect(refusalOf(await changeAssociation(relay.house, here.actor(role), TYPED))).toBe('not-allowed');
    expect(await identityOf(here)).toEqual(before);
  });

  it('impossible de la changer sans rôle : elle n’est pas même là', async () => {
    expect(refusalOf(await changeAssociation(relay.house, here.actor(null), TYPED))).toBe('not-found');
  });

  it.each([
    [{ name: '' }, 'Indiquez le nom de l’association.'],
    [{ shortName: 'x'.repeat(31) }, '30 caractères au plus.'],
    [{ letterhead: 'a\n'.repeat(7) }, 'L’en-tête compte au plus 6 lignes.'],
  ])('impossible d’écrire %j', (wrong, sentence) => {
    const parsed = associationForm.safeParse({ ...TYPED, ...wrong });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([sentence]);
  });
});
