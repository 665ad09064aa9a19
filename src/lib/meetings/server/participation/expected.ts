import type { Sector } from '#lib/kernel/sectors.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { presencesOf } from '../../rules/presence.ts';
import { quorumOf, type Presence, type Quorum } from '../../rules/quorum.ts';
import { expectedStates } from '../../rules/replies.ts';
import type { Channel, Reply } from '../../vocabulary.ts';
import type { Participation } from './participants.ts';
import { holderOf } from './withdrawal.ts';

export interface ExpectedPerson {
  readonly mandateId: string;
  readonly name: string;
  readonly organisation: string;
  readonly sector: Sector;
  readonly reply: Reply | null;
  readonly repliedAt: string | null;
  readonly via: Channel | null;
  readonly proxy: { readonly id: string; readonly holder: string } | null;
}

/** What everybody said, for the staff, and what it is worth if they do it. */
export interface Expected {
  readonly people: readonly ExpectedPerson[];
  readonly presences: readonly Presence[];
  /** Of an ordinary decision. */
  readonly quorum: Quorum;
}

export function expectedOf(participation: Participation, bodyKind: BodyKind): Expected {
  const { composition, participants, given, statutes } = participation;
  const everyone = [...participants.values()];
  const replies = new Map(
    everyone.flatMap(({ mandateId, said }) => (said ? [[mandateId, said.reply] as const] : [])),
  );
  const states = expectedStates(replies, given);
  const { presences } = presencesOf(
    bodyKind,
    composition.map((seat) => ({
      ...seat,
      vacant: seat.person === null,
      state: states.get(seat.mandateId) ?? null,
    })),
    statutes,
    // Whoever is expected to be represented is among those expected already; conflicts are declared in the sitting.
    { proxies: [], conflicts: new Set() },
  );
  const proxies = new Map(given.map((proxy) => [proxy.principalMandateId, proxy]));
  return {
    people: everyone.map(({ mandateId, organisation, sector, said, proxySeat }) => {
      const proxy = proxies.get(mandateId);
      return {
        mandateId,
        name: proxySeat.name,
        organisation,
        sector,
        reply: said?.reply ?? null,
        repliedAt: said?.repliedAt ?? null,
        via: said?.via ?? null,
        proxy: proxy ? { id: proxy.id, holder: holderOf(proxy, participation) } : null,
      };
    }),
    presences,
    quorum: quorumOf(
      presences,
      { quorum: statutes['quorum.ordinary'], scope: statutes['quorum-scope'] },
      'to-come',
    ),
  };
}
