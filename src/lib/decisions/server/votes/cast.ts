import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { sittingStateOf } from '#lib/meetings/server/sitting/now.ts';
import { touchBallots } from '#lib/meetings/server/sitting/touch.ts';
import { takesPart } from '#lib/meetings/vocabulary.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { BallotForm } from '../../forms/votes.ts';
import { checkAdvanceCast } from '../../rules/advance.ts';
import { choicesOf } from '../../rules/ballots.ts';
import { checkOwnBallot, checkVoteStep } from '../../rules/ballot-steps.ts';
import { readNames, type NamesCast } from '../../rules/election-ballots.ts';
import { factsOf, ownRight, type CastVote, type Right } from './held.ts';
import { isInBox, receiptHash, receiptTyped } from './receipts.ts';
import { namedBallots, secretBallots, voteReceipts, voteRights } from './tables.ts';

/** What is answered to whoever cast: in a secret vote, the code by which they can see that their ballot was counted. */
interface Cast {
  readonly receipt: string | null;
}

/**
 * Casts the ballot of one right: one's own, or a principal's by the holder of their proxy. One ballot per right, whatever
 * is pressed how often and from how many devices: the right's row is held. Refuses what
 * `mayCastNow` and, in an election, `readNames` refuse, a right of someone else, a choice that this vote does not offer, and a second ballot where the
 * first one stays. In a secret vote nothing is written that tells the order, the moment or the voter of a ballot: neither in
 * its row nor in the journal.
 */
export function castBallot(
  house: House,
  actor: Actor,
  meetingId: string,
  form: BallotForm,
): Promise<Outcome<Cast>> {
  return command(house, actor, async (act) => {
    const loaded = await ownRight(act.tx, actor, act.today, meetingId, form);
    if (!loaded.done) return loaded;
    const { vote, right, meetingCancelled } = loaded.value;
    const mayCast = await mayCastNow(act, vote, right, meetingCancelled);
    if (!choicesOf(vote).includes(form.choice))
      return refuse('choice-not-offered', 'Ce vote ne permet pas ce choix. Choisissez autrement.', {
        field: 'choice',
      });
    const read = vote.names && form.choice === 'names' ? readNames(vote.names, form.names) : done(null);
    if (!read.done) return read;
    const ballot = { choice: form.choice, names: read.value };
    const cast = vote.secret
      ? await castSecret(act, vote, right, form.receipt, ballot, mayCast)
      : await castNamed(act, vote, right, ballot, mayCast);
    if (cast.done && cast.value.changed) await touchBallots(act.tx, actor.associationId, meetingId);
    return cast.done ? done({ receipt: cast.value.receipt }) : cast;
  });
}

/**
 * Whether a ballot may be cast now. Before the sitting: until the deadline, and until the sitting opens. In the sitting,
 * who voted before it and is not there changes nothing any more: only those who take part vote.
 */
async function mayCastNow(
  { tx, now }: Act,
  { id, state, meetingId, advanceUntil }: CastVote,
  { mandateId }: Right,
  meetingCancelled: boolean,
): Promise<Outcome<unknown>> {
  if (state === 'advance') {
    const sittingOpened = (await sittingStateOf(tx, meetingId)) !== null;
    return checkAdvanceCast({ until: advanceUntil!, now, sittingOpened, meetingCancelled });
  }
  if (state === 'open' && advanceUntil !== null) {
    const person = (await factsOf(tx, id)).snapshot.people.find((each) => each.mandateId === mandateId);
    if (person?.inAdvance && !takesPart(person.state))
      return refuse(
        'advance-stays',
        'Votre voix donnée par avance est comptée. Elle ne se change plus qu’en prenant part à la séance.',
      );
  }
  return checkVoteStep(state, 'cast');
}

type Casting = Outcome<Cast & { readonly changed: boolean }>;

async function castSecret(
  { tx, nothingToDo }: Act,
  { id: voteId, associationId }: CastVote,
  { mandateId, college, cast }: Right,
  receipt: string,
  ballot: Ballot,
  mayCast: Outcome<unknown>,
): Promise<Casting> {
  const typed = receiptTyped(receipt);
  if (typed === null)
    return refuse('no-receipt', 'Ce formulaire est incomplet. Rechargez la page, puis votez de nouveau.');
  const hash = receiptHash(voteId, typed);
  // The journal must not tell when a secret ballot came: the closing says who took part.
  nothingToDo();
  const answer = { receipt };
  // The same press sent twice carries the same code: its ballot is in the box already.
  if (cast && (await isInBox(tx, voteId, hash))) return done({ ...answer, changed: false });
  if (!mayCast.done) return mayCast;
  if (cast)
    return refuse(
      'already-voted',
      'Cette voix est déjà dans l’urne. Un bulletin secret ne se reprend pas\u00a0: personne ne peut savoir lequel c’était.',
    );
  await tx.update(voteRights).set({ cast: true }).where(rowOf(voteId, mandateId));
  await tx.insert(secretBallots).values({ associationId, voteId, college, ...ballot });
  const kept = await tx
    .insert(voteReceipts)
    .values({ associationId, voteId, hash })
    .onConflictDoNothing()
    .returning({ hash: voteReceipts.hash });
  if (kept.length === 0)
    return refuse('receipt-taken', 'Ce reçu sert déjà à un autre bulletin. Rechargez la page, puis votez.');
  return done({ ...answer, changed: true });
}

async function castNamed(
  { tx, now, journal, nothingToDo }: Act,
  { id: voteId, associationId, mayChange }: CastVote,
  { mandateId, casterMandateId }: Right,
  ballot: Ballot,
  mayCast: Outcome<unknown>,
): Promise<Casting> {
  const before = await ballotOf(tx, voteId, mandateId);
  const own = checkOwnBallot(before && { ...before, choice: onPaper(before) }, onPaper(ballot), mayChange);
  if (own.done && own.value === 'already') {
    nothingToDo();
    return done({ receipt: null, changed: false });
  }
  if (!mayCast.done) return mayCast;
  if (!own.done) return own;
  await saveBallot(tx, {
    associationId,
    voteId,
    mandateId,
    ...ballot,
    castAt: now,
    enteredBy: null,
    confirmed: true,
  });
  // Nobody reads from the journal what an open vote will give: what was cast is kept with the decision.
  journal({
    act: 'vote.ballot-cast',
    subject: { kind: 'vote', id: voteId },
    after: { mandateId, casterMandateId, again: before !== null },
  });
  return done({ receipt: null, changed: true });
}

/** What is written of one ballot. */
interface Ballot extends NamesCast {
  readonly names: string[] | null;
}

/** All that a ballot says, to tell two of them apart. */
const onPaper = ({ choice, names }: NamesCast) => [choice, ...(names ?? [])].join(' ');

const rowOf = (voteId: string, mandateId: string) =>
  and(eq(voteRights.voteId, voteId), eq(voteRights.mandateId, mandateId));

/** What was cast for a right of a named vote so far. */
export async function ballotOf(tx: Tx, voteId: string, mandateId: string) {
  const [ballot] = await tx
    .select({
      choice: namedBallots.choice,
      names: namedBallots.names,
      enteredBy: namedBallots.enteredBy,
      confirmed: namedBallots.confirmed,
    })
    .from(namedBallots)
    .where(and(eq(namedBallots.voteId, voteId), eq(namedBallots.mandateId, mandateId)));
  return ballot ?? null;
}

/** Keeps a ballot of a named vote in place of the one before it, and marks its right. Both rows are held by the caller. */
export async function saveBallot(tx: Tx, ballot: typeof namedBallots.$inferInsert): Promise<void> {
  const { choice, names = null, castAt, enteredBy, confirmed } = ballot;
  await tx
    .insert(namedBallots)
    .values(ballot)
    .onConflictDoUpdate({
      target: [namedBallots.associationId, namedBallots.voteId, namedBallots.mandateId],
      set: { choice, names, castAt, enteredBy, confirmed },
    });
  await tx
    .update(voteRights)
    .set({ cast: true, contested: false })
    .where(rowOf(ballot.voteId, ballot.mandateId));
}
