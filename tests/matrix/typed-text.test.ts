import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { firstStartForm, nameForm, passkeyNameForm, signInForm } from '#lib/accounts/forms.ts';
import { organisationForm, personForm, settingForm } from '#lib/associations/forms.ts';
import { formalityForm } from '#lib/bodies/forms/formalities.ts';
import { bodyForm, mandateEndForm, mandateForm, termForm } from '#lib/bodies/forms.ts';
import { annulmentForm, mandateCorrectionForm, settlementForm } from '#lib/bodies/forms/mandates.ts';
import { columnsForm } from '#lib/bodies/forms/imports.ts';
import { applicationForm, placeForm } from '#lib/bodies/forms/renewal.ts';
import { seatChangeForm } from '#lib/bodies/forms/seats.ts';
import { decisionForm } from '#lib/decisions/forms.ts';
import { stepForm } from '#lib/decisions/forms/after-care.ts';
import { publicationForm } from '#lib/decisions/forms/public.ts';
import { finishForm, giveUpForm, taskForm } from '#lib/decisions/forms/tasks.ts';
import { voteCancelForm, voteOpeningForm } from '#lib/decisions/forms/votes.ts';
import { withdrawalForm, writtenProcedureForm } from '#lib/decisions/forms/written.ts';
import { meetingForm, notesForm } from '#lib/meetings/forms.ts';
import { itemForm } from '#lib/meetings/forms/agenda.ts';
import { assemblyRequestForm } from '#lib/meetings/forms/assembly-requests.ts';
import { pollForm } from '#lib/meetings/forms/polls.ts';
import { changesForm, remarkAnswerForm, remarkForm, sendingForm } from '#lib/minutes/forms.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const FIRST = {
  associationName: 'Relais',
  shortName: 'Relais',
  slug: 'relais',
  givenName: 'An',
  familyName: 'Peeters',
  email: 'an@example.be',
};
const ORGANISATION = { name: 'CPAS', sector: 'public', partner: true };
const PLACE = { version: 1, choice: 'propose', organisation: ID, person: ID, office: 'chair', voting: true };
const PERSON = { givenName: 'An', familyName: 'Peeters' };
const BODY = {
  code: 'CCL',
  name: 'Conseil',
  kind: 'other',
  kindName: 'conseil des locataires',
  composition: 'Douze locataires.',
};
const MEETING = { bodyId: ID, kind: 'ordinary', heldOn: '2022-11-21', startsAt: '14:00', place: 'Arlon' };
const POLL = { bodyId: ID, kind: 'ordinary', place: 'Arlon', closesOn: '2022-12-31' };
const PROCEDURE = { bodyId: ID, closesOn: '2022-12-31' };

const MANDATE = {
  organisation: ID,
  person: ID,
  partner: true,
  office: 'member',
  voting: true,
  from: '2022-01-01',
};

/** Every text that a form lets people type, as a form that carries it. */
const TEXTS: readonly [string, z.ZodType, (text: string) => unknown][] = [
  ['task', taskForm, (text) => ({ personId: ID, text, dueOn: '2023-01-01' })],
  ['report of a task', finishForm, (report) => ({ taskId: ID, report })],
  ['end of a task', giveUpForm, (reason) => ({ taskId: ID, reason })],
  ['proof', stepForm, (proof) => ({ step: 'ubo', doneOn: '2023-01-01', proof })],
  ['public title', publicationForm, (title) => ({ title, text: 'Adopté.' })],
  ['public text', publicationForm, (text) => ({ title: 'Budget', text })],
  ['association', firstStartForm, (associationName) => ({ ...FIRST, associationName })],
  ['short name', firstStartForm, (shortName) => ({ ...FIRST, shortName })],
  ['given name', firstStartForm, (givenName) => ({ ...FIRST, givenName })],
  ['family name', firstStartForm, (familyName) => ({ ...FIRST, familyName })],
  ['e-mail', signInForm, (text) => ({ email: `${text}@example.be` })],
  ['next page', signInForm, (next) => ({ email: 'an@example.be', next })],
  ['name', nameForm, (name) => ({ name })],
  ['passkey', passkeyNameForm, (name) => ({ name })],
  ['setting', settingForm, (key) => ({ key, value: '1', source: 'ROI' })],
  ['source', settingForm, (source) => ({ key: 'tie', value: '1', source })],
  ['appointment', mandateForm, (appointment) => ({ ...MANDATE, mandateId: ID, appointment })],
  ['end', mandateEndForm, (note) => ({ mandateId: ID, lastDay: '2022-11-21', reason: 'term', note })],
  ['correction', mandateCorrectionForm, (reason) => ({ ...MANDATE, version: 1, reason })],
  ['annulment', annulmentForm, (reason) => ({ reason })],
  ['settlement', settlementForm, (text) => ({ outcome: 'confirmed', on: '2022-06-24', appointment: text })],
  ['body', bodyForm, (name) => ({ ...BODY, name })],
  ['kind of body', bodyForm, (kindName) => ({ ...BODY, kindName })],
  ['composition', bodyForm, (composition) => ({ ...BODY, composition })],
  ['powers', bodyForm, (powers) => ({ ...BODY, powers })],
  ['seat as it was', seatChangeForm, (was) => ({ was })],
  ['term', termForm, (name) => ({ name, from: '2024-12-02' })],
  [
    'formality',
    formalityForm,
    (note) => ({ bodyId: ID, changedOn: '2022-10-01', step: 'ubo', doneOn: '2022-10-20', note }),
  ],
  ['renewal, decision', applicationForm, (appointment) => ({ version: 1, seen: '', appointment })],
  ['renewal, given name', placeForm, (givenName) => ({ ...PLACE, givenName })],
  ['renewal, family name', placeForm, (familyName) => ({ ...PLACE, familyName })],
  ['renewal, exception', placeForm, (exceptionReason) => ({ ...PLACE, exceptionReason })],
  ['organisation', organisationForm, (name) => ({ ...ORGANISATION, name })],
  ['legal form', organisationForm, (legalForm) => ({ ...ORGANISATION, legalForm })],
  ['municipality', organisationForm, (municipality) => ({ ...ORGANISATION, municipality })],
  ['arrondissement', organisationForm, (arrondissement) => ({ ...ORGANISATION, arrondissement })],
  ['seat', organisationForm, (seatAddress) => ({ ...ORGANISATION, seatAddress })],
  ['website', organisationForm, (text) => ({ ...ORGANISATION, website: `https://example.be/${text}` })],
  ['given name', personForm, (givenName) => ({ ...PERSON, givenName })],
  ['family name', personForm, (familyName) => ({ ...PERSON, familyName })],
  ['contact', personForm, (text) => ({ ...PERSON, email: `${text}@example.be` })],
  ['address', personForm, (address) => ({ ...PERSON, address })],
  ['column of a file', columnsForm, (column) => ({ columns: [column] })],
  ['place', meetingForm, (place) => ({ ...MEETING, place })],
  ['poll', pollForm, (title) => ({ ...POLL, title })],
  ['message of a poll', pollForm, (message) => ({ ...POLL, title: 'CA', message })],
  ['request', assemblyRequestForm, (title) => ({ title, text: 'Le budget' })],
  ['items of a request', assemblyRequestForm, (text) => ({ title: 'Le budget', text })],
  ['proposal in writing', writtenProcedureForm, (proposal) => ({ ...PROCEDURE, proposal })],
  [
    'its explanation',
    writtenProcedureForm,
    (explanation) => ({ ...PROCEDURE, proposal: 'Le bail', explanation }),
  ],
  ['its withdrawal', withdrawalForm, (reason) => ({ reason })],
  ['message with minutes', sendingForm, (message) => ({ remarksUntil: '2022-12-31', message })],
  ['remark on minutes', remarkForm, (text) => ({ itemId: '', text })],
  ['answer to a remark', remarkAnswerForm, (words) => ({ remarkId: ID, answer: 'taken-up', words })],
  ['changes adopted', changesForm, (changes) => ({ changes })],
  ['proposal on screens', voteOpeningForm, (proposal) => ({ itemId: ID, proposal, secrecy: 'secret' })],
  ['its cancelling', voteCancelForm, (reason) => ({ voteId: ID, reason })],
  ['title', itemForm, (title) => ({ title, nature: 'decision' })],
  ['proposal', decisionForm, (proposal) => ({ itemId: ID, kind: 'ordinary', proposal })],
  [
    'notes',
    notesForm,
    (text) => ({
      version: 0,
      content: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] },
    }),
  ],
];

describe.each(TEXTS)('%s', (_, form, carrying) => {
  it('is taken as people type it, and refused with what a database cannot keep', () => {
    expect(form.safeParse(carrying('abc')).success).toBe(true);
    for (const text of ['a\0b', 'a\ud800b']) expect(form.safeParse(carrying(text)).success).toBe(false);
  });
});
