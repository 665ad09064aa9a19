import { afterAll, beforeAll, expect, it } from 'vitest';
import { doneValue } from '../../../../tests/fixtures/account-house.ts';
import {
  ASSEMBLY,
  openRelay,
  type AssociationFixture,
  type Relay,
} from '../../../../tests/fixtures/relay.ts';
import { settingForm } from '#lib/associations/forms.ts';
import { changeSetting } from '#lib/bodies/server/settings.ts';
import { TWO_THIRDS, UNANIMITY } from '#lib/kernel/fractions.ts';
import { correctionForm, decisionForm } from '../forms.ts';
import { correctDecision, recordDecision } from './commands.ts';

let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('asbl', 'common');
});
afterAll(() => relay.close());

const VOTE = { kind: 'ordinary', proposal: 'L’AG approuve.', overallFor: 5 };
/** Five of six come. */
const SEATS = ASSEMBLY.map((seat, index) => (index === 0 ? { ...seat, state: 'absent' as const } : seat));

async function quorum(value: unknown, bodyId: string, from = '') {
  const form = settingForm.parse({ key: 'quorum.ordinary', value, bodyId, from, source: 'statuts, art. 12' });
  doneValue(await changeSetting(relay.house, here.coordinator, form));
}

const record = async (meeting: { meetingId: string; itemId: string }) =>
  doneValue(
    await recordDecision(
      relay.house,
      here.coordinator,
      meeting.meetingId,
      decisionForm.parse({ ...VOTE, itemId: meeting.itemId }),
    ),
  );

it('judges each meeting by the quorum in force on its day', async () => {
  const assembly = await here.addBody('general-assembly', SEATS, '2022-06-30');
  const after = await here.meetAgain(assembly, SEATS, '2022-07-01');
  const last = await here.meetAgain(assembly, SEATS, '2022-11-22');
  await quorum(TWO_THIRDS, assembly.bodyId);
  await quorum(UNANIMITY, assembly.bodyId, '2022-07-01');
  await quorum(null, assembly.bodyId, '2022-11-22');
  const outcomes = [];
  for (const meeting of [assembly, after, last]) outcomes.push((await record(meeting)).verdict.outcome);
  expect(outcomes).toEqual(['adopted', 'quorum-missing', 'adopted']);
});

it('leaves a recorded decision its rule, until it is corrected', async () => {
  const meeting = await here.addBody('general-assembly', SEATS, '2022-06-30');
  const { decisionId, verdict } = await record(meeting);
  expect(verdict.outcome).toBe('adopted');
  await quorum(UNANIMITY, meeting.bodyId, '2022-01-01');
  const corrected = await correctDecision(
    relay.house,
    here.coordinator,
    meeting.meetingId,
    correctionForm.parse({ ...VOTE, proposal: 'L’AG approuve le PV.', decisionId, version: 1 }),
  );
  expect(doneValue(corrected).verdict.outcome).toBe('quorum-missing');
});
