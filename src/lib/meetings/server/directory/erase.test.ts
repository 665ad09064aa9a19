import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { personForm } from '#lib/associations/forms.ts';
import { changePerson, giveAccess } from '#lib/associations/server/commands/people.ts';
import { listPeople, peopleAccess } from '#lib/associations/server/queries.ts';
import { accountAssociations, associationRoles, people } from '#lib/associations/server/tables.ts';
import { mandateForm } from '#lib/bodies/forms.ts';
import { beginMandate } from '#lib/bodies/server/commands/mandates/begin.ts';
import { imports, mandates, renewalPlaces, renewals } from '#lib/bodies/server/tables.ts';
import { accounts } from '#lib/accounts/server/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { queueMail } from '#lib/platform/mail/outbox.ts';
import { retryFailed } from '#lib/platform/mail/operator.ts';
import { outbox, outboxAttachments } from '#lib/platform/mail/tables.ts';
import { convocationRecipients, convocations } from '../convocation/tables.ts';
import { meetings } from '../tables.ts';
import { erasePerson, viewErasure } from './erase.ts';

const TODAY = '2022-11-21';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'common');
  elsewhere = await relay.found(`ailleurs-${founded}`, 'common');
});

const CONTACTS = { email: 'claire@example.be', phone: '061234567', address: 'Rue Haute 1' };

async function person(more: Partial<typeof people.$inferInsert> = {}, at = here): Promise<string> {
  const [row] = await at.inside((tx) =>
    tx
      .insert(people)
      .values({
        associationId: at.associationId,
        givenName: 'Claire',
        familyName: 'Dubois',
        civility: 'madame',
        ...CONTACTS,
        ...more,
      })
      .returning({ id: people.id }),
  );
  return row!.id;
}

/** Someone whose mandate in a board ended on this day. */
async function former(until = '2022-11-20', more: Partial<typeof people.$inferInsert> = {}) {
  const personId = await person(more);
  const body = await here.addBody('board', [{ sector: 'public', from: '2020-01-01', to: until }]);
  await here.inside((tx) =>
    tx
      .update(mandates)
      .set({ personId, endReason: 'resignation', endNote: 'malade' })
      .where(inArray(mandates.id, body.mandateIds)),
  );
  return { personId, ...body };
}

const erase = (id: string, version = 1, actor = here.coordinator) =>
  erasePerson(relay.house, actor, id, { version });
const rowOf = async (id: string) =>
  (await here.inside((tx) => tx.select().from(people).where(eq(people.id, id))))[0];
const erasures = () =>
  here.inside((tx) => tx.select().from(journalEntries).where(eq(journalEntries.act, 'person.erased')));

describe('erasePerson', () => {
  it('deletes whoever left no trace, the account staying theirs', async () => {
    const accountId = await relay.addAccount(`claire-${founded}@example.be`, 'Claire');
    const id = await person({ accountId });
    expect(doneValue(await erase(id))).toEqual({ kept: false });
    expect(await rowOf(id)).toBeUndefined();
    const { db } = relay.house;
    expect(await db.$count(accounts, eq(accounts.id, accountId))).toBe(1);
    expect(await db.$count(accountAssociations, eq(accountAssociations.accountId, accountId))).toBe(0);
    expect(await erasures()).toMatchObject([{ subjectId: id, before: null, after: { kept: false } }]);
  });

  it('keeps the name of whoever sat, without contacts, access and notes', async () => {
    const accountId = await relay.addAccount(`claire-${founded}@example.be`, 'Claire');
    const { personId } = await former(undefined, { accountId });
    expect(doneValue(await erase(personId))).toEqual({ kept: true });
    expect(await rowOf(personId)).toMatchObject({
      givenName: 'Claire',
      familyName: 'Dubois',
      civility: 'madame',
      email: null,
      phone: null,
      address: null,
      accountId: null,
      erasedAt: '2022-11-21T15:00:00Z',
      version: 2,
    });
    expect(await here.inside((tx) => tx.select().from(mandates))).toMatchObject([
      { personId, endReason: 'resignation', endNote: null },
    ]);
    const known = await relay.house.db.$count(
      accountAssociations,
      eq(accountAssociations.accountId, accountId),
    );
    expect(known).toBe(0);
    const entries = await erasures();
    expect(JSON.stringify(entries)).not.toMatch(/Claire|@example/);
  });

  it('keeps the name of whoever kept minutes', async () => {
    const id = await person();
    const { meetingId } = await here.addBody('board', []);
    await here.inside((tx) =>
      tx.update(meetings).set({ secretaryPersonId: id }).where(eq(meetings.id, meetingId)),
    );
    expect(doneValue(await erase(id))).toEqual({ kept: true });
  });

  it('empties the rows of imported files that speak of them, and no other', async () => {
    const id = await person();
    const { associationId } = here;
    const cells = [
      ['nom', 'e-mail'],
      ['Dubois Claire', ''],
      ['Petit Jean', 'jean@example.be'],
      ['C. D.', 'Claire@Example.be'],
    ];
    await here.inside((tx) =>
      tx.insert(imports).values({
        associationId,
        content: 'people',
        fileName: 'p.csv',
        uploadedAt: '2022-11-01T00:00:00Z',
        cells,
      }),
    );
    const view = doneValue(await here.inside((tx) => viewErasure(tx, id, TODAY)));
    expect(view.imported.flatMap(({ rows }) => rows.map(({ number }) => number))).toEqual([1, 3]);
    doneValue(await erase(id));
    expect((await here.inside((tx) => tx.select().from(imports)))[0]!.cells).toEqual([
      cells[0],
      ['', ''],
      cells[2],
      ['', ''],
    ]);
  });

  it.each([TODAY, null])('refuses whoever sits until %s', async (until) => {
    const { personId, mandateIds } = await former(TODAY);
    await here.inside((tx) =>
      tx
        .update(mandates)
        .set({ toDay: until, endReason: null, endNote: null })
        .where(inArray(mandates.id, mandateIds)),
    );
    expect(refusalOf(await erase(personId))).toBe('still-sits');
    expect(await rowOf(personId)).toMatchObject(CONTACTS);
  });

  it('refuses whoever a draft proposes, and not for a renewal that was applied', async () => {
    const { personId, bodyId } = await former();
    const { associationId } = here;
    await here.inside(async (tx) => {
      const [renewal] = await tx
        .insert(renewals)
        .values({ associationId, bodyId, onDay: '2024-12-02' })
        .returning();
      await tx.insert(renewalPlaces).values({
        associationId,
        renewalId: renewal!.id,
        bodyId,
        position: 0,
        sector: 'public',
        personId,
        office: 'member',
        voting: true,
      });
    });
    expect(refusalOf(await erase(personId))).toBe('proposed');
    await here.inside((tx) =>
      tx.update(renewals).set({ appliedAt: '2022-11-21T10:00:00Z', appointment: 'AG du 21 novembre' }),
    );
    expect(doneValue(await erase(personId))).toEqual({ kept: true });
  });

  it('refuses the staff', async () => {
    const accountId = await relay.addAccount(`claire-${founded}@example.be`, 'Claire');
    const id = await person({ accountId });
    const { associationId } = here;
    await here.inside((tx) =>
      tx
        .insert(associationRoles)
        .values({ associationId, accountId, role: 'reader', grantedAt: '2022-01-01T00:00:00Z' }),
    );
    expect(refusalOf(await erase(id))).toBe('in-staff');
  });

  it('refuses a sheet changed since it was read', async () => {
    const id = await person();
    expect(refusalOf(await erase(id, 0))).toBe('stale');
    expect(await rowOf(id)).toMatchObject(CONTACTS);
  });

  it('pressed twice, or at once, erases once', async () => {
    const { personId } = await former();
    const gone = await person({ familyName: 'Zune' });
    for (const id of [personId, gone]) {
      const outcomes = await Promise.all([erase(id), erase(id)]);
      expect(outcomes.map(refusalOf)).toEqual([null, null]);
    }
    expect(await erasures()).toHaveLength(2);
  });

  it.each(['left traces', 'left none'])(
    'of an erasure and a mandate at once, one waits: who %s',
    async (traces) => {
      const id = traces === 'left traces' ? (await former()).personId : await person();
      const { bodyId } = await here.addBody('working-group', []);
      const [erased, begun] = await Promise.all([
        erase(id),
        beginMandate(
          relay.house,
          here.coordinator,
          bodyId,
          mandateForm.parse({
            mandateId: crypto.randomUUID(),
            organisation: 'new',
            organisationName: 'CPAS de Virton',
            sector: 'public',
            person: id,
            partner: true,
            office: 'member',
            voting: true,
            from: '2022-01-01',
          }),
        ),
      ]);
      expect([
        [null, 'unknown-person'],
        ['still-sits', null],
      ]).toContainEqual([refusalOf(erased), refusalOf(begun)]);
    },
  );

  it('knows nobody of another association, and is for coordination', async () => {
    const theirs = await person({}, elsewhere);
    for (const id of [theirs, crypto.randomUUID(), 'new'])
      expect(refusalOf(await erase(id))).toBe('not-found');
    const id = await person();
    const refused = [];
    for (const role of ['assistant', 'reader', null] as const)
      refused.push(refusalOf(await erase(id, 1, here.actor(role))));
    expect(refused).toEqual(['not-allowed', 'not-allowed', 'not-found']);
    expect(await rowOf(id)).toMatchObject(CONTACTS);
  });
});

describe('the messages to whoever is erased', () => {
  const queued = (to: string, text: string, at = here) =>
    at.inside((tx) =>
      queueMail(tx, {
        to,
        subject: `CA du 21 novembre, ${to}`,
        text,
        kind: 'convocation',
        associationId: at.associationId,
        attachments: [{ filename: 'reunion.ics', mediaType: 'text/calendar', content: new Uint8Array([1]) }],
        now: '2022-11-10T09:00:00Z',
      }),
    );
  const sent = (mailId: string) =>
    relay.house.db
      .update(outbox)
      .set({
        state: 'sent',
        sentAt: '2022-11-10T09:01:00Z',
        attempts: 1,
        claimedAt: '2022-11-10T09:01:00Z',
        messageId: `<${mailId}@example.be>`,
        nextAttemptAt: null,
      })
      .where(eq(outbox.id, mailId));
  const mail = async (mailId: string) =>
    (await relay.house.db.select().from(outbox).where(eq(outbox.id, mailId)))[0]!;

  it('say no more what and where, only that they were sent; those that wait never leave', async () => {
    const { personId, meetingId, mandateIds } = await former();
    const { associationId } = here;
    const convocation = await queued('ancienne@example.be', 'Madame,');
    await sent(convocation);
    await here.inside(async (tx) => {
      const told = { associationId, meetingId, kind: 'notice' as const, sentAt: '2022-11-10T09:00:00Z' };
      const [round] = await tx
        .insert(convocations)
        .values({ ...told, sentBy: 'An Peeters', content: {} })
        .returning();
      await tx.insert(convocationRecipients).values({
        associationId,
        convocationId: round!.id,
        mandateId: mandateIds[0]!,
        name: 'Claire Dubois',
        capacity: 'member',
        channel: 'mail',
        address: 'ancienne@example.be',
        mailId: convocation,
      });
    });
    const earlier = await queued('Ancienne@example.be', 'Bonjour Claire Dubois,');
    const waiting = await queued(CONTACTS.email, 'Bonjour Claire Dubois,');
    const theirs = [convocation, earlier, waiting];
    const others = await queued('jean@example.be', 'Claire Dubois vous donne procuration.');
    const elsewhereToo = await queued(CONTACTS.email, 'Bonjour Claire Dubois,', elsewhere);

    const view = doneValue(await here.inside((tx) => viewErasure(tx, personId, TODAY)));
    expect(view.mails).toEqual({ all: 3, waiting: 2 });
    doneValue(await erase(personId));

    for (const mailId of theirs) {
      const row = await mail(mailId);
      expect(JSON.stringify(row)).not.toMatch(/Claire|ancienne|Bonjour|Madame|novembre/i);
      expect(row).toMatchObject({ kind: 'convocation', queuedAt: '2022-11-10T09:00:00Z' });
    }
    expect(await mail(convocation)).toMatchObject({ state: 'sent', sentAt: '2022-11-10T09:01:00Z' });
    expect(await mail(waiting)).toMatchObject({ state: 'failed', attempts: 0, nextAttemptAt: null });
    const attached = await relay.house.db.select().from(outboxAttachments);
    expect(attached.map(({ mailId }) => mailId)).toEqual(expect.arrayContaining([others, elsewhereToo]));
    expect(attached.filter(({ mailId }) => theirs.includes(mailId))).toEqual([]);
    for (const mailId of [others, elsewhereToo])
      expect(await mail(mailId)).toMatchObject({ state: 'waiting', erasedAt: null });
    const again = doneValue(await here.inside((tx) => viewErasure(tx, personId, TODAY)));
    expect(again.mails).toEqual({ all: 0, waiting: 0 });

    const operator = {
      id: await relay.addAccount(`op-${founded}@example.be`, 'Odile'),
      name: 'Odile',
      operator: true,
    };
    expect(refusalOf(await retryFailed(relay.house, operator, waiting))).toBe('mail-erased');
  });

  it('at an address that someone else has too, only those that greet them', async () => {
    const id = await person({ email: 'Couple@example.be' });
    await person({ email: 'couple@example.be', givenName: 'Jean', familyName: 'Petit' });
    const theirs = await queued('couple@example.be', 'Bonjour Claire Dubois,');
    const others = await queued('couple@example.be', 'Bonjour Jean Petit,');
    doneValue(await erase(id));
    expect((await mail(theirs)).erasedAt).not.toBeNull();
    expect(await mail(others)).toMatchObject({ to: 'couple@example.be', erasedAt: null });
  });

  it('to which they enter as well, and nothing of their sign-in', async () => {
    const address = `entre-${founded}@example.be`;
    const accountId = await relay.addAccount(address, 'Claire Dubois');
    const id = await person({ accountId });
    const alert = await queued(address, 'Bonjour Claire Dubois,');
    const signIn = await relay.house.db.transaction((tx) =>
      queueMail(tx, {
        to: address,
        subject: 'Entrer',
        text: 'Code',
        kind: 'sign-in',
        now: '2022-11-10T09:00:00Z',
      }),
    );
    doneValue(await erase(id));
    expect((await mail(alert)).erasedAt).not.toBeNull();
    expect((await mail(signIn)).erasedAt).toBeNull();
  });
});

describe('whoever was erased', () => {
  it('receives no contact and no access, and their name can still be corrected', async () => {
    const { personId } = await former();
    doneValue(await erase(personId));
    const change = (more: object) =>
      changePerson(
        relay.house,
        here.coordinator,
        personId,
        personForm.parse({ givenName: 'Claire', familyName: 'Dubois', version: 2, ...more }),
      );
    expect(refusalOf(await change({ phone: '061234567' }))).toBe('erased');
    const access = await giveAccess(relay.house, here.coordinator, personId, { email: 'c@example.be' });
    expect(refusalOf(access)).toBe('erased');
    doneValue(await change({ familyName: 'Du Bois' }));
    expect(await rowOf(personId)).toMatchObject({ familyName: 'Du Bois', email: null });
  });

  it('is no longer in the lists to choose from, and leaves the name free', async () => {
    const { personId } = await former();
    doneValue(await erase(personId));
    expect(await here.inside(listPeople)).not.toContainEqual(expect.objectContaining({ id: personId }));
    expect(await here.inside(peopleAccess)).not.toContainEqual(expect.objectContaining({ id: personId }));
    const again = await person({ familyName: 'Autre' });
    doneValue(
      await changePerson(
        relay.house,
        here.coordinator,
        again,
        personForm.parse({ givenName: 'Claire', familyName: 'Dubois', version: 1 }),
      ),
    );
  });
});
