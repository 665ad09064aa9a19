import { asc, eq } from 'drizzle-orm';
import { styleInUse } from '#lib/associations/server/house-style/queries.ts';
import { associations } from '#lib/associations/server/tables.ts';
import { namedSentences } from '#lib/decisions/rules/named.ts';
import { chainsOf } from '#lib/decisions/server/propositions/queries.ts';
import { decisionsOf, voteSnapshotsOf } from '#lib/decisions/server/queries.ts';
import { tasksGivenIn } from '#lib/decisions/server/tasks/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { meetingView, type PersonName } from '#lib/meetings/server/queries.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { tellersOf } from '#lib/meetings/server/sitting/bureau.ts';
import { conflictSource } from '#lib/meetings/rules/conflicts.ts';
import { conflictsOf } from '#lib/meetings/server/sitting/conflict-rows.ts';
import { movementsIn, sittingNow } from '#lib/meetings/server/sitting/now.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { sentencesOf, type Sentence } from '../complements.ts';
import { discussedUnder } from '../discussed.ts';
import { minutesDocument } from '../document.ts';
import { factKeys, isFallen } from '../fact-keys.ts';
import { listedHolders, representedAt } from '../representation.ts';
import type { MinutesSnapshot, NamedPerson } from '../snapshot.ts';
import { minutesComplements } from './tables.ts';

type ComplementRow = typeof minutesComplements.$inferSelect;

/** A sentence of a draft, with the fact that it tells and what completes it. */
interface DraftSentence extends Sentence {
  /** The fact, wherever it moves: "decision:…". */
  readonly key: string;
  readonly complement: ComplementRow | null;
}

/** A PV as it stands, and its sentences one by one. */
interface MinutesDraft {
  readonly snapshot: MinutesSnapshot;
  readonly sentences: readonly DraftSentence[];
  /** Complements of facts that are not there any more. */
  readonly lost: readonly ComplementRow[];
}

function named({ givenName, familyName, civility }: PersonName): NamedPerson {
  return { name: `${givenName} ${familyName}`, civility };
}

async function heldOnOf(tx: Tx, meetingId: string): Promise<string> {
  const [row] = await tx.select({ heldOn: meetings.heldOn }).from(meetings).where(eq(meetings.id, meetingId));
  return row!.heldOn;
}

/** All that the PV of a meeting says at this moment, or "not found" for whoever may not read the meeting. */
export async function minutesSnapshot(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<MinutesSnapshot>> {
  const draft = await minutesDraft(tx, actor, today, meetingId);
  return draft.done ? done(draft.value.snapshot) : draft;
}

/** The same, with the sentences of the PV, the facts that they tell and what the secretary completed them with. */
export async function minutesDraft(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<MinutesDraft>> {
  const found = await factsOf(tx, actor, today, meetingId);
  if (!found.done) return found;
  const { snapshot, keys } = found.value;
  const rows = await tx
    .select()
    .from(minutesComplements)
    .where(eq(minutesComplements.meetingId, meetingId))
    .orderBy(asc(minutesComplements.key));
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const sentences = sentencesOf(minutesDocument(snapshot)).map((sentence) => {
    const key = keys.get(sentence.place)!;
    return { ...sentence, key, complement: byKey.get(key) ?? null };
  });
  const told = new Set(sentences.map(({ key }) => key));
  const lost = rows.filter(({ key }) => !told.has(key));
  if (rows.length === 0) return done({ snapshot, sentences, lost });
  const complements = Object.fromEntries(
    sentences.flatMap(({ place, text, complement }) =>
      complement === null
        ? []
        : [
            [
              place,
              { text: complement.text, ...(complement.sentence !== text && { review: true as const }) },
            ],
          ],
    ),
  );
  return done({
    snapshot: {
      ...snapshot,
      complements,
      ...(lost.length > 0 && { lostComplements: lost.map(({ text }) => text) }),
      recordedAt: latest([snapshot.recordedAt, ...rows.map(({ savedAt }) => savedAt)]),
    },
    sentences,
    lost,
  });
}

const latest = (moments: readonly string[]) =>
  moments.reduce((last, moment) => (Date.parse(moment) > Date.parse(last) ? moment : last));

/** What the PV is written from, and which fact stands at each place of it. */
async function factsOf(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<{ snapshot: MinutesSnapshot; keys: ReadonlyMap<string, string> }>> {
  const readable = await meetingView(tx, actor, today, meetingId);
  if (!readable.done) return readable;
  const meeting = readable.value;
  const sitting = await sittingOf(tx, meeting);
  const decisions = await decisionsOf(tx, meetingId);
  const votes = await voteSnapshotsOf(tx, meetingId);
  const holders = listedHolders(
    [...votes.values()],
    new Map(
      sitting.attendance.flatMap(({ mandateId, representedBy }) =>
        representedBy === null ? [] : [[mandateId, representedBy] as const],
      ),
    ),
  );
  const representedIn = (decisionId: string) => {
    const vote = votes.get(decisionId);
    if (!vote) return null;
    return representedAt(vote, [...votes.values()]).map(({ name, civility, representedBy }) => ({
      person: { name, civility },
      holder: representedBy!,
    }));
  };
  const tasks = await tasksGivenIn(tx, meetingId);
  const chains = await chainsOf(tx, meetingId);
  const [frame] = await tx
    .select({
      association: {
        name: associations.name,
        legalForm: associations.legalForm,
        letterhead: associations.letterhead,
      },
      createdAt: meetings.createdAt,
    })
    .from(meetings)
    .innerJoin(associations, eq(associations.id, meetings.associationId))
    .where(eq(meetings.id, meetingId));
  if (!frame) return notFound();

  const now = await sittingNow(tx, meeting);
  const movements = movementsIn(now?.events ?? []);
  const opening = movements.length === 0 ? sitting : await sittingOf(tx, meeting, null, new Set(), movements);
  const conflicts = await conflictsOf(tx, meetingId);
  const tellers = new Set(now === null ? [] : await tellersOf(tx, meetingId));
  const people = new Map(sitting.attendance.map(({ mandateId, person }) => [mandateId, named(person)]));
  const numbers = new Map(meeting.agenda.map(({ id, number }) => [id, number]));
  const events = (now?.events ?? []).flatMap(({ kind, ...event }) =>
    kind === 'opened' || kind === 'closed' || kind === 'item-begun' ? [] : [{ kind, ...event }],
  );
  const eventsAt = (itemId: string | null) =>
    events.flatMap(({ kind, at, itemId: during, mandateId, remote, text }) =>
      during !== itemId
        ? []
        : [
            {
              kind,
              at,
              number: itemId === null ? null : (numbers.get(itemId) ?? null),
              person: mandateId === null ? null : (people.get(mandateId) ?? null),
              remote,
              text,
            },
          ],
    );
  const chair = sitting.attendance.find((row) => row.mandateId === meeting.presidedByMandateId);
  const moments = [
    frame.createdAt,
    ...meeting.agenda.flatMap(({ notes }) => notes?.savedAt ?? []),
    ...decisions.map(({ recordedAt }) => recordedAt),
    ...(now?.events ?? []).map(({ at }) => at),
    ...conflicts.map(({ declaredAt }) => declaredAt),
    ...tasks.map(({ createdAt }) => createdAt),
  ];
  const keys = factKeys({
    items: meeting.agenda,
    events,
    conflicts: conflicts.filter(({ mandateId }) => people.has(mandateId)),
    decisions,
    tasks,
    chains,
  });
  const snapshot: MinutesSnapshot = {
    association: frame.association,
    style: await styleInUse(tx),
    body: { code: meeting.body.code, name: meeting.body.name },
    kind: meeting.kind,
    heldOn: meeting.heldOn,
    startsAt: meeting.startsAt,
    place: meeting.place,
    theme: meeting.theme,
    notice: {
      sentOn: meeting.convoked.sentOn,
      lateReasons: meeting.convoked.lateReasons,
      secondOf: meeting.secondOfId === null ? null : await heldOnOf(tx, meeting.secondOfId),
    },
    chair: chair ? { ...named(chair.person), office: chair.office } : null,
    secretary: meeting.secretary && named(meeting.secretary),
    attendance: sitting.attendance.map(
      ({ mandateId, person, sector, office, organisation, voting, state }) => ({
        ...named(person),
        sector,
        office,
        organisation,
        voting,
        state,
        representedBy: holders.get(mandateId) ?? null,
      }),
    ),
    sitting: now && {
      openedAt: now.openedAt,
      closedAt: now.closedAt,
      tellers: [...people].flatMap(([mandateId, person]) => (tellers.has(mandateId) ? [person] : [])),
      events: eventsAt(null),
    },
    vacant: sitting.vacant.map(({ organisation }) => organisation),
    presences: opening.presences,
    ...(movements.length > 0 && { presencesOf: 'opening' as const }),
    quorum: sitting.recorded === 0 ? null : opening.quorum.sentences,
    items: meeting.agenda.map(({ id, mark, depth, title, notes, treatment, closedDoor }) => ({
      mark,
      depth,
      title,
      notes: notes && notes.content,
      treated: treatment !== 'not-treated',
      closedDoor,
      conflicts: conflicts.flatMap(({ itemId, mandateId, nature }) => {
        const person = people.get(mandateId);
        if (itemId !== id || !person) return [];
        return [{ person, nature, ...(!conflictSource(meeting.body.kind) && { byLaw: false as const }) }];
      }),
      events: eventsAt(id),
      decisions: decisions
        .filter(({ itemId }) => itemId === id)
        .map(({ id: decisionId, reference, proposal, verdict, method, named: byName, together }) => {
          const under = discussedUnder(chains.get(id) ?? [], decisionId);
          return {
            reference,
            proposal,
            verdict,
            represented: representedIn(decisionId),
            named: method === 'roll-call' && byName ? namedSentences(byName) : [],
            ...(under && { under }),
            ...(together.length > 0 && {
              together: {
                // As the agenda numbers them in this PV.
                numbers: together.map(({ itemId, number }) => numbers.get(itemId) ?? number),
                first: together[0]!.itemId === id,
              },
            }),
          };
        }),
      fallen: (chains.get(id) ?? []).flatMap(({ name, state, why }) =>
        isFallen({ state }) ? [`${name}\u00a0: ${why.slice(0, 1).toLowerCase()}${why.slice(1)}`] : [],
      ),
      tasks: tasks
        .filter(({ itemId }) => itemId === id)
        .map(({ person, text, dueOn }) => ({ person, text, dueOn })),
    })),
    recordedAt: latest(moments),
  };
  return done({ snapshot, keys });
}
