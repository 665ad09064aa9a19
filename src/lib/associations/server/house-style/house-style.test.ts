import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { DOT } from '#lib/documents/logo.sample.ts';
import { stopPdfWorkers } from '#lib/documents/pdf.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { houseStyleForm } from '../../forms/house-style.ts';
import { PLAIN_STYLE } from '../../rules/house-style.ts';
import { adoptHouseStyle, proposeHouseStyle } from './commands.ts';
import { checkedLogo } from './logo.ts';
import { lastStyle, styleInUse, styleNumbered } from './queries.ts';
import { houseStyles } from './tables.ts';

let relay: Relay;
let here: AssociationFixture;
let count = 0;
beforeAll(async () => {
  relay = await openRelay();
});
afterAll(async () => {
  await stopPdfWorkers();
  await relay.close();
});
beforeEach(async () => {
  count += 1;
  here = await relay.found(`style-${count}`, 'common');
});

const typed = (more: Record<string, string> = {}) =>
  houseStyleForm.parse({
    footer: 'Un réseau',
    signatories: 'Isaline Jadot, coordinatrice\nLa trésorière',
    ...more,
  });
const propose = (more: Record<string, string> = {}, logo: Parameters<typeof proposeHouseStyle>[3] = null) =>
  proposeHouseStyle(relay.house, here.coordinator, typed(more), logo);
const adopt = (version: number, actor = here.coordinator) => adoptHouseStyle(relay.house, actor, version);
const inUse = () => here.inside((tx) => styleInUse(tx));

describe('the style of documents', () => {
  it('is that of the tool, then what was proposed, once it is adopted', async () => {
    expect(await inUse()).toEqual(PLAIN_STYLE);
    const version = doneValue(
      await propose({ lines: ' www.exemple.be \n\n', opening: 'Bonjour\nà tous.' }, DOT),
    );
    expect(await inUse()).toEqual(PLAIN_STYLE);
    doneValue(await adopt(version));
    expect(await inUse()).toEqual({
      ...PLAIN_STYLE,
      logo: DOT,
      lines: ['www.exemple.be'],
      footer: 'Un réseau',
      opening: 'Bonjour à tous.',
      signatories: [
        { name: 'Isaline Jadot', office: 'coordinatrice' },
        { name: '', office: 'La trésorière' },
      ],
    });
    const acts = await here.inside((tx) =>
      tx.select({ act: journalEntries.act, after: journalEntries.after }).from(journalEntries),
    );
    const told = acts.filter(({ act }) => act.startsWith('house-style.'));
    expect(told.map(({ act }) => act)).toEqual(['house-style.proposed', 'house-style.adopted']);
    expect(JSON.stringify(told)).not.toContain(DOT.data);
  });

  it('keeps its logo until it is taken away, and is written once for the same words', async () => {
    expect(doneValue(await propose({}, DOT))).toBe(1);
    expect(doneValue(await propose())).toBe(1);
    expect(doneValue(await propose({ footer: 'Autre' }))).toBe(2);
    expect((await here.inside(lastStyle))?.style.logo).toEqual(DOT);
    expect(doneValue(await propose({ footer: 'Autre', removeLogo: 'yes' }))).toBe(3);
    expect((await here.inside(lastStyle))?.style.logo).toBeNull();
  });

  it('is adopted as it was seen: not after another one was written, and once', async () => {
    doneValue(await propose());
    doneValue(await propose({ footer: 'Autre' }));
    expect(refusalOf(await adopt(1))).toBe('stale');
    expect(refusalOf(await adopt(7))).toBe('not-found');
    expect(refusalOf(await adopt(0))).toBe('not-found');
    expect(refusalOf(await adopt(Number('x')))).toBe('not-found');
    doneValue(await adopt(2));
    doneValue(await adopt(2));
    expect((await inUse()).footer).toBe('Autre');
  });

  it('gives each proposal its own number, also when several come at once', async () => {
    const versions = await Promise.all(['a', 'b', 'c', 'd'].map((footer) => propose({ footer })));
    expect(versions.map((outcome) => doneValue(outcome)).sort()).toEqual([1, 2, 3, 4]);
  });

  it('is changed and looked at by coordination only', async () => {
    for (const [actor, code] of [
      [here.actor('assistant'), 'not-allowed'],
      [here.actor('reader'), 'not-allowed'],
      [here.actor(null), 'not-found'],
    ] as const) {
      expect(refusalOf(await proposeHouseStyle(relay.house, actor, typed(), null))).toBe(code);
      expect(refusalOf(await adopt(1, actor))).toBe(code);
      expect(refusalOf(await here.inside((tx) => styleNumbered(tx, actor, 1)))).toBe(code);
    }
    doneValue(await propose());
    expect(doneValue(await here.inside((tx) => styleNumbered(tx, here.coordinator, 1))).adoptedAt).toBeNull();
    for (const version of [2, 0, -1, 1.5, Number.NaN, 2 ** 40])
      expect(refusalOf(await here.inside((tx) => styleNumbered(tx, here.coordinator, version)))).toBe(
        'not-found',
      );
  });

  it('never changes once it is written, whoever asks the database', async () => {
    doneValue(await propose());
    const change = (
      set: Parameters<ReturnType<typeof relay.house.db.update<typeof houseStyles>>['set']>[0],
    ) => here.inside((tx) => tx.update(houseStyles).set(set).where(eq(houseStyles.version, 1)));
    await expect(change({ savedBy: 'Personne' })).rejects.toThrow();
    doneValue(await adopt(1));
    await expect(change({ adoptedAt: null })).rejects.toThrow();
    await expect(here.inside((tx) => tx.delete(houseStyles))).rejects.toThrow();
    await expect(here.inside((tx) => tx.execute(sql`select 1 from house_styles`))).resolves.toHaveLength(1);
    const elsewhere = await relay.found(`style-ailleurs-${count}`, 'common');
    await expect(elsewhere.inside(lastStyle)).resolves.toBeNull();
  });

  it('takes a picture that paper can show', async () => {
    const bytes = Buffer.from(DOT.data, 'base64');
    expect(doneValue(await checkedLogo(bytes))).toEqual(DOT);
    expect(refusalOf(await checkedLogo(Buffer.from('GIF89a')))).toBe('logo-kind');
    expect(refusalOf(await checkedLogo(bytes.subarray(0, 40)))).toBe('logo-damaged');
  });
});

describe('what is typed', () => {
  it.each([
    ['lines', 'a\nb\nc\nd\ne'],
    ['signatories', 'a\nb\nc\nd\ne'],
    ['footer', 'x'.repeat(81)],
    ['opening', 'x'.repeat(401)],
  ])('has its measure: %s', (field, text) => {
    const parsed = houseStyleForm.safeParse({ [field]: text });
    expect(parsed.error?.issues[0]?.path).toEqual([field]);
  });

  it('falls back on the words of the tool', () => {
    expect({ ...houseStyleForm.parse({ certified: '  ' }), logo: null }).toEqual(PLAIN_STYLE);
  });
});
