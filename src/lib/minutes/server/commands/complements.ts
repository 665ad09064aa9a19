import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { ComplementForm } from '../../forms.ts';
import { maySendMinutes } from '../../policy.ts';
import { stampOf } from '../fingerprint.ts';
import { minutesTo } from '../load.ts';
import { minutesDraft } from '../queries.ts';
import { minutesComplements } from '../tables.ts';

/**
 * Completes a sentence of a PV that is written from the facts, changes what completes it, confirms it where the sentence has
 * changed since (the same text again), or takes it away (an empty text). Refuses whoever does not prepare the meeting, a
 * meeting to come, a PV that is approved, a sentence that is not there any more, one that is not as it was read (`read`),
 * and a complement that somebody else changed meanwhile (`version`).
 */
export function completeSentence(
  house: House,
  actor: Actor,
  meetingId: string,
  { key, read, version, text }: ComplementForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const held = await minutesTo('complete', tx, actor, today, meetingId, maySendMinutes);
    if (!held.done) return held;
    if (held.value.meeting.heldOn > today)
      return refuse(
        'meeting-to-come',
        'Impossible de compléter ce PV\u00a0: la réunion n’a pas encore eu lieu.',
      );
    const draft = await minutesDraft(tx, actor, today, meetingId);
    if (!draft.done) return draft;
    const { sentences, lost } = draft.value;
    const sentence = sentences.find((one) => one.key === key);
    const present = sentence?.complement ?? lost.find((row) => row.key === key) ?? null;
    if (present?.text === text && present.sentence === sentence?.text) {
      nothingToDo();
      return done();
    }
    if ((present?.version ?? 0) !== version)
      return refuse(
        'stale',
        present
          ? `${present.savedBy} a changé ce complément entre-temps\u00a0: il se lit au-dessus. Votre texte est encore là\u00a0: reprenez ce qu’il faut, puis enregistrez.`
          : 'Ce complément a été retiré entre-temps. Votre texte est encore là\u00a0: enregistrez-le s’il faut le garder.',
        { field: 'text' },
      );
    const ofKey = and(eq(minutesComplements.meetingId, meetingId), eq(minutesComplements.key, key));
    const subject = { kind: 'minutes', id: meetingId } as const;
    const before = present && { key, text: present.text };
    if (text === '') {
      if (!before) return refuse('nothing-typed', 'Écrivez ce qui complète cette phrase.', { field: 'text' });
      await tx.delete(minutesComplements).where(ofKey);
      journal({ act: 'minutes.completed', subject, before, after: { key, text } });
      return done();
    }
    if (!sentence)
      return refuse(
        'sentence-gone',
        'Cette phrase n’est plus dans le PV. Copiez votre texte, ajoutez-le à une autre phrase ou aux notes du point, puis retirez ce complément.',
        { field: 'text' },
      );
    if (stampOf(sentence.text) !== read)
      return refuse(
        'sentence-changed',
        'Cette phrase a changé pendant que vous écriviez\u00a0: relisez-la, puis enregistrez.',
        { field: 'text' },
      );
    const saved = { text, sentence: sentence.text, version: version + 1, savedAt: now, savedBy: actor.name };
    await tx
      .insert(minutesComplements)
      .values({ associationId: actor.associationId, meetingId, key, ...saved })
      .onConflictDoUpdate({
        target: [minutesComplements.associationId, minutesComplements.meetingId, minutesComplements.key],
        set: saved,
      });
    journal({
      act: 'minutes.completed',
      subject,
      ...(before && { before }),
      after: { key, text, sentence: sentence.text },
    });
    return done();
  });
}
