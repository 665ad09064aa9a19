/** Said beside everything that the demonstration invents. */
export const INVENTED = 'exemple inventé';

type Counts = Readonly<Record<string, number>>;

export interface InventedSitting {
  readonly body: string;
  /** ISO day, hour in UTC at which it is typed, local hour at which it starts. */
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
    at: '15:00',
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
    at: '10:00',
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
    at: '07:00',
    startsAt: '14:00',
    place: 'Bastogne, salle du Conseil',
    attendance: null,
    items: [],
  },
];
