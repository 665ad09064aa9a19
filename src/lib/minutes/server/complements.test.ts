import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue } from '../../../../tests/fixtures/account-house.ts';
import { openMinutes, type MinutesFixture } from '../../../../tests/fixtures/minutes.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { correctionForm, decisionForm } from '#lib/decisions/forms.ts';
import { correctDecision, recordDecision, withdrawDecision } from '#lib/decisions/server/commands.ts';
import { toText } from '#lib/documents/text.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { meetingView } from '#lib/meetings/server/queries.ts';
import { databaseFault } from '#lib/platform/database.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { minutesDocument } from '../document.ts';
import { complementForm } from '../forms.ts';
import { approveHandedOut } from './commands/handed-out.ts';
import { completeSentence } from './commands/complements.ts';
import { wireMinutes } from './commands/approval.ts';
import { complementsPage } from './complements.ts';
import { minutesSource } from './document.ts';
import { minutesPage } from './page.ts';

const TODAY = '2022-11-21';
let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  wireMinutes();
  here = await relay.found('complements', 'common');
});
afterAll(() => relay.close());

function refusalOf(outcome: Outcome<unknown>) {
  if (outcome.done) throw new Error('Done, where a refusal is expected.');
  return outcome.refusal;
}

const page = async (pv: MinutesFixture, actor = here.coordinator) =>
  here.inside(async (tx) =>
    complementsPage(tx, actor, TODAY, doneValue(await meetingView(tx, actor, TODAY, pv.meetingId))),
  );
const sentences = async (pv: MinutesFixture) => {
  const { groups, lost, closed } = doneValue(await page(pv));
  return { all: groups.flatMap((group) => group.sentences), lost, closed };
};
const sentence = async (pv: MinutesFixture, what: string) =>
  (await sentences(pv)).all.find(({ key }) => key.startsWith(what))!;
const text = async (pv: MinutesFixture) =>
  here.inside(async (tx) => {
    const source = doneValue(await minutesSource(tx, here.coordinator, TODAY, pv.meetingId));
    return toText(minutesDocument(source.snapshot, source.standing)).replaceAll('\u00a0', ' ');
  });
const complete = (pv: MinutesFixture, fields: Record<string, unknown>, actor = here.coordinator) =>
  completeSentence(pv.evening, actor, pv.meetingId, complementForm.parse({ version: 0, ...fields }));
/** Completes a sentence as it is read now. */
async function completeNow(pv: MinutesFixture, what: string, words: string) {
  const { key, read, complement } = await sentence(pv, what);
  return complete(pv, { key, read, version: complement?.version ?? 0, text: words });
}
async function decidedOn(pv: MinutesFixture) {
  const { decisionId } = doneValue(
    await recordDecision(
      pv.evening,
      here.coordinator,
      pv.meetingId,
      decisionForm.parse({ itemId: pv.itemId, kind: 'ordinary', proposal: 'Oui.', overallFor: '3' }),
    ),
  );
  return decisionId;
}
const correct = (pv: MinutesFixture, decisionId: string, version: number, overallFor: string) =>
  correctDecision(
    pv.evening,
    here.coordinator,
    pv.meetingId,
    correctionForm.parse({ decisionId, version, kind: 'ordinary', proposal: 'Oui.', overallFor }),
  );

describe('completing the sentences of a PV', () => {
  it('follows the fact, waits to be confirmed once it changes, and stands apart once it goes', async () => {
    const pv = await openMinutes(relay, here);
    const decisionId = await decidedOn(pv);
    doneValue(await completeNow(pv, 'decision:', 'Le trésorier remercie.\r\nIl salue.'));
    expect(await text(pv)).toMatch(/adoptée[^+]*\n\nLe trésorier remercie\.\n\nIl salue\.\n\n/);
    doneValue(await correct(pv, decisionId, 1, '2'));
    expect(await text(pv)).toContain('Il salue.\n\nÀ revoir : la phrase a changé depuis.');
    const changed = (await sentence(pv, 'decision:')).complement!;
    expect(changed.was).toMatch(/3\spour, 0\scontre/);
    expect(refusalOf(await pv.send()).code).toBe('complements-to-review');
    await pv.decide({ overallFor: 3 }, pv.next.itemId);
    const handedOut = await approveHandedOut(pv.then, here.coordinator, pv.meetingId, {
      reference: `${pv.code}-2022-2`,
    });
    expect(refusalOf(handedOut).code).toBe('complements-to-review');
    const toReview = await here.inside(async (tx) => {
      const view = doneValue(await meetingView(tx, here.coordinator, TODAY, pv.meetingId));
      return (await minutesPage(tx, here.coordinator, TODAY, view)).toReview;
    });
    expect(toReview).toBe(1);
    // The same words again confirm them.
    doneValue(await completeNow(pv, 'decision:', changed.text));
    expect(await text(pv)).not.toContain('À revoir');
    doneValue(await pv.send());
    doneValue(await withdrawDecision(pv.evening, here.coordinator, pv.meetingId, { decisionId, version: 2 }));
    const { lost } = await sentences(pv);
    expect(lost.map((each) => each.text)).toEqual(['Le trésorier remercie.\nIl salue.']);
    expect(await text(pv)).toContain('la phrase n’existe plus\n\nLe trésorier remercie.');
    expect(refusalOf(await pv.send()).code).toBe('complements-to-review');
    const { key, version } = lost[0]!;
    expect(refusalOf(await complete(pv, { key, version, text: 'Autre.' })).code).toBe('sentence-gone');
    doneValue(await complete(pv, { key, version, text: '' }));
    expect((await sentences(pv)).lost).toEqual([]);
    const journal = await here.inside((tx) =>
      tx
        .select({ before: journalEntries.before, after: journalEntries.after })
        .from(journalEntries)
        .where(eq(journalEntries.act, 'minutes.completed')),
    );
    expect(journal).toHaveLength(3);
    expect(journal[2]).toMatchObject({ before: { key }, after: { key, text: '' } });
  });

  it('loses nothing that was typed under a newer complement or a newer sentence', async () => {
    const pv = await openMinutes(relay, here);
    const { key, read } = await sentence(pv, 'quorum');
    expect(refusalOf(await complete(pv, { key, read, text: '' })).code).toBe('nothing-typed');
    doneValue(await complete(pv, { key, read, text: 'Un.' }));
    doneValue(await complete(pv, { key, read, text: 'Un.' }));
    const stale = refusalOf(await complete(pv, { key, read, text: 'Deux.' }));
    expect(stale).toMatchObject({ code: 'stale', field: 'text' });
    expect(stale.sentence).toContain('a changé ce complément entre-temps');
    expect(refusalOf(await complete(pv, { key, read: 'x', version: 1, text: 'Deux.' })).code).toBe(
      'sentence-changed',
    );
    doneValue(await complete(pv, { key, read, version: 1, text: '' }));
    expect(refusalOf(await complete(pv, { key, read, version: 1, text: 'Trois.' })).sentence).toContain(
      'retiré entre-temps',
    );
    expect(refusalOf(await complete(pv, { key: 'event:x', read, text: 'Rien.' })).code).toBe('sentence-gone');
    expect(complementForm.safeParse({ key, version: 0, text: 'x'.repeat(2001) }).success).toBe(false);
  });

  it('is kept by whoever prepares the meeting, once it was held, until the PV is approved', async () => {
    const pv = await openMinutes(relay, here);
    expect(refusalOf(await complete(pv, { key: 'quorum', text: 'x' }, pv.member(0))).code).toBe(
      'minutes-not-sent',
    );
    expect((await page(pv, here.actor('reader'))).done).toBe(false);
    const morning = pv.at('2022-11-20T08:00:00Z');
    const early = await completeSentence(
      morning,
      here.coordinator,
      pv.meetingId,
      complementForm.parse({ key: 'quorum', version: 0, text: 'x' }),
    );
    expect(refusalOf(early).code).toBe('meeting-to-come');
    doneValue(await completeNow(pv, 'quorum', 'La liste est annexée.'));
    doneValue(await pv.send());
    await pv.decide();
    expect((await sentences(pv)).closed).toContain('Impossible de compléter ce PV');
    expect(await text(pv)).toContain('La liste est annexée.');
    expect(refusalOf(await completeNow(pv, 'quorum', 'Autre.')).code).toBe('minutes-approved');
    const direct = here.inside((tx) =>
      tx.execute(sql`update minutes_complements set text = 'Faux.' where meeting_id = ${pv.meetingId}`),
    );
    expect(databaseFault(await direct.catch((error: unknown) => error))?.constraint).toBe('minutes_fixed');
  });
});
