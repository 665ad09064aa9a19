import type { Category } from '#lib/associations/categories.ts';
import { enterpriseNumber } from '#lib/associations/rules/enterprise-number.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { EndReason, ImportContent, Office } from '../offices.ts';
import { OFFICE_NAMES } from '../words.ts';
import { choice, day, text, yesOrNo, type Column } from './cells.ts';

const SECTOR_CELLS: Readonly<Record<Sector, [string, ...string[]]>> = {
  public: ['Public', 'secteur public'],
  associative: ['Associatif', 'secteur associatif', 'privé', 'asbl', 'non profit'],
  government: ['Gouvernement', 'région wallonne', 'gouvernement wallon'],
};

const CATEGORY_CELLS: Readonly<Record<Category, [string, ...string[]]>> = {
  cpas: ['CPAS', 'C.P.A.S.', 'centre public d’action sociale', 'ocmw'],
  municipality: ['Ville ou commune', 'ville', 'commune', 'administration communale', 'gemeente'],
  hospital: ['Hôpital', 'clinique', 'ziekenhuis'],
  housing: ['Structure d’hébergement', 'hébergement', 'maison d’accueil', 'logement'],
  'mental-health': ['Service de santé mentale', 'santé mentale', 'ssm'],
  'social-integration': ['Service d’insertion sociale', 'insertion sociale', 'sis'],
  'individual-support': ['Accompagnement social individuel', 'accompagnement'],
  other: ['Autre', 'autres', 'other'],
};

const OFFICE_CELLS: Readonly<Record<Office, [string, ...string[]]>> = {
  chair: [OFFICE_NAMES.chair, 'président', 'présidente', 'président(e)', 'chairperson', 'voorzitter'],
  'vice-chair': [OFFICE_NAMES['vice-chair'], 'vice-président', 'vice-présidente', 'ondervoorzitter'],
  treasurer: [OFFICE_NAMES.treasurer, 'trésorier', 'trésorière', 'penningmeester'],
  secretary: [OFFICE_NAMES.secretary, 'secrétaire', 'secretaris'],
  member: [OFFICE_NAMES.member, 'membre effectif', 'administrateur', 'administratrice', 'director', 'lid'],
  substitute: [OFFICE_NAMES.substitute, 'suppléant', 'suppléante', 'plaatsvervanger'],
  observer: [OFFICE_NAMES.observer, 'observateur', 'observatrice', 'waarnemer'],
  invited: [OFFICE_NAMES.invited, 'invité', 'invitée', 'guest', 'genodigde'],
};

const END_REASON_CELLS: Readonly<Record<EndReason, [string, ...string[]]>> = {
  term: ['Fin du terme', 'terme', 'échéance'],
  resignation: ['Démission', 'démissionnaire', 'resignation'],
  replacement: ['Remplacement par l’organisation', 'remplacement', 'remplacé', 'remplacée'],
  'office-lost': ['Perte du mandat politique ou de la fonction', 'perte de la fonction', 'perte du mandat'],
  dismissal: ['Révocation', 'révoqué', 'révoquée', 'exclusion'],
  death: ['Décès', 'décédé', 'décédée', 'death'],
  'not-confirmed': ['Cooptation non confirmée par l’assemblée', 'non confirmé', 'non confirmée'],
  other: ['Autre raison', 'autre', 'other'],
};

/** An enterprise number; a spreadsheet that took it for a number has dropped the zero in front. */
const enterprise: Column = {
  ...text({
    field: 'enterpriseNumber',
    title: 'Numéro d’entreprise',
    also: [
      'n° d’entreprise',
      'numéro BCE',
      'n° BCE',
      'BCE',
      'numéro de TVA',
      'TVA',
      'entreprise',
      'KBO',
      'VAT',
    ].concat(['enterprise number', 'company number', 'ondernemingsnummer', 'numéro entreprise']),
  }),
  read: (cell) => {
    const plain = cell.replaceAll(/[\s./-]/g, '');
    return enterpriseNumber(/^\d{9}$/.test(plain) ? `0${plain}` : plain);
  },
  expected: 'Ce numéro d’entreprise n’existe pas. Recopiez ses dix chiffres, par exemple 0123.456.749.',
};

const organisation = (title: string, needed: boolean, field: string) =>
  text({
    field,
    title,
    needed,
    also: [
      'nom',
      'organisation',
      'nom de l’organisation',
      'dénomination',
      'dénomination sociale',
      'institution',
    ]
      .concat([
        'raison sociale',
        'association',
        'membre',
        'name',
        'organisation name',
        'organization',
        'company',
      ])
      .concat(['naam', 'organisatie', 'pour']),
  });

const givenName = text({
  field: 'givenName',
  title: 'Prénom',
  also: ['first name', 'given name', 'firstname', 'voornaam'],
});
const familyName = text({
  field: 'familyName',
  title: 'Nom',
  also: ['nom de famille', 'last name', 'family name', 'lastname', 'surname', 'name', 'achternaam', 'naam'],
});
const email: Column = {
  ...text({
    field: 'email',
    title: 'E-mail',
    also: [
      'mail',
      'courriel',
      'adresse e-mail',
      'adresse mail',
      'adresse électronique',
      'email',
      'email address',
    ],
  }),
  read: (cell) => cell.toLowerCase(),
};

const needed = (column: Column): Column => ({ ...column, needed: true });

/** The columns that exports write and imports read, in their order. */
export const COLUMNS: Readonly<Record<ImportContent, readonly Column[]>> = {
  organisations: [
    organisation('Nom', true, 'name'),
    enterprise,
    choice({ field: 'sector', title: 'Secteur', also: ['sector', 'collège'] }, SECTOR_CELLS),
    yesOrNo({ field: 'partner', title: 'Membre effectif', also: ['effectif', 'full member', 'partenaire'] }),
    text({ field: 'legalForm', title: 'Forme légale', also: ['forme juridique', 'forme', 'legal form'] }),
    choice({ field: 'category', title: 'Catégorie', also: ['category', 'type'] }, CATEGORY_CELLS),
    text({
      field: 'municipality',
      title: 'Commune',
      also: ['ville', 'localité', 'municipality', 'city', 'gemeente'],
    }),
    text({ field: 'arrondissement', title: 'Arrondissement', also: ['district'] }),
    text({
      field: 'seatAddress',
      title: 'Adresse du siège',
      also: ['siège social', 'siège', 'adresse', 'address', 'adres'],
    }),
    text({
      field: 'website',
      title: 'Site web',
      also: ['site', 'site internet', 'url', 'website', 'web', 'page web'],
    }),
    day({
      field: 'memberSince',
      title: 'Membre depuis',
      also: ['membre effectif depuis', 'date d’admission', 'date d’entrée', 'entrée', 'member since'],
    }),
    day({
      field: 'memberUntil',
      title: 'Membre jusqu’au',
      also: ['membre effectif jusqu’au', 'date de sortie', 'sortie', 'member until'],
    }),
  ],
  people: [
    choice(
      { field: 'civility', title: 'Civilité', also: ['titre', 'civility', 'title', 'aanspreking'] },
      {
        madame: ['Madame', 'mme', 'mrs', 'ms', 'mevrouw', 'f'],
        monsieur: ['Monsieur', 'm', 'mr', 'dhr', 'de heer', 'h'],
      },
    ),
    needed(givenName),
    needed(familyName),
    email,
    text({
      field: 'phone',
      title: 'Téléphone',
      also: ['tél', 'gsm', 'mobile', 'portable', 'phone', 'numéro de téléphone', 'telefoon'],
    }),
    text({ field: 'address', title: 'Adresse', also: ['adresse postale', 'address', 'adres'] }),
    organisation('Organisation', false, 'organisation'),
  ],
  mandates: [
    text({ field: 'body', title: 'Instance', also: ['organe', 'body', 'conseil', 'orgaan'], needed: true }),
    organisation('Organisation', true, 'organisation'),
    enterprise,
    givenName,
    familyName,
    email,
    choice(
      {
        field: 'office',
        title: 'Fonction',
        also: ['office', 'rôle', 'role', 'qualité', 'mandat', 'functie'],
      },
      OFFICE_CELLS,
    ),
    yesOrNo({
      field: 'voting',
      title: 'Voix délibérative',
      also: ['voix', 'vote', 'voting', 'droit de vote'],
    }),
    text({ field: 'seat', title: 'Siège', also: ['numéro de siège', 'n° de siège', 'seat', 'zetel'] }),
    day({
      field: 'from',
      title: 'Début',
      also: ['date de début', 'du', 'depuis', 'à partir du', 'from', 'start', 'start date', 'van'],
      needed: true,
    }),
    day({
      field: 'to',
      title: 'Fin',
      also: ['date de fin', 'au', 'jusqu’au', 'to', 'end', 'end date', 'until', 'tot', 'échéance'],
    }),
    text({
      field: 'appointment',
      title: 'Désignation',
      also: ['désigné par', 'nommé par', 'nomination', 'appointment', 'benoeming'],
    }),
    choice(
      { field: 'endReason', title: 'Motif de fin', also: ['raison de fin', 'motif', 'end reason'] },
      END_REASON_CELLS,
    ),
    text({ field: 'endNote', title: 'Remarque sur la fin', also: ['remarque', 'note', 'end note'] }),
    text({
      field: 'exceptionReason',
      title: 'Motif de l’exception',
      also: ['exception', 'raison de l’exception', 'exception reason'],
    }),
  ],
};

export function columnOf(content: ImportContent, field: string): Column {
  return COLUMNS[content].find((column) => column.field === field)!;
}
