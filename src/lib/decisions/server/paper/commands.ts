import { isDeepStrictEqual } from 'node:util';
import { and, asc, eq } from 'drizzle-orm';
import { collegesCounted } from '#lib/associations/rules/statutes.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { mayRead } from '#lib/meetings/policy.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { tallyTyped, type PaperCountForm, type PaperVoteForm } from '../../forms.ts';
import { checkAgreement, checkPaper, type PaperCount } from '../../rules/paper.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { meetingToDecide } from '../commands.ts';
import { basisOf, judgeOn } from '../judge.ts';
import { keepTogether } from '../linked/keep.ts';
import { putToVote, settleProposition } from '../put.ts';
import { snapshotOf } from '../snapshot.ts';
import { mayCount } from './queries.ts';
import { paperCounts, paperVotes } from './tables.ts';

/** A vote on paper of this meeting, kept until the act ends: the two tellers enter their counts one after the other. */
async function paperVoteIn(tx: Tx, meetingId: string, paperVoteId: string) {
  const [vote] = await tx
    .select()
    .from(paperVotes)
    .where(and(eq(paperVotes.id, paperVoteId), eq(paperVotes.meetingId, meetingId)))
    .for('update');
  return vote
    ? done(vote)
    : refuse(
        'not-found',
        'Ce dépouillement n’est plus en cours\u00a0: il est enregistré ou abandonné. Rechargez la page.',
        // Said on the page: it was there a moment ago.
        { field: 'paperVoteId' },
      );
}

const countsIn = (tx: Tx, paperVoteId: string) =>
  tx
    .select()
    .from(paperCounts)
    .where(eq(paperCounts.paperVoteId, paperVoteId))
    .orderBy(asc(paperCounts.place));

/**
 * Opens a secret vote on paper: from now on its rule, its voters and its words are frozen. Refuses what `putToVote` and
 * `basisOf` refuse.
 */
export function openPaperVote(
  house: House,
  actor: Actor,
  meetingId: string,
  form: PaperVoteForm,
): Promise<Outcome<{ paperVoteId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal }) => {
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const put = await putToVote(tx, loaded.value, form);
    if (!put.done) return put;
    const judgedUpon = await basisOf(tx, loaded.value, form.itemId, form);
    if (!judgedUpon.done) return judgedUpon;
    const { sitting, ...basis } = judgedUpon.value;
    if (sitting.voters.size === 0)
      return refuse('no-voters', 'Personne n’a de voix sur ce point\u00a0: notez d’abord les présences.', {
        field: 'method',
      });
    const [created] = await tx
      .insert(paperVotes)
      .values({
        associationId: actor.associationId,
        meetingId,
        itemId: form.itemId,
        ...put.value,
        basis,
        snapshot: snapshotOf(sitting, { method: 'paper', ballots: null }),
        openedAt: now,
        openedBy: actor.name,
      })
      .returning({ id: paperVotes.id });
    const paperVoteId = created!.id;
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'paper-vote.opened',
      subject: { kind: 'paper-vote', id: paperVoteId },
      after: {
        itemId: form.itemId,
        kind: form.kind,
        proposal: put.value.proposal,
        linked: put.value.linked,
        voters: sitting.voters.size,
      },
    });
    return done({ paperVoteId });
  });
}

function countsTyped(form: PaperCountForm, counted: readonly PaperCount['college'][]): PaperCount[] {
  return counted.map((college) => ({
    college,
    found: form[`${college ?? 'overall'}Found`],
    tally: tallyTyped(form, college),
  }));
}

/** Who counts, and on whose behalf it is entered. */
interface Teller {
  readonly teller: string;
  readonly tellerMandateId: string | null;
  readonly enteredBy: string | null;
}

const sameTeller = (a: Teller, b: Teller) =>
  a.tellerMandateId === null || b.tellerMandateId === null
    ? a.teller.toLocaleLowerCase('fr') === b.teller.toLocaleLowerCase('fr')
    : a.tellerMandateId === b.tellerMandateId;

/**
 * Enters what one of the two tellers found, or corrects it: a teller of the meeting enters their own; who decides enters
 * one on behalf of a teller whom they name. Refuses a third teller, twice the same one, a name that is missing, and what
 * `checkPaper` refuses.
 */
export function enterPaperCount(
  house: House,
  actor: Actor,
  meetingId: string,
  form: PaperCountForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToDecide(tx, actor, today, meetingId, mayRead);
    if (!loaded.done) return loaded;
    const allowed = await mayCount(tx, actor, loaded.value, today);
    if (!allowed.done) return allowed;
    const found = await paperVoteIn(tx, meetingId, form.paperVoteId);
    if (!found.done) return found;
    const vote = found.value;
    const own = allowed.value.mandateId;
    const { people } = vote.snapshot;
    const nameOf = (mandateId: string) =>
      people.find((each) => each.mandateId === mandateId)?.name ?? actor.name;
    const onBehalf = form.teller !== '' && actor.role === 'coordination';
    if (!onBehalf && own === null)
      return refuse('teller-missing', 'Dites qui a compté ces bulletins.', { field: 'teller' });
    const who: Teller = onBehalf
      ? {
          teller: form.teller,
          tellerMandateId: people.find(({ name }) => name === form.teller)?.mandateId ?? null,
          enteredBy: actor.name,
        }
      : { teller: nameOf(own!), tellerMandateId: own, enteredBy: null };
    const entered = await countsIn(tx, vote.id);
    const place =
      entered.find((count) => sameTeller(count, who))?.place ??
      (onBehalf && form.place !== '' ? Number(form.place) : null) ??
      [1, 2].find((free) => entered.every((count) => count.place !== free));
    const other = entered.find((count) => count.place !== place);
    if (place === undefined)
      return refuse(
        'both-counted',
        `Deux personnes ont déjà entré leur compte\u00a0: ${entered.map(({ teller }) => teller).join(' et ')}.`,
        { field: 'teller' },
      );
    const mine = entered.find((count) => count.place === place);
    if (mine && mine.enteredBy === null && !sameTeller(mine, who))
      return refuse(
        'entered-by-teller',
        `Impossible de remplacer ce compte\u00a0: ${mine.teller} l’a entré sur son propre écran.`,
        { field: 'teller' },
      );
    if (other && sameTeller(other, who))
      return refuse('same-teller', 'Les deux comptes viennent de deux personnes différentes.', {
        field: 'teller',
      });
    const expected = collegesCounted(vote.basis.statutes);
    const counts = countsTyped(form, expected);
    const sound = checkPaper(counts, vote.basis.presences);
    if (!sound.done) return sound;
    if (mine && isDeepStrictEqual(mine.counts, counts) && sameTeller(mine, who)) {
      nothingToDo();
      return done();
    }
    await tx
      .insert(paperCounts)
      .values({
        associationId: actor.associationId,
        paperVoteId: vote.id,
        place,
        ...who,
        enteredAt: now,
        counts,
      })
      .onConflictDoUpdate({
        target: [paperCounts.associationId, paperCounts.paperVoteId, paperCounts.place],
        set: { ...who, enteredAt: now, counts },
      });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'paper-vote.counted',
      subject: { kind: 'paper-vote', id: vote.id },
      ...(mine && { before: { place, teller: mine.teller, counts: mine.counts } }),
      after: { place, teller: who.teller, onOwnScreen: who.enteredBy === null, counts },
    });
    return done();
  });
}

/**
 * Records the vote that both tellers found. Refuses while a count is missing or while they differ, with the differences in
 * the details.
 */
export function recordPaperVote(
  house: House,
  actor: Actor,
  meetingId: string,
  { paperVoteId }: { readonly paperVoteId: string },
): Promise<Outcome<{ decisionId: string; verdict: Verdict }>> {
  return command(house, actor, async (act) => {
    const { tx, today } = act;
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const found = await paperVoteIn(tx, meetingId, paperVoteId);
    if (!found.done) return found;
    const { itemId, propositionId, proposal, linked, basis, snapshot } = found.value;
    const entered = await countsIn(tx, paperVoteId);
    const agreed = checkAgreement(entered);
    if (!agreed.done) return agreed;
    const verdict = judgeOn(basis, { counts: agreed.value, chairVote: null }, true);
    if (!verdict.done) return verdict;
    await tx.delete(paperVotes).where(eq(paperVotes.id, paperVoteId));
    const decisionId = await keepTogether(act, actor.associationId, loaded.value, linked, {
      itemId,
      kind: basis.kind,
      proposal,
      verdict: verdict.value,
      snapshot: { ...snapshot, tellers: entered.map(({ teller }) => teller) },
    });
    await settleProposition(tx, propositionId, { id: decisionId, verdict: verdict.value });
    return done({ decisionId, verdict: verdict.value });
  });
}

/** Gives up the counting: too many papers, or a vote to hold again. The journal keeps what was found. */
export function abandonPaperVote(
  house: House,
  actor: Actor,
  meetingId: string,
  { paperVoteId }: { readonly paperVoteId: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const found = await paperVoteIn(tx, meetingId, paperVoteId);
    if (!found.done) return found;
    const { itemId, proposal } = found.value;
    await tx.delete(paperVotes).where(eq(paperVotes.id, paperVoteId));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'paper-vote.abandoned',
      subject: { kind: 'paper-vote', id: paperVoteId },
      before: { itemId, proposal },
    });
    return done();
  });
}
