import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { RoundVoteForm } from '../../forms/votes.ts';
import { checkOpening, rightsOf } from '../../rules/ballots.ts';
import { roundName } from '../../rules/election-words.ts';
import { meetingToDecide } from '../commands.ts';
import { basisOf } from '../judge.ts';
import { snapshotOf } from '../snapshot.ts';
import { checkCalled } from '../votes/open.ts';
import { saveRights } from '../votes/rights.ts';
import { votes } from '../votes/tables.ts';
import { runningElectionIn } from './load.ts';

/**
 * Opens on screens the round to hold of an election, on the item before the meeting: who is on its ballots, how many names
 * they bear, who votes and for whom are frozen now; it is secret if the election is. Its ballots are cast, closed and
 * published as those of any vote on screens, and then entered as papers are. Refuses a round that is not that one, a sitting
 * that is not going on, an item that was not called, a sitting without quorum, a vote while another one waits for its end,
 * an election by name where the statutes ask for the secret, a secret one that somebody could not cast, and what `basisOf`
 * refuses. The same round opened twice is opened once.
 */
export function openRoundOnScreens(
  house: House,
  actor: Actor,
  meetingId: string,
  form: RoundVoteForm,
): Promise<Outcome<{ voteId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToDecide(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const found = await runningElectionIn(tx, meetingId, form.electionId);
    if (!found.done) return found;
    const { row, state } = found.value;
    const { electionId, round } = form;
    const [going] = await tx
      .select({ id: votes.id, electionId: votes.electionId, round: votes.round, state: votes.state })
      .from(votes)
      .where(and(eq(votes.meetingId, meetingId), inArray(votes.state, ['open', 'closed'])));
    if (going?.electionId === electionId && going.round === round && going.state === 'open') {
      nothingToDo();
      return done({ voteId: going.id });
    }
    const impossible = (code: string, why: string, source?: string) =>
      refuse(code, `Impossible d’ouvrir ce tour sur écran\u00a0: ${why}`, {
        field: 'electionId',
        ...(source !== undefined && { source }),
      });
    if (going)
      return impossible(
        'vote-going-on',
        'un autre vote n’est pas terminé. Clôturez-le et publiez son résultat, ou annulez-le.',
      );
    const { next } = state;
    if (next.kind !== 'round' || next.number !== round)
      return impossible('round-moved-on', 'l’élection a avancé entre-temps. La page la montre maintenant.');
    const called = await checkCalled(tx, meetingId, row.itemId);
    if (!called.done) return refuse(called.refusal.code, called.refusal.sentence, { field: 'electionId' });
    const basis = await basisOf(tx, loaded.value, row.itemId, { kind: 'ordinary', secondMeeting: '' });
    if (!basis.done) return basis;
    const { bodyKind, sitting } = basis.value;
    const { statutes, presences, quorum } = sitting;
    if (!quorum.met)
      return impossible(
        'quorum-missing',
        `le quorum n’est pas atteint en ce moment. ${quorum.sentences.join(' ')}`,
      );
    const forPersons = statutes['secret-for-persons'];
    if (!row.secret && forPersons.value)
      return impossible(
        'secret-for-persons',
        'cette élection a été ouverte sans le secret, que vos textes demandent pour un vote sur des personnes. Annulez-la, puis ouvrez-la au scrutin secret.',
        forPersons.source,
      );
    const snapshot = snapshotOf(sitting, { method: 'electronic', ballots: null });
    const rights = rightsOf(snapshot);
    const possible = checkOpening(row.secret, rights, snapshot.people);
    if (!possible.done)
      return refuse(possible.refusal.code, possible.refusal.sentence, { field: 'electionId' });
    const { associationId, name: openedBy } = actor;
    const said = {
      itemId: row.itemId,
      electionId,
      round,
      proposal: `${row.title} ${roundName(round)}.`,
      secret: row.secret,
      mayChange: !row.secret && form.mayChange === 'yes',
      blankAllowed: true,
      names: {
        most: next.names,
        candidates: state.left.map(({ id, name, organisation }) => ({ id, name, organisation })),
      },
    };
    const [opened] = await tx
      .insert(votes)
      .values({
        associationId,
        meetingId,
        bodyId: loaded.value.bodyId,
        kind: 'ordinary',
        ...said,
        facts: {
          bodyKind,
          statutes,
          presences,
          secondMeeting: false,
          chairMandateId: loaded.value.presidedByMandateId,
          snapshot,
        },
        openedAt: now,
        openedBy,
      })
      .returning();
    await saveRights(tx, opened!, rights);
    await touchSitting(tx, associationId, meetingId);
    journal({
      act: 'vote.opened',
      subject: { kind: 'vote', id: opened!.id },
      after: {
        meetingId,
        ...said,
        rights: rights.map(({ mandateId, casterMandateId }) => ({ mandateId, casterMandateId })),
      },
    });
    return done({ voteId: opened!.id });
  });
}
