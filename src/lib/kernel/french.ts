/**
 * The phrases of the field in correct French: counts, agreement, contractions, amounts, typography, votes.
 * Pure. Every sentence comes out with typographic apostrophes and non-breaking spaces.
 */

const NBSP = '\u00a0';

/** How a person asked to be called. Null: not known, or neither; sentences then stay neutral. */
export type Civility = 'madame' | 'monsieur' | null;

export interface Person {
  readonly name: string;
  readonly civility: Civility;
}

type Gender = 'masculine' | 'feminine';

const WORDS = ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf'];

/** "17.480": an integer with its thousands apart, the Belgian way. */
export function thousands(value: number | bigint): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '.');
}

/** "17.480,00 €" from whole cents. */
export function euros(cents: number | bigint): string {
  const amount = BigInt(cents);
  const sign = amount < 0n ? '−' : '';
  const absolute = amount < 0n ? -amount : amount;
  return `${sign}${thousands(absolute / 100n)},${String(absolute % 100n).padStart(2, '0')}${NBSP}€`;
}

/** "0 présent", "1 présent", "3 présents": in French the plural begins at two. */
export function count(value: number, singular: string, plural: string): string {
  return `${thousands(value)}${NBSP}${value < 2 ? singular : plural}`;
}

/** A number as a sentence writes it: "une", "deux" … "neuf", then figures. */
export function inWords(value: number, gender: Gender): string {
  if (value === 1) return gender === 'feminine' ? 'une' : 'un';
  return WORDS[value] ?? thousands(value);
}

/** "A", "A et B", "A, B et C". */
export function joinList(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} et ${words.at(-1)}`;
}

/** First letter as a capital: what opens a sentence. */
export function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase('fr') + text.slice(1);
}

// ————— Contractions —————

/** Nouns of the field whose gender an article needs. The rest is said by the caller. */
const NOUNS: Record<string, Gender> = {
  ag: 'feminine',
  ca: 'masculine',
  cg: 'masculine',
  asbl: 'feminine',
  cpas: 'masculine',
  assemblée: 'feminine',
  association: 'feminine',
  bureau: 'masculine',
  cellule: 'feminine',
  comité: 'masculine',
  commission: 'feminine',
  commune: 'feminine',
  conseil: 'masculine',
  coordination: 'feminine',
  groupe: 'masculine',
  gouvernement: 'masculine',
  organe: 'masculine',
  point: 'masculine',
  présidence: 'feminine',
  province: 'feminine',
  relais: 'masculine',
  réunion: 'feminine',
  séance: 'feminine',
  secteur: 'masculine',
  secrétariat: 'masculine',
  trésorerie: 'feminine',
  ville: 'feminine',
};

/** Words that keep "le" or "de" before their vowel or h. Belgian place names in H mostly do: "de Huy", but "d’Herbeumont". */
const KEEPS_ITS_ARTICLE =
  /^(h(all|andicap|asard|aut|éros|ors|uit)|onz|oui|H(?!erbeumont|él[eè]ne|enri|ortense))/u;
const VOWEL = /^([aeiouàâäéèêëîïôöùûüœæh]|y(?![aeiouéèë]))/iu;

function elides(word: string): boolean {
  return VOWEL.test(word) && !KEEPS_ITS_ARTICLE.test(word);
}

/**
 * The noun after "de", with its article: "du comité de gestion", "de l’organe d’administration", "des membres";
 * without article for a proper name: "d’Arlon", "de Bastogne", "du Tremplin" (from "Le Tremplin").
 * A noun of the field needs no second argument; any other word is a name unless its kind is told.
 */
export function of(noun: string, kind?: Gender | 'plural' | 'name'): string {
  const first = noun.split(/[\s-]/)[0] ?? '';
  const known = kind ?? NOUNS[first.toLocaleLowerCase('fr')] ?? 'name';
  if (known === 'plural') return `des ${noun}`;
  if (known === 'name') {
    if (/^Le /.test(noun)) return `du ${noun.slice(3)}`;
    if (/^Les /.test(noun)) return `des ${noun.slice(4)}`;
    return elides(noun) ? `d’${noun}` : `de ${noun}`;
  }
  if (elides(noun)) return `de l’${noun}`;
  return known === 'feminine' ? `de la ${noun}` : `du ${noun}`;
}

// ————— People —————

/** Offices in a body, as titles: for a woman, for a man, and without saying. */
const OFFICES = {
  chair: ['présidente', 'président', 'présidence'],
  'vice-chair': ['vice-présidente', 'vice-président', 'vice-présidence'],
  treasurer: ['trésorière', 'trésorier', 'trésorerie'],
  secretary: ['secrétaire', 'secrétaire', 'secrétaire'],
  coordinator: ['coordinatrice', 'coordinateur', 'coordination'],
  director: ['administratrice', 'administrateur', 'membre'],
  delegate: ['déléguée à la gestion journalière', 'délégué à la gestion journalière', 'gestion journalière'],
  member: ['membre', 'membre', 'membre'],
  invited: ['invitée', 'invité', 'sur invitation'],
} as const;

export type Office = keyof typeof OFFICES;

/** One of three words by civility: for a woman, for a man, neutral. */
export function agree(civility: Civility, feminine: string, masculine: string, neutral: string): string {
  if (civility === null) return neutral;
  return civility === 'madame' ? feminine : masculine;
}

/** "présidente", "président", or the neutral "présidence". */
export function officeTitle(office: Office, civility: Civility): string {
  const [feminine, masculine, neutral] = OFFICES[office];
  return agree(civility, feminine, masculine, neutral);
}

/** "Madame Alix Abrassart", "M. Bastien Bodelet", or the bare name. */
export function called(person: Person): string {
  return agree(person.civility, `Madame${NBSP}`, `M.${NBSP}`, '') + person.name;
}

/** People in one breath: "Mesdames Arnould et Cugnon", "MM. A et B", "Madame A et M. B". */
export function calledTogether(people: readonly Person[]): string {
  const [first] = people;
  const alike = first !== undefined && people.every((person) => person.civility === first.civility);
  if (!alike || people.length === 1) return joinList(people.map(called));
  return (
    agree(first.civility, `Mesdames${NBSP}`, `MM.${NBSP}`, '') + joinList(people.map((person) => person.name))
  );
}

const STATES = {
  present: { feminine: 'présente', masculine: 'présent', label: 'Présence', labels: 'Présences' },
  excused: { feminine: 'excusée', masculine: 'excusé', label: 'Excuse', labels: 'Excuses' },
  absent: { feminine: 'absente', masculine: 'absent', label: 'Absence', labels: 'Absences' },
  represented: {
    feminine: 'représentée',
    masculine: 'représenté',
    label: 'Procuration',
    labels: 'Procurations',
  },
} as const;

/**
 * "Madame X est excusée." "Madame X et M. Y sont excusés." When a civility is not known no agreement can be
 * made, so the sentence does without: "Excuses : X et Y." Nobody: an empty string.
 */
export function attendanceSentence(people: readonly Person[], state: keyof typeof STATES): string {
  if (people.length === 0) return '';
  const { feminine, masculine, label, labels } = STATES[state];
  if (people.some((person) => person.civility === null)) {
    return `${people.length === 1 ? label : labels}${NBSP}: ${joinList(people.map(called))}.`;
  }
  const word = people.every((person) => person.civility === 'madame') ? feminine : masculine;
  const verb = people.length === 1 ? `est ${word}` : `sont ${word}s`;
  return `${calledTogether(people)} ${verb}.`;
}

/** Movements whose verb needs no gender: "Mesdames X et Y quittent la séance." A moment may follow: "à 15 h 20". */
export function movementSentence(
  people: readonly Person[],
  movement: 'arrives' | 'leaves',
  moment: string | null = null,
): string {
  const [one, several] = movement === 'arrives' ? ['rejoint', 'rejoignent'] : ['quitte', 'quittent'];
  const tail = moment === null ? '' : ` ${moment}`;
  return `${calledTogether(people)} ${people.length === 1 ? one : several} la séance${tail}.`;
}

// ————— Votes —————

/** Votes counted, in votes (never heads): see rule 6 of minutes, "cast = valid + invalid". */
export interface Count {
  readonly for: number;
  readonly against: number;
  readonly abstentions: number;
  readonly blank: number;
  readonly invalid: number;
}

/**
 * How the votes fell, as a phrase without full stop: "À l’unanimité", "À l’unanimité des suffrages exprimés
 * (12 voix pour et 2 abstentions)", "Par 8 voix pour, 2 contre et une abstention", "Aucune voix n’est exprimée".
 * Bare unanimity is said only when `entitled`, the votes present or represented, is given and each of them is
 * *for*: an abstention or a missing vote forbids it.
 */
export function votePhrase(votes: Count, entitled: number | null): string {
  const expressed = votes.for + votes.against;
  if (expressed === 0) {
    const rest = countsOf(votes);
    return rest === '' ? 'Aucune voix n’est exprimée' : `Aucune voix n’est exprimée (${rest})`;
  }
  if (votes.against > 0) return `Par ${countsOf(votes)}`;
  const cast = expressed + votes.abstentions + votes.blank + votes.invalid;
  if (cast === votes.for && votes.for === entitled) return 'À l’unanimité';
  return `À l’unanimité des suffrages exprimés (${countsOf(votes)})`;
}

/** The full sentence of an outcome: "La proposition est adoptée par 8 voix pour, 2 contre et une abstention." */
export function voteSentence(votes: Count, outcome: 'adopted' | 'rejected', entitled: number | null): string {
  const phrase = votePhrase(votes, entitled);
  const lowered = phrase.slice(0, 1).toLocaleLowerCase('fr') + phrase.slice(1);
  if (outcome === 'adopted') return `La proposition est adoptée ${lowered}.`;
  const expressed = votes.for + votes.against > 0;
  return `La proposition n’est pas adoptée${NBSP}: ${expressed ? countsOf(votes) : lowered}.`;
}

/** "8 voix pour, 2 contre et une abstention": what is zero is not said. */
export function countsOf(votes: Count): string {
  const parts: string[] = [];
  for (const [value, word] of [
    [votes.for, 'pour'],
    [votes.against, 'contre'],
  ] as const) {
    if (value > 0) parts.push(`${figure(value)}${parts.length === 0 ? `${NBSP}voix` : ''}${NBSP}${word}`);
  }
  if (votes.abstentions > 0) {
    parts.push(`${figure(votes.abstentions)}${NBSP}abstention${votes.abstentions > 1 ? 's' : ''}`);
  }
  if (votes.blank > 0) parts.push(ballots(votes.blank, 'blanc'));
  if (votes.invalid > 0) parts.push(ballots(votes.invalid, 'nul'));
  return joinList(parts);
}

/** Votes are counted in figures, but a single one is written out: "une". */
function figure(value: number): string {
  return value === 1 ? 'une' : thousands(value);
}

function ballots(value: number, word: string): string {
  const s = value > 1 ? 's' : '';
  return `${inWords(value, 'masculine')}${NBSP}bulletin${s}${NBSP}${word}${s}`;
}

// ————— Typography —————

/**
 * Text as a printer would set it: apostrophes ’, « guillemets », one space between words, a non-breaking one
 * before : ; ! ? » % €, after « and n° and art., between a figure and "h". Web and e-mail addresses, hours (14:06) and
 * articles (9:21) are left alone. Setting twice changes nothing.
 */
export function typography(text: string): string {
  return text
    .split(/((?:https?:\/\/|mailto:|www\.)[^\s«»"]+|[\w.+'-]+@[\w-]+(?:\.[\w-]+)+)/i)
    .map((part, index) => (index % 2 === 1 ? part : setWords(part)))
    .join('');
}

function setWords(text: string): string {
  return text
    .replace(/(?<=\p{L})'(?=[\p{L}\d«"])/gu, '’')
    .replace(/"([^"\n]*)"/g, '« $1 »')
    .replace(/[ \t\u00a0\u202f]+/g, (spaces) => (/[\u00a0\u202f]/.test(spaces) ? NBSP : ' '))
    .replace(/«[ \u00a0]?(?=\S)/g, `«${NBSP}`)
    .replace(/(?<=\S)»/g, `${NBSP}»`)
    .replace(/ (?=[:;!?»%€])/g, NBSP)
    .replace(/(?<=[\p{L}\d)»’…])(?=[:;!?]+(?:[\s)»]|$))/gu, NBSP)
    .replace(/(?<=(?:^|[\s(])(?:n°|art\.|pp?\.|MM?\.|Mmes?|Dr))[ ](?=\S)/giu, NBSP)
    .replace(/(?<=\d) (?=h(?:\s|[.,;)]|$))/g, NBSP)
    .replace(/(?<=\dh|\d\u00a0h) (?=\d\d(?!\d))/g, NBSP);
}
