import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisationForm, personForm, settingForm } from '#lib/associations/forms.ts';
import { organisationMergeForm, personMergeForm } from '#lib/associations/forms/merge.ts';
import * as organisationCommands from '#lib/associations/server/commands/organisations.ts';
import * as peopleCommands from '#lib/associations/server/commands/people.ts';
import * as rolesCommands from '#lib/associations/server/commands/roles.ts';
import { bodyChangeForm, mandateForm } from '#lib/bodies/forms.ts';
import { mandateCorrectionForm, settlementForm } from '#lib/bodies/forms/mandates.ts';
import * as bodiesCommands from '#lib/bodies/server/commands/bodies.ts';
import * as formalityCommands from '#lib/bodies/server/commands/formalities.ts';
import * as annulCommands from '#lib/bodies/server/commands/mandates/annul.ts';
import * as beginCommands from '#lib/bodies/server/commands/mandates/begin.ts';
import * as correctCommands from '#lib/bodies/server/commands/mandates/correct.ts';
import * as endCommands from '#lib/bodies/server/commands/mandates/end.ts';
import * as settleCommands from '#lib/bodies/server/commands/mandates/settle.ts';
import * as applyCommands from '#lib/bodies/server/imports/apply.ts';
import * as exportCommands from '#lib/bodies/server/imports/export.ts';
import * as prepareCommands from '#lib/bodies/server/imports/prepare.ts';
import * as undoCommands from '#lib/bodies/server/imports/undo.ts';
import * as applyRenewalCommands from '#lib/bodies/server/commands/apply-renewal.ts';
import * as renewalPlaceCommands from '#lib/bodies/server/commands/renewal-places.ts';
import * as renewalCommands from '#lib/bodies/server/commands/renewals.ts';
import { seatChangeForm, seatsForm } from '#lib/bodies/forms/seats.ts';
import * as seatsCommands from '#lib/bodies/server/commands/seats.ts';
import * as seatingCommands from '#lib/bodies/server/commands/seating.ts';
import * as settingsCommands from '#lib/bodies/server/settings.ts';
import { factsOf } from '#lib/bodies/server/renewal-facts.ts';
import { readRenewal, RENEWAL_COLUMNS } from '#lib/bodies/server/renewals.ts';
import { renewals } from '#lib/bodies/server/tables.ts';
import * as termsCommands from '#lib/bodies/server/terms.ts';
import { applicationForm, placeForm } from '#lib/bodies/forms/renewal.ts';
import { correctionForm, decisionForm } from '#lib/decisions/forms.ts';
import * as decisionCommands from '#lib/decisions/server/commands.ts';
import { fromPlain } from '#lib/documents/rich-text.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import * as notesCommands from '#lib/meetings/server/commands/notes.ts';
import * as erasureCommands from '#lib/meetings/server/directory/erase.ts';
import * as organisationMergeCommands from '#lib/meetings/server/directory/merge-organisations.ts';
import * as personMergeCommands from '#lib/meetings/server/directory/merge-people.ts';
import * as personalDataCommands from '#lib/reports/server/personal-data/export.ts';
import { importSheet } from '#lib/bodies/server/imports/queries.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { refusalOf } from '../fixtures/account-house.ts';
import { rehearse } from '../fixtures/rehearsal.ts';
import { openReferenceCase, type ReferenceCase } from '../fixtures/reference-case.ts';
import { foundAssociation, type SecondAssociation } from '../fixtures/second-association.ts';
import { agenda } from './reach/agenda.ts';
import { annexes } from './reach/annexes.ts';
import { convocation } from './reach/convocation.ts';
import { elections } from './reach/elections.ts';
import { followUp } from './reach/follow-up.ts';
import { handVotes } from './reach/hand-votes.ts';
import { linkedVotes } from './reach/linked-votes.ts';
import { live } from './reach/live.ts';
import { minutes } from './reach/minutes.ts';
import { participation } from './reach/participation.ts';
import { planning } from './reach/planning.ts';
import { polls } from './reach/polls.ts';
import { sitting } from './reach/sitting.ts';
import { votes } from './reach/votes.ts';
import { written } from './reach/written.ts';
import type { Area, IdName } from './reach/area.ts';

const AREAS: readonly Area[] = [
  planning,
  polls,
  agenda,
  annexes,
  convocation,
  participation,
  sitting,
  live,
  written,
  followUp,
  handVotes,
  linkedVotes,
  elections,
  votes,
  minutes,
];

const VOTE = { kind: 'ordinary', proposal: 'Le CA reporte le point.', overallFor: 1 };

/** The plan that a draft shows; that of nothing when it is not there. */
async function fingerprintOf(house: House, actor: Actor, importId: string): Promise<string> {
  const sheet = await inAssociation(house.db, actor.associationId, (tx) => importSheet(tx, actor, importId));
  return sheet.done ? (await applyCommands.previewImport(house, actor, sheet.value.row)).fingerprint : '';
}

/** What the page of a renewal says; nothing for one that is not of the association. */
function seenOf(house: House, actor: Actor, renewalId: string): Promise<string> {
  return inAssociation(house.db, actor.associationId, async (tx) => {
    const [renewal] = await tx.select(RENEWAL_COLUMNS).from(renewals).where(eq(renewals.id, renewalId));
    const facts = renewal ? factsOf(await readRenewal(tx, renewal, house.clock.today())) : [];
    return facts.map(({ digest }) => digest).join(' ');
  });
}

/** Each command with the identifiers that it takes, and one act that it does when they are its own. */
const COMMANDS: Area['commands'] = {
  ...Object.assign({}, ...AREAS.map(({ commands }) => commands)),
  saveNotes: {
    takes: ['meetingId', 'itemId'],
    call: (house, actor, { meetingId, itemId }) =>
      notesCommands.saveNotes(house, actor, meetingId, itemId, {
        version: 1,
        content: fromPlain('Autre chose a été dit.'),
      }),
  },
  recordDecision: {
    takes: ['meetingId', 'itemId'],
    call: (house, actor, { meetingId, itemId }) =>
      decisionCommands.recordDecision(house, actor, meetingId, decisionForm.parse({ ...VOTE, itemId })),
  },
  correctDecision: {
    takes: ['meetingId', 'decisionId'],
    call: (house, actor, { meetingId, decisionId }) =>
      decisionCommands.correctDecision(
        house,
        actor,
        meetingId,
        correctionForm.parse({ ...VOTE, decisionId, version: 1 }),
      ),
  },
  withdrawDecision: {
    takes: ['meetingId', 'decisionId'],
    call: (house, actor, { meetingId, decisionId }) =>
      decisionCommands.withdrawDecision(house, actor, meetingId, { decisionId, version: 1 }),
  },
  changeSetting: {
    takes: ['bodyId'],
    call: (house, actor, { bodyId }) =>
      settingsCommands.changeSetting(
        house,
        actor,
        settingForm.parse({ bodyId, key: 'tie', value: 'casting-vote', source: 'ROI, art. 2' }),
      ),
  },
  resetSetting: {
    takes: ['bodyId'],
    call: (house, actor, { bodyId }) =>
      settingsCommands.resetSetting(house, actor, { bodyId, key: 'tie', from: '' }),
  },
  withdrawSetting: {
    takes: ['bodyId'],
    call: (house, actor, { bodyId }) =>
      settingsCommands.withdrawSetting(house, actor, { bodyId, key: 'tie', from: '2027-01-01' }),
  },
  changeTerm: {
    takes: ['termId'],
    call: (house, actor, { termId }) =>
      termsCommands.changeTerm(house, actor, termId, {
        name: 'Autre nom',
        from: '2024-12-02',
        to: '2030-12-01',
        version: 1,
      }),
  },
  changeBody: {
    takes: ['bodyId'],
    call: (house, actor, { bodyId }) =>
      bodiesCommands.changeBody(
        house,
        actor,
        bodyId,
        bodyChangeForm.parse({ name: 'Conseil', composition: 'Trois administrateurs.', version: 1 }),
      ),
  },
  archiveBody: {
    takes: ['emptyBodyId'],
    call: (house, actor, { emptyBodyId }) =>
      bodiesCommands.archiveBody(house, actor, emptyBodyId, { lastDay: '2022-12-31' }),
  },
  reopenBody: {
    takes: ['emptyBodyId'],
    call: (house, actor, { emptyBodyId }) => bodiesCommands.reopenBody(house, actor, emptyBodyId),
  },
  addSeats: {
    takes: ['bodyId', 'organisationId'],
    call: (house, actor, { bodyId, organisationId }) =>
      seatsCommands.addSeats(
        house,
        actor,
        bodyId,
        seatsForm.parse({ seatId: crypto.randomUUID(), count: 2, sector: 'associative', organisationId }),
      ),
  },
  changeSeat: {
    takes: ['bodyId', 'seatId', 'organisationId'],
    call: (house, actor, { bodyId, seatId, organisationId }) =>
      seatsCommands.changeSeat(
        house,
        actor,
        bodyId,
        seatId,
        seatChangeForm.parse({ was: '||true|2021-01-01|', from: '2021-01-01', organisationId }),
      ),
  },
  closeSeat: {
    takes: ['bodyId', 'seatId'],
    call: (house, actor, { bodyId, seatId }) =>
      seatsCommands.closeSeat(house, actor, bodyId, seatId, { lastDay: '2022-12-31' }),
  },
  removeSeat: {
    takes: ['bodyId', 'seatId'],
    call: (house, actor, { bodyId, seatId }) => seatsCommands.removeSeat(house, actor, bodyId, seatId),
  },
  placeMandate: {
    takes: ['bodyId', 'mandateId', 'seatId'],
    call: (house, actor, { bodyId, mandateId, seatId }) =>
      seatingCommands.placeMandate(house, actor, bodyId, { mandateId, seatId }),
  },
  placeEveryMandate: {
    takes: ['bodyId'],
    call: (house, actor, { bodyId }) => seatingCommands.placeEveryMandate(house, actor, bodyId),
  },
  beginMandate: {
    takes: ['bodyId', 'organisationId', 'otherPersonId'],
    call: (house, actor, { bodyId, organisationId, otherPersonId }) =>
      beginCommands.beginMandate(
        house,
        actor,
        bodyId,
        mandateForm.parse({
          mandateId: crypto.randomUUID(),
          organisation: organisationId,
          person: otherPersonId,
          partner: true,
          office: 'member',
          voting: true,
          from: '2022-01-01',
        }),
      ),
  },
  correctMandate: {
    takes: ['bodyId', 'mandateId', 'personId', 'organisationId'],
    call: (house, actor, { bodyId, mandateId, personId, organisationId }) =>
      correctCommands.correctMandate(
        house,
        actor,
        bodyId,
        mandateId,
        mandateCorrectionForm.parse({
          version: 1,
          organisation: organisationId,
          person: personId,
          office: 'treasurer',
          voting: true,
          from: '2021-01-01',
          reason: 'Mal recopié',
        }),
      ),
  },
  annulMandate: {
    takes: ['bodyId', 'coOptedId'],
    call: (house, actor, { bodyId, coOptedId }) =>
      annulCommands.annulMandate(house, actor, bodyId, coOptedId, { reason: 'Noté deux fois' }),
  },
  settleCoOptation: {
    takes: ['bodyId', 'coOptedId', 'decisionId'],
    call: (house, actor, { bodyId, coOptedId, decisionId }) =>
      settleCommands.settleCoOptation(
        house,
        actor,
        bodyId,
        coOptedId,
        settlementForm.parse({ outcome: 'confirmed', on: '2022-06-24', decision: decisionId }),
      ),
  },
  endMandate: {
    takes: ['bodyId', 'mandateId'],
    call: (house, actor, { bodyId, mandateId }) =>
      endCommands.endMandate(house, actor, bodyId, {
        mandateId,
        lastDay: '2022-12-31',
        reason: 'resignation',
        note: '',
      }),
  },
  tickFormality: {
    takes: ['bodyId'],
    call: (house, actor, { bodyId }) =>
      formalityCommands.tickFormality(house, actor, {
        bodyId,
        changedOn: '2021-01-01',
        step: 'bank',
        doneOn: '2021-01-20',
        note: '',
      }),
  },
  untickFormality: {
    takes: ['bodyId'],
    call: (house, actor, { bodyId }) =>
      formalityCommands.untickFormality(house, actor, {
        bodyId,
        changedOn: '2021-01-01',
        step: 'publication',
      }),
  },
  chooseColumns: {
    takes: ['importId'],
    call: (house, actor, { importId }) =>
      prepareCommands.chooseColumns(house, actor, importId, { columns: ['name', ''] }),
  },
  applyImport: {
    takes: ['readyImportId'],
    call: async (house, actor, { readyImportId }) =>
      applyCommands.applyImport(house, actor, readyImportId, {
        fingerprint: await fingerprintOf(house, actor, readyImportId),
        withoutRefused: true,
      }),
  },
  undoImport: {
    takes: ['doneImportId'],
    call: (house, actor, { doneImportId }) => undoCommands.undoImport(house, actor, doneImportId),
  },
  beginRenewal: {
    takes: ['bodyId'],
    call: (house, actor, { bodyId }) =>
      renewalCommands.beginRenewal(house, actor, bodyId, { on: '2030-12-02' }),
  },
  savePlace: {
    takes: ['draftId', 'placeId', 'organisationId', 'otherPersonId'],
    call: (house, actor, { draftId, placeId, organisationId, otherPersonId }) =>
      renewalPlaceCommands.savePlace(
        house,
        actor,
        draftId,
        placeId,
        placeForm.parse({
          version: 1,
          choice: 'propose',
          organisation: organisationId,
          person: otherPersonId,
          voting: true,
        }),
      ),
  },
  addPlace: {
    takes: ['draftId'],
    call: (house, actor, { draftId }) =>
      renewalPlaceCommands.addPlace(house, actor, draftId, { version: 1, sector: 'public' }),
  },
  completePlaces: {
    takes: ['draftId'],
    call: (house, actor, { draftId }) => renewalPlaceCommands.completePlaces(house, actor, draftId),
  },
  abandonRenewal: {
    takes: ['draftId'],
    call: (house, actor, { draftId }) => renewalCommands.abandonRenewal(house, actor, draftId),
  },
  applyRenewal: {
    takes: ['draftId', 'decisionId'],
    call: async (house, actor, { draftId, decisionId }) =>
      applyRenewalCommands.applyRenewal(
        house,
        actor,
        draftId,
        applicationForm.parse({
          version: 1,
          seen: await seenOf(house, actor, draftId),
          decision: decisionId,
        }),
      ),
  },
  changeOrganisation: {
    takes: ['organisationId'],
    call: (house, actor, { organisationId }) =>
      organisationCommands.changeOrganisation(
        house,
        actor,
        organisationId,
        organisationForm.parse({ name: 'Autre', sector: 'public', partner: true, version: 1 }),
      ),
  },
  changePerson: {
    takes: ['personId'],
    call: (house, actor, { personId }) =>
      peopleCommands.changePerson(
        house,
        actor,
        personId,
        personForm.parse({ givenName: 'Noor', familyName: 'Autrement', version: 1 }),
      ),
  },
  exportPerson: {
    takes: ['personId'],
    call: (house, actor, { personId }) => personalDataCommands.exportPerson(house, actor, personId),
  },
  mergeOrganisations: {
    takes: ['organisationId', 'otherOrganisationId'],
    call: (house, actor, { organisationId, otherOrganisationId }) =>
      organisationMergeCommands.mergeOrganisations(
        house,
        actor,
        organisationId,
        organisationMergeForm.parse({
          duplicate: otherOrganisationId,
          keptVersion: 1,
          duplicateVersion: 1,
        }),
      ),
  },
  mergePeople: {
    takes: ['personId', 'otherPersonId'],
    call: (house, actor, { personId, otherPersonId }) =>
      personMergeCommands.mergePeople(
        house,
        actor,
        personId,
        personMergeForm.parse({ duplicate: otherPersonId, keptVersion: 1, duplicateVersion: 1 }),
      ),
  },
  erasePerson: {
    takes: ['otherPersonId'],
    call: (house, actor, { otherPersonId }) =>
      erasureCommands.erasePerson(house, actor, otherPersonId, { version: 1 }),
  },
  giveAccess: {
    takes: ['otherPersonId'],
    call: (house, actor, { otherPersonId }) =>
      peopleCommands.giveAccess(house, actor, otherPersonId, { email: 'luc@example.be' }),
  },
  withdrawAccess: {
    takes: ['personId'],
    call: (house, actor, { personId }) => peopleCommands.withdrawAccess(house, actor, personId),
  },
  changeRole: {
    takes: ['readerId'],
    call: (house, actor, { readerId }) =>
      rolesCommands.changeRole(house, actor, { accountId: readerId, role: 'assistant' }),
  },
  withdrawRole: {
    takes: ['readerId'],
    call: (house, actor, { readerId }) => rolesCommands.withdrawRole(house, actor, { accountId: readerId }),
  },
};

/** They read, or they write without an identifier of anything. */
const OTHERS = [
  'listSettings',
  'viewSettings',
  'listTerms',
  'addBody',
  'addTerm',
  'grantRole',
  'createOrganisation',
  'viewOrganisationMerge',
  'viewPersonMerge',
  'STALE_MERGE',
  'viewErasure',
  'leavesNoTrace',
  'uploadImport',
  'exportList',
  'previewImport',
  // Parts of commands: they run inside one that has authorised them.
  'writeUnlessTaken',
  'lockImport',
  'contentOf',
  'differing',
  'settledAgain',
  'checkUncounted',
  ...AREAS.flatMap(({ others }) => others),
];
const UNKNOWN = [
  'not-found',
  'unknown-decision',
  'unknown-body',
  'unknown-person',
  'unknown-organisation',
  'not-entitled',
];
/** Who has no role here has none to withdraw: pressed twice, that is done. */
const answersTo = (name: string) => (name === 'withdrawRole' ? [null] : UNKNOWN);

let reference: ReferenceCase;
let mine: SecondAssociation;
let theirs: SecondAssociation;
beforeAll(async () => {
  reference = await openReferenceCase();
  const named = await reference.house.db.execute<{ name: string }>(sql`
    select quote_ident(table_name) as name from information_schema.columns
    where table_schema = 'public' and column_name = 'association_id' order by 1`);
  tables = named.map(({ name }) => name);
  mine = await foundAssociation(reference.house, 'passerelle');
  theirs = await foundAssociation(reference.house, 'tremplin');
  founded = [await contentOf(theirs), await contentOf(mine)];
});
afterAll(() => reference.close());

let tables: string[];
/** Both associations as they were founded. */
let founded: Record<string, string[]>[];

/** Everything that an association holds, its journal included, by table: read in one statement. */
async function contentOf(association: SecondAssociation): Promise<Record<string, string[]>> {
  const { associationId } = association;
  const rows = await association.inside((tx) =>
    tx.execute<{ name: string; rows: string[] }>(
      sql.raw(
        tables
          .map(
            (name) => `select '${name}' as name, array(select t::text from ${name} t
              where association_id = '${associationId}' order by 1) as rows`,
          )
          .join(' union all '),
      ),
    ),
  );
  return Object.fromEntries(rows.map(({ name, rows: held }) => [name, held]));
}

/** Every choice of at least one of these names. */
function choices(names: readonly IdName[]): IdName[][] {
  return names
    .reduce<IdName[][]>((made, name) => [...made, ...made.map((each) => [...each, name])], [[]])
    .slice(1);
}

it('covers every command of these rooms', () => {
  const exported = [
    notesCommands,
    decisionCommands,
    settingsCommands,
    bodiesCommands,
    formalityCommands,
    annulCommands,
    beginCommands,
    correctCommands,
    endCommands,
    settleCommands,
    renewalCommands,
    renewalPlaceCommands,
    applyRenewalCommands,
    seatsCommands,
    seatingCommands,
    termsCommands,
    organisationCommands,
    peopleCommands,
    personalDataCommands,
    organisationMergeCommands,
    personMergeCommands,
    erasureCommands,
    rolesCommands,
    prepareCommands,
    applyCommands,
    undoCommands,
    exportCommands,
    ...AREAS.flatMap(({ modules }) => modules),
  ].flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])),
  );
  expect(exported.filter((name) => !OTHERS.includes(name)).sort()).toEqual(Object.keys(COMMANDS).sort());
});

it('compares every row of both associations', async () => {
  const sizes = Object.entries(await contentOf(theirs)).filter(([, rows]) => rows.length === 0);
  expect(sizes).toEqual([]);
});

describe.each(Object.entries(COMMANDS))('%s', (name, { takes, call }) => {
  it('is done with identifiers of its own association', async () => {
    const outcome = await rehearse(reference.house, (house) => call(house, mine.coordinator, mine.ids));
    expect(refusalOf(outcome)).toBeNull();
  });

  it('does not know what is of another association, in any combination, and changes nothing there', async () => {
    for (const stolen of choices(takes)) {
      const ids = { ...mine.ids, ...Object.fromEntries(stolen.map((id) => [id, theirs.ids[id]])) };
      const outcome = await call(reference.house, mine.coordinator, ids);
      expect(answersTo(name), `the ${stolen.join(' and ')} of another`).toContain(refusalOf(outcome));
    }
    // What is done elsewhere is undone by its rehearsal: both associations stay as they were founded.
    expect([await contentOf(theirs), await contentOf(mine)]).toEqual(founded);
  });

  it('knows nothing that does not exist', async () => {
    for (const id of takes) {
      const ids = { ...mine.ids, [id]: '00000000-0000-4000-8000-000000000000' };
      const outcome = await call(reference.house, mine.coordinator, ids);
      expect(answersTo(name), `${name} with an unknown ${id}`).toContain(refusalOf(outcome));
    }
  });
});
