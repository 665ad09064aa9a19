import { describe, expect, it } from 'vitest';
import {
  checkBoardSize,
  checkMandate,
  checkMandateEnd,
  checkMayVote,
  checkRelayBoard,
  collegeOf,
  isInFunction,
  parityAsked,
  parityOf,
  type VotingSeat,
} from './rules.ts';

const seat: VotingSeat = {
  bodyKind: 'general-assembly',
  sector: 'public',
  voting: true,
  membership: 'full',
  governmentVote: 'public',
};

describe('who votes', () => {
  it.each<[string, Partial<VotingSeat>, string]>([
    ['un membre effectif vote à l’AG', {}, 'done'],
    ['T33 : un administrateur non membre ne vote pas à l’AG', { membership: 'none' }, 'not-a-member'],
    ['un administrateur non membre vote au CA', { membership: 'none', bodyKind: 'board' }, 'done'],
    ['T50 : sans charte signée, pas de vote', { membership: 'pending-charter' }, 'charter-not-signed'],
    ['un invité ne vote pas', { voting: false }, 'guest'],
    ['le Gouvernement vote avec le public', { sector: 'government', membership: 'none' }, 'done'],
    [
      'le Gouvernement consultatif ne vote pas',
      { sector: 'government', governmentVote: 'advisory' },
      'advisory-seat',
    ],
  ])('%s', (_, change, expected) => {
    const outcome = checkMayVote({ ...seat, ...change });
    expect(outcome.done ? 'done' : outcome.refusal.code).toBe(expected);
  });

  it('counts the Government with the public representatives', () => {
    expect(collegeOf('government')).toBe('public');
    expect(collegeOf('public')).toBe('public');
    expect(collegeOf('associative')).toBe('associative');
  });

  it('counts a vacant seat in the assembly only, where the member is the organisation', () => {
    expect(isInFunction('general-assembly', { vacant: true })).toBe(true);
    expect(isInFunction('board', { vacant: true })).toBe(false);
    expect(isInFunction('board', { vacant: false })).toBe(true);
  });
});

describe('size of the board', () => {
  it.each([
    ['T30 : 5 membres, OA de 2', 5, 2, false],
    ['T30 : 2 membres, OA de 2', 2, 2, true],
    ['3 membres, OA de 2', 3, 2, false],
    ['3 membres, OA de 3', 3, 3, true],
    ['2 membres, OA de 1', 2, 1, false],
  ])('%s', (_, members, directors, expected) => {
    const outcome = checkBoardSize(members, directors);
    expect(outcome.done).toBe(expected);
    if (!outcome.done) expect(outcome.refusal.source).toBe('CSA 9:5');
  });

  it('accorde le nombre', () => {
    const outcome = checkBoardSize(5, 1);
    expect(!outcome.done && outcome.refusal.sentence).toContain('compte 1\u00a0membre,');
  });
});

describe('composition of a relay', () => {
  const least = {
    government: 1,
    cpas: 3,
    municipality: 3,
    hospital: 1,
    housing: 1,
    'mental-health': 1,
    'social-integration': 1,
    'individual-support': 1,
  };

  it('T46 : les 12 sièges du décret suffisent, sans faire la parité stricte', () => {
    expect(checkRelayBoard(least).done).toBe(true);
    const parity = parityOf({ government: 1, public: 6, associative: 5 }, 0);
    expect(parity).toMatchObject({ met: false, difference: 1 });
    expect(parity.sentence).toBe(
      'Public\u00a0: 6, associatif\u00a0: 5, écart 1 (admis\u00a0: 0)\u00a0: parité rompue.',
    );
  });

  it('T48 : deux communes seulement, et un siège absent', () => {
    const outcome = checkRelayBoard({ ...least, municipality: 2 });
    expect(outcome).toMatchObject({ done: false, refusal: { code: 'relay-board-incomplete' } });
    expect(!outcome.done && outcome.refusal.sentence).toContain('1\u00a0×\u00a0villes et communes');
    expect(checkRelayBoard({ government: 1 })).toMatchObject({ done: false });
  });

  it('admits a difference within the tolerance', () => {
    expect(parityOf({ government: 1, public: 6, associative: 5 }, 1).met).toBe(true);
    expect(parityOf({ government: 0, public: 5, associative: 7 }, 1).met).toBe(false);
    expect(parityOf({ government: 0, public: 7, associative: 7 }, 0).sentence).toContain('respectée');
  });
});

describe('parity as the statutes ask for it', () => {
  const seats = (sector: 'public' | 'associative' | 'government', count: number, voting = true) =>
    Array.from({ length: count }, () => ({ sector, voting }));
  const relay = [...seats('public', 4), ...seats('associative', 3), ...seats('government', 1)];
  const asked = (value: number | null, toVerify = false) => ({ value, source: 'Statuts, art. 19', toVerify });

  it.each([
    [0, false],
    [1, true],
  ])('a difference of one against a tolerance of %i', (tolerance, met) => {
    expect(parityAsked(asked(tolerance), relay)).toMatchObject({
      met,
      difference: 1,
      source: 'Statuts, art. 19',
    });
  });

  it('counts vacant seats, and says how many they are', () => {
    const vacant = { sector: 'associative' as const, voting: true, vacant: true };
    expect(parityAsked(asked(0), [...relay, vacant])?.sentence).toBe(
      'Public\u00a0: 4, associatif\u00a0: 4\u00a0sièges dont 1\u00a0vacant, écart 0 (admis\u00a0: 0)\u00a0: parité respectée.',
    );
  });

  it('leaves guests aside', () => {
    expect(parityAsked(asked(0), [...relay, ...seats('associative', 1, false)])?.difference).toBe(1);
    expect(parityAsked(asked(0), [...relay, ...seats('associative', 1)])?.met).toBe(true);
  });

  it('says nothing where no parity is asked, nor of an empty body', () => {
    expect(parityAsked(asked(null), relay)).toBeNull();
    expect(parityAsked(asked(0), [])).toBeNull();
  });

  it('says that a rule which nobody has confirmed is to be verified', () => {
    expect(parityAsked(asked(0, true), relay)?.source).toBe('Statuts, art. 19, à vérifier avec vos statuts');
  });
});

describe('a mandate by itself', () => {
  const mandate = { office: 'member', voting: true, from: '2022-11-21', to: null } as const;
  it.each<[string, Partial<Parameters<typeof checkMandate>[0]>, string]>([
    ['sans fin', {}, 'done'],
    ['d’un seul jour', { to: '2022-11-21' }, 'done'],
    ['qui finit la veille de son début', { to: '2022-11-20' }, 'end-before-beginning'],
    ['d’un invité sans voix', { office: 'invited', voting: false }, 'done'],
    ['d’un membre sans voix', { voting: false }, 'done'],
    ['d’un invité qui vote', { office: 'invited' }, 'invited-does-not-vote'],
  ])('%s', (_, more, code) => {
    const outcome = checkMandate({ ...mandate, ...more });
    expect(outcome.done ? 'done' : outcome.refusal.code).toBe(code);
  });

  it('says both days of an end that comes too early', () => {
    expect(checkMandateEnd('2022-11-21', '2022-11-20')).toMatchObject({
      refusal: {
        sentence:
          'Un mandat qui commence le 21\u00a0novembre\u00a02022 ne peut pas finir le 20\u00a0novembre\u00a02022. Corrigez une des deux dates.',
      },
    });
  });
});
