import { joinList } from '#lib/kernel/french.ts';
import type { PropositionRole } from '../vocabulary.ts';
import type { VerdictOutcome } from './verdict.ts';

/** A text put to the vote on an item, as it is kept: see `server/propositions/tables.ts`. */
export interface Proposition {
  readonly id: string;
  readonly role: PropositionRole;
  readonly parentId: string | null;
  readonly position: number;
  readonly text: string;
  readonly author: string;
  readonly fallsWithId: string | null;
  readonly amendedText: string | null;
  readonly amendedWith: readonly string[];
  readonly withdrawn: boolean;
  /** The decision on it. */
  readonly vote: {
    readonly decisionId: string;
    readonly reference: string;
    readonly outcome: VerdictOutcome;
  } | null;
}

/**
 * next: to be voted now · text-awaited: its turn, once its text says what was adopted of its amendments · waiting: others
 * come before · fallen: never voted, because of what was decided elsewhere.
 */
export type PropositionState =
  'next' | 'text-awaited' | 'waiting' | 'adopted' | 'rejected' | 'fallen' | 'withdrawn';

/** A proposition in the chain, with what became of it and why. */
export interface ChainLink extends Proposition {
  /** "Amendement 2", "Partie 1", "Texte". */
  readonly name: string;
  readonly depth: number;
  readonly state: PropositionState;
  /** One French sentence. */
  readonly why: string;
  /** What is put to the vote, or was: with its amendments, or what is kept of its parts. Null: still to be written. */
  readonly effective: string | null;
  /** The adopted amendments that its text has to say. */
  readonly toWrite: readonly string[];
}

const ROLE_WORDS: Readonly<Record<PropositionRole, string>> = {
  main: 'Texte',
  alternative: 'Texte',
  amendment: 'Amendement',
  part: 'Partie',
};

/** Words about a text, in the gender of what it is called. */
const agreed = ({ role }: Proposition, word: string) => (role === 'part' ? `${word}e` : word);

/** "le texte", "l’amendement 2": a link inside a sentence. */
export function theOne({ role, name }: Pick<ChainLink, 'role' | 'name'>): string {
  const article = { main: 'le ', alternative: 'le ', amendment: 'l’', part: 'la ' }[role];
  return article + name.slice(0, 1).toLowerCase() + name.slice(1);
}

const isAdopted = ({ vote }: Proposition) => vote?.outcome === 'adopted';

class Tree {
  private readonly all: readonly Proposition[];
  constructor(all: readonly Proposition[]) {
    this.all = all.toSorted((a, b) => a.position - b.position);
  }

  byId(id: string | null): Proposition | undefined {
    return this.all.find((each) => each.id === id);
  }
  of(parentId: string | null, role?: PropositionRole): Proposition[] {
    return this.all.filter(
      (each) => each.parentId === parentId && (role === undefined || each.role === role),
    );
  }

  /** Amendments before the text that they change, parts before the whole. */
  inOrder(parentId: string | null = null, depth = 0): { one: Proposition; depth: number }[] {
    return [
      ...this.of(parentId, 'amendment'),
      ...this.of(parentId, 'part'),
      ...this.of(parentId, 'main'),
      ...this.of(parentId, 'alternative'),
    ].flatMap((one) => [...this.inOrder(one.id, depth + 1), { one, depth }]);
  }

  /** The number counts among its like; the one text of an item has none. */
  nameOf(one: Proposition): string {
    if (one.role === 'main') return ROLE_WORDS.main;
    const number = this.of(one.parentId, one.role).findIndex(({ id }) => id === one.id) + 1;
    const parent = this.byId(one.parentId);
    return `${ROLE_WORDS[one.role]} ${number}${parent && parent.role !== 'main' ? ` ${this.toThe(parent)}` : ''}`;
  }
  private toThe(parent: Proposition): string {
    const name = this.nameOf(parent).toLowerCase();
    return { main: 'au ', alternative: 'au ', amendment: 'à l’', part: 'à la ' }[parent.role] + name;
  }
  the(one: Proposition): string {
    return theOne({ role: one.role, name: this.nameOf(one) });
  }

  private partsOf(one: Proposition): Proposition[] {
    return this.of(one.id, 'part').filter(({ withdrawn }) => !withdrawn);
  }

  /** What makes it fall by itself, whatever becomes of the text that it belongs to. */
  private ownFall(one: Proposition): string | null {
    const other = this.byId(one.fallsWithId);
    if (other && isAdopted(other))
      return `${this.the(other)}, incompatible, est ${agreed(other, 'adopté')} (${other.vote!.reference})`;
    if (one.role !== 'alternative') return null;
    const chosen = this.of(null, 'alternative').find((each) => each.id !== one.id && isAdopted(each));
    return chosen ? `${this.the(chosen)} est adopté (${chosen.vote!.reference})` : null;
  }

  /** Why it will not be voted, whatever comes; null: it will. */
  fallOf(one: Proposition): string | null {
    const own = this.ownFall(one);
    if (own !== null) return own;
    const parent = this.byId(one.parentId);
    if (parent) {
      if (parent.withdrawn) return `${this.the(parent)} est ${agreed(parent, 'retiré')}`;
      return this.fallOf(parent) === null ? null : `${this.the(parent)} tombe`;
    }
    const parts = this.partsOf(one);
    const noneKept =
      parts.length > 0 &&
      parts.every((part) => !isAdopted(part) && (part.vote !== null || this.ownFall(part) !== null));
    return noneKept ? 'aucune partie n’est gardée' : null;
  }

  isOver(one: Proposition): boolean {
    return one.vote !== null || one.withdrawn || this.fallOf(one) !== null;
  }

  /** The amendments that its text has to say, where what was written says others. */
  toWrite(one: Proposition): string[] {
    const adopted = this.of(one.id, 'amendment').filter(isAdopted);
    const written = new Set(one.amendedWith);
    const says = adopted.length === written.size && adopted.every(({ id }) => written.has(id));
    return says ? [] : adopted.map((each) => this.the(each));
  }

  effectiveOf(one: Proposition): string | null {
    if (this.toWrite(one).length > 0) return null;
    const adopted = this.of(one.id, 'amendment').filter(isAdopted);
    if (adopted.length > 0) return one.amendedText;
    const parts = this.partsOf(one);
    if (parts.length === 0) return one.text;
    return parts
      .filter(isAdopted)
      .map((part) => this.effectiveOf(part) ?? part.text)
      .join('\n\n');
  }
}

/**
 * The texts of one item in the order in which they are voted (amendments before the text that they change, the one furthest
 * from it first, as people placed them; the parts of a divided text, then what is kept of it; texts to choose from one
 * after the other, the first adopted making the others fall), with what became of each. Usage of assemblies; no article of
 * law sets this order.
 */
export function chainOf(propositions: readonly Proposition[]): ChainLink[] {
  const tree = new Tree(propositions);
  let before: string | null = null;
  return tree.inOrder().map(({ one, depth }) => {
    const name = tree.nameOf(one);
    const toWrite = tree.isOver(one) ? [] : tree.toWrite(one);
    const link = { ...one, name, depth, toWrite, effective: tree.effectiveOf(one) };
    const over = ended(one, tree.fallOf(one));
    if (over) return { ...link, ...over };
    const sooner = before;
    before ??= theOne({ role: one.role, name });
    return { ...link, ...awaited(one, sooner, toWrite) };
  });
}

function ended(one: Proposition, fall: string | null): Pick<ChainLink, 'state' | 'why'> | null {
  if (one.withdrawn) return { state: 'withdrawn', why: `${agreed(one, 'Retiré')} avant le vote.` };
  if (one.vote) {
    const { reference } = one.vote;
    if (!isAdopted(one))
      return { state: 'rejected', why: `${agreed(one, 'Rejeté')} (${reference})${REJECTED[one.role]}.` };
    return { state: 'adopted', why: `${agreed(one, 'Adopté')} (${reference})${ADOPTED[one.role]}.` };
  }
  return fall === null ? null : { state: 'fallen', why: `Tombe sans vote, car ${fall}.` };
}

const ADOPTED: Readonly<Record<PropositionRole, string>> = {
  main: '',
  alternative: '\u00a0: les autres textes tombent',
  amendment: '\u00a0: il entre dans le texte',
  part: '\u00a0: elle est gardée dans le texte',
};
const REJECTED: Readonly<Record<PropositionRole, string>> = {
  main: '',
  alternative: '\u00a0: le texte suivant est mis aux voix',
  amendment: '\u00a0: le texte ne change pas',
  part: '\u00a0: le texte se poursuit sans elle',
};

function awaited(
  one: Proposition,
  sooner: string | null,
  toWrite: readonly string[],
): Pick<ChainLink, 'state' | 'why'> {
  if (sooner !== null) return { state: 'waiting', why: `Viendra au vote après ${sooner}.` };
  if (toWrite.length > 0)
    return {
      state: 'text-awaited',
      why: `Écrivez d’abord le texte tel que le ${toWrite.length > 1 ? 'changent' : 'change'} ${joinList(toWrite)}\u00a0: c’est lui qui sera mis aux voix.`,
    };
  return {
    state: 'next',
    why:
      one.role === 'amendment' ? 'À voter maintenant, avant le texte qu’il change.' : 'À voter maintenant.',
  };
}

/** What the decision on a text says was put to the vote: "Amendement 1 : Remplacer…"; the text alone where it is the one. */
export function proposalOf({ role, name, effective, text }: ChainLink): string {
  const words = effective ?? text;
  return role === 'main' ? words : `${name}\u00a0: ${words}`;
}
