import { smallestMeeting, type Threshold } from '#lib/kernel/fractions.ts';

/** Members who may have a general assembly called (CSA 9:13). */
const ONE_FIFTH: Threshold = { num: 1, den: 5, strict: false };
/** Members who may have an item put on the agenda (CSA 9:14). */
const ONE_TWENTIETH: Threshold = { num: 1, den: 20, strict: false };

/** Signatures needed for the board to have to call a general assembly, of `members` full members that day. */
export function signaturesToCall(members: number): number {
  return smallestMeeting(members, ONE_FIFTH);
}

/** Signatures needed to put an item on the agenda of the general assembly, of `members` full members that day. */
export function signaturesForItem(members: number): number {
  return smallestMeeting(members, ONE_TWENTIETH);
}
