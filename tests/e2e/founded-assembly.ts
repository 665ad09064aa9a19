import { and, asc, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { accounts } from '#lib/accounts/server/tables.ts';
import {
  associationRoles,
  associations,
  organisations,
  people,
  settings,
} from '#lib/associations/server/tables.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import { PERSONAS } from '#lib/demonstration/story.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { itemChangeForm } from '#lib/meetings/forms/agenda.ts';
import { sendingForm } from '#lib/meetings/forms/convocation.ts';
import { addItem, changeItem } from '#lib/meetings/server/commands/agenda.ts';
import { recordAttendance } from '#lib/meetings/server/commands/attendance.ts';
import { createMeeting } from '#lib/meetings/server/commands/planning.ts';
import { prepareNotice, sendNotice } from '#lib/meetings/server/convocation/send.ts';
import { convokedBy, toldOf } from '#lib/meetings/server/convocation/told.ts';
import { giveProxy } from '#lib/meetings/server/participation/commands/proxies.ts';
import { callItem, openSitting } from '#lib/meetings/server/sitting/state.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { inAssociation, openDatabase, type Tx } from '#lib/platform/database.ts';
import { doneValue } from '../fixtures/account-house.ts';

/** Whoever sits in the assembly: their family name is also how their mail address begins. */
export interface Member {
  readonly name: string;
  readonly sector: Sector;
  readonly mandateId: string;
}

const EACH = 10;

/**
 * An association of its own, with an assembly of ten members of each sector: the first public one is the chair of the
 * story, the coordinator of the story keeps the minutes. What a secretary does before and around the votes is done by
 * commands, at the hour of `clock`.
 */
export async function foundAssembly(databaseUrl: string, publicAddress: string) {
  const { db, close } = openDatabase(databaseUrl, { max: 2 });
  const clock = fixedClock('2022-11-01T09:00:00Z');
  const log = pino({ level: 'silent' });
  const house = { db, clock, log, publicAddress, demonstration: true };
  const slug = `assemblee-${crypto.randomUUID().slice(0, 8)}`;
  const createdAt = clock.now();
  const accountOf = async (key: string) => {
    const { email } = PERSONAS.find((persona) => persona.key === key)!;
    const [account] = await db.select().from(accounts).where(eq(accounts.email, email));
    return account!;
  };
  const [coordinator, chair] = [await accountOf('coordinator'), await accountOf('chair')];
  const named = { slug, shortName: 'Entraide', name: 'Entraide ardennaise', legalForm: 'ASBL' };
  const [{ id: associationId } = { id: '' }] = await db
    .insert(associations)
    .values({ ...named, letterhead: ['Rue du Marché 1, 6800 Libramont'], createdAt })
    .returning({ id: associations.id });
  const inside = <T>(work: (tx: Tx) => Promise<T>) => inAssociation(db, associationId, work);
  const actor: Actor = {
    associationId,
    accountId: coordinator.id,
    name: coordinator.name,
    personId: null,
    role: 'coordination',
    seats: [],
  };

  const founded = await inside(async (tx) => {
    const rule = { associationId, bodyId: null, source: 'statuts, art. 1' };
    await tx.insert(settings).values({ ...rule, key: 'profile', value: 'social-relay' });
    await tx
      .insert(associationRoles)
      .values({ associationId, accountId: coordinator.id, role: 'coordination', grantedAt: createdAt });
    const [secretary] = await tx
      .insert(people)
      .values({ associationId, familyName: 'Jadot', givenName: 'Isaline', accountId: coordinator.id })
      .returning({ id: people.id });
    const [body] = await tx
      .insert(bodies)
      .values({
        associationId,
        code: 'AG',
        name: 'Assemblée générale',
        kind: 'general-assembly',
        composition: 'Un représentant par membre.',
        position: 0,
      })
      .returning({ id: bodies.id });
    const seats = (['public', 'associative'] as const).flatMap((sector) =>
      Array.from({ length: EACH }, (_, index) => ({
        sector,
        name: `${sector === 'public' ? 'Publique' : 'Associative'}${index + 1}`,
        chairs: sector === 'public' && index === 0,
      })),
    );
    const organisationIds = await tx
      .insert(organisations)
      .values(
        seats.map(({ sector, name }) => ({
          associationId,
          name: `Organisation ${name}`,
          sector,
          partner: true,
        })),
      )
      .returning({ id: organisations.id });
    const personIds = await tx
      .insert(people)
      .values(
        seats.map(({ name, chairs }) => ({
          associationId,
          familyName: name,
          givenName: 'Dominique',
          email: `${name.toLowerCase()}@entraide.example`,
          accountId: chairs ? chair.id : null,
        })),
      )
      .returning({ id: people.id });
    const rows = await tx
      .insert(mandates)
      .values(
        seats.map(({ sector, chairs }, index) => ({
          associationId,
          bodyId: body!.id,
          organisationId: organisationIds[index]!.id,
          personId: personIds[index]!.id,
          sector,
          office: chairs ? ('chair' as const) : ('member' as const),
          voting: true,
          fromDay: '2021-06-24',
        })),
      )
      .returning({ id: mandates.id });
    const members = seats.map(({ name, sector }, index): Member => ({
      name,
      sector,
      mandateId: rows[index]!.id,
    }));
    return { bodyId: body!.id, secretaryPersonId: secretary!.id, members };
  });
  const { bodyId, secretaryPersonId, members } = founded;

  async function itemsOf(meetingId: string) {
    const own = and(eq(agendaItems.associationId, associationId), eq(agendaItems.meetingId, meetingId));
    return inside((tx) => tx.select().from(agendaItems).where(own).orderBy(asc(agendaItems.position)));
  }

  return {
    clock,
    actor,
    members,
    itemsOf,
    close,
    /** The address of a meeting. */
    at: (meetingId: string) => `/${slug}/meetings/${meetingId}`,

    async plan(heldOn: string, startsAt: string): Promise<string> {
      const place = 'Libramont, salle communale';
      const planned = await createMeeting(house, actor, {
        bodyId,
        kind: 'ordinary',
        heldOn,
        startsAt,
        place,
      });
      return doneValue(planned).meetingId;
    },
    /** Adds something to decide; `text`: the one of a change of the statutes. */
    async put(meetingId: string, title: string, text?: string): Promise<string> {
      const nature = 'decision' as const;
      const added = await addItem(house, actor, meetingId, { title, nature, parentId: '' });
      const { itemId } = doneValue(added);
      const change = { itemId, title, nature, version: 1, decisionKind: 'statutes', text };
      if (text !== undefined)
        doneValue(await changeItem(house, actor, meetingId, itemChangeForm.parse(change)));
      return itemId;
    },
    async convoke(meetingId: string): Promise<void> {
      const { seen } = await inside(async (tx) => {
        const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, meetingId));
        const convoked = convokedBy(await toldOf(tx, meetingId), meeting!.heldOn);
        return prepareNotice(tx, associationId, meeting!, clock.today(), convoked);
      });
      doneValue(await sendNotice(house, actor, meetingId, sendingForm.parse({ seen })));
    },
    async proxy(meetingId: string, principal: Member, holder: Member): Promise<void> {
      const who = { mandateId: principal.mandateId, holder: holder.mandateId, holderName: '' };
      const paper = { instructions: '', via: 'paper' as const };
      doneValue(await giveProxy(house, actor, meetingId, { ...who, ...paper }));
    },
    /** Those are there, the others are excused; the chair opens the sitting and calls its first item. */
    async open(meetingId: string, present: readonly Member[]): Promise<void> {
      const entries = members.map((member) => ({
        mandateId: member.mandateId,
        was: '' as const,
        now: present.includes(member) ? ('present' as const) : ('excused' as const),
      }));
      doneValue(await recordAttendance(house, actor, meetingId, { entries }));
      const presidedByMandateId = members[0]!.mandateId;
      const bureau = { presidedByMandateId, secretaryPersonId, tellerMandateIds: [] };
      doneValue(await openSitting(house, actor, meetingId, bureau));
      const [first] = await itemsOf(meetingId);
      doneValue(await callItem(house, actor, meetingId, first!.id));
    },
  };
}
