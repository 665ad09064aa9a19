import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { sittingStateOf } from '#lib/meetings/server/sitting/now.ts';
import { touchBallots } from '#lib/meetings/server/sitting/touch.ts';
import { takesPart } from '#lib/meetings/vocabulary.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import { Gathering } from '#lib/platform/gathering.ts';
import type { House } from '#lib/platform/house.ts';
import type { BallotForm } from '../../forms/votes.ts';
import { checkAdvanceCast } from '../../rules/advance.ts';
import { choicesOf } from '../../rules/ballots.ts';
import { checkOwnBallot, checkVoteStep, type BallotSoFar } from '../../rules/ballot-steps.ts';
import { readNames, type NamesCast } from '../../rules/election-ballots.ts';
import { factsOf, ownRights, type CastVote, type Right } from './held.ts';
import { inBox, receiptHash, receiptTyped } from './receipts.ts';
import { namedBallots, secretBallots, voteReceipts, voteRights } from './tables.ts';

/** What is answered to whoever cast: in a secret vote, the code by which they can see that their ballot was counted. */
interface Cast {
  readonly receipt: string | null;
}

interface Press {
  readonly actor: Actor;
  readonly meetingId: string;
  readonly form: BallotForm;
}

/** Ballots that one transaction keeps at most. */
const MOST_TOGETHER = 100;
const booths = new WeakMap<House, Gathering<Press, Outcome<Cast>>>();

/** Two presses for one voice, or by one code, follow each other. */
function boothOf(house: House): Gathering<Press, Outcome<Cast>> {
  const booth =
    booths.get(house) ??
    new Gathering<Press, Outcome<Cast>>(
      MOST_TOGETHER,
      ({ form: { mandateId, receipt } }) => (receipt === '' ? [mandateId] : [mandateId, receipt]),
      (presses) => castTogether(house, presses),
    );
  booths.set(house, booth);
  return booth;
}

/**
 * Casts the ballot of one right: one's own, or a principal's by the holder of their proxy. One ballot per right, whatever
 * is pressed how often and from how many devices: the right's row is held. Refuses what
 * `mayCastNow` and, in an election, `readNames` refuse, a right of someone else, a choice that this vote does not offer, and a second ballot where the
 * first one stays. In a secret vote nothing is written that tells the order, the moment or the voter of a ballot: neither in
 * its row nor in the journal. In a crowd, the ballots of one vote that come while others are being kept are kept together,
 * each accepted or refused by itself.
 */
export function castBallot(
  house: House,
  actor: Actor,
  meetingId: string,
  form: BallotForm,
): Promise<Outcome<Cast>> {
  return boothOf(house).ask(`${actor.associationId} ${meetingId} ${form.voteId}`, { actor, meetingId, form });
}

/** A ballot of whoever has the right to it, before its vote says whether it takes it. */
interface Casting {
  readonly actor: Actor;
  readonly form: BallotForm;
  readonly right: Right;
  readonly ballot: Ballot;
  readonly mayCast: Outcome<unknown>;
}

/** What is written of one ballot. */
interface Ballot extends NamesCast {
  readonly names: string[] | null;
}

/** All that a ballot says, to tell two of them apart. */
const onPaper = ({ choice, names }: NamesCast) => [choice, ...(names ?? [])].join(' ');

/** Kept: it changes something · an outcome: refused, or there already. */
type Judged = 'kept' | Outcome<Cast>;

/** Casts ballots of one vote, none of the same right or code, in one transaction. */
async function castTogether(house: House, presses: readonly Press[]): Promise<Outcome<Cast>[]> {
  const { actor, meetingId, form } = presses[0]!;
  const answers = await command(house, actor, async (act) => {
    const { associationId } = actor;
    const claims = presses.map((press) => ({ actor: press.actor, mandateId: press.form.mandateId }));
    const own = await ownRights(act.tx, act.today, meetingId, form.voteId, claims);
    const held = own.find((one) => one.done)?.value;
    // Unless something is told to the journal below: all may be refused, and secret ballots leave no trace there.
    act.nothingToDo();
    if (!held) return done(own.map((one) => (one.done ? notFound() : one)));
    const { vote, meetingCancelled } = held;
    const mayCast = await mayCastNow(act, vote, meetingCancelled);
    const offered = choicesOf(vote);
    const castings: Casting[] = [];
    const refused = own.map((one, index): Outcome<Cast> | null => {
      if (!one.done) return one;
      const press = presses[index]!;
      const { choice, names } = press.form;
      if (!offered.includes(choice))
        return refuse('choice-not-offered', 'Ce vote ne permet pas ce choix. Choisissez autrement.', {
          field: 'choice',
        });
      const read = vote.names && choice === 'names' ? readNames(vote.names, names) : done(null);
      if (!read.done) return read;
      const { right } = one.value;
      castings.push({ ...press, right, ballot: { choice, names: read.value }, mayCast: mayCast(right) });
      return null;
    });
    const judged = vote.secret ? await castSecret(act, vote, castings) : await castNamed(act, vote, castings);
    if (judged.includes('kept')) await touchBallots(act.tx, associationId, meetingId);
    const left = castings.values().map(({ form }, index) => {
      const one = judged[index]!;
      return one === 'kept' ? done({ receipt: vote.secret ? form.receipt : null }) : one;
    });
    return done(refused.map((one) => one ?? left.next().value!));
  });
  return answers.done ? answers.value : presses.map(() => answers);
}

/**
 * Whether a ballot may be cast now. Before the sitting: until the deadline, and until the sitting opens. In the sitting,
 * who voted before it and is not there changes nothing any more: only those who take part vote.
 */
async function mayCastNow(
  { tx, now }: Act,
  { id, state, meetingId, advanceUntil }: CastVote,
  meetingCancelled: boolean,
): Promise<(right: Right) => Outcome<unknown>> {
  if (state === 'advance') {
    const sittingOpened = (await sittingStateOf(tx, meetingId)) !== null;
    const allowed = checkAdvanceCast({ until: advanceUntil!, now, sittingOpened, meetingCancelled });
    return () => allowed;
  }
  const step = checkVoteStep(state, 'cast');
  if (state !== 'open' || advanceUntil === null) return () => step;
  const people = new Map((await factsOf(tx, id)).snapshot.people.map((one) => [one.mandateId, one]));
  return ({ mandateId }) => {
    const person = people.get(mandateId);
    return person?.inAdvance && !takesPart(person.state)
      ? refuse(
          'advance-stays',
          'Votre voix donnée par avance est comptée. Elle ne se change plus qu’en prenant part à la séance.',
        )
      : step;
  };
}

async function castSecret(
  { tx }: Act,
  { id: voteId, associationId }: CastVote,
  castings: readonly Casting[],
): Promise<Judged[]> {
  const hashes = castings.map(({ form }) => {
    const typed = receiptTyped(form.receipt);
    return typed === null ? null : receiptHash(voteId, typed);
  });
  const there = await inBox(
    tx,
    voteId,
    castings.flatMap(({ right }, index) => (right.cast ? (hashes[index] ?? []) : [])),
  );
  const judged = castings.map(({ form, right, mayCast }, index): Judged => {
    const hash = hashes[index]!;
    if (hash === null)
      return refuse('no-receipt', 'Ce formulaire est incomplet. Rechargez la page, puis votez de nouveau.');
    // The same press sent twice carries the same code: its ballot is in the box already.
    if (there.has(hash)) return done({ receipt: form.receipt });
    if (!mayCast.done) return mayCast;
    if (right.cast)
      return refuse(
        'already-voted',
        'Cette voix est déjà dans l’urne. Un bulletin secret ne se reprend pas\u00a0: personne ne peut savoir lequel c’était.',
      );
    return 'kept';
  });
  const asked = hashes.flatMap((hash, index) => (judged[index] === 'kept' ? hash! : []));
  if (asked.length === 0) return judged;
  // In the order of their fingerprints, as nothing was cast.
  const given = await tx
    .insert(voteReceipts)
    .values(asked.toSorted().map((hash) => ({ associationId, voteId, hash })))
    .onConflictDoNothing()
    .returning({ hash: voteReceipts.hash });
  // Two spellings of one code can stand side by side: the first one has it.
  const free = new Set(given.map(({ hash }) => hash));
  const final = judged.map((one, index) =>
    one !== 'kept' || free.delete(hashes[index]!)
      ? one
      : refuse('receipt-taken', 'Ce reçu sert déjà à un autre bulletin. Rechargez la page, puis votez.'),
  );
  const kept = castings.filter((_, index) => final[index] === 'kept');
  if (kept.length === 0) return final;
  await markCast(
    tx,
    voteId,
    kept.map(({ right }) => right.mandateId),
  );
  // By what they say, so that their places do not tell in which order they came.
  await tx
    .insert(secretBallots)
    .values(
      kept
        .map(({ right: { college }, ballot }) => ({ associationId, voteId, college, ...ballot }))
        .toSorted((a, b) => `${a.college} ${onPaper(a)}`.localeCompare(`${b.college} ${onPaper(b)}`)),
    );
  return final;
}

async function castNamed(
  { tx, now, journal }: Act,
  { id: voteId, associationId, mayChange }: CastVote,
  castings: readonly Casting[],
): Promise<Judged[]> {
  const before = await ballotsOf(
    tx,
    voteId,
    castings.map(({ right }) => right.mandateId),
  );
  const judged = castings.map(({ ballot, right, mayCast }): Judged => {
    const earlier = before.get(right.mandateId);
    const own = checkOwnBallot(
      earlier ? { ...earlier, choice: onPaper(earlier) } : null,
      onPaper(ballot),
      mayChange,
    );
    if (own.done && own.value === 'already') return done({ receipt: null });
    if (!mayCast.done) return mayCast;
    return own.done ? 'kept' : own;
  });
  const kept = castings.filter((_, index) => judged[index] === 'kept');
  await saveBallots(
    tx,
    voteId,
    kept.map(({ right: { mandateId }, ballot }) => ({
      associationId,
      voteId,
      mandateId,
      ...ballot,
      castAt: now,
      enteredBy: null,
      confirmed: true,
    })),
  );
  // Nobody reads from the journal what an open vote will give: what was cast is kept with the decision.
  for (const { actor, right } of kept) {
    const { mandateId, casterMandateId } = right;
    journal({
      act: 'vote.ballot-cast',
      subject: { kind: 'vote', id: voteId },
      after: { mandateId, casterMandateId, again: before.has(mandateId) },
      by: { accountId: actor.accountId, name: actor.name },
    });
  }
  return judged;
}

/** What was cast for rights of a named vote so far, by mandate. */
async function ballotsOf(
  tx: Tx,
  voteId: string,
  mandateIds: readonly string[],
): Promise<Map<string, Omit<BallotSoFar, 'choice'> & Ballot>> {
  if (mandateIds.length === 0) return new Map();
  const rows = await tx
    .select({
      mandateId: namedBallots.mandateId,
      choice: namedBallots.choice,
      names: namedBallots.names,
      enteredBy: namedBallots.enteredBy,
      confirmed: namedBallots.confirmed,
    })
    .from(namedBallots)
    .where(and(eq(namedBallots.voteId, voteId), inArray(namedBallots.mandateId, [...mandateIds])));
  return new Map(rows.map(({ mandateId, ...ballot }) => [mandateId, ballot]));
}

/** What was cast for a right of a named vote so far. */
export async function ballotOf(tx: Tx, voteId: string, mandateId: string) {
  return (await ballotsOf(tx, voteId, [mandateId])).get(mandateId) ?? null;
}

/** Keeps a ballot of a named vote in place of the one before it, and marks its right. Both rows are held by the caller. */
export function saveBallot(tx: Tx, ballot: typeof namedBallots.$inferInsert): Promise<void> {
  return saveBallots(tx, ballot.voteId, [ballot]);
}

async function saveBallots(
  tx: Tx,
  voteId: string,
  ballots: readonly (typeof namedBallots.$inferInsert)[],
): Promise<void> {
  if (ballots.length === 0) return;
  await tx
    .insert(namedBallots)
    .values([...ballots])
    .onConflictDoUpdate({
      target: [namedBallots.associationId, namedBallots.voteId, namedBallots.mandateId],
      set: {
        choice: sql`excluded.choice`,
        names: sql`excluded.names`,
        castAt: sql`excluded.cast_at`,
        enteredBy: sql`excluded.entered_by`,
        confirmed: sql`excluded.confirmed`,
      },
    });
  await markCast(
    tx,
    voteId,
    ballots.map(({ mandateId }) => mandateId),
  );
}

async function markCast(tx: Tx, voteId: string, mandateIds: readonly string[]): Promise<void> {
  await tx
    .update(voteRights)
    .set({ cast: true, contested: false })
    .where(and(eq(voteRights.voteId, voteId), inArray(voteRights.mandateId, [...mandateIds])));
}
