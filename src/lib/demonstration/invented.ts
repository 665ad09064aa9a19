/** Said beside everything that the demonstration invents. */
export const INVENTED = 'exemple inventé';

type Counts = Readonly<Record<string, number>>;

export interface InventedSitting {
  readonly body: string;
  /** ISO day, instant at which it is typed, local hour at which it starts. */
  readonly on: string;
  readonly at: string;
  readonly startsAt: string;
  readonly place: string;
  /** Family names of those who were not there; null: the sitting is still to come. */
  readonly attendance: { readonly excused: readonly string[]; readonly absent: readonly string[] } | null;
  readonly items: readonly {
    readonly number: string;
    readonly notes?: string;
    readonly vote?: { readonly proposal: string; readonly counts: Counts };
  }[];
}

/** Two boards already held, and the one that the story begins with. */
export const SITTINGS: readonly InventedSitting[] = [
  {
    body: 'CA',
    on: '2022-02-24',
    at: '2022-02-24T15:00:00Z',
    startsAt: '14:00',
    place: 'Bastogne, salle du Conseil',
    attendance: { excused: ['Jamoulle', 'Zune'], absent: ['Collignon'] },
    items: [
      {
        number: '1',
        notes: 'Le PV a été envoyé aux membres en décembre. Aucune remarque n’est parvenue au secrétariat.',
        vote: {
          proposal: 'Le CA approuve le procès-verbal de la séance extraordinaire du 29 novembre 2021.',
          counts: { publicFor: 7, associativeFor: 8 },
        },
      },
      {
        number: '2',
        notes: 'La trésorière parcourt les comptes de 2021 et le budget de 2022 avant leur passage en AG.',
      },
      {
        number: '3',
        vote: {
          proposal: 'Le CA propose à l’assemblée générale d’admettre les candidats qui ont signé la charte.',
          counts: { publicFor: 6, publicAbstention: 1, associativeFor: 8 },
        },
      },
      {
        number: '4',
        notes: 'Deux amendements de forme sont intégrés au texte.',
        vote: {
          proposal:
            'Le CA approuve son règlement d’ordre intérieur et celui de l’AG, pour présentation à l’AG.',
          counts: { publicFor: 7, associativeFor: 3, associativeAgainst: 4, associativeAbstention: 1 },
        },
      },
    ],
  },
  {
    body: 'CA',
    on: '2022-07-04',
    at: '2022-07-04T10:00:00Z',
    startsAt: '09:30',
    place: 'Bastogne, salle du Conseil',
    attendance: { excused: ['Fontenoy', 'Goffaux'], absent: [] },
    items: [
      {
        number: '1',
        notes:
          'La coordination présente la procédure : publication en septembre, examen par le comité de gestion, décision du CA en novembre.',
        vote: {
          proposal: 'Le CA valide la procédure de l’appel à projets 2023 et de l’appel à micro-projets 2022.',
          counts: { publicFor: 8, associativeFor: 7, associativeAgainst: 1 },
        },
      },
    ],
  },
  {
    body: 'CA',
    on: '2022-11-21',
    at: '2022-11-08T08:00:00Z',
    startsAt: '14:00',
    place: 'Bastogne, salle du Conseil',
    attendance: null,
    items: [],
  },
];

/** How the board of the story was prepared. Instants in UTC; who answered, by family name. */
export const PREPARED = {
  sentAt: '2022-11-10T09:20:00Z',
  answeredAt: '2022-11-17T14:05:00Z',
  annex: {
    item: '5',
    name: 'Modifications budgétaires 2022.pdf',
    lines: [
      'Modifications budgétaires 2022',
      'Frais de personnel : 4 200 euros en moins, un engagement étant reporté.',
      'Loyers et charges : 1 150 euros en plus, à la suite de l’indexation.',
      'Formations : 900 euros en plus.',
    ],
  },
  message: `Un repas est servi à 13 heures (${INVENTED}).`,
  replies: [
    ['Abrassart', 'in-person'],
    ['Warnier', 'in-person'],
    ['Neuville', 'in-person'],
    ['Xhonneux', 'excused'],
  ],
} as const;

/** A decision of July that was followed up. */
export const FOLLOWED = {
  decidedOn: '2022-07-04',
  at: '2022-07-05T08:00:00Z',
  task: { text: `Publier l’appel à projets 2023 sur le site (${INVENTED}).`, dueOn: '2022-11-30' },
  publication: {
    title: 'Appel à projets 2023 et appel à micro-projets 2022',
    text: 'L’organe d’administration valide la procédure de l’appel à projets 2023 et de l’appel à micro-projets 2022.',
  },
} as const;
