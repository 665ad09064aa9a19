import type { Document } from './blocks.ts';

/** The board of 21 November 2022, its persons invented: what a PV looks like with every kind of block. */
export const PV: Document = {
  title: 'Procès-verbal de l’organe d’administration du 21 novembre 2022',
  language: 'fr',
  author: 'Relais social intercommunal de la province de Luxembourg ASBL',
  created: '2022-11-21T16:40:00Z',
  letterhead: {
    name: 'Relais social intercommunal de la province de Luxembourg ASBL',
    lines: ['BCE 0826.012.345 · RPM Liège, division Arlon · rue des Déportés 1, 6700 Arlon'],
    reference: ['CA-2022-3', 'séance ordinaire'],
  },
  footer: { left: 'Projet de procès-verbal, à approuver à la prochaine séance' },
  blocks: [
    { kind: 'heading', level: 1, text: 'Procès-verbal de l’organe d’administration' },
    {
      kind: 'paragraph',
      text: 'Séance du lundi 21 novembre 2022, à 14 h 06, à Bastogne, sous la présidence de Madame Alix Abrassart. Secrétaire : la coordinatrice générale. Convocation envoyée le 7 novembre 2022.',
    },
    {
      kind: 'attendance',
      groups: [
        {
          title: 'Présents ou représentés',
          columns: [
            {
              title: 'Secteur public',
              sector: 'public',
              rows: [
                { name: 'Alix Abrassart', office: 'présidente', organisation: 'CPAS de Bastogne' },
                { name: 'Bastien Bodelet', organisation: 'CPAS de Vielsalm' },
                { name: 'Camille Collignon', organisation: 'CPAS de Fauvillers' },
                {
                  name: 'Florent Fontenoy',
                  organisation: 'CPAS d’Arlon',
                  remark: 'procuration à Bastien Bodelet',
                },
              ],
            },
            {
              title: 'Secteur associatif',
              sector: 'associative',
              rows: [
                { name: 'Yaëlle Ysebaert', office: 'vice-présidente', organisation: 'Soleil du Cœur' },
                { name: 'Anaïs Arnould', organisation: 'Banalbois' },
                { name: 'Céline Cugnon', organisation: 'L’Archipel' },
                { name: 'Estelle Englebert', organisation: 'Le Tremplin' },
                { name: 'Lucie Hubermont', organisation: 'Centre de santé mentale de Libramont' },
              ],
            },
            {
              title: 'Gouvernement wallon',
              sector: 'government',
              rows: [{ name: 'Noé Nicaise', organisation: 'SPW', remark: 'jusqu’à 15 h 20' }],
            },
          ],
        },
        {
          title: 'Excusés',
          columns: [
            {
              title: 'Secteur public',
              sector: 'public',
              rows: [
                { name: 'Diane Delacroix', office: 'trésorière', organisation: 'Ville de Marche-en-Famenne' },
              ],
            },
          ],
        },
      ],
    },
    {
      kind: 'note',
      text: 'Présents ou représentés : 8 sur 9 dans le secteur public, 8 sur 9 dans le secteur associatif. Le quorum est atteint dans chaque secteur.',
    },
    {
      kind: 'item',
      number: '1',
      level: 1,
      title: 'Approbation du procès-verbal du 12 septembre 2022',
      blocks: [
        {
          kind: 'decision',
          label: 'Décision',
          reference: 'CA-2022-10',
          proposal: 'Le procès-verbal de la séance du 12 septembre 2022 est approuvé.',
          outcome: 'La proposition est adoptée à l’unanimité.',
          arithmetic: [],
        },
      ],
    },
    {
      kind: 'item',
      number: '2',
      level: 1,
      title: 'Points sur les projets RSLux : DASI, Housing First, Capteur logement',
      blocks: [
        {
          kind: 'paragraph',
          text: [
            { text: 'La coordinatrice présente l’état des trois projets. Le recrutement du ' },
            { text: 'Capteur logement', italic: true },
            { text: ' se clôt ; l’engagement est prévu au 1er janvier 2023. Les fiches sont en ligne sur ' },
            { text: 'le site du relais', link: 'https://www.example.org/projets' },
            { text: '.' },
          ],
        },
        {
          kind: 'list',
          ordered: false,
          items: [
            [{ kind: 'paragraph', text: 'DASI : la convention avec la Région est signée.' }],
            [
              {
                kind: 'paragraph',
                text: [
                  { text: 'Housing First : ', bold: true },
                  {
                    text: 'onze logements, dont trois nouveaux, et une liste d’attente de vingt-deux personnes au 1er novembre.',
                  },
                ],
              },
              {
                kind: 'list',
                ordered: true,
                items: [
                  [{ kind: 'paragraph', text: 'un logement à Arlon ;' }],
                  [{ kind: 'paragraph', text: 'deux à Marche-en-Famenne.' }],
                ],
              },
            ],
          ],
        },
        {
          kind: 'item',
          number: 'a',
          level: 2,
          title: 'Budget du Capteur logement',
          blocks: [
            {
              kind: 'table',
              caption: 'Dépenses par poste',
              header: ['Poste', 'Budget', 'Engagé'],
              align: ['left', 'right', 'right'],
              rows: [
                ['Traitement d’un équivalent temps plein', '48.200,00 €', '0,00 €'],
                ['Déplacements', '3.500,00 €', '412,60 €'],
                ['Garanties locatives', '12.000,00 €', '9.750,00 €'],
              ],
            },
          ],
        },
      ],
    },
    {
      kind: 'movement',
      text: 'Mesdames Englebert et Hubermont déclarent un conflit d’intérêts pour le point 3 et quittent la séance (CSA 9:8).',
    },
    {
      kind: 'item',
      number: '3',
      level: 1,
      title: 'Présentation et approbation des micro-projets 2022',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Le comité de gestion propose de retenir quatre des six micro-projets déposés, sur la base de 24 évaluations.',
        },
        {
          kind: 'decision',
          label: 'Décision',
          reference: 'CA-2022-11',
          proposal:
            'Le CA retient les quatre micro-projets proposés, pour 17.480,00 €, et place le cinquième en réserve.',
          outcome: 'La proposition est adoptée par 12 voix pour, une contre et une abstention.',
          arithmetic: [
            'Secteur public : 7 voix pour, une contre ; il en fallait 5 sur 8 exprimées.',
            'Secteur associatif : 5 voix pour et une abstention ; il en fallait 3 sur 5 exprimées.',
          ],
          source: 'Majorité requise dans chaque secteur (décret du 17 juillet 2003, art. 12).',
        },
      ],
    },
    {
      kind: 'signatures',
      place: 'Fait à Bastogne, le 21 novembre 2022.',
      people: [
        { name: 'Alix Abrassart', office: 'La présidente' },
        { name: 'Zoé Zimmer', office: 'La secrétaire' },
      ],
    },
  ],
};
