import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Proxies } from '#lib/associations/rules/settings/participation.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import {
  checkProxy,
  heldBy,
  proxyRuleInWords,
  type GivenProxy,
  type ProxyRule,
  type ProxySeat,
} from './proxies.ts';

const rule = (proxies: Proxies = 'member', most: number | null = null): ProxyRule => ({
  proxies: { value: proxies, source: 'Statuts, art. 14', toVerify: false, isDefault: false },
  most: { value: most, source: 'Statuts, art. 15', toVerify: false, isDefault: false },
});
const GUEST = refuse('guest', 'Sans voix.');
const seat = (mandateId: string, more: Partial<ProxySeat> = {}): ProxySeat => ({
  mandateId,
  name: mandateId.toUpperCase(),
  vote: done(),
  excused: false,
  ...more,
});
const given = (principalMandateId: string, holder: string): GivenProxy => ({
  principalMandateId,
  holderMandateId: holder,
  holderName: null,
});
const named = (principalMandateId: string, holderName: string): GivenProxy => ({
  principalMandateId,
  holderMandateId: null,
  holderName,
});
const outsider = (name: string) => ({ mandateId: null, name });
const code = (outcome: Outcome<unknown>) => (outcome.done ? null : outcome.refusal.code);

describe('checkProxy', () => {
  it('T32: of two proxies to the same person under a limit of one, the oldest stays and the second is refused', () => {
    const first = checkProxy({ principal: seat('b'), holder: seat('a'), given: [] }, rule('member', 1));
    expect(first.done).toBe(true);
    const second = checkProxy(
      { principal: seat('c'), holder: seat('a'), given: [given('b', 'a')] },
      rule('member', 1),
    );
    expect(second).toEqual(
      refuse(
        'holder-full',
        'A porte déjà 1\u00a0procuration, le maximum des textes. Choisissez une autre personne.',
        { source: 'Statuts, art. 15', field: 'holder' },
      ),
    );
  });

  it('T33: whoever has no vote of their own neither holds nor gives one', () => {
    const guest = seat('a', { vote: GUEST });
    expect(code(checkProxy({ principal: seat('b'), holder: guest, given: [] }, rule()))).toBe(
      'holder-without-vote',
    );
    expect(code(checkProxy({ principal: guest, holder: seat('b'), given: [] }, rule('anyone')))).toBe(
      'no-vote-to-give',
    );
  });

  it.each([
    ['the statutes admit none', seat('a'), seat('b'), [], rule('none'), 'no-proxies'],
    ['to oneself', seat('a'), seat('a'), [], rule(), 'to-oneself'],
    ['someone from outside, among members', seat('a'), outsider('Luc Maes'), [], rule(), 'holder-not-member'],
    ['someone from outside, where anyone may', seat('a'), outsider('Luc Maes'), [], rule('anyone'), null],
    ['the holder gave theirs', seat('a'), seat('b'), [given('b', 'c')], rule(), 'holder-has-given'],
    ['the giver holds one', seat('a'), seat('b'), [given('c', 'a')], rule(), 'holds-already'],
    ['the holder does not come', seat('a'), seat('b', { excused: true }), [], rule(), 'holder-excused'],
    [
      'a new holder in place of one who is full',
      seat('a'),
      seat('b'),
      [given('a', 'b')],
      rule('member', 1),
      null,
    ],
    [
      'a name is full however it is spelt',
      seat('a'),
      outsider('luc maès'),
      [named('b', 'Luc Maes')],
      rule('anyone', 1),
      'holder-full',
    ],
    ['another name', seat('a'), outsider('Luc'), [named('b', 'Lucie')], rule('anyone', 1), null],
    ['a seat does not count names', seat('a'), seat('b'), [named('c', 'B')], rule('anyone', 1), null],
  ] as const)('%s', (_, principal, holder, others, asked, expected) => {
    expect(code(checkProxy({ principal, holder, given: others }, asked))).toBe(expected);
  });

  it('whatever is asked in whatever order: no chain, nobody beyond the limit, one proxy each', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names))),
        fc.integer({ min: 1, max: 3 }),
        (requests, most) => {
          let held: GivenProxy[] = [];
          for (const [principal, holder] of requests)
            if (
              checkProxy(
                { principal: seat(principal), holder: seat(holder), given: held },
                rule('member', most),
              ).done
            )
              held = [
                ...held.filter((each) => each.principalMandateId !== principal),
                given(principal, holder),
              ];
          const principals = held.map((each) => each.principalMandateId);
          expect(new Set(principals).size).toBe(held.length);
          for (const name of names) {
            expect(heldBy(seat(name), held)).toBeLessThanOrEqual(most);
            expect(principals.includes(name) && heldBy(seat(name), held) > 0).toBe(false);
          }
        },
      ),
    );
  });
});

it('says the rule before one chooses', () => {
  expect(proxyRuleInWords(rule('none'))).toMatch(/ne prévoient pas/);
  expect(proxyRuleInWords(rule('member', 1))).toBe(
    'À quelqu’un qui vote dans la même instance. Une même personne en porte au plus 1.',
  );
  expect(proxyRuleInWords(rule('anyone'))).toBe('À la personne de votre choix, membre ou non.');
});
