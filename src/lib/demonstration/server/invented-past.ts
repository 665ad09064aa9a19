import { eq, inArray } from 'drizzle-orm';
import { recordDecision } from '#lib/decisions/server/commands.ts';
import { decisionForm } from '#lib/decisions/forms.ts';
import { fromPlain } from '#lib/documents/rich-text.ts';
import { seatsForm } from '#lib/bodies/forms/seats.ts';
import { placeEveryMandate } from '#lib/bodies/server/commands/seating.ts';
import { addSeats } from '#lib/bodies/server/commands/seats.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { nameOfficers, recordAttendance } from '#lib/meetings/server/commands/attendance.ts';
import { saveNotes } from '#lib/meetings/server/commands/notes.ts';
import { changeMeeting } from '#lib/meetings/server/commands/planning.ts';
import { meetingView } from '#lib/meetings/server/queries.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import { staffOf } from '#lib/associations/server/queries.ts';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { changeSetting } from '#lib/bodies/server/settings.ts';
import { addTerm } from '#lib/bodies/server/terms.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { REFERENCE } from '../reference.ts';
import { TERMS } from '../story.ts';
import { INVENTED, SITTINGS, type InventedSitting } from '../invented.ts';
import { followDecision } from './invented-follow-up.ts';
import { prepareBoard } from './invented-preparation.ts';
import { must } from './must.ts';

/** What the report says or implies of the statutes; the choices that it leaves open keep their default. */
const STATUTES = [
  {
    body: null,
    key: 'profile',
    value: 'social-relay',
    source: 'reconnaissance comme relais social intercommunal',
  },
  {
    body: 'AG',
    key: 'parity-tolerance',
    value: null,
    source: 'composition publiée\u00a0: un siège par partenaire',
  },
  {
    body: 'CG',
    key: 'parity-tolerance',
    value: 0,
    source: 'composition publiée\u00a0: 4 publics et 4 associatifs',
  },
  { body: null, key: 'public-composition', value: true, source: 'composition publiée dans le rapport' },
] as const;

/** The seats of the report; the guest of the management committee is not named in it. */
const SEATS = [
  { body: 'CA', sector: 'public', count: 9 },
  { body: 'CA', sector: 'associative', count: 9 },
  { body: 'CA', sector: 'government', count: 1 },
  { body: 'CG', sector: 'public', count: 4 },
  { body: 'CG', sector: 'associative', count: 4 },
  { body: 'CG', sector: 'public', count: 1, voting: 'invited' },
] as const;

/**
 * Plays what comes before the story begins: the political terms, the alternation of the presidency and the seats, then
 * what is invented: who came to two boards, how they voted and what followed, how the next board was prepared.
 */
export async function playInventedPast(house: House, coordinator: Actor): Promise<void> {
  const bodyIds = await inAssociation(house.db, coordinator.associationId, async (tx) =>
    Object.fromEntries((await listBodies(tx)).map(({ id, code }) => [code, id])),
  );
  for (const { body, ...setting } of STATUTES)
    must(
      await changeSetting(house, coordinator, {
        ...setting,
        from: '',
        bodyId: body === null ? '' : bodyIds[body]!,
      }),
    );
  for (const term of TERMS) must(await addTerm(house, coordinator, term));
  await followPublishedPresidency(house, coordinator);
  for (const { body, ...seats } of SEATS) {
    const from = REFERENCE.association.founded_on;
    const form = seatsForm.parse({ seatId: crypto.randomUUID(), from, ...seats });
    must(await addSeats(house, coordinator, bodyIds[body]!, form));
  }
  for (const body of ['CA', 'CG']) must(await placeEveryMandate(house, coordinator, bodyIds[body]!));
  for (const sitting of SITTINGS) await playSitting(house, coordinator, sitting);
  await followDecision(house, coordinator);
}

/** The presidency alternates at each renewal, public since 24 June 2021: as published in the report. */
async function followPublishedPresidency(house: House, coordinator: Actor): Promise<void> {
  const legal = await inAssociation(house.db, coordinator.associationId, (tx) =>
    tx
      .select({ id: bodies.id })
      .from(bodies)
      .where(inArray(bodies.kind, ['general-assembly', 'board'])),
  );
  const source = 'rapport d’activités 2022';
  for (const { id } of legal)
    must(
      await changeSetting(house, coordinator, {
        bodyId: id,
        key: 'alternation',
        value: 'by-term',
        from: '',
        source,
      }),
    );
  must(
    await changeSetting(house, coordinator, {
      bodyId: '',
      key: 'first-chair-sector',
      value: 'public',
      from: '',
      source: `${source}, présidence publique depuis le 24 juin 2021`,
    }),
  );
}

async function playSitting(house: House, coordinator: Actor, sitting: InventedSitting): Promise<void> {
  const then: House = { ...house, clock: fixedClock(sitting.at) };
  const { meetingId, version, kind } = await inAssociation(
    house.db,
    coordinator.associationId,
    async (tx) => {
      const rows = await tx
        .select({
          id: meetings.id,
          code: bodies.code,
          heldOn: meetings.heldOn,
          version: meetings.version,
          kind: meetings.kind,
        })
        .from(meetings)
        .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
        .where(eq(meetings.heldOn, sitting.on));
      const row = rows.find(({ code }) => code === sitting.body)!;
      return { meetingId: row.id, version: row.version, kind: row.kind };
    },
  );
  must(
    await changeMeeting(then, coordinator, meetingId, {
      kind,
      heldOn: sitting.on,
      startsAt: sitting.startsAt,
      place: `${sitting.place} (${INVENTED})`,
      version,
    }),
  );
  if (!sitting.attendance) return prepareBoard(house, coordinator, meetingId);

  const { attendance, agenda, secretary } = await inAssociation(
    house.db,
    coordinator.associationId,
    async (tx) => {
      const meeting = must(await meetingView(tx, coordinator, sitting.on, meetingId));
      return {
        ...(await sittingOf(tx, meeting)),
        agenda: meeting.agenda,
        secretary: (await staffOf(tx))[0]!,
      };
    },
  );
  const { excused, absent } = sitting.attendance;
  const stateOf = (familyName: string) =>
    excused.includes(familyName) ? 'excused' : absent.includes(familyName) ? 'absent' : 'present';
  must(
    await recordAttendance(then, coordinator, meetingId, {
      entries: attendance.map((row) => ({
        mandateId: row.mandateId,
        was: '',
        now: stateOf(row.person.familyName),
      })),
    }),
  );
  must(
    await nameOfficers(then, coordinator, meetingId, {
      presidedByMandateId: attendance.find((row) => row.office === 'chair')!.mandateId,
      secretaryPersonId: secretary.id,
    }),
  );
  for (const part of sitting.items) {
    const item = agenda.find(({ number }) => number === part.number)!;
    if (part.notes)
      must(
        await saveNotes(then, coordinator, meetingId, item.id, {
          version: 0,
          content: fromPlain(`*Texte inventé pour la démonstration.* ${part.notes}`),
        }),
      );
    if (part.vote)
      must(
        await recordDecision(
          then,
          coordinator,
          meetingId,
          decisionForm.parse({
            itemId: item.id,
            kind: 'ordinary',
            ...part.vote.counts,
            proposal: `${part.vote.proposal} (${INVENTED})`,
          }),
        ),
      );
  }
}
