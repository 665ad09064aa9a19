import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openReferenceCase } from '../../../../../tests/fixtures/reference-case.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { SignedInActor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { attendances } from '#lib/meetings/server/tables.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import type { House } from '#lib/platform/house.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { settingForm } from '#lib/associations/forms.ts';
import { guessColumns } from '../../import/guess.ts';
import { IMPORT_CONTENTS, type ImportContent } from '../../offices.ts';
import { changeSetting } from '../settings.ts';
import { imports, mandates, seats } from '../tables.ts';
import { applyImport, previewImport } from './apply.ts';
import { exportList } from './export.ts';
import { chooseColumns, uploadImport } from './prepare.ts';
import { importSheet, listImports } from './queries.ts';
import { undoImport } from './undo.ts';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
  elsewhere = await relay.found('ailleurs', 'common');
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'common');
});

const bytesOf = (rows: readonly string[]) => new TextEncoder().encode(rows.join('\n'));
const sheet = async (importId: string, association = here) =>
  doneValue(await association.inside((tx) => importSheet(tx, association.coordinator, importId)));

/** A file uploaded, its columns chosen as they are guessed; answers its identifier. */
async function draft(content: ImportContent, ...rows: string[]): Promise<string> {
  const { importId } = doneValue(
    await uploadImport(relay.house, here.coordinator, { content, name: 'liste.csv', bytes: bytesOf(rows) }),
  );
  const columns = guessColumns(content, rows[0]!.split(';')).map((field) => field ?? '');
  doneValue(await chooseColumns(relay.house, here.coordinator, importId, { columns }));
  return importId;
}
const preview = async (importId: string) =>
  previewImport(relay.house, here.coordinator, (await sheet(importId)).row);
const apply = (importId: string, fingerprint: string, withoutRefused = true, actor = here.coordinator) =>
  applyImport(relay.house, actor, importId, { fingerprint, withoutRefused });
/** Imports a file as its preview shows it. */
async function imported(content: ImportContent, ...rows: string[]): Promise<string> {
  const importId = await draft(content, ...rows);
  doneValue(await apply(importId, (await preview(importId)).fingerprint));
  return importId;
}
const undo = (importId: string, actor = here.coordinator) => undoImport(relay.house, actor, importId);
const sentenceOf = (outcome: Outcome<unknown>) =>
  outcome.done ? null : outcome.refusal.sentence.replaceAll('\u00a0', ' ');

/** What the association holds, versions left aside: they only grow. */
const content = () =>
  here.inside(async (tx) => {
    const withoutVersion = <T extends { version: number }>(rows: T[]) =>
      rows.map(({ version: _, ...row }) => row);
    return {
      organisations: withoutVersion(await tx.select().from(organisations).orderBy(asc(organisations.id))),
      people: withoutVersion(await tx.select().from(people).orderBy(asc(people.id))),
      mandates: withoutVersion(await tx.select().from(mandates).orderBy(asc(mandates.id))),
    };
  });
const acts = async () =>
  (await here.inside((tx) => tx.select().from(journalEntries).orderBy(asc(journalEntries.seq)))).map(
    ({ act }) => act,
  );

const ORGANISATIONS = [
  'Nom;Secteur;Numéro d’entreprise;Commune',
  'CPAS d’Arlon;public;0207.373.429;Arlon',
  'Faux numéro;public;0207.373.428;',
  'Élan;associatif;;Bastogne',
];

describe('an import', () => {
  it('shows what it would do without doing it, then does that, journalled', async () => {
    const before = await content();
    const importId = await draft('organisations', ...ORGANISATIONS);
    const { rows, counts, fingerprint } = await preview(importId);
    expect(counts).toEqual({ create: 2, change: 0, same: 0, refused: 1 });
    expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'create'],
      [3, 'refused'],
      [4, 'create'],
    ]);
    expect(await content()).toEqual(before);
    expect(await acts()).toEqual(['import.prepared', 'import.columns-chosen']);

    expect(refusalOf(await apply(importId, fingerprint, false))).toBe('refused-rows');
    expect(await content()).toEqual(before);
    doneValue(await apply(importId, fingerprint));
    expect((await content()).organisations.map(({ name }) => name).sort()).toEqual(['CPAS d’Arlon', 'Élan']);
    expect((await acts()).slice(2)).toEqual(['organisation.added', 'organisation.added', 'import.applied']);
    expect(await here.inside((tx) => verifyChain(tx, here.associationId))).toMatchObject({ broken: null });
    expect(await here.inside((tx) => listImports(tx, here.coordinator))).toMatchObject({
      value: [
        {
          id: importId,
          fileName: 'liste.csv',
          applied: { by: 'An Peeters', created: 2, changed: 0, refused: 1, undoable: true },
        },
      ],
    });
    // What the file said of each row has served.
    expect((await sheet(importId)).row.cells).toHaveLength(1);
  });

  it('applied twice, at once included, and sent again, is applied once', async () => {
    const importId = await draft('organisations', ...ORGANISATIONS);
    const { fingerprint } = await preview(importId);
    const outcomes = await Promise.all([apply(importId, fingerprint), apply(importId, fingerprint)]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect((await content()).organisations).toHaveLength(2);
    const again = await draft('organisations', ...ORGANISATIONS.filter((row) => !row.includes('Faux')));
    const { counts, fingerprint: nothing } = await preview(again);
    expect(counts).toEqual({ create: 0, change: 0, same: 2, refused: 0 });
    expect(refusalOf(await apply(again, nothing))).toBe('nothing-to-import');
  });

  it('of two files at once that create the same, writes one and shows the other its new plan', async () => {
    const one = await draft('organisations', ...ORGANISATIONS);
    const other = await draft('organisations', ...ORGANISATIONS);
    const plans = [await preview(one), await preview(other)];
    const outcomes = await Promise.all([
      apply(one, plans[0]!.fingerprint),
      apply(other, plans[1]!.fingerprint),
    ]);
    expect(outcomes.map(refusalOf).sort()).toEqual(['plan-changed', null].sort());
    expect((await content()).organisations).toHaveLength(2);
  });

  it('writes nothing when what it was planned against has changed', async () => {
    await imported('organisations', ...ORGANISATIONS);
    const importId = await draft('organisations', 'Nom;Commune', 'Élan;Libramont');
    const { fingerprint } = await preview(importId);
    await here.inside((tx) =>
      tx.update(organisations).set({ municipality: 'Neufchâteau' }).where(eq(organisations.name, 'Élan')),
    );
    const before = await content();
    expect(refusalOf(await apply(importId, fingerprint))).toBe('plan-changed');
    expect(await content()).toEqual(before);
    const { rows, fingerprint: fresh } = await preview(importId);
    expect(rows[0]).toMatchObject({ changes: [{ before: 'Neufchâteau', after: 'Libramont' }] });
    doneValue(await apply(importId, fresh));
  });

  it('refuses what a page would refuse, in the words of the page', async () => {
    const importId = await draft(
      'organisations',
      'Nom;Secteur;Membre effectif;Membre jusqu’au',
      'Partie;public;oui;01/01/2020',
    );
    expect((await preview(importId)).rows[0]).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('n’est plus membre effectif'),
    });
    await imported('people', 'Prénom;Nom;E-mail', 'Zoé;Neuve;zoe@exemple.be');
    const change = await draft('people', 'Prénom;Nom;Organisation;E-mail', 'Zoé;Autre;;zoe@exemple.be');
    expect((await preview(change)).counts).toMatchObject({ change: 1 });
    // The contacts are in the sheet, never in the journal.
    const journal = await here.inside((tx) => tx.select().from(journalEntries));
    expect(JSON.stringify(journal)).not.toContain('zoe@exemple.be');
  });

  it('is for coordination, and not there for who has no role', async () => {
    const importId = await draft('organisations', ...ORGANISATIONS);
    const upload = { content: 'organisations', name: 'x.csv', bytes: bytesOf(ORGANISATIONS) } as const;
    const calls = (actor: SignedInActor) =>
      Promise.all([
        uploadImport(relay.house, actor, upload),
        chooseColumns(relay.house, actor, importId, { columns: ['name'] }),
        apply(importId, 'x', true, actor),
        undo(importId, actor),
        here.inside((tx) => listImports(tx, actor)),
        here.inside((tx) => importSheet(tx, actor, importId)),
      ]);
    for (const [role, code] of [
      ['assistant', 'not-allowed'],
      ['reader', 'not-allowed'],
      [null, 'not-found'],
    ] as const)
      expect((await calls(here.actor(role))).map(refusalOf)).toEqual(Array(6).fill(code));
    expect(refusalOf(await apply(importId, 'x', true, elsewhere.coordinator))).toBe('not-found');
    expect(refusalOf(await undo(importId, elsewhere.coordinator))).toBe('not-found');
    for (const unknown of ['x', randomUUID()]) {
      expect(refusalOf(await apply(unknown, 'x'))).toBe('not-found');
      expect(refusalOf(await undo(unknown))).toBe('not-found');
      expect(refusalOf(await here.inside((tx) => importSheet(tx, here.coordinator, unknown)))).toBe(
        'not-found',
      );
    }
  });

  it('refuses columns that cannot be read, and to be imported before they are chosen', async () => {
    const { importId } = doneValue(
      await uploadImport(relay.house, here.coordinator, {
        content: 'organisations',
        name: 'C:\\listes\\a.csv',
        bytes: bytesOf(ORGANISATIONS),
      }),
    );
    expect((await sheet(importId)).fileName).toBe('a.csv');
    expect(refusalOf(await apply(importId, 'x'))).toBe('columns-not-chosen');
    const choose = (...columns: string[]) =>
      chooseColumns(relay.house, here.coordinator, importId, { columns });
    expect(refusalOf(await choose('', '', '', ''))).toBe('column-missing');
    doneValue(await choose('name', 'sector', '', ''));
    doneValue(await choose('name', 'sector', '', ''));
    expect((await acts()).filter((act) => act === 'import.columns-chosen')).toHaveLength(1);
    doneValue(await apply(importId, (await preview(importId)).fingerprint));
    expect(refusalOf(await choose('name', 'sector', '', 'municipality'))).toBe('already-imported');
  });

  it('drops the files that waited for more than a day, at the next upload', async () => {
    const old = await draft('organisations', ...ORGANISATIONS);
    const done = await imported('organisations', 'Nom;Secteur', 'Élan;associatif');
    const later = (hours: number): House => ({
      ...relay.house,
      clock: fixedClock(new Date(Date.parse(relay.house.clock.now()) + hours * 3_600_000).toISOString()),
    });
    const upload = (house: House) =>
      uploadImport(house, here.coordinator, {
        content: 'people',
        name: 'p.csv',
        bytes: bytesOf(['Nom', 'Neuve']),
      });
    const ids = async () => (await here.inside((tx) => tx.select().from(imports))).map(({ id }) => id);
    doneValue(await upload(later(23)));
    expect(await ids()).toContain(old);
    doneValue(await upload(later(25)));
    expect(await ids()).not.toContain(old);
    expect((await sheet(done)).applied).toMatchObject({ undoable: true });
    doneValue(await upload(later(24 * 31)));
    expect((await sheet(done)).applied).toMatchObject({ created: 1, undoable: false });
    expect(refusalOf(await undo(done))).toBe('too-late');
  });
});

describe('the undoing of an import', () => {
  it('takes back what it created and changed, once', async () => {
    await imported('organisations', ...ORGANISATIONS);
    await imported('people', 'Prénom;Nom;Téléphone', 'Zoé;Neuve;+32 61 23 45 67');
    const before = await content();
    const people = await imported(
      'people',
      'Prénom;Nom;Téléphone',
      'Zoé;Neuve;+32 499 00 00 00',
      'Yan;Neuf;',
    );
    const importId = await imported(
      'organisations',
      'Nom;Secteur;Commune;Membre depuis',
      'Élan;public;Libramont;01/02/2020',
      'Nouvelle;public;;',
    );
    expect((await content()).organisations).toHaveLength(3);
    expect((await Promise.all([undo(importId), undo(importId)])).map(refusalOf)).toEqual([null, null]);
    doneValue(await undo(people));
    expect(await content()).toEqual(before);
    expect((await acts()).filter((act) => act === 'import.undone')).toHaveLength(2);
    expect((await sheet(importId)).applied).toMatchObject({ undoable: false });
    expect((await sheet(importId)).undoneAt).not.toBeNull();
  });

  it('leaves alone what someone changed since elsewhere on the same sheet', async () => {
    await imported('organisations', ...ORGANISATIONS);
    const importId = await imported('organisations', 'Nom;Commune', 'Élan;Libramont');
    await here.inside((tx) =>
      tx.update(organisations).set({ legalForm: 'ASBL' }).where(eq(organisations.name, 'Élan')),
    );
    doneValue(await undo(importId));
    expect((await content()).organisations.find(({ name }) => name === 'Élan')).toMatchObject({
      municipality: 'Bastogne',
      legalForm: 'ASBL',
    });
  });

  it('refuses, and names it, when something was changed, used or removed since', async () => {
    const { bodyId } = await here.addBody('board', []);
    const importId = await imported('organisations', ...ORGANISATIONS);
    const before = await content();
    const [arlon] = before.organisations.filter(({ name }) => name === 'CPAS d’Arlon');
    await here.inside((tx) =>
      tx.insert(mandates).values({
        associationId: here.associationId,
        bodyId,
        organisationId: arlon!.id,
        sector: 'public',
        office: 'member',
        voting: true,
        fromDay: '2022-01-01',
      }),
    );
    expect(sentenceOf(await undo(importId))).toContain('CPAS d’Arlon sert depuis à un mandat');
    await here.inside((tx) => tx.delete(mandates));
    const elan = eq(organisations.name, 'Élan');
    await here.inside((tx) => tx.update(organisations).set({ website: 'https://elan.be' }).where(elan));
    expect(sentenceOf(await undo(importId))).toContain('Élan a été modifié depuis');
    expect((await content()).organisations).toHaveLength(2);
    await here.inside((tx) => tx.delete(organisations).where(elan));
    expect(sentenceOf(await undo(importId))).toContain('Élan n’existe plus');
  });

  it('refuses to take back a person who enters since, and a file that was never imported', async () => {
    const importId = await imported('people', 'Prénom;Nom', 'Zoé;Neuve');
    const accountId = await relay.addAccount(`zoe-${founded}@exemple.be`, 'Zoé Neuve');
    await here.inside((tx) => tx.update(people).set({ accountId }));
    expect(sentenceOf(await undo(importId))).toContain('Zoé Neuve a reçu un accès depuis');
    expect(refusalOf(await undo(await draft('people', 'Prénom;Nom', 'Yan;Neuf')))).toBe('not-imported');
  });
});

describe('mandates', () => {
  const TITLES = 'Instance;Organisation;Prénom;Nom;Fonction;Début;Fin;Siège;Motif de fin;Remarque sur la fin';
  let code: string;
  let bodyId: string;
  beforeEach(async () => {
    ({ code, bodyId } = await here.addBody('board', []));
    await imported('organisations', ...ORGANISATIONS);
    await imported('people', 'Prénom;Nom', 'Zoé;Neuve', 'Yan;Neuf');
  });

  it('begin, end and change under the rules of the pages; the others are refused', async () => {
    const importId = await draft(
      'mandates',
      TITLES,
      `${code};Élan;Zoé;Neuve;Présidence;01/01/2021;31/12/2021;;Démission;Partie vivre ailleurs`,
      `${code};CPAS d’Arlon;Yan;Neuf;Présidence;01/06/2021;;;;`,
      `${code};CPAS d’Arlon;Zoé;Neuve;;01/07/2021;;;;`,
      `${code};CPAS d’Arlon;Yan;Neuf;;01/01/2022;;;;`,
    );
    const { rows, fingerprint } = await preview(importId);
    expect(rows.map((row) => ('reason' in row ? row.reason.split('\u00a0')[0] : row.outcome))).toEqual([
      'create',
      expect.stringContaining('Présidence'),
      expect.stringContaining('Zoé Neuve siège déjà'),
      'create',
    ]);
    doneValue(await apply(importId, fingerprint));
    expect((await content()).mandates).toHaveLength(2);
    expect((await content()).mandates.find(({ office }) => office === 'chair')).toMatchObject({
      sector: 'associative',
      toDay: '2021-12-31',
      endReason: 'resignation',
      endNote: 'Partie vivre ailleurs',
    });
    const before = await content();
    const change = await imported(
      'mandates',
      TITLES,
      `${code};CPAS d’Arlon;Yan;Neuf;Membre;01/01/2022;30/06/2022;;terme;`,
    );
    expect((await content()).mandates.find(({ office }) => office === 'member')).toMatchObject({
      toDay: '2022-06-30',
      endReason: 'term',
    });
    doneValue(await undo(change));
    expect(await content()).toEqual(before);
    doneValue(await undo(importId));
    expect((await content()).mandates).toEqual([]);
  });

  it('are no longer than the statutes admit, unless they ended late in fact', async () => {
    const six = { key: 'mandate-years', value: 6, bodyId, source: 'statuts, art. 14' };
    doneValue(await changeSetting(relay.house, here.coordinator, settingForm.parse(six)));
    const { rows } = await preview(
      await draft(
        'mandates',
        TITLES,
        `${code};Élan;Zoé;Neuve;;01/01/2015;30/06/2021;;;`,
        `${code};CPAS d’Arlon;Yan;Neuf;;01/01/2015;30/06/2021;;terme;`,
        `${code};CPAS d’Arlon;;;;01/01/2015;;;;`,
      ),
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['refused', 'create', 'create']);
    expect(rows[0]).toMatchObject({ reason: expect.stringContaining('Un mandat dure 6\u00a0ans au plus') });
  });

  it('widen the gap between the sectors only as far as the preview says, which the journal keeps', async () => {
    const strict = { key: 'parity-tolerance', value: 0, bodyId, source: 'statuts, art. 12' };
    doneValue(await changeSetting(relay.house, here.coordinator, settingForm.parse(strict)));
    const both = `${code};CPAS d’Arlon;Yan;Neuf;;01/01/2021;;;;`;
    const balanced = await draft('mandates', TITLES, both, `${code};Élan;Zoé;Neuve;;01/01/2021;;;;`);
    expect((await preview(balanced)).gaps).toEqual([]);
    const importId = await draft('mandates', TITLES, both, `${code};Élan;Zoé;Neuve;;01/03/2021;;;;`);
    const { gaps, fingerprint } = await preview(importId);
    expect(gaps).toEqual([
      `${code}, le 1er\u00a0janvier\u00a02021\u00a0: Public\u00a0: 1, associatif\u00a0: 0, écart 1 (admis\u00a0: 0)\u00a0: parité rompue. (statuts, art. 12)`,
    ]);
    doneValue(await changeSetting(relay.house, here.coordinator, settingForm.parse({ ...strict, value: 2 })));
    expect(refusalOf(await apply(importId, fingerprint))).toBe('plan-changed');
    doneValue(await changeSetting(relay.house, here.coordinator, settingForm.parse(strict)));
    doneValue(await apply(importId, fingerprint));
    const entries = await here.inside((tx) =>
      tx.select().from(journalEntries).where(eq(journalEntries.subjectId, importId)),
    );
    expect(entries.find(({ act }) => act === 'import.applied')!.after).toMatchObject({ acceptedGaps: gaps });
  });

  it('sit on the seat that the page of seats calls so, which has to be of their sector', async () => {
    const [first] = await here.inside((tx) =>
      tx
        .insert(seats)
        .values([
          { associationId: here.associationId, bodyId, sector: 'associative', position: 0 },
          { associationId: here.associationId, bodyId, sector: 'public', position: 1 },
        ])
        .returning({ id: seats.id }),
    );
    const importId = await draft(
      'mandates',
      TITLES,
      `${code};Élan;Zoé;Neuve;;01/01/2021;;siege public;;`,
      `${code};Élan;Zoé;Neuve;;01/01/2022;;Siège associatif;;`,
    );
    const { rows, fingerprint } = await preview(importId);
    expect(rows[0]).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('siège public') });
    doneValue(await apply(importId, fingerprint));
    expect((await content()).mandates).toMatchObject([{ seatId: first!.id }]);
    const exported = doneValue(await exportList(relay.house, here.coordinator, 'mandates.csv'));
    expect(new TextDecoder().decode(exported.bytes)).toContain(';oui;Siège associatif;01/01/2022;');
  });

  it('are not cut before a recorded presence, nor taken back under it', async () => {
    const row = `${code};Élan;Zoé;Neuve;;01/01/2022`;
    const importId = await imported('mandates', TITLES, `${row};;;;`);
    const [mandate] = (await content()).mandates;
    const { meetingId } = await here.meetAgain(
      { bodyId, mandateIds: [mandate!.id] },
      [{ sector: 'associative', state: 'present' }],
      '2022-06-01',
    );
    const cut = await draft('mandates', TITLES, `${row};31/05/2022;;;`);
    expect((await preview(cut)).rows[0]).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('présences'),
    });
    expect(sentenceOf(await undo(importId))).toContain('sert depuis à une présence notée');
    await here.inside((tx) => tx.delete(attendances).where(eq(attendances.meetingId, meetingId)));
    doneValue(await undo(importId));
  });
});

describe('exportList', () => {
  it('is for the staff, journalled, and finds nothing else', async () => {
    for (const role of ['coordination', 'assistant', 'reader'] as const)
      expect(refusalOf(await exportList(relay.house, here.actor(role), 'people.csv'))).toBeNull();
    expect(refusalOf(await exportList(relay.house, here.actor(null), 'people.csv'))).toBe('not-found');
    for (const file of ['people', 'people.pdf', 'imports.csv', 'people.csv.csv'])
      expect(refusalOf(await exportList(relay.house, here.coordinator, file))).toBe('not-found');
    expect(await acts()).toEqual(Array(3).fill('list.exported'));
  });

  it('leaves out whoever was erased, but not their mandates', async () => {
    await here.addBody('board', [{ sector: 'public' }]);
    await here.inside((tx) => tx.update(people).set({ erasedAt: relay.house.clock.now() }));
    const csv = async (file: string) =>
      new TextDecoder().decode(doneValue(await exportList(relay.house, here.coordinator, file)).bytes);
    expect(await csv('people.csv')).not.toContain('Dominique');
    expect(await csv('mandates.csv')).toContain('Dominique');
  });
});

describe('on the reference case', () => {
  it('an export imported again changes nothing, in both formats', async () => {
    const { house, associationId, inside, close } = await openReferenceCase();
    const actor: SignedInActor = { ...here.coordinator, associationId };
    for (const list of IMPORT_CONTENTS)
      for (const format of ['csv', 'xlsx']) {
        const { name, bytes } = doneValue(await exportList(house, actor, `${list}.${format}`));
        const { importId } = doneValue(await uploadImport(house, actor, { content: list, name, bytes }));
        const { row, columns, rows } = doneValue(await inside((tx) => importSheet(tx, actor, importId)));
        expect(rows).toBeGreaterThan(10);
        const chosen = guessColumns(
          list,
          columns.map(({ title }) => title),
        );
        const plan = await previewImport(house, actor, { ...row, columns: chosen });
        expect(plan.rows.filter(({ outcome }) => outcome !== 'same')).toEqual([]);
      }
    await close();
  });
});
