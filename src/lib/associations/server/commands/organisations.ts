import { isDeepStrictEqual } from 'node:util';
import { and, eq, ne, sql } from 'drizzle-orm';
import type { OrganisationForm } from '#lib/associations/forms.ts';
import { mayKeepDirectory } from '#lib/associations/policy.ts';
import { checkMembership } from '#lib/associations/rules/membership.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { organisations } from '../tables.ts';

type Row = typeof organisations.$inferSelect;

/** What the association knows of an organisation, as its sheet keeps it; null: not known. */
export type OrganisationRecord = Omit<Row, 'associationId' | 'id'>;
type Content = Omit<OrganisationRecord, 'version'>;

function contentOf(form: OrganisationForm): Content {
  return {
    name: form.name,
    sector: form.sector,
    partner: form.partner,
    enterpriseNumber: form.enterpriseNumber || null,
    legalForm: form.legalForm || null,
    category: form.category || null,
    municipality: form.municipality || null,
    arrondissement: form.arrondissement || null,
    seatAddress: form.seatAddress || null,
    website: form.website || null,
    memberSince: form.memberSince || null,
    memberUntil: form.memberUntil || null,
  };
}

/** Writes a sheet. The unique constraints decide who has a name or a number; the sentence says who has it already. */
export async function writeUnlessTaken(
  tx: Tx,
  content: Content,
  otherThan: string | null,
  write: (savepoint: Tx) => Promise<unknown>,
): Promise<Outcome<undefined>> {
  const sameName = await namesake(tx, content.name, otherThan);
  if (sameName) return nameTaken(sameName.name);
  try {
    await tx.transaction(write);
    return done();
  } catch (error) {
    const constraint = databaseFault(error)?.constraint;
    if (constraint === 'organisation_name_once') return nameTaken(content.name);
    if (constraint === 'organisation_enterprise_number_once') return numberTaken(tx, content);
    throw error;
  }
}

async function namesake(tx: Tx, name: string, otherThan: string | null): Promise<Row | undefined> {
  const [row] = await tx
    .select()
    .from(organisations)
    .where(
      and(
        sql`lower(${organisations.name}) = lower(${name})`,
        otherThan === null ? undefined : ne(organisations.id, otherThan),
      ),
    );
  return row;
}

function nameTaken(name: string): Refused {
  return refuse(
    'organisation-known',
    `L’association connaît déjà «\u00a0${name}\u00a0». Modifiez sa fiche, ou choisissez un autre nom.`,
    { field: 'name' },
  );
}

async function numberTaken(tx: Tx, { enterpriseNumber }: Content): Promise<Refused> {
  const [holder] = await tx
    .select({ name: organisations.name })
    .from(organisations)
    .where(eq(organisations.enterpriseNumber, enterpriseNumber!));
  return refuse(
    'enterprise-number-taken',
    `Ce numéro d’entreprise est déjà celui de «\u00a0${holder!.name}\u00a0». Vérifiez-le, ou modifiez sa fiche.`,
    { field: 'enterpriseNumber' },
  );
}

/**
 * Adds an organisation with what is known of it; answers its identifier. Refuses a name already known, whatever its
 * capitals, an enterprise number that another one has, and a full member whose membership has ended. The same
 * organisation sent twice is added once.
 */
export function createOrganisation(
  house: House,
  actor: Actor,
  form: OrganisationForm,
): Promise<Outcome<{ id: string }>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const allowed = mayKeepDirectory(actor);
    if (!allowed.done) return allowed;
    const content = contentOf(form);
    const sound = checkMembership(content, today);
    if (!sound.done) return sound;
    const id = crypto.randomUUID();
    const written = await writeUnlessTaken(tx, content, null, (savepoint) =>
      savepoint.insert(organisations).values({ associationId: actor.associationId, id, ...content }),
    );
    if (!written.done) {
      const known = await namesake(tx, content.name, null);
      if (!known || !isDeepStrictEqual(recordOf(known), { ...content, version: 1 })) return written;
      nothingToDo();
      return done({ id: known.id });
    }
    journal({ act: 'organisation.added', subject: { kind: 'organisation', id }, after: content });
    return done({ id });
  });
}

function recordOf({ associationId: _, id: __, ...record }: Row): OrganisationRecord {
  return record;
}

/**
 * Changes the sheet of an organisation; the mandates that exist keep the sector in which they are counted. Refuses what
 * `createOrganisation` refuses, and a save that has not read the last version (`details: { current:
 * OrganisationRecord }`; what was typed is the caller's to keep). The same content sent twice changes nothing.
 */
export function changeOrganisation(
  house: House,
  actor: Actor,
  organisationId: string,
  form: OrganisationForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const allowed = mayKeepDirectory(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(organisationId)) return notFound();
    const own = eq(organisations.id, organisationId);
    const [row] = await tx.select().from(organisations).where(own).for('update');
    if (!row) return notFound();
    const { version, ...before } = recordOf(row);
    const after = contentOf(form);
    if (isDeepStrictEqual(before, after)) {
      nothingToDo();
      return done();
    }
    if (version !== form.version)
      return refuse(
        'stale',
        'Quelqu’un d’autre a modifié cette fiche entre-temps. Comparez, corrigez ce qu’il faut, puis enregistrez à nouveau.',
        { details: { current: { ...before, version } satisfies OrganisationRecord } },
      );
    const sound = checkMembership(after, today);
    if (!sound.done) return sound;
    const written = await writeUnlessTaken(tx, after, organisationId, (savepoint) =>
      savepoint
        .update(organisations)
        .set({ ...after, version: version + 1 })
        .where(own),
    );
    if (!written.done) return written;
    journal({
      act: 'organisation.changed',
      subject: { kind: 'organisation', id: organisationId },
      before,
      after,
    });
    return done();
  });
}
