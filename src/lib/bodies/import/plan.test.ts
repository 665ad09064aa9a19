import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '#lib/associations/categories.ts';
import { readCsv, writeCsv } from '#lib/documents/tables/csv.ts';
import { tableOf } from '#lib/documents/tables/read.ts';
import { readXlsx, writeXlsx } from '#lib/documents/tables/xlsx.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import { END_REASONS, IMPORT_CONTENTS, OFFICES, OFFICES_WITHOUT_VOTE } from '../offices.ts';
import { COLUMNS } from './columns.ts';
import { exportTable } from './export.ts';
import { checkColumns, guessColumns } from './guess.ts';
import type { Known } from './known.ts';
import { countOutcomes, planImport } from './plan.ts';
import type { PlannedRow } from './rows.ts';

const organisation = (id: string, name: string, more: Record<string, string> = {}) => ({
  id,
  values: {
    name,
    sector: 'public',
    partner: 'true',
    enterpriseNumber: '',
    legalForm: '',
    category: '',
    municipality: '',
    arrondissement: '',
    seatAddress: '',
    website: '',
    memberSince: '',
    memberUntil: '',
    ...more,
  },
});
const person = (
  id: string,
  givenName: string,
  familyName: string,
  email = '',
  organisationIds: string[] = [],
) => ({
  id,
  values: { civility: '', givenName, familyName, email, phone: '', address: '' },
  organisationIds,
});
const mandate = (id: string, personId: string | null, more: Record<string, string> = {}) => ({
  id,
  bodyId: 'ca',
  organisationId: 'arlon',
  personId,
  values: {
    office: 'member',
    voting: 'true',
    seat: '',
    from: '2021-06-24',
    to: '',
    appointment: '',
    endReason: '',
    endNote: '',
    exceptionReason: '',
    ...more,
  },
});

const KNOWN: Known = {
  organisations: [
    organisation('arlon', 'C.P.A.S. d’Arlon', { enterpriseNumber: '0207.373.429', municipality: 'Arlon' }),
    organisation('elan', 'Élan', { sector: 'associative' }),
    organisation('elan2', 'Elan', { sector: 'associative' }),
  ],
  people: [
    person('alix', 'Alix', 'Abrassart', 'alix@exemple.be', ['arlon']),
    person('jean1', 'Jean', 'Dupont', '', ['arlon']),
    person('jean2', 'Jean', 'Dupont', 'jean@exemple.be', ['elan']),
  ],
  bodies: [
    { id: 'ca', code: 'CA', name: 'Organe d’administration' },
    { id: 'ag', code: 'AG', name: 'Assemblée générale' },
  ],
  seats: [{ bodyId: 'ca', name: 'Siège public\u00a01, CPAS' }],
  mandates: [
    mandate('m1', 'alix'),
    mandate('v1', null, { from: '2022-01-01' }),
    mandate('v2', null, { from: '2022-01-01', appointment: 'AG' }),
  ],
};

/** The plan of a file with these titles and rows, its columns guessed. */
function plan(content: (typeof IMPORT_CONTENTS)[number], titles: string, ...rows: string[]): PlannedRow[] {
  const cells = [titles, ...rows].map((row) => row.split(';'));
  return planImport(content, tableOf(cells), guessColumns(content, cells[0]!), KNOWN);
}
const only = (rows: PlannedRow[]) => {
  expect(rows).toHaveLength(1);
  return rows[0]!;
};
/** Why a row is refused, with ordinary spaces; its outcome when it is not. */
const reason = (row: PlannedRow) => ('reason' in row ? row.reason.replaceAll('\u00a0', ' ') : row.outcome);

describe('guessColumns', () => {
  it.each(IMPORT_CONTENTS)('knows every title of the export of %s', (content) => {
    const fields = COLUMNS[content].map(({ field }) => field);
    expect(
      guessColumns(
        content,
        COLUMNS[content].map(({ title }) => title),
      ),
    ).toEqual(fields);
    expect(
      guessColumns(
        content,
        COLUMNS[content].map(({ title }) => title.toUpperCase().normalize('NFD').replaceAll(/\p{M}/gu, '')),
      ),
    ).toEqual(fields);
  });

  it('knows other titles, each field once, and leaves the others aside', () => {
    expect(guessColumns('people', ['LAST NAME', 'first_name', 'Courriel', 'E-mail', 'Taille', ''])).toEqual([
      'familyName',
      'givenName',
      null,
      'email',
      null,
      null,
    ]);
    expect(guessColumns('organisations', ['Dénomination sociale', 'N° BCE', 'Ville'])).toEqual([
      'name',
      'enterpriseNumber',
      'municipality',
    ]);
  });
});

describe('checkColumns', () => {
  const code = (outcome: Outcome<undefined>) => (outcome.done ? null : outcome.refusal.code);
  it.each([
    [['name', null], null],
    [[null, 'sector'], 'column-missing'],
    [['name', 'name'], 'column-twice'],
    [['name', 'password'], 'unknown-columns'],
    [['name'], 'unknown-columns'],
  ])('%j: %s', (chosen, expected) => {
    expect(code(checkColumns('organisations', ['Nom', ''], chosen))).toBe(expected);
  });
});

describe('organisations', () => {
  it('creates with what is given, and says what was assumed', () => {
    const created = only(plan('organisations', 'Nom;Secteur;Membre depuis', 'La Passerelle;ASBL;1/2/2020'));
    expect(created).toMatchObject({
      outcome: 'create',
      label: 'La Passerelle',
      changes: [
        { title: 'Nom', before: '', after: 'La Passerelle' },
        { title: 'Secteur', before: '', after: 'Associatif' },
        { title: 'Membre effectif', before: '', after: 'non' },
        { title: 'Membre depuis', before: '', after: '01/02/2020' },
      ],
    });
  });

  it('finds by the number, else by the name, and changes only what the row gives', () => {
    const titles = 'Nom;Numéro d’entreprise;Commune';
    expect(only(plan('organisations', titles, 'CPAS Arlon;207 373 429;'))).toMatchObject({
      outcome: 'change',
      changes: [{ title: 'Nom', before: 'C.P.A.S. d’Arlon', after: 'CPAS Arlon' }],
    });
    expect(only(plan('organisations', titles, "c.p.a.s.  D'ARLON;;"))).toMatchObject({ outcome: 'same' });
    expect(only(plan('organisations', titles, 'CPAS;207373429;'))).toMatchObject({ write: { id: 'arlon' } });
    expect(only(plan('organisations', titles, 'C.P.A.S. d’Arlon;;Arlon'))).toMatchObject({ outcome: 'same' });
    expect(only(plan('organisations', titles, 'Élan;;Bastogne'))).toMatchObject({
      outcome: 'change',
      write: { id: 'elan', after: { municipality: 'Bastogne', sector: 'associative' } },
    });
  });

  it.each([
    ['X;public;0207.373.428', 'Ce numéro d’entreprise n’existe pas'],
    ['X;privé-public;', 'Choisissez parmi'],
    [';public;', 'Indiquez le nom'],
    ['X;;', 'Choisissez le secteur'],
    ['élan;;', 'Plusieurs organisations portent ce nom'],
    ['Élan;;0207.373.429', 'Le numéro est celui de « C.P.A.S. d’Arlon »'],
  ])('refuses %s: %s', (cells, sentence) => {
    expect(reason(only(plan('organisations', 'Nom;Secteur;BCE', cells)))).toContain(sentence);
  });

  it('refuses the second row that speaks of the same, by its name, its number or what it means', () => {
    const titles = 'Nom;Secteur;BCE';
    const twice = [
      plan('organisations', titles, 'Neuf;public;', 'NEUF;public;'),
      plan('organisations', titles, 'A;public;0403.170.701', 'B;public;0403170701'),
      plan('organisations', titles, 'C.P.A.S. d’Arlon;;', 'Autre nom;;0207.373.429'),
    ];
    for (const rows of twice) {
      expect(reason(rows[0]!)).not.toContain('La ligne');
      expect(reason(rows[1]!)).toContain('La ligne 2 parle déjà');
    }
  });

  it('refuses a day that is none, and a site without protocol', () => {
    expect(reason(only(plan('organisations', 'Nom;Membre depuis', 'Élan;30/02/2022')))).toBe(
      'Membre depuis, « 30/02/2022 » : Écrivez une date, par exemple 21/11/2022.',
    );
    expect(reason(only(plan('organisations', 'Nom;Site web', 'Élan;www.elan.be')))).toContain('https://');
  });
});

describe('people', () => {
  const titles = 'Prénom;Nom;E-mail;Organisation';
  it('finds by the address, else by the names, told apart by the organisation', () => {
    expect(only(plan('people', titles, 'Alix;Abrassart-Noël;ALIX@exemple.be;'))).toMatchObject({
      outcome: 'change',
      changes: [{ title: 'Nom', before: 'Abrassart', after: 'Abrassart-Noël' }],
    });
    expect(only(plan('people', titles, 'alix;ABRASSART;;'))).toMatchObject({ outcome: 'same' });
    expect(only(plan('people', titles, 'Jean;Dupont;;Élan'))).toMatchObject({ outcome: 'same' });
    expect(only(plan('people', titles, 'Jean;Dupont;nouveau@exemple.be;C.P.A.S. d’Arlon'))).toMatchObject({
      outcome: 'change',
      write: { id: 'jean1' },
    });
    expect(only(plan('people', titles, 'Zoé;Neuve;zoe@exemple.be;'))).toMatchObject({ outcome: 'create' });
  });

  it.each([
    ['Jean;Dupont;;', 'Plusieurs personnes'],
    ['Jean;Dupont;alix@exemple.be;', 'Cette adresse e-mail est celle de Alix Abrassart'],
    [';Neuve;;', 'Prénom'],
    ['Zoé;Neuve;zoe@;', 'E-mail : Cette adresse n’est pas complète'],
  ])('refuses %s: %s', (cells, sentence) => {
    expect(reason(only(plan('people', titles, cells)))).toContain(sentence);
  });

  it('refuses the second row of the same name or address', () => {
    const rows = plan('people', titles, 'Zoé;A;z@exemple.be;', 'Yan;B;z@exemple.be;', 'Al;C;;', 'AL;C;;');
    expect(rows.map(({ outcome }) => outcome)).toEqual(['create', 'refused', 'create', 'refused']);
  });
});

describe('mandates', () => {
  const titles = 'Instance;Organisation;Prénom;Nom;Fonction;Début;Fin;Siège;Motif de fin;Voix';
  const row = (cells: string) => only(plan('mandates', titles, cells));

  it('creates, changes and leaves mandates as they are', () => {
    expect(row('ca;c.p.a.s. d’arlon;Alix;Abrassart;;24/06/2021;;;;')).toMatchObject({ outcome: 'same' });
    expect(row('CA;C.P.A.S. d’Arlon;Alix;Abrassart;Membre;24/06/2021;31/12/2022;;Démission;')).toMatchObject({
      outcome: 'change',
      changes: [
        { title: 'Fin', before: '', after: '31/12/2022' },
        { title: 'Motif de fin', before: '', after: 'Démission' },
      ],
      write: { id: 'm1', refers: { bodyId: 'ca', organisationId: 'arlon', personId: 'alix' } },
    });
    expect(row('Assemblée générale;Élan;Jean;Dupont;Présidente;2024-12-02;;;;')).toMatchObject({
      outcome: 'create',
      label: 'AG, Présidence, Jean Dupont, Élan',
      write: { refers: { personId: 'jean2' }, after: { office: 'chair', voting: 'true' } },
    });
    expect(row('CA;Élan;;;invité;02/12/2024;;siege public 1;;')).toMatchObject({
      outcome: 'create',
      write: { refers: { personId: null }, after: { voting: 'false', seat: 'Siège public\u00a01, CPAS' } },
    });
  });

  it.each([
    ['CE;Élan;;;;02/12/2024;;;;', 'n’est pas une instance'],
    ['CA;Inconnue;;;;02/12/2024;;;;', 'L’association ne connaît pas « Inconnue »'],
    ['CA;;;;;02/12/2024;;;;', 'Indiquez l’organisation'],
    ['CA;Élan;Zoé;Neuve;;02/12/2024;;;;', 'ne connaît pas Zoé Neuve'],
    ['CA;Élan;;Neuve;;02/12/2024;;;;', 'Indiquez le prénom et le nom'],
    ['CA;Élan;;;Roi;02/12/2024;;;;', 'Fonction, « Roi »'],
    ['CA;Élan;;;;;;;;', 'Indiquez le premier jour'],
    ['CA;Élan;;;;demain;;;;', 'Écrivez une date'],
    ['CA;Élan;;;;02/12/2024;01/12/2024;;;', 'ne peut pas finir'],
    ['CA;Élan;;;;02/12/2024;;7;;', 'Le siège « 7 »'],
    ['CA;Élan;;;;02/12/2024;;;Démission;', 'Indiquez le dernier jour'],
    ['CA;Élan;;;invité;02/12/2024;;;;oui', 'sans voix délibérative'],
  ])('refuses %s: %s', (cells, sentence) => {
    expect(reason(row(cells))).toContain(sentence);
  });

  it('tells the vacant seats of one organisation apart, and refuses one too many', () => {
    const vacant = 'CA;C.P.A.S. d’Arlon;;;;01/01/2022;;;;';
    const rows = plan('mandates', titles, vacant, vacant, vacant);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['same', 'same', 'refused']);
    expect(reason(rows[2]!)).toContain('La ligne');
    const twice = plan('mandates', titles, 'CA;Élan;;;;02/12/2024;;;;', 'CA;Élan;;;;02/12/2024;;;;');
    expect(twice.map(({ outcome }) => outcome)).toEqual(['create', 'refused']);
  });
});

const awkward = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '"',
    'a;b',
    'deux\nlignes',
    'deux\r\nlignes',
    '0123',
    '+32',
    '-',
    '@x',
    'é',
    '👩‍👧',
    "'=x",
    'oui',
  ),
  fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter((each) => each.isWellFormed() && !each.includes('\0')),
);
const day = fc
  .date({ min: new Date('1921-01-02'), max: new Date('2200-12-30'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const maybe = <T>(what: fc.Arbitrary<T>) => fc.option(what, { nil: '' as const });

/** What an association could hold, with awkward texts; names are told apart by a number. */
const anyKnown: fc.Arbitrary<Known> = fc
  .record({
    organisations: fc.array(
      fc.record({
        name: awkward,
        sector: fc.constantFrom(...SECTORS),
        partner: fc.constantFrom('true', 'false'),
        legalForm: awkward,
        category: maybe(fc.constantFrom(...CATEGORIES)),
        seatAddress: awkward,
        memberSince: maybe(day),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    people: fc.array(
      fc.record({
        civility: maybe(fc.constantFrom('madame', 'monsieur')),
        givenName: awkward,
        familyName: awkward,
        phone: awkward,
      }),
      { minLength: 1, maxLength: 4 },
    ),
    mandates: fc.array(
      fc.record({
        personId: fc.option(fc.nat(3)),
        office: fc.constantFrom(...OFFICES),
        from: day,
        to: maybe(day),
        appointment: awkward,
        endReason: maybe(fc.constantFrom(...END_REASONS)),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ organisations, people, mandates }) => ({
    bodies: KNOWN.bodies,
    seats: KNOWN.seats,
    organisations: organisations.map((values, index) =>
      organisation(`o${index}`, '', { ...values, name: `${values.name}${index}` }),
    ),
    people: people.map((values, index) => ({
      id: `p${index}`,
      values: {
        ...values,
        givenName: `${values.givenName}x`,
        familyName: `${values.familyName}${index}`,
        email: index % 2 === 0 ? `p${index}@exemple.be` : '',
        address: '',
      },
      organisationIds: ['o0'],
    })),
    mandates: mandates.map(({ personId, office, ...values }, index) => ({
      ...mandate(`m${index}`, personId === null || personId >= people.length ? null : `p${personId}`, {
        ...values,
        office,
        voting: String(!OFFICES_WITHOUT_VOTE.includes(office)),
        seat: index === 0 ? 'Siège public\u00a01, CPAS' : '',
      }),
      organisationId: 'o0',
    })),
  }));

describe.each(IMPORT_CONTENTS)('an export of %s imported again changes nothing', (content) => {
  const unchanged = (cells: string[][], known: Known) => {
    const table = tableOf(cells);
    const rows = planImport(content, table, guessColumns(content, table.header), known);
    expect(rows.filter(({ outcome }) => outcome !== 'same')).toEqual([]);
    expect(countOutcomes(rows).same).toBe(known[content].length);
  };
  const valueOf = (outcome: Outcome<string[][]>) => {
    if (!outcome.done) throw new Error(outcome.refusal.code);
    return outcome.value;
  };

  it('as CSV', () => {
    fc.assert(
      fc.property(anyKnown, (known) => {
        unchanged(valueOf(readCsv(writeCsv(exportTable(content, known)))), known);
      }),
    );
  });

  it('as XLSX', async () => {
    await fc.assert(
      fc.asyncProperty(anyKnown, async (known) => {
        unchanged(valueOf(await readXlsx(await writeXlsx(exportTable(content, known), 'Feuille'))), known);
      }),
      { numRuns: 40 },
    );
  });
});
