import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { PropositionRole } from '../vocabulary.ts';
import { theOne, type ChainLink } from './propositions.ts';

/** Text that a decision can still hold, with its name before it. */
const LONGEST = 3900;

const linkIn = (chain: readonly ChainLink[], id: string | null) => chain.find((link) => link.id === id);

const STATE_REASONS: Readonly<Record<'adopted' | 'rejected' | 'fallen' | 'withdrawn', string>> = {
  adopted: 'le vote a déjà eu lieu',
  rejected: 'le vote a déjà eu lieu',
  fallen: 'ce texte est tombé',
  withdrawn: 'ce texte est retiré',
};

/** Whether this text is the one to be voted now. Refuses any other, and says which comes first. */
export function checkTurn(chain: readonly ChainLink[], id: string): Outcome<ChainLink> {
  const link = linkIn(chain, id);
  if (!link) return notFound();
  const { state } = link;
  if (state === 'next') return done(link);
  const refused = (reason: string) =>
    refuse('not-its-turn', `Impossible de voter maintenant sur ${theOne(link)}\u00a0: ${reason}.`, {
      field: 'propositionId',
    });
  if (state === 'text-awaited') return refuse('text-awaited', link.why, { field: 'propositionId' });
  if (state !== 'waiting') return refused(STATE_REASONS[state]);
  const first = chain.find((each) => each.state === 'next' || each.state === 'text-awaited')!;
  return refused(`c’est d’abord le tour de ${theOne(first)}`);
}

/** Refuses to touch a text that was voted, has fallen or was withdrawn. */
export function checkOpen(link: ChainLink | undefined): Outcome<ChainLink> {
  if (!link) return notFound();
  const { state } = link;
  if (state === 'next' || state === 'waiting' || state === 'text-awaited') return done(link);
  return refuse('proposition-over', `Impossible de changer ${theOne(link)}\u00a0: ${STATE_REASONS[state]}.`, {
    field: 'text',
  });
}

/**
 * Whether a text of this role may join the chain. Refuses a second main text, an amendment to what was voted or to a third
 * degree, parts of a text that has amendments and amendments to one that has parts, parts too long together.
 */
export function checkAddition(
  chain: readonly ChainLink[],
  {
    role,
    parentId,
    text,
  }: { readonly role: PropositionRole; readonly parentId: string | null; readonly text: string },
): Outcome<undefined> {
  const roots = chain.filter((link) => link.parentId === null && link.state !== 'withdrawn');
  if (role === 'main')
    return roots.length === 0
      ? done()
      : refuse(
          'text-there-already',
          'Ce point a déjà un texte. Ajoutez un amendement, ou un autre texte au choix.',
          { field: 'role' },
        );
  if (role === 'alternative') {
    const voted = chain.find(
      (link) => link.vote !== null && (link.role !== 'alternative' || link.state === 'adopted'),
    );
    return voted
      ? refuse(
          'voting-begun',
          `Impossible d’ajouter un texte au choix\u00a0: ${theOne(voted)} est déjà passé au vote.`,
          { field: 'role' },
        )
      : done();
  }
  const parent = checkOpen(linkIn(chain, parentId));
  if (!parent.done) return parent;
  return role === 'part' ? checkPart(chain, parent.value, text) : checkAmendment(chain, parent.value);
}

function checkPart(chain: readonly ChainLink[], parent: ChainLink, text: string): Outcome<undefined> {
  if (parent.parentId !== null)
    return refuse(
      'cannot-divide',
      `Impossible de diviser ${theOne(parent)}\u00a0: seul un texte entier se vote par division.`,
      {
        field: 'role',
      },
    );
  const children = chain.filter((link) => link.parentId === parent.id && link.state !== 'withdrawn');
  if (children.some((link) => link.role === 'amendment'))
    return refuse(
      'has-amendments',
      `Impossible de diviser ${theOne(parent)}\u00a0: il a des amendements. Retirez-les, divisez le texte, puis amendez ses parties.`,
      { field: 'role' },
    );
  const length = children.reduce((sum, link) => sum + link.text.length + 2, text.length);
  return length > LONGEST
    ? refuse(
        'parts-too-long',
        'Ces parties sont trop longues ensemble\u00a0: 3\u00a0900 caractères au plus. Mettez le texte entier en annexe, et votez sur ses titres.',
        { field: 'text' },
      )
    : done();
}

function checkAmendment(chain: readonly ChainLink[], parent: ChainLink): Outcome<undefined> {
  if (parent.role === 'amendment' && linkIn(chain, parent.parentId)?.role === 'amendment')
    return refuse(
      'too-deep',
      'Un sous-amendement ne s’amende pas\u00a0: proposez un autre amendement au texte.',
      { field: 'role' },
    );
  if (chain.some((link) => link.parentId === parent.id && link.role === 'part' && link.state !== 'withdrawn'))
    return refuse('has-parts', `${theOne(parent)} se vote par parties\u00a0: amendez l’une d’elles.`, {
      field: 'parentId',
    });
  return done();
}

/** The neighbour with which a text trades its place, both still to be voted. */
export function checkMove(
  chain: readonly ChainLink[],
  id: string,
  direction: 'up' | 'down',
): Outcome<{ readonly link: ChainLink; readonly neighbour: ChainLink }> {
  const open = checkOpen(linkIn(chain, id));
  if (!open.done) return open;
  const link = open.value;
  const alike = chain.filter(
    (each) => each.parentId === link.parentId && each.role === link.role && checkOpen(each).done,
  );
  const neighbour = alike[alike.findIndex((each) => each.id === id) + (direction === 'up' ? -1 : 1)];
  return neighbour
    ? done({ link, neighbour })
    : refuse(
        'no-neighbour',
        'Ce texte est déjà à cette place\u00a0: l’ordre a peut-être changé entre-temps.',
      );
}

/**
 * Whether the vote on a text may go, or turn out otherwise. Refuses once another text was voted after it: that vote rests
 * on this one.
 */
export function checkVoteUndone(
  chain: readonly ChainLink[],
  decisionId: string,
  act: 'retirer' | 'corriger ainsi',
): Outcome<undefined> {
  const at = chain.findIndex((link) => link.vote?.decisionId === decisionId);
  if (at < 0) return done();
  const later = chain.slice(at + 1).findLast((link) => link.vote !== null);
  return later
    ? refuse(
        'decision-rested-upon',
        `Impossible de ${act} cette décision\u00a0: ${theOne(later)} a été mis aux voix ensuite, sur cette base (${later.vote!.reference}). Retirez d’abord ce vote-là.`,
      )
    : done();
}
