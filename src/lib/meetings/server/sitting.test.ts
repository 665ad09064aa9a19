import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { parityOn } from '#lib/bodies/server/parity.ts';
import { sittingOf } from './sitting.ts';

let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('ici', 'social-relay');
});
afterAll(() => relay.close());

const VOTES = [
  { sector: 'public', state: 'present' },
  { sector: 'associative', office: 'secretary', state: 'present' },
] as const;
const BESIDE = (['substitute', 'observer', 'invited'] as const).map(
  (office) => ({ sector: 'public', office, voting: false, state: 'present' }) as const,
);

async function counted(seats: Parameters<AssociationFixture['addBody']>[1]) {
  const { bodyId, meetingId } = await here.addBody('board', seats, '2022-11-21');
  return here.inside(async (tx) => {
    const body = { id: bodyId, kind: 'board' as const };
    const sitting = await sittingOf(tx, { id: meetingId, body, heldOn: '2022-11-21' });
    return {
      presences: sitting.presences,
      quorum: sitting.quorum,
      parity: await parityOn(tx, body, '2022-11-21'),
      offices: sitting.attendance.map(({ office }) => office),
    };
  });
}

it('counts substitutes, observers and guests neither in the quorum nor in the parity, and lists them', async () => {
  const without = await counted(VOTES);
  const beside = await counted([...VOTES, ...BESIDE]);
  expect({ ...beside, offices: without.offices }).toEqual(without);
  expect(beside.offices).toEqual(['member', 'substitute', 'observer', 'invited', 'secretary']);
});
