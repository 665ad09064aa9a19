/**
 * What the demonstration invents, so that it can be told apart from what is published: the people of the staff, the
 * candidate, how each person is addressed, and who is offered on the sign-in page.
 */

/** How the invented people are addressed. The report says «la représentante de Solaix»: that name stays neutral. */
export const MADAMES = [
  'Alix',
  'Camille',
  'Elise',
  'Gaëlle',
  'Inès',
  'Klara',
  'Maud',
  'Odile',
  'Rose',
  'Solène',
  'Ursule',
  'Wivine',
  'Yaëlle',
  'Anaïs',
  'Céline',
  'Estelle',
  'Garance',
];
export const UNADDRESSED = ['Pierrick'];

export const COORDINATOR = {
  familyName: 'Jadot',
  givenName: 'Isaline',
  email: 'isaline.jadot@rslux.example',
};
export const ASSISTANT = { familyName: 'Kinet', givenName: 'Maëlle', email: 'maelle.kinet@rslux.example' };
export const CANDIDATE = {
  familyName: 'Noirhomme',
  givenName: 'Capucine',
  email: 'capucine.noirhomme@candidate.example',
};

export interface Persona {
  readonly key: string;
  readonly email: string;
  readonly name: string;
  /** Role in the story. */
  readonly part: string;
  /** One line on what they can try. */
  readonly tries: string;
}

/** One button each on the sign-in page of the demonstration. */
export const PERSONAS: readonly Persona[] = [
  {
    key: 'coordinator',
    email: COORDINATOR.email,
    name: 'Isaline Jadot',
    part: 'Coordinatrice générale',
    tries: 'Tenir le CA du 21 novembre : présences, notes, votes, et le PV en PDF.',
  },
  {
    key: 'assistant',
    email: ASSISTANT.email,
    name: 'Maëlle Kinet',
    part: 'Adjointe administrative',
    tries: 'Préparer un ordre du jour et prendre des notes, sans enregistrer de vote.',
  },
  {
    key: 'chair',
    email: 'alix.abrassart@rslux.example',
    name: 'Alix Abrassart',
    part: 'Présidente, CPAS de Bastogne',
    tries: 'Relire l’ordre du jour du CA et les votes des séances passées.',
  },
  {
    key: 'vice-chair',
    email: 'wivine.warnier@rslux.example',
    name: 'Wivine Warnier',
    part: 'Vice-présidente, Soleil du Cœur',
    tries: 'Voir la composition des instances et la parité.',
  },
  {
    key: 'public-member',
    email: 'bastien.bodelet@rslux.example',
    name: 'Bastien Bodelet',
    part: 'Administrateur du secteur public, CPAS de Vielsalm',
    tries: 'Lire les réunions de l’AG et du CA ; celles du comité de gestion ne lui sont pas ouvertes.',
  },
  {
    key: 'associative-member',
    email: 'zacharie.zune@rslux.example',
    name: 'Zacharie Zune',
    part: 'Administrateur du secteur associatif, Banalbois',
    tries: 'Lire le PV du CA du 24 février et son explication du vote par secteur.',
  },
  {
    key: 'evaluator',
    email: 'loic.lambinon@rslux.example',
    name: 'Loïc Lambinon',
    part: 'Membre du comité de gestion, qui évaluera les micro-projets',
    tries: 'Suivre les neuf réunions du comité de gestion en 2022.',
  },
  {
    key: 'candidate',
    email: CANDIDATE.email,
    name: 'Capucine Noirhomme',
    part: 'Candidate à l’adhésion, sans mandat',
    tries: 'Constater qu’une personne sans mandat ne voit aucune réunion.',
  },
];

/** The legal calendar, not from the report: Walloon municipal councils are installed on these days, every six years. */
export const TERMS = [
  { name: 'Mandature 2018-2024', from: '2018-12-03', to: '2024-12-01' },
  { name: 'Mandature 2024-2030', from: '2024-12-02', to: '2030-12-01' },
];
