import { and, eq, max, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { mayPrepareMeeting } from '#lib/meetings/policy.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { isForDecision } from '#lib/meetings/vocabulary.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type {
  AmendedTextForm,
  PropositionChangeForm,
  PropositionForm,
  PropositionMoveForm,
} from '../../forms/propositions.ts';
import { checkAddition, checkMove, checkOpen } from '../../rules/proposition-checks.ts';
import { meetingToDecide } from '../commands.ts';
import { checkNoneGoing } from '../going.ts';
import { votes } from '../votes/tables.ts';
import { chainOfItem, type PropositionView } from './queries.ts';
import { propositions } from './tables.ts';

/** One text and its chain, where the actor may prepare the meeting. The meeting stays locked until the act ends. */
async function textToChange(
  { tx, today }: Act,
  actor: Actor,
  meetingId: string,
  propositionId: string,
): Promise<Outcome<{ chain: PropositionView[]; link: PropositionView; itemId: string }>> {
  const loaded = await meetingToDecide(tx, actor, today, meetingId, mayPrepareMeeting);
  if (!loaded.done) return loaded;
  const [row] = await tx
    .select({ itemId: propositions.itemId })
    .from(propositions)
    .where(and(eq(propositions.id, propositionId), eq(propositions.meetingId, meetingId)));
  if (!row) return notFound();
  const chain = await chainOfItem(tx, meetingId, row.itemId);
  const link = chain.find(({ id }) => id === propositionId);
  return link ? done({ chain, link, itemId: row.itemId }) : notFound();
}

/** Refuses to change the texts of an item while a vote on one of them waits for its end. */
const checkNoVote = ({ tx }: Act, itemId: string): Promise<Outcome<undefined>> =>
  checkNoneGoing(tx, itemId, 'changer ces textes');

/** Whether a vote on screens was ever opened on this text, whatever became of it. */
async function wasPutToVote({ tx }: Act, propositionId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: votes.id })
    .from(votes)
    .where(eq(votes.propositionId, propositionId))
    .limit(1);
  return rows.length > 0;
}

const stale = (link: PropositionView) =>
  refuse(
    'stale',
    'Impossible d’enregistrer\u00a0: quelqu’un d’autre vient de modifier ce texte. La page montre maintenant sa version\u00a0; reprenez vos changements.',
    { details: { version: link.version } },
  );

const known = (chain: readonly PropositionView[], id: string) =>
  id === '' || chain.some((link) => link.id === id)
    ? done()
    : refuse('unknown-text', 'Choisissez un texte de ce point dans la liste.', { field: 'fallsWithId' });

/**
 * Adds a text to vote on an item: the main one, an amendment, a part, or another one to choose from. Refuses an item that
 * is not for decision, and what `checkAddition` refuses. A main text becomes one of those to choose from with the second.
 */
export function addProposition(
  house: House,
  actor: Actor,
  meetingId: string,
  form: PropositionForm,
): Promise<Outcome<{ propositionId: string }>> {
  return command(house, actor, async (act) => {
    const { tx, today, journal } = act;
    const loaded = await meetingToDecide(tx, actor, today, meetingId, mayPrepareMeeting);
    if (!loaded.done) return loaded;
    const { itemId, role, text, author } = form;
    const [item] = await tx
      .select({ nature: agendaItems.nature })
      .from(agendaItems)
      .where(and(eq(agendaItems.id, itemId), eq(agendaItems.meetingId, meetingId)));
    if (!item) return notFound();
    if (!isForDecision(item.nature))
      return refuse(
        'item-not-for-decision',
        'Impossible de mettre un texte aux voix sur ce point\u00a0: il n’est pas à décider.',
        { field: 'role' },
      );
    const free = await checkNoVote(act, itemId);
    if (!free.done) return free;
    const chain = await chainOfItem(tx, meetingId, itemId);
    const within = role === 'amendment' || role === 'part';
    const parentId = within ? form.parentId || null : null;
    const sound = checkAddition(chain, { role, parentId, text });
    if (!sound.done) return sound;
    const fallsWith = known(chain, form.fallsWithId);
    if (!fallsWith.done) return fallsWith;
    if (role === 'alternative')
      await tx
        .update(propositions)
        .set({ role: 'alternative' })
        .where(and(eq(propositions.itemId, itemId), eq(propositions.role, 'main')));
    const [last] = await tx
      .select({ position: max(propositions.position) })
      .from(propositions)
      .where(eq(propositions.itemId, itemId));
    const [created] = await tx
      .insert(propositions)
      .values({
        associationId: actor.associationId,
        meetingId,
        itemId,
        role,
        parentId,
        position: (last?.position ?? 0) + 1,
        text,
        author,
        fallsWithId: form.fallsWithId || null,
      })
      .returning({ id: propositions.id });
    const propositionId = created!.id;
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'proposition.added',
      subject: { kind: 'proposition', id: propositionId },
      after: { itemId, role, parentId, text, author },
    });
    return done({ propositionId });
  });
}

/**
 * Changes a text still to be voted. Refuses a stale version, a text that was voted, has fallen or was withdrawn, and the
 * words of one of which an amendment or a part was voted.
 */
export function changeProposition(
  house: House,
  actor: Actor,
  meetingId: string,
  form: PropositionChangeForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const loaded = await textToChange(act, actor, meetingId, form.propositionId);
    if (!loaded.done) return loaded;
    const { chain, link, itemId } = loaded.value;
    const open = checkOpen(link);
    if (!open.done) return open;
    const free = await checkNoVote(act, itemId);
    if (!free.done) return free;
    if (link.version !== form.version) return stale(link);
    const { text, author } = form;
    if (text !== link.text && chain.some(({ parentId, vote }) => parentId === link.id && vote !== null))
      return refuse(
        'voting-begun',
        'Impossible de changer ce texte : un vote a déjà eu lieu sur un de ses amendements ou une de ses parties.',
        { field: 'text' },
      );
    const fallsWith = known(chain, form.fallsWithId);
    if (!fallsWith.done) return fallsWith;
    const fallsWithId = form.fallsWithId === link.id ? null : form.fallsWithId || null;
    await act.tx
      .update(propositions)
      .set({ text, author, fallsWithId, version: sql`${propositions.version} + 1` })
      .where(eq(propositions.id, link.id));
    await touchSitting(act.tx, actor.associationId, meetingId);
    act.journal({
      act: 'proposition.changed',
      subject: { kind: 'proposition', id: link.id },
      before: { text: link.text, author: link.author, fallsWithId: link.fallsWithId },
      after: { text, author, fallsWithId },
    });
    return done();
  });
}

/** Votes on a text before its neighbour, or after it. Refuses what `checkMove` refuses. */
export function moveProposition(
  house: House,
  actor: Actor,
  meetingId: string,
  form: PropositionMoveForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const loaded = await textToChange(act, actor, meetingId, form.propositionId);
    if (!loaded.done) return loaded;
    const free = await checkNoVote(act, loaded.value.itemId);
    if (!free.done) return free;
    const move = checkMove(loaded.value.chain, form.propositionId, form.direction);
    if (!move.done) return move;
    const { link, neighbour } = move.value;
    for (const [id, position] of [
      [link.id, neighbour.position],
      [neighbour.id, link.position],
    ] as const)
      await act.tx.update(propositions).set({ position }).where(eq(propositions.id, id));
    await touchSitting(act.tx, actor.associationId, meetingId);
    act.journal({
      act: 'proposition.moved',
      subject: { kind: 'proposition', id: link.id },
      after: { direction: form.direction, past: neighbour.id },
    });
    return done();
  });
}

/**
 * Writes the text as the adopted amendments change it: it is what will be voted. Refuses a stale version, a text that is
 * over, and one of which no amendment was adopted.
 */
export function writeAmendedText(
  house: House,
  actor: Actor,
  meetingId: string,
  form: AmendedTextForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const loaded = await textToChange(act, actor, meetingId, form.propositionId);
    if (!loaded.done) return loaded;
    const { chain, link, itemId } = loaded.value;
    const open = checkOpen(link);
    if (!open.done) return open;
    const free = await checkNoVote(act, itemId);
    if (!free.done) return free;
    if (link.version !== form.version) return stale(link);
    const adopted = chain.flatMap(({ id, parentId, role, state }) =>
      parentId === link.id && role === 'amendment' && state === 'adopted' ? [id] : [],
    );
    if (adopted.length === 0)
      return refuse(
        'no-amendment-adopted',
        'Aucun amendement à ce texte n’est adopté\u00a0: il est mis aux voix tel quel.',
        { field: 'text' },
      );
    await act.tx
      .update(propositions)
      .set({ amendedText: form.text, amendedWith: adopted, version: sql`${propositions.version} + 1` })
      .where(eq(propositions.id, link.id));
    await touchSitting(act.tx, actor.associationId, meetingId);
    act.journal({
      act: 'proposition.amended',
      subject: { kind: 'proposition', id: link.id },
      before: { text: link.amendedText ?? link.text },
      after: { text: form.text, amendments: adopted },
    });
    return done();
  });
}

/** Takes a text back before its vote, as who proposed it asks: it stays in the chain, withdrawn. Twice is once. */
export function withdrawProposition(
  house: House,
  actor: Actor,
  meetingId: string,
  propositionId: string,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const loaded = await textToChange(act, actor, meetingId, propositionId);
    if (!loaded.done) return loaded;
    const { link, itemId } = loaded.value;
    if (link.withdrawn) {
      act.nothingToDo();
      return done();
    }
    const open = checkOpen(link);
    if (!open.done) return open;
    const free = await checkNoVote(act, itemId);
    if (!free.done) return free;
    await act.tx
      .update(propositions)
      .set({ withdrawnAt: act.now, version: sql`${propositions.version} + 1` })
      .where(eq(propositions.id, propositionId));
    await touchSitting(act.tx, actor.associationId, meetingId);
    act.journal({
      act: 'proposition.withdrawn',
      subject: { kind: 'proposition', id: propositionId },
      before: { text: link.text },
    });
    return done();
  });
}

/**
 * Puts a withdrawn text back, or erases it for good. Refuses to erase one that another text stands on, and to do either
 * with a text that is not withdrawn.
 */
export function settleWithdrawn(
  house: House,
  actor: Actor,
  meetingId: string,
  propositionId: string,
  what: 'restore' | 'erase',
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const loaded = await textToChange(act, actor, meetingId, propositionId);
    if (!loaded.done) return loaded;
    const { chain, link, itemId } = loaded.value;
    const free = await checkNoVote(act, itemId);
    if (!free.done) return free;
    if (!link.withdrawn)
      return refuse('not-withdrawn', 'Ce texte n’est pas retiré\u00a0: retirez-le d’abord.');
    const standing = chain.some((each) => each.parentId === link.id || each.fallsWithId === link.id);
    if (what === 'erase' && (await wasPutToVote(act, link.id)))
      return refuse(
        'stood-upon',
        'Impossible d’effacer ce texte\u00a0: un vote sur écran y a été ouvert, puis annulé. Laissez-le retiré.',
      );
    if (what === 'erase' && standing)
      return refuse(
        'stood-upon',
        'Impossible d’effacer ce texte\u00a0: d’autres s’y rapportent. Effacez-les d’abord, ou laissez-le retiré.',
      );
    const voted = chain.some(({ vote }) => vote !== null);
    if (what === 'restore' && voted)
      return refuse(
        'voting-begun',
        'Impossible de remettre ce texte aux voix\u00a0: des votes ont déjà eu lieu sur ce point. Ajoutez-le à nouveau.',
      );
    if (what === 'erase') await act.tx.delete(propositions).where(eq(propositions.id, propositionId));
    else
      await act.tx
        .update(propositions)
        .set({ withdrawnAt: null, version: sql`${propositions.version} + 1` })
        .where(eq(propositions.id, propositionId));
    await touchSitting(act.tx, actor.associationId, meetingId);
    act.journal({
      act: what === 'erase' ? 'proposition.erased' : 'proposition.restored',
      subject: { kind: 'proposition', id: propositionId },
      before: { text: link.text },
    });
    return done();
  });
}
