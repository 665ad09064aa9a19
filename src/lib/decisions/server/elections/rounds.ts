import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { RoundForm, RoundOnly, TieForm } from '../../forms/elections.ts';
import { checkRound, orderByAge } from '../../rules/election-checks.ts';
import { meetingToDecide } from '../commands.ts';
import { checkScreensOver } from '../going.ts';
import { basisOf } from '../judge.ts';
import { drawLots } from './draw.ts';
import { runningElectionIn } from './load.ts';
import { electionRounds, electionTies } from './tables.ts';

/**
 * Enters the papers of the round to hold. Refuses a round that is not that one, a sitting without quorum at this moment, and
 * what `basisOf` and `checkRound` refuse.
 */
export function enterRound(
  house: House,
  actor: Actor,
  meetingId: string,
  form: RoundForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal }) => {
    const meeting = await meetingToDecide(tx, actor, today, meetingId);
    if (!meeting.done) return meeting;
    const found = await runningElectionIn(tx, meetingId, form.electionId);
    if (!found.done) return found;
    const { row, state } = found.value;
    const over = await checkScreensOver(tx, row.itemId, 'compter ce tour', 'cast');
    if (!over.done) return over;
    const basis = await basisOf(tx, meeting.value, row.itemId, { kind: 'ordinary', secondMeeting: '' });
    if (!basis.done) return basis;
    const { quorum, voters } = basis.value.sitting;
    const { electionId, round, cast, blank, invalid, votes } = form;
    const count = { cast, blank, invalid, votes };
    const sound = checkRound(state, round, count, voters.size);
    if (!sound.done) return sound;
    if (!quorum.met)
      return refuse(
        'quorum-missing',
        `Impossible de compter ce tour\u00a0: le quorum n’est pas atteint en ce moment. ${quorum.sentences.join(' ')}`,
        { field: 'cast' },
      );
    await tx.insert(electionRounds).values({
      associationId: actor.associationId,
      electionId,
      number: round,
      count,
      voters: voters.size,
      enteredAt: now,
      enteredBy: actor.name,
    });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'election.counted',
      subject: { kind: 'election', id: electionId },
      after: { round, ...count, voters: voters.size },
    });
    return done();
  });
}

/**
 * Erases the last round, to count its papers again; the journal keeps it. Refuses one that was voted on
 * screens, and once a tie of it was settled.
 */
export function eraseRound(
  house: House,
  actor: Actor,
  meetingId: string,
  { electionId, round }: RoundOnly,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const meeting = await meetingToDecide(tx, actor, today, meetingId);
    if (!meeting.done) return meeting;
    const found = await runningElectionIn(tx, meetingId, electionId);
    if (!found.done) return found;
    const { row, rounds, ties } = found.value;
    const over = await checkScreensOver(tx, row.itemId, 'effacer ce tour', 'electionId');
    if (!over.done) return over;
    const last = rounds.at(-1);
    if (last?.number !== round)
      return refuse(
        'not-the-last-round',
        'Impossible d’effacer ce tour\u00a0: seul le dernier s’efface. La page montre maintenant où en est l’élection.',
        { field: 'electionId' },
      );
    if (last.onScreens)
      return refuse(
        'round-on-screens',
        'Impossible d’effacer ce tour\u00a0: il a été voté sur écran, il n’y a rien à recompter. S’il ne vaut pas, annulez l’élection en disant pourquoi.',
        { field: 'electionId' },
      );
    if (ties.some((tie) => tie.round === round))
      return refuse(
        'tie-settled',
        'Impossible d’effacer ce tour\u00a0: une égalité y est départagée. Si le compte était faux, annulez l’élection.',
        { field: 'electionId' },
      );
    await tx
      .delete(electionRounds)
      .where(and(eq(electionRounds.electionId, electionId), eq(electionRounds.number, round)));
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'election.count-erased',
      subject: { kind: 'election', id: electionId },
      before: { round, ...last.count, voters: last.voters },
    });
    return done();
  });
}

/** Fewer could be guessed before the vote. */
const SHORTEST_SEED = 4;

/**
 * Settles the tie on which an election waits, once: by the lot drawn from what was said aloud, or by age where the rule says
 * so. Of the days of birth only the order is kept. Refuses a tie that is settled already, words that are too short and what
 * `orderByAge` refuses.
 */
export function settleTie(
  house: House,
  actor: Actor,
  meetingId: string,
  form: TieForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal }) => {
    const meeting = await meetingToDecide(tx, actor, today, meetingId);
    if (!meeting.done) return meeting;
    const found = await runningElectionIn(tx, meetingId, form.electionId);
    if (!found.done) return found;
    const { row, state, ties } = found.value;
    const { next } = state;
    if (next.kind !== 'tie' || next.round !== form.round)
      return refuse(
        'no-tie',
        'Il n’y a plus d’égalité à départager à ce tour\u00a0: la page montre maintenant où en est l’élection.',
        { field: 'electionId' },
      );
    const byLot = row.rule.tie.value === 'lot';
    if (byLot || form.seed !== '') {
      if (form.seed.length < SHORTEST_SEED)
        return refuse(
          'seed-too-short',
          `Notez ce que la présidence a dit à voix haute avant le tirage\u00a0: au moins ${SHORTEST_SEED} signes, par exemple un nombre.`,
          { field: 'seed' },
        );
    }
    const lot = form.seed === '' ? null : drawLots(form.seed, row.id, next.candidates);
    const order = byLot ? done(lot!.order) : orderByAge(next.candidates, form.born, lot?.order ?? null);
    if (!order.done) return order;
    const sameAge = byLot || hasTwins(next.candidates.map(({ id }) => form.born[id]));
    const drawn = lot !== null && sameAge ? { seed: form.seed, hashes: lot.hashes } : null;
    const settled = {
      round: form.round,
      position: ties.filter(({ round }) => round === form.round).length + 1,
      means: byLot ? ('lot' as const) : ('age' as const),
      order: order.value,
      seed: drawn?.seed ?? null,
      hashes: drawn?.hashes ?? null,
    };
    await tx.insert(electionTies).values({
      associationId: actor.associationId,
      electionId: row.id,
      ...settled,
      settledAt: now,
      settledBy: actor.name,
    });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({ act: 'election.tie-settled', subject: { kind: 'election', id: row.id }, after: settled });
    return done();
  });
}

const hasTwins = (days: readonly unknown[]) => new Set(days).size < days.length;
