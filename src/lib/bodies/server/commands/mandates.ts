import { and, eq, gte, isNull, lte, or } from 'drizzle-orm';
import { addOrganisation, addPerson } from '#lib/associations/server/directory.ts';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { MandateEndForm, MandateForm } from '../../forms.ts';
import { mayManageBodies } from '../../policy.ts';
import { checkMandate, checkMandateEnd } from '../../rules.ts';
import { isPresiding } from '../../rules/alternation.ts';
import { OFFICE_NAMES, periodInWords } from '../../words.ts';
import { checkAlternation } from '../alternation.ts';
import { bodies, mandates } from '../tables.ts';

/**
 * Begins a mandate in a body, with the organisation and the person that the form describes when they are new. The
 * sector is that of the organisation. Refuses a guest who votes, an end before the beginning, unknown choices, a person
 * who already sits in the body in that period, a second chair, vice-chair or treasurer at once, and a chair or vice-chair
 * of the wrong sector where the body has an alternation. What is sent twice (same `mandateId`) begins once; another
 * content under the same `mandateId` is refused.
 */
export function beginMandate(
  house: House,
  actor: Actor,
  bodyId: string,
  form: MandateForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, journal, nothingToDo } = act;
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(bodyId)) return notFound();
    // Before the body, as whoever changes a setting does: the turns stay as they are until the mandate stands.
    if (isPresiding(form.office)) await lockAssociation(tx, actor.associationId);
    // Locked: two mandates of one body begin one after the other.
    const [body] = await tx
      .select({ id: bodies.id, kind: bodies.kind })
      .from(bodies)
      .where(eq(bodies.id, bodyId))
      .for('update');
    if (!body) return notFound();
    const sent = await sentBefore(tx, bodyId, form);
    if (sent === 'the-same') {
      nothingToDo();
      return done();
    }
    if (sent === 'another')
      return refuse(
        'already-sent',
        'Cette page a déjà servi à ajouter un mandat. Rechargez-la pour en ajouter un autre.',
      );

    const { office, voting, from } = form;
    const to = form.to || null;
    const sound = checkMandate({ office, voting, from, to });
    if (!sound.done) return sound;
    const organisation = await organisationOf(act, actor, form);
    if (!organisation.done) return organisation;
    const exceptionReason = form.exceptionReason || null;
    const { sector } = organisation.value;
    const inTurn = await checkAlternation(tx, body, {
      office,
      sector,
      from,
      to,
      exceptionReason,
    });
    if (!inTurn.done) return inTurn;
    const personId = await personOf(act, actor, form);
    if (!personId.done) return personId;
    const mandate = {
      bodyId,
      organisationId: organisation.value.id,
      personId: personId.value,
      sector,
      office,
      voting,
      fromDay: from,
      toDay: to,
      exceptionReason,
    };
    const inserted = await insertUnlessTaken(tx, {
      associationId: actor.associationId,
      id: form.mandateId,
      ...mandate,
    });
    if (!inserted.done) return inserted;
    journal({ act: 'mandate.begun', subject: { kind: 'mandate', id: form.mandateId }, after: mandate });
    return done();
  });
}

/**
 * Ends a mandate on its last day (included); the journal keeps the reason. Refuses a day before its beginning, one after
 * the end it already has, and one before a meeting where its presence or presidency is recorded.
 */
export function endMandate(
  house: House,
  actor: Actor,
  bodyId: string,
  form: MandateEndForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(bodyId)) return notFound();
    const { mandateId, lastDay, reason } = form;
    const own = and(eq(mandates.id, mandateId), eq(mandates.bodyId, bodyId));
    const [mandate] = await tx
      .select({ from: mandates.fromDay, to: mandates.toDay })
      .from(mandates)
      .where(own)
      .for('update');
    if (!mandate) return notFound();
    const { from, to } = mandate;
    if (to === lastDay) {
      nothingToDo();
      return done();
    }
    const ordered = checkMandateEnd(from, lastDay);
    if (!ordered.done)
      return {
        done: false,
        refusal: { ...ordered.refusal, field: 'lastDay' satisfies keyof MandateEndForm },
      };
    if (to !== null && to < lastDay)
      return refuse(
        'already-ended',
        `Ce mandat prend déjà fin le ${dayInWords(to)}. Pour qu’il continue, commencez-en un nouveau le lendemain.`,
        { field: 'lastDay' },
      );
    try {
      await tx.transaction((savepoint) => savepoint.update(mandates).set({ toDay: lastDay }).where(own));
    } catch (error) {
      // Attendance stands in a room above this one: a guard of the database is what says no.
      const fault = databaseFault(error);
      if (fault?.constraint !== 'mandate_covers_attendance' || !fault.detail) throw error;
      return refuse(
        'attendance-recorded',
        `Impossible de finir ce mandat le ${dayInWords(lastDay)}\u00a0: des présences sont notées le ${dayInWords(fault.detail)}. Choisissez ce jour-là ou un jour suivant, ou effacez d’abord ces présences.`,
        { field: 'lastDay' },
      );
    }
    journal({
      act: 'mandate.ended',
      subject: { kind: 'mandate', id: mandateId },
      before: { to },
      after: { to: lastDay, reason },
    });
    return done();
  });
}

/** Whether the mandate of this form is there already, as this form describes it or otherwise. */
async function sentBefore(tx: Tx, bodyId: string, form: MandateForm): Promise<'the-same' | 'another' | null> {
  const [row] = await tx
    .select({
      mandate: mandates,
      organisationName: organisations.name,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(eq(mandates.id, form.mandateId));
  if (!row) return null;
  const { mandate, organisationName, givenName, familyName } = row;
  const sameOrganisation =
    form.organisation === 'new'
      ? form.organisationName === organisationName
      : form.organisation === mandate.organisationId;
  const samePerson =
    form.person === 'new'
      ? form.givenName === givenName && form.familyName === familyName
      : form.person === (mandate.personId ?? 'vacant');
  const sameSeat =
    mandate.bodyId === bodyId &&
    mandate.office === form.office &&
    mandate.voting === form.voting &&
    mandate.fromDay === form.from &&
    mandate.toDay === (form.to || null) &&
    mandate.exceptionReason === (form.exceptionReason || null);
  return sameOrganisation && samePerson && sameSeat ? 'the-same' : 'another';
}

async function organisationOf(
  act: Act,
  actor: Actor,
  form: MandateForm,
): Promise<Outcome<{ id: string; sector: Sector }>> {
  const { sector, partner } = form;
  if (form.organisation === 'new') {
    if (sector === '') throw new Error('The form asks the sector of a new organisation.');
    const added = await addOrganisation(act, actor, { name: form.organisationName, sector, partner });
    return added.done ? done({ id: added.value, sector }) : added;
  }
  const [known] = await act.tx
    .select({ id: organisations.id, sector: organisations.sector })
    .from(organisations)
    .where(eq(organisations.id, form.organisation))
    // Waits for whoever merges it into another one: it is then no longer there.
    .for('key share');
  return known ? done(known) : refuse('unknown-organisation', CHOOSE, { field: 'organisation' });
}

async function personOf(act: Act, actor: Actor, form: MandateForm): Promise<Outcome<string | null>> {
  if (form.person === 'vacant') return done(null);
  if (form.person === 'new') return addPerson(act, actor, form);
  const [known] = await act.tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, form.person), isNull(people.erasedAt)))
    // Waits for whoever merges or erases them.
    .for('key share');
  return known ? done(known.id) : refuse('unknown-person', CHOOSE, { field: 'person' });
}

const CHOOSE = 'Ce choix n’est pas dans la liste. Rechargez la page et choisissez à nouveau.';

type NewMandate = typeof mandates.$inferInsert;

/** The exclusion constraints decide who may sit; the sentence names who sits already. */
async function insertUnlessTaken(tx: Tx, mandate: NewMandate): Promise<Outcome<undefined>> {
  try {
    await tx.transaction((savepoint) => savepoint.insert(mandates).values(mandate));
    return done();
  } catch (error) {
    const constraint = databaseFault(error)?.constraint;
    if (constraint === 'mandate_person_once') return personSits(tx, mandate);
    if (constraint === 'mandate_office_once') return officeHeld(tx, mandate);
    throw error;
  }
}

async function personSits(tx: Tx, mandate: NewMandate): Promise<Refused> {
  const seat = await overlappingSeat(tx, mandate, eq(mandates.personId, mandate.personId!));
  return refuse(
    'already-sits',
    `${seat.holder} siège déjà dans cette instance, pour ${seat.organisation}, ${periodInWords(seat)}. Terminez d’abord ce mandat, ou changez les dates.`,
    { field: 'person' },
  );
}

async function officeHeld(tx: Tx, mandate: NewMandate): Promise<Refused> {
  const seat = await overlappingSeat(tx, mandate, eq(mandates.office, mandate.office));
  return refuse(
    'office-held',
    `${OFFICE_NAMES[mandate.office]}\u00a0: ${seat.holder} exerce déjà cette fonction ${periodInWords(seat)}. Terminez d’abord ce mandat, ou changez les dates.`,
    { field: 'office' },
  );
}

async function overlappingSeat(tx: Tx, mandate: NewMandate, which: ReturnType<typeof eq>) {
  const [seat] = await tx
    .select({
      organisation: organisations.name,
      givenName: people.givenName,
      familyName: people.familyName,
      from: mandates.fromDay,
      to: mandates.toDay,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(
      and(
        eq(mandates.bodyId, mandate.bodyId),
        which,
        or(isNull(mandates.toDay), gte(mandates.toDay, mandate.fromDay)),
        mandate.toDay ? lte(mandates.fromDay, mandate.toDay) : undefined,
      ),
    )
    .orderBy(mandates.fromDay)
    .limit(1);
  const { organisation, givenName, familyName, from, to } = seat!;
  const holder = familyName === null ? `un siège vacant (${organisation})` : `${givenName} ${familyName}`;
  return { organisation, holder, from, to };
}
