import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { ConfirmationForm, EntryForm } from '../../forms/votes.ts';
import { choicesOf } from '../../rules/ballots.ts';
import { checkConfirmation, checkEnteredBallot, checkVoteStep } from '../../rules/ballot-steps.ts';
import { meetingToDecide } from '../commands.ts';
import { ballotOf, saveBallot } from './cast.ts';
import { heldRight, heldVote, ownRight } from './held.ts';
import { namedBallots, voteRights } from './tables.ts';

/**
 * Notes, in a named vote, what someone says that they vote: whoever has the right is asked to confirm it on their screen.
 * Refuses a secret vote, one that is over, a voice that it does not have, and one cast, confirmed or contested by whoever
 * has it.
 */
export function enterBallot(
  house: House,
  actor: Actor,
  meetingId: string,
  { voteId, mandateId, choice }: EntryForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const held = await heldVote(tx, meetingId, voteId, 'share');
    if (!held.done) return held;
    const vote = held.value;
    if (vote.secret)
      return refuse(
        'secret-vote',
        'Impossible de noter la voix de quelqu’un dans un vote secret\u00a0: elle serait connue.',
      );
    if (vote.names)
      return refuse(
        'election-entered',
        'Impossible de noter des noms pour quelqu’un\u00a0: dans une élection, chacun remplit son bulletin. Qui n’a pas d’écran vote sur papier.',
      );
    const step = checkVoteStep(vote.state, 'enter');
    if (!step.done) return step;
    const right = await heldRight(tx, voteId, mandateId);
    if (!right) return notFound();
    if (!choicesOf(vote).includes(choice))
      return refuse('choice-not-offered', 'Ce vote ne permet pas de voter blanc. Choisissez autrement.', {
        field: 'choice',
      });
    const before = await ballotOf(tx, voteId, mandateId);
    const allowed = checkEnteredBallot(before, choice, right.contested);
    if (!allowed.done) return allowed;
    if (allowed.value === 'already') {
      nothingToDo();
      return done();
    }
    await saveBallot(tx, {
      associationId: actor.associationId,
      voteId,
      mandateId,
      choice,
      castAt: now,
      enteredBy: actor.name,
      confirmed: false,
    });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'vote.ballot-entered',
      subject: { kind: 'vote', id: voteId },
      before: before && { mandateId, choice: before.choice },
      after: { mandateId, choice },
    });
    return done();
  });
}

/** What whoever has the right says of what was noted for them. */
function answerEntry(
  house: House,
  actor: Actor,
  meetingId: string,
  { voteId, mandateId }: ConfirmationForm,
  confirms: boolean,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await ownRight(tx, actor, today, meetingId, { voteId, mandateId });
    if (!loaded.done) return loaded;
    const step = checkVoteStep(loaded.value.vote.state, 'enter');
    if (!step.done) return step;
    // Contested already: pressed twice.
    if (!confirms && loaded.value.right.contested) {
      nothingToDo();
      return done();
    }
    const before = await ballotOf(tx, voteId, mandateId);
    const allowed = checkConfirmation(before);
    if (!allowed.done) return allowed;
    if (allowed.value === 'already') {
      if (!confirms)
        return refuse(
          'already-confirmed',
          'Vous avez confirmé ce vote\u00a0: il ne peut plus être contesté.',
        );
      nothingToDo();
      return done();
    }
    const ballot = and(eq(namedBallots.voteId, voteId), eq(namedBallots.mandateId, mandateId));
    if (confirms) await tx.update(namedBallots).set({ confirmed: true }).where(ballot);
    else {
      await tx.delete(namedBallots).where(ballot);
      await tx
        .update(voteRights)
        .set({ cast: false, contested: true })
        .where(and(eq(voteRights.voteId, voteId), eq(voteRights.mandateId, mandateId)));
    }
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: confirms ? 'vote.ballot-confirmed' : 'vote.ballot-contested',
      subject: { kind: 'vote', id: voteId },
      after: { mandateId, choice: before!.choice },
    });
    return done();
  });
}

/** Confirms what the secretary noted. Refuses when there is nothing to confirm, and once the vote is over. */
export function confirmBallot(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ConfirmationForm,
): Promise<Outcome<undefined>> {
  return answerEntry(house, actor, meetingId, form, true);
}

/**
 * Contests what the secretary noted: it is taken out, and only whoever has the right casts this voice from then on.
 * Refuses what they confirmed, and once the vote is over.
 */
export function contestBallot(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ConfirmationForm,
): Promise<Outcome<undefined>> {
  return answerEntry(house, actor, meetingId, form, false);
}
