import { Temporal } from 'temporal-polyfill';
import type { Category } from '#lib/associations/categories.ts';
import { associationRoles, associations, organisations, people } from '#lib/associations/server/tables.ts';
import { accounts } from '#lib/accounts/server/tables.ts';
import { composedAs } from '#lib/bodies/rules/bodies.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import type { BodyKind, Office } from '#lib/bodies/offices.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { subjectProposed } from '#lib/meetings/rules/item-subject.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import type { ItemNature } from '#lib/meetings/vocabulary.ts';
import type { Tx } from '#lib/platform/database.ts';
import { appendToJournal, type JournalEntry } from '#lib/platform/journal.ts';
import { REFERENCE, splitName, type AgendaEntry } from '../reference.ts';
import { ASSISTANT, CANDIDATE, COORDINATOR, MADAMES, PERSONAS, UNADDRESSED } from '../story.ts';

const BODY_KINDS: Record<string, BodyKind> = {
  AG: 'general-assembly',
  CA: 'board',
  CG: 'management-committee',
  CC: 'consultation-committee',
  GT: 'working-group',
};

/** The rules of composition of the report, in French. */
const COMPOSITIONS: Record<string, string> = {
  AG: 'Chaque partenaire du réseau a signé la charte et y siège par un représentant.',
  CA: 'Parité entre secteurs, 9 publics et 9 associatifs, et un siège pour le Gouvernement wallon.',
  CG: '4 représentants publics, 4 représentants associatifs et un représentant invité du secteur public.',
  CC: 'Convoqué sur un thème, ouvert au terrain.',
  GT: 'Convoqués sur un thème, ouverts au terrain.',
};

/** The bodies with members; the report does not say since when the two others meet. */
const SINCE_FOUNDATION = ['AG', 'CA', 'CG'];

/** What the name of an organisation says for certain of its form and of its category (RS-09); no more is known of them. */
const NAMED: readonly { name: RegExp; legalForm: string | null; category: Category }[] = [
  { name: /^C\.P\.A\.S\. /, legalForm: 'CPAS', category: 'cpas' },
  { name: /^Administration communale /, legalForm: 'Commune', category: 'municipality' },
  { name: /^Province /, legalForm: 'Province', category: 'other' },
  { name: /^Service de santé mentale /, legalForm: null, category: 'mental-health' },
];

const GOVERNMENT = 'Gouvernement Wallon';
/** The officers of the association preside over its two legal bodies. */
const OFFICERS_SIT_IN = ['AG', 'CA'];

/** The report gives titles only; what each item asks of the meeting is read from its words. */
function natureOf(title: string): ItemNature {
  if (/approbation|validation|remplacement|^demandes? d['’]|^demandes de/i.test(title)) return 'decision';
  return /^points sur|^divers$|^etat des lieux|conférence de presse/i.test(title)
    ? 'information'
    : 'discussion';
}

async function insertOne<T extends { id: string }>(rows: Promise<T[]>): Promise<string> {
  return (await rows)[0]!.id;
}

/**
 * Writes the reference case as published into an empty database, inside a transaction whose association is set by
 * `enter` as soon as it is known. Answers the coordinator as an actor, to go on with the invented part.
 */
export async function seedReference(
  tx: Tx,
  now: string,
  enter: (associationId: string) => Promise<void>,
): Promise<Actor> {
  const { association } = REFERENCE;
  const associationId = await insertOne(
    tx
      .insert(associations)
      .values({
        slug: association.short_name.toLowerCase(),
        shortName: association.short_name,
        name: association.name,
        legalForm: association.legal_form,
        letterhead: [
          'Démonstration : personnes, présences, votes et textes sont inventés ;',
          'siège, numéro d’entreprise et compte ne sont pas repris.',
        ],
        createdAt: now,
      })
      .returning({ id: associations.id }),
  );
  await enter(associationId);
  const journal: JournalEntry[] = [
    {
      act: 'association.created',
      subject: { kind: 'association', id: associationId },
      after: { name: association.name },
    },
  ];

  const accountIds = new Map(
    (
      await tx
        .insert(accounts)
        .values(
          PERSONAS.map(({ email, name, key }) => ({
            email,
            name,
            operator: key === 'coordinator',
            createdAt: now,
          })),
        )
        .returning({ id: accounts.id, email: accounts.email })
    ).map((row) => [row.email, row.id]),
  );
  await tx.insert(associationRoles).values([
    { associationId, accountId: accountIds.get(COORDINATOR.email)!, role: 'coordination', grantedAt: now },
    { associationId, accountId: accountIds.get(ASSISTANT.email)!, role: 'assistant', grantedAt: now },
  ]);
  await tx.insert(people).values(
    [COORDINATOR, ASSISTANT, CANDIDATE].map(({ familyName, givenName, email }) => ({
      associationId,
      familyName,
      givenName,
      civility: 'madame' as const,
      email,
      accountId: accountIds.get(email)!,
    })),
  );

  const bodyIds = new Map(
    (
      await tx
        .insert(bodies)
        .values(
          REFERENCE.bodies.map(({ code, name }, position) => ({
            associationId,
            code,
            name,
            kind: BODY_KINDS[code]!,
            composed: composedAs(BODY_KINDS[code]!, ''),
            composition: COMPOSITIONS[code]!,
            fromDay: SINCE_FOUNDATION.includes(code) ? association.founded_on : null,
            position,
          })),
        )
        .returning({ id: bodies.id, code: bodies.code })
    ).map((row) => [row.code, row.id]),
  );

  await seedPartners(tx, associationId, bodyIds, accountIds);
  await seedMeetings(tx, associationId, bodyIds, now, journal);

  const coordinatorId = accountIds.get(COORDINATOR.email)!;
  const name = `${COORDINATOR.givenName} ${COORDINATOR.familyName}`;
  await appendToJournal(tx, associationId, now, { accountId: null, name: 'Démonstration' }, journal);
  return { associationId, accountId: coordinatorId, name, personId: null, role: 'coordination', seats: [] };
}

type NewMandate = typeof mandates.$inferInsert;

async function seedPartners(
  tx: Tx,
  associationId: string,
  bodyIds: ReadonlyMap<string, string>,
  accountIds: ReadonlyMap<string, string>,
): Promise<void> {
  const sectorOf = (entry: (typeof REFERENCE.organisations)[number]) =>
    entry.name === GOVERNMENT ? ('government' as const) : entry.sector;
  const organisationIds = new Map(
    (
      await tx
        .insert(organisations)
        .values(
          REFERENCE.organisations.map((entry) => {
            const { legalForm = null, category = null } =
              NAMED.find(({ name }) => name.test(entry.name)) ?? {};
            return {
              associationId,
              name: entry.name,
              sector: sectorOf(entry),
              partner: entry.counted_as_partner,
              legalForm,
              category,
            };
          }),
        )
        .returning({ id: organisations.id, name: organisations.name })
    ).map((row) => [row.name, row.id]),
  );
  const names = REFERENCE.organisations.flatMap((entry) => entry.representative ?? []);
  const personIds = new Map(
    (
      await tx
        .insert(people)
        .values(
          names.map((name) => {
            const { familyName, givenName } = splitName(name);
            const persona = PERSONAS.find((candidate) => candidate.name === `${givenName} ${familyName}`);
            return {
              associationId,
              familyName,
              givenName,
              civility: UNADDRESSED.includes(givenName)
                ? null
                : MADAMES.includes(givenName)
                  ? ('madame' as const)
                  : ('monsieur' as const),
              email: persona?.email ?? null,
              accountId: persona ? accountIds.get(persona.email)! : null,
            };
          }),
        )
        .returning({ id: people.id, familyName: people.familyName, givenName: people.givenName })
    ).map((row) => [`${row.familyName} ${row.givenName}`, row.id]),
  );

  const { presidency } = REFERENCE;
  const offices = new Map<string, Office>([
    [presidency.chair.person, 'chair'],
    [presidency.vice_chair.person, 'vice-chair'],
    [presidency.treasurer.person, 'treasurer'],
  ]);
  await tx.insert(mandates).values(
    REFERENCE.organisations.flatMap((entry) =>
      entry.sits_in.flatMap((code): NewMandate[] => {
        const office = OFFICERS_SIT_IN.includes(code) ? offices.get(entry.representative ?? '') : undefined;
        const mandate: NewMandate = {
          associationId,
          bodyId: bodyIds.get(code)!,
          organisationId: organisationIds.get(entry.name)!,
          personId: entry.representative ? personIds.get(entry.representative)! : null,
          sector: sectorOf(entry),
          office: office ?? 'member',
          voting: true,
          fromDay: presidency.since,
          toDay: null,
        };
        const departure =
          entry.name === 'Solaix' ? REFERENCE.mandate_events.find((event) => event.body === code) : undefined;
        if (!departure) return [mandate];
        // The report says who left and that a replacement was on the agenda, not who came: the seat waits, vacant.
        const dayAfter = Temporal.PlainDate.from(departure.on).add({ days: 1 }).toString();
        return [
          { ...mandate, toDay: departure.on },
          { ...mandate, personId: null, office: 'member', fromDay: dayAfter },
        ];
      }),
    ),
  );
}

async function seedMeetings(
  tx: Tx,
  associationId: string,
  bodyIds: ReadonlyMap<string, string>,
  now: string,
  journal: JournalEntry[],
): Promise<void> {
  const meetingIds = await tx
    .insert(meetings)
    .values(
      REFERENCE.meetings_2022.map((meeting) => ({
        associationId,
        bodyId: bodyIds.get(meeting.body)!,
        kind: meeting.kind,
        heldOn: meeting.on,
        theme: meeting.theme ?? null,
        createdAt: now,
      })),
    )
    .returning({ id: meetings.id });
  const rows = REFERENCE.meetings_2022.flatMap((meeting, index) => {
    const meetingId = meetingIds[index]!.id;
    journal.push({
      act: 'meeting.created',
      subject: { kind: 'meeting', id: meetingId },
      after: { body: meeting.body, heldOn: meeting.on, agenda: meeting.agenda },
    });
    return meeting.agenda.flatMap((entry, position) => itemRows(associationId, meetingId, entry, position));
  });
  await tx.insert(agendaItems).values(rows);
}

function itemRows(associationId: string, meetingId: string, entry: AgendaEntry, position: number) {
  const row = (title: string, at: number, parentId: string | null) => ({
    associationId,
    id: crypto.randomUUID() as string,
    meetingId,
    parentId,
    position: at,
    title,
    nature: natureOf(title),
    subject: subjectProposed(title),
  });
  if (typeof entry === 'string') return [row(entry, position, null)];
  const parent = { ...row(entry.title, position, null), nature: 'discussion' as ItemNature };
  return [parent, ...entry.items.map((title, index) => row(title, index, parent.id))];
}
