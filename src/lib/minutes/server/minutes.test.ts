import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import {
  giveSecret,
  NEXT_DAY,
  openMinutes,
  type MinutesFixture,
} from '../../../../tests/fixtures/minutes.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { correctionForm, withdrawalForm } from '#lib/decisions/forms.ts';
import { correctDecision, withdrawDecision } from '#lib/decisions/server/commands.ts';
import { fromPlain } from '#lib/documents/rich-text.ts';
import { stopPdfWorkers } from '#lib/documents/pdf.ts';
import { toText } from '#lib/documents/text.ts';
import type { SignedInActor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { openLink } from '#lib/meetings/server/convocation/links.ts';
import { saveNotes } from '#lib/meetings/server/commands/notes.ts';
import { meetingView } from '#lib/meetings/server/queries.ts';
import { databaseFault } from '#lib/platform/database.ts';
import { fileChunks } from '#lib/platform/files/tables.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { minutesDocument } from '../document.ts';
import { changesForm, remarkForm } from '../forms.ts';
import { MINUTES_STATES, type MinutesState } from '../vocabulary.ts';
import { approveMinutes, noteAdoptedChanges, wireMinutes, withdrawApproval } from './commands/approval.ts';
import { approveHandedOut } from './commands/handed-out.ts';
import { rectifyMinutes, withdrawRectification } from './commands/rectification.ts';
import { answerRemark, makeRemark } from './commands/remarks.ts';
import { recordPaperSignature, signMinutes } from './commands/signatures.ts';
import { minutesSource } from './document.ts';
import { sendForRemarks } from './commands/send.ts';
import { minutesPage, rectifiedBy } from './page.ts';
import { remarksPage } from './remarks.ts';
import { minutesRemarks, minutesSeals, minutesVersions } from './tables.ts';
import { checkSeals, sealOfDocument } from './verify.ts';

const TODAY = '2022-11-21';
let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  await giveSecret(relay);
  wireMinutes();
  here = await relay.found('relais', 'common');
  elsewhere = await relay.found('autre', 'common');
});
afterAll(async () => {
  await stopPdfWorkers();
  await relay.close();
});

const page = (pv: MinutesFixture, actor: SignedInActor = here.coordinator, today = TODAY) =>
  here.inside(async (tx) =>
    minutesPage(tx, actor, today, doneValue(await meetingView(tx, actor, today, pv.meetingId))),
  );
const stateOf = async (pv: MinutesFixture) => (await page(pv)).state;
const note = async (pv: MinutesFixture, text: string, version = 0) =>
  saveNotes(pv.evening, here.coordinator, pv.meetingId, pv.itemId, { version, content: fromPlain(text) });
const remark = (pv: MinutesFixture, index: number, more: Record<string, string> = {}, house = pv.evening) =>
  makeRemark(
    house,
    pv.member(index),
    pv.meetingId,
    remarkForm.parse({ itemId: pv.itemId, text: 'J’étais là.', ...more }),
  );
const mailsOf = (pv: MinutesFixture, index: number) =>
  relay.house.db
    .select({ subject: outbox.subject, text: outbox.text })
    .from(outbox)
    .where(eq(outbox.to, `${pv.code}-${index}@example.be`));
const paper = () => ({
  path: '/dev/null',
  name: 'signé.pdf',
  mediaType: 'application/pdf' as const,
  size: 0,
  sha256: '0'.repeat(64),
  scan: 'not-scanned' as const,
});

/** A PV brought to a state the ordinary way. */
async function pvIn(state: MinutesState): Promise<MinutesFixture & { decisionId: string | null }> {
  const pv = await openMinutes(relay, here);
  const reached = (wanted: MinutesState) => MINUTES_STATES.indexOf(state) >= MINUTES_STATES.indexOf(wanted);
  if (reached('sent')) doneValue(await pv.send());
  const decisionId = reached('approved') ? await pv.decide() : null;
  if (reached('signed')) {
    doneValue(await pv.sign('chair'));
    doneValue(await pv.sign('secretary'));
  }
  if (reached('sealed')) doneValue(await pv.seal());
  return { ...pv, decisionId };
}

describe('the life of a PV', () => {
  it('est envoyé aux membres avec un lien, remarqué, répondu, corrigé, approuvé, signé, scellé', async () => {
    const pv = await openMinutes(relay, here);
    const source = (actor: SignedInActor) =>
      here.inside((tx) => minutesSource(tx, actor, TODAY, pv.meetingId));
    expect(refusalOf(await source(pv.member(2)))).toBe('minutes-not-sent');
    expect(await source(here.coordinator)).toMatchObject({ value: { sealed: null, standing: null } });
    expect((await page(pv)).next).toEqual({ step: 'send' });
    doneValue(await note(pv, 'Le budget est discuté.'));
    const sent = doneValue(await pv.send({ message: 'Relisez surtout le point 1.' }));
    expect(sent).toEqual({ version: 1, told: 2, approval: 'added' });
    expect(await pv.approvalItem()).toMatchObject({
      title: 'Approbation du procès-verbal du 21\u00a0novembre\u00a02022',
      position: 0,
    });
    const [mail] = await mailsOf(pv, 0);
    expect(mail!.text).toContain('Relisez surtout le point 1.');
    const token = /\/relais\/minutes\/(\S+)/.exec(mail!.text)![1]!;
    const link = doneValue(
      await here.inside((tx) => openLink(tx, here.associationId, 'minutes', token, pv.evening.clock.now())),
    );
    expect(link.subjectId).toBe(pv.meetingId);

    doneValue(
      await makeRemark(
        pv.evening,
        link.actor,
        pv.meetingId,
        remarkForm.parse({ itemId: pv.itemId, text: 'Ajoutez le montant.' }),
      ),
    );
    doneValue(
      await makeRemark(
        pv.evening,
        link.actor,
        pv.meetingId,
        remarkForm.parse({ itemId: pv.itemId, text: 'Ajoutez le montant.' }),
      ),
    );
    doneValue(await remark(pv, 2, { itemId: '' }));
    const seen = async (actor: SignedInActor) =>
      doneValue(await here.inside((tx) => remarksPage(tx, actor, TODAY, pv.meetingId)));
    expect((await seen(pv.member(2))).items[0]!.remarks).toEqual([]);
    expect((await seen(pv.member(2))).others).toHaveLength(1);
    const all = await seen(here.coordinator);
    expect(all.items[0]!.remarks).toMatchObject([{ text: 'Ajoutez le montant.', answer: null }]);
    expect((await page(pv)).next).toEqual({ step: 'answer-remarks', count: 2 });
    const answered = {
      remarkId: all.items[0]!.remarks[0]!.id,
      answer: 'taken-up',
      words: 'Ajouté.',
    } as const;
    doneValue(await answerRemark(pv.evening, here.actor('assistant'), pv.meetingId, answered));
    expect((await mailsOf(pv, 0)).at(-1)!.text).toContain('Elle est reprise\u00a0: Ajouté.');
    doneValue(
      await answerRemark(pv.evening, here.coordinator, pv.meetingId, {
        remarkId: all.others[0]!.id,
        answer: 'not-taken-up',
        words: 'C’est dans la liste.',
      }),
    );

    doneValue(await note(pv, 'Le budget de 12 000 euros est discuté.', 1));
    expect((await page(pv)).changedSince).toBe(true);
    expect(doneValue(await pv.send())).toEqual({ version: 2, told: 2, approval: 'there' });
    expect(doneValue(await pv.send())).toEqual({ version: 2, told: 0, approval: 'there' });
    expect((await page(pv)).next).toEqual({ step: 'wait-for-remarks', until: '2022-12-05' });
    expect((await page(pv, here.coordinator, '2022-12-06')).next).toEqual({ step: 'approve', on: NEXT_DAY });

    const decisionId = await pv.decide();
    const approved = await page(pv);
    expect(approved).toMatchObject({ state: 'approved', approval: { on: NEXT_DAY, changes: '' } });
    expect(refusalOf(await note(pv, 'Autre chose.', 2))).toBe('minutes-approved');
    expect(
      refusalOf(
        await withdrawDecision(
          pv.then,
          here.coordinator,
          pv.next.meetingId,
          withdrawalForm.parse({ decisionId, version: 1 }),
        ),
      ),
    ).toBe('decision-rested-upon');
    expect(
      refusalOf(
        await correctDecision(
          pv.then,
          here.coordinator,
          pv.next.meetingId,
          correctionForm.parse({
            decisionId,
            version: 1,
            kind: 'ordinary',
            proposal: 'Le PV est approuvé.',
            overallAgainst: 3,
          }),
        ),
      ),
    ).toBe('decision-rested-upon');
    doneValue(
      await noteAdoptedChanges(
        pv.then,
        here.coordinator,
        pv.meetingId,
        changesForm.parse({ changes: 'Point 1 : lire 13 000.' }),
      ),
    );

    expect((await page(pv, pv.member(0))).may.sign).toBe('chair');
    const signing = await Promise.all([pv.sign('chair'), pv.sign('chair'), pv.sign('secretary')]);
    expect(
      signing
        .map(refusalOf)
        .filter(Boolean)
        .every((code) => code === 'minutes-signed'),
    ).toBe(true);
    expect(await stateOf(pv)).toBe('signed');
    const seals = await Promise.all([pv.seal(), pv.seal()]);
    expect(seals.map(refusalOf).toSorted()).toEqual([null, 'minutes-sealed'].toSorted());
    const sealed = await page(pv);
    expect(sealed).toMatchObject({
      state: 'sealed',
      next: { step: 'nothing' },
      versions: [{ number: 1 }, { number: 2 }],
    });
    expect(await source(pv.member(2))).toMatchObject({ value: { sealed: { sha256: sealed.seal!.sha256 } } });
    const acts = await here.inside((tx) =>
      tx
        .select({ act: journalEntries.act, after: journalEntries.after })
        .from(journalEntries)
        .where(and(eq(journalEntries.subjectId, pv.meetingId), eq(journalEntries.act, 'minutes.sealed'))),
    );
    expect(acts).toMatchObject([{ after: { sha256: sealed.seal!.sha256, version: 2 } }]);

    const unknown = await here.inside((tx) => sealOfDocument(tx, '0'.repeat(64)));
    const known = await here.inside((tx) => sealOfDocument(tx, sealed.seal!.sha256));
    expect([unknown, known]).toMatchObject([null, { heldOn: TODAY, body: pv.code }]);
  });

  it('ne part pas avant la fin, sans président ni secrétaire, ni vers un jour passé', async () => {
    const pv = await openMinutes(relay, here);
    expect(refusalOf(await pv.send({}, here.coordinator, pv.at('2022-11-20T10:00:00Z')))).toBe(
      'meeting-not-over',
    );
    expect(refusalOf(await pv.send({ remarksUntil: '2022-11-20' }))).toBe('until-in-the-past');
    const bare = await here.addBody('board');
    doneValue(await pv.send());
    expect((await here.inside((tx) => remarksPage(tx, here.coordinator, TODAY, bare.meetingId))).done).toBe(
      false,
    );
    const form = { remarksUntil: '2022-12-05', message: '' };
    expect(refusalOf(await sendForRemarks(pv.evening, here.coordinator, bare.meetingId, form))).toBe(
      'officers-not-named',
    );
    expect(refusalOf(await sendForRemarks(pv.evening, elsewhere.coordinator, pv.meetingId, form))).toBe(
      'not-found',
    );
    // The same text with another last day: nobody is written to again.
    expect(doneValue(await pv.send({ remarksUntil: '2022-12-08' }))).toMatchObject({ version: 1, told: 0 });
    expect((await page(pv)).remarksUntil).toBe('2022-12-08');
  });

  it('n’approuve jamais une version que l’instance n’avait pas reçue', async () => {
    const pv = await openMinutes(relay, here);
    // Decided while it was a draft: nothing is approved.
    const early = await pv.decide({ overallFor: 3 }, pv.next.itemId);
    expect(await stateOf(pv)).toBe('draft');
    doneValue(await pv.send({ remarksUntil: '2022-12-20' }, here.coordinator, pv.at('2022-12-13T09:00:00Z')));
    const references = await here.inside((tx) =>
      tx.execute<{ reference: string; id: string }>(
        sql`select b.code || '-' || r.year || '-' || r.number as reference, r.decision_id as id from register_entries r join bodies b on b.id = r.body_id`,
      ),
    );
    const referenceOf = (id: string) => references.find((row) => row.id === id)!.reference;
    const approve = (reference: string) =>
      approveMinutes(pv.at('2022-12-13T10:00:00Z'), here.coordinator, pv.meetingId, { reference });
    expect(refusalOf(await approve(referenceOf(early)))).toBe('stale-approval');
    expect(refusalOf(await approve('CA-1999-1'))).toBe('unknown-decision');
  });

  it('remis à la séance suivante sans avoir été envoyé, est approuvé et le dit', async () => {
    const pv = await openMinutes(relay, here);
    const decisionId = await pv.decide({ overallFor: 3 }, pv.next.itemId);
    const [cited] = await here.inside((tx) =>
      tx.execute<{ reference: string }>(
        sql`select b.code || '-' || r.year || '-' || r.number as reference from register_entries r join bodies b on b.id = r.body_id where r.decision_id = ${decisionId}`,
      ),
    );
    const { reference } = cited!;
    const approve = (which: string, house = pv.then) =>
      approveHandedOut(house, here.coordinator, pv.meetingId, { reference: which });
    expect(refusalOf(await approve('CA-1999-1'))).toBe('unknown-decision');
    doneValue(await approve(reference));
    expect(refusalOf(await approve(reference))).toBe('minutes-approved');
    expect(await page(pv)).toMatchObject({
      state: 'approved',
      approval: { reference },
      versions: [{ number: 1, told: 0, handedOut: true }],
    });
    const source = doneValue(
      await here.inside((tx) => minutesSource(tx, here.coordinator, TODAY, pv.meetingId)),
    );
    const text = toText(minutesDocument(source.snapshot, source.standing));
    expect(text).toContain(`Procès-verbal remis en séance et approuvé à la réunion du 12`);
    // Taken back, it is before the members; nobody had been written to.
    doneValue(await withdrawApproval(pv.then, here.coordinator, pv.meetingId));
    expect(await stateOf(pv)).toBe('sent');
    expect(await mailsOf(pv, 0)).toEqual([]);
  });

  it('garde la remarque ou l’approbation, jamais une remarque sur un PV approuvé', async () => {
    const pv = await pvIn('sent');
    const [kept] = await Promise.all([remark(pv, 2, {}, pv.at('2022-12-05T19:00:00Z')), pv.decide()]);
    expect(await stateOf(pv)).toBe('approved');
    const rows = await here.inside((tx) =>
      tx.select().from(minutesRemarks).where(eq(minutesRemarks.meetingId, pv.meetingId)),
    );
    expect([rows.length, refusalOf(kept)]).toEqual(kept.done ? [1, null] : [0, 'minutes-approved']);
    doneValue(await withdrawApproval(pv.then, here.coordinator, pv.meetingId));
    expect(await stateOf(pv)).toBe('sent');
    expect(refusalOf(await remark(pv, 2, { text: 'Trop tard.' }, pv.then))).toBe('remarks-over');
    expect(refusalOf(await remark(pv, 2, { itemId: pv.next.itemId }))).toBe('not-in-version');
  });

  it('demande le second facteur à chaque signature, ou garde le papier', async () => {
    const pv = await pvIn('approved');
    const chair = pv.member(0);
    const stale = { signer: 'chair', sessionId: '00000000-0000-4000-8000-000000000000' } as const;
    expect(refusalOf(await signMinutes(pv.then, chair, pv.meetingId, stale))).toBe('second-factor-not-fresh');
    expect(refusalOf(await pv.sign('chair', pv.member(1)))).toBe('not-the-signer');
    expect(refusalOf(await pv.sign('secretary', chair))).toBe('not-the-signer');
    const onPaper = (signer: 'chair' | 'secretary', file = paper()) =>
      recordPaperSignature(pv.then, here.coordinator, pv.meetingId, { signer, file });
    expect(refusalOf(await onPaper('chair', { ...paper(), mediaType: 'application/zip' as never }))).toBe(
      'not-a-scan',
    );
    doneValue(await onPaper('chair'));
    expect(refusalOf(await onPaper('chair'))).toBe('already-signed');
    expect(refusalOf(await withdrawApproval(pv.then, here.coordinator, pv.meetingId))).toBe('already-signed');
    doneValue(await pv.sign('secretary'));
    expect((await page(pv)).signatures).toMatchObject([
      { signer: 'chair', signed: { means: 'paper' } },
      { signer: 'secretary', signed: { means: 'second-factor' } },
    ]);
  });
});

describe('a sealed PV', () => {
  let pv: Awaited<ReturnType<typeof pvIn>>;
  beforeAll(async () => void (pv = await pvIn('sealed')));

  it.each<[string, (pv: MinutesFixture) => ReturnType<typeof sql>]>([
    [
      'its state',
      ({ meetingId }) => sql`update minutes set state = 'signed' where meeting_id = ${meetingId}`,
    ],
    [
      'its approval',
      ({ meetingId }) => sql`update minutes set adopted_changes = 'x' where meeting_id = ${meetingId}`,
    ],
    ['itself', ({ meetingId }) => sql`delete from minutes where meeting_id = ${meetingId}`],
    [
      'its version',
      ({ meetingId }) => sql`update minutes_versions set snapshot = '{}' where meeting_id = ${meetingId}`,
    ],
    [
      'its signatures',
      ({ meetingId }) => sql`delete from minutes_signatures where meeting_id = ${meetingId}`,
    ],
    [
      'its seal',
      ({ meetingId }) => sql`update minutes_seals set sha256 = 'x' where meeting_id = ${meetingId}`,
    ],
    [
      'its attendance',
      ({ meetingId }) => sql`update attendances set state = 'absent' where meeting_id = ${meetingId}`,
    ],
    ['its items', ({ itemId }) => sql`update agenda_items set title = 'x' where id = ${itemId}`],
    [
      'a new item',
      ({ meetingId, itemId }) =>
        sql`insert into agenda_items (association_id, meeting_id, parent_id, position, title, nature) select association_id, ${meetingId}, null, 9, 'x', 'decision' from agenda_items where id = ${itemId}`,
    ],
    ['a removed item', ({ informationId }) => sql`delete from agenda_items where id = ${informationId}`],
    [
      'its notes',
      ({ itemId }) =>
        sql`insert into item_notes (association_id, item_id, content, version, saved_at, saved_by) select association_id, id, '{}', 1, now(), 'x' from agenda_items where id = ${itemId}`,
    ],
    [
      'a text put to the vote',
      ({ itemId }) =>
        sql`insert into propositions (association_id, meeting_id, item_id, role, position, text) select association_id, meeting_id, id, 'main', 1, 'x' from agenda_items where id = ${itemId}`,
    ],
    ['its day', ({ meetingId }) => sql`update meetings set held_on = '2022-11-20' where id = ${meetingId}`],
    ['its lock', ({ meetingId }) => sql`update meetings set minutes_fixed_at = null where id = ${meetingId}`],
  ])('refuses, in the database, to change %s', async (_, statement) => {
    const change = here.inside((tx) => tx.execute(statement(pv)));
    await expect(change).rejects.toSatisfy((error) => databaseFault(error)?.code === '23001');
  });

  it('se rectifie par une décision, que le PV et la décision montrent', async () => {
    const rectifier = await pv.decide({ overallFor: 3 }, pv.next.itemId);
    const reference = `${pv.code.toUpperCase()}-2022-2`;
    const rectify = (cited = reference) =>
      rectifyMinutes(pv.then, here.coordinator, pv.meetingId, { reference: cited });
    doneValue(await rectify());
    doneValue(await rectify());
    expect((await page(pv)).rectifications).toMatchObject([{ decisionId: rectifier }]);
    expect(await here.inside((tx) => rectifiedBy(tx, rectifier))).toMatchObject([
      { meetingId: pv.meetingId },
    ]);
    doneValue(
      await withdrawRectification(pv.then, here.coordinator, pv.meetingId, { decisionId: rectifier }),
    );
    expect((await page(pv)).rectifications).toEqual([]);
  });

  it('est vérifié par son empreinte, le journal et sa signature', async () => {
    const faults = async () =>
      (await checkSeals(relay.house.db, here.associationId)).map(({ fault }) => fault).filter(Boolean);
    expect(await faults()).toEqual([]);
    await here.inside(async (tx) => {
      const [seal] = await tx.select().from(minutesSeals).where(eq(minutesSeals.meetingId, pv.meetingId));
      await tx.execute(sql`alter table file_chunks disable trigger user`);
      await tx
        .update(fileChunks)
        .set({ content: sql`set_byte(content, 30, get_byte(content, 30) # 1)` })
        .where(eq(fileChunks.fileId, seal!.fileId));
      await tx.execute(sql`alter table file_chunks enable trigger user`);
    });
    expect(await faults()).toEqual(['bytes']);
  });
});

/** Written by hand from the rules, apart from the code that applies them. */
const WHO: Readonly<Record<string, readonly string[]>> = {
  send: ['coordination', 'assistant'],
  remark: ['member'],
  answer: ['coordination', 'assistant'],
  approve: ['coordination'],
  handedOut: ['coordination'],
  changes: ['coordination'],
  withdraw: ['coordination'],
  paper: ['coordination'],
  seal: ['coordination'],
  rectify: ['coordination'],
};
const WHEN: Readonly<Record<string, readonly MinutesState[]>> = {
  send: ['draft', 'sent'],
  remark: ['sent'],
  answer: ['sent'],
  approve: ['sent'],
  handedOut: ['draft'],
  changes: ['approved'],
  withdraw: ['approved'],
  paper: ['approved'],
  seal: ['signed'],
  rectify: ['approved', 'signed', 'sealed'],
};

describe('who may do what, and when', () => {
  it.each(MINUTES_STATES)('a PV that is %s refuses everything else', async (state) => {
    const pv = await pvIn(state);
    const actors: Record<string, SignedInActor> = {
      coordination: here.actor('coordination'),
      assistant: here.actor('assistant'),
      reader: here.actor('reader'),
      member: pv.member(2),
      stranger: here.actor(null),
      elsewhere: elsewhere.coordinator,
    };
    const { meetingId, then } = pv;
    const none = '00000000-0000-4000-8000-000000000000';
    const acts: Record<string, (actor: SignedInActor) => Promise<Outcome<unknown>>> = {
      send: (actor) => pv.send({}, actor),
      remark: (actor) => makeRemark(pv.evening, actor, meetingId, { itemId: '', text: 'Non.' }),
      answer: (actor) =>
        answerRemark(then, actor, meetingId, { remarkId: none, answer: 'taken-up', words: 'x' }),
      approve: (actor) => approveMinutes(then, actor, meetingId, { reference: 'XX-1-1' }),
      handedOut: (actor) => approveHandedOut(then, actor, meetingId, { reference: 'XX-1-1' }),
      changes: (actor) => noteAdoptedChanges(then, actor, meetingId, { changes: 'x' }),
      withdraw: (actor) => withdrawApproval(then, actor, meetingId),
      paper: (actor) => recordPaperSignature(then, actor, meetingId, { signer: 'chair', file: paper() }),
      seal: (actor) => pv.seal(actor),
      rectify: (actor) => rectifyMinutes(then, actor, meetingId, { reference: 'XX-1-1' }),
    };
    const versions = () =>
      here.inside((tx) => tx.select().from(minutesVersions).where(eq(minutesVersions.meetingId, meetingId)));
    const before = await versions();
    for (const [act, run] of Object.entries(acts))
      for (const [role, actor] of Object.entries(actors)) {
        const allowed = WHO[act]!.includes(role) && WHEN[act]!.includes(state);
        if (allowed) continue;
        const code = refusalOf(await run(actor));
        expect(code, `${role}: ${act}`).not.toBe(null);
        if (role === 'stranger' || role === 'elsewhere') expect(code, `${role}: ${act}`).toBe('not-found');
        else if (WHO[act]!.includes(role))
          expect(code, `${role}: ${act}`).toBe(
            role === 'member' && state === 'draft' ? 'minutes-not-sent' : `minutes-${state}`,
          );
      }
    expect(await versions()).toEqual(before);
    expect(await stateOf(pv)).toBe(state);
  });
});
