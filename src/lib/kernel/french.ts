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

/** "0 présent", "1 présent", "3 présents": in French the plural begins at two. */
export function count(value: number, singular: string, plural: string): string {
  return `${thousands(value)}${NBSP}${value < 2 ? singular : plural}`;
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

/** What the bodies of an association are called. */
const NOUNS: Readonly<Record<string, Gender | 'plural'>> = {
  ag: 'feminine',
  ca: 'masculine',
  cg: 'masculine',
  assemblée: 'feminine',
  bureau: 'masculine',
  cellule: 'feminine',
  collège: 'masculine',
  comité: 'masculine',
  commission: 'feminine',
  conseil: 'masculine',
  coordination: 'feminine',
  direction: 'feminine',
  équipe: 'feminine',
  forum: 'masculine',
  groupe: 'masculine',
  groupes: 'plural',
  jury: 'masculine',
  organe: 'masculine',
  réseau: 'masculine',
  secrétariat: 'masculine',
};

/** Names in H mostly keep "de" before them: "de Huy", but "d’Herbeumont". */
const KEEPS_DE = /^H(?!erbeumont|él[eè]ne|enri|ortense)/u;
const VOWEL = /^([aeiouàâäéèêëîïôöùûüœæh]|y(?![aeiouéèë]))/iu;

function elides(word: string): boolean {
  return VOWEL.test(word) && !KEEPS_DE.test(word);
}

/** The name of a person or of a place after "de": "d’Arlon", "de Bastogne", "de Madame Alix Abrassart". */
export function ofName(name: string): string {
  return elides(name) ? `d’${name}` : `de ${name}`;
}

/**
 * The name of a body after "de", with its article: "du comité de gestion", "de l’organe d’administration", "des groupes
 * de travail". A noun whose gender is not known takes none: "de Plateforme logement".
 */
export function of(noun: string): string {
  const first = noun.split(/[\s-]/)[0] ?? '';
  const gender = NOUNS[first.toLocaleLowerCase('fr')];
  if (gender === undefined) return ofName(noun);
  if (gender === 'plural') return `des ${noun}`;
  if (elides(noun)) return `de l’${noun}`;
  return gender === 'feminine' ? `de la ${noun}` : `du ${noun}`;
}

// ————— People —————

/** Offices in a body, as titles: for a woman, for a man, and without saying. */
const OFFICES = {
  chair: ['présidente', 'président', 'présidence'],
  'vice-chair': ['vice-présidente', 'vice-président', 'vice-présidence'],
  treasurer: ['trésorière', 'trésorier', 'trésorerie'],
  secretary: ['secrétaire', 'secrétaire', 'secrétariat'],
  substitute: ['suppléante', 'suppléant', 'suppléance'],
  observer: ['observatrice', 'observateur', 'en observation'],
  invited: ['invitée', 'invité', 'sur invitation'],
} as const;

/** One of three words by civility: for a woman, for a man, neutral. */
export function agree(civility: Civility, feminine: string, masculine: string, neutral: string): string {
  if (civility === null) return neutral;
  return civility === 'madame' ? feminine : masculine;
}

/** "présidente", "président", or the neutral "présidence". */
export function officeTitle(office: keyof typeof OFFICES, civility: Civility): string {
  const [feminine, masculine, neutral] = OFFICES[office];
  return agree(civility, feminine, masculine, neutral);
}

/** "Madame Alix Abrassart", "M. Bastien Bodelet", or the bare name. */
export function called(person: Person): string {
  return agree(person.civility, `Madame${NBSP}`, `M.${NBSP}`, '') + person.name;
}

const STATES = {
  present: ['Présente', 'Présent', 'Présence'],
  remote: ['À distance', 'À distance', 'À distance'],
  excused: ['Excusée', 'Excusé', 'Excuse'],
  absent: ['Absente', 'Absent', 'Absence'],
} as const;

/**
 * The title over those who are present, from afar, excused or absent: "Présente", "À distance", "Excusés". One man is enough for the masculine;
 * where nobody is known to be a man and somebody's civility is not known, it stays neutral: "Absences".
 */
export function attendanceTitle(civilities: readonly Civility[], state: keyof typeof STATES): string {
  const [feminine, masculine, neutral] = STATES[state];
  const known = civilities.includes(null) ? null : 'madame';
  const word = agree(civilities.includes('monsieur') ? 'monsieur' : known, feminine, masculine, neutral);
  return civilities.length > 1 && state !== 'remote' ? `${word}s` : word;
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
 * `entitled`: the votes present or represented. Bare unanimity is said only when each of them is *for*; an abstention
 * leaves that of the votes cast, and a missing vote forbids both.
 */
export function votePhrase(votes: Count, entitled: number): string {
  const expressed = votes.for + votes.against;
  if (expressed === 0) {
    const rest = countsOf(votes);
    return rest === '' ? 'Aucune voix n’est exprimée' : `Aucune voix n’est exprimée (${rest})`;
  }
  const cast = expressed + votes.abstentions + votes.blank + votes.invalid;
  if (votes.against > 0 || cast < entitled) return `Par ${countsOf(votes)}`;
  if (votes.for === entitled) return 'À l’unanimité';
  return `À l’unanimité des suffrages exprimés (${countsOf(votes)})`;
}

/** The full sentence of an outcome: "La proposition est adoptée par 8 voix pour, 2 contre et une abstention." */
export function voteSentence(votes: Count, outcome: 'adopted' | 'rejected', entitled: number): string {
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
  return `${WORDS[value] ?? thousands(value)}${NBSP}bulletin${s}${NBSP}${word}${s}`;
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
