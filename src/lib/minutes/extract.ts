import { framed, PLAIN_STYLE } from '#lib/associations/rules/house-style.ts';
import type { Block, Document } from '#lib/documents/blocks.ts';
import { dayInWords, timeInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { capital, typography } from '#lib/kernel/french.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { telling } from './complements.ts';
import {
  decisionOf,
  isApproved,
  KINDS,
  meetingReference,
  minutesTitle,
  presenceSentences,
  signatoriesOf,
} from './document.ts';
import type { MinutesSnapshot } from './snapshot.ts';
import type { MinutesStanding } from './standing.ts';

const TITLE = 'Extrait conforme du procès-verbal';

/**
 * "Extrait conforme": some decisions of a meeting word for word as its PV says them, with who was there in figures, for a
 * bank, the Moniteur or an authority. Names nobody but those who sign. Refuses an extract of nothing, and knows no decision
 * of another meeting.
 */
export function extractDocument(
  snapshot: MinutesSnapshot,
  references: readonly string[],
  standing: MinutesStanding | null = null,
): Outcome<Document> {
  if (references.length === 0)
    return refuse(
      'no-decision',
      'Impossible de faire cet extrait\u00a0: aucune décision n’est choisie. Cochez-en au moins une.',
      { field: 'decision' },
    );
  const known = new Set(
    snapshot.items.flatMap(({ decisions }) => decisions.map(({ reference }) => reference)),
  );
  if (!references.every((reference) => known.has(reference))) return notFound();
  const { association, heldOn, style = PLAIN_STYLE } = snapshot;
  const said = snapshot.quorum ?? [];
  const tell = telling(snapshot.complements);
  const title = `${TITLE} du ${dayInWords(heldOn)}`;
  return done({
    title: `${title}\u00a0: ${references.join(', ')}`,
    created: snapshot.recordedAt,
    ...framed(association, style, { reference: meetingReference(snapshot), foot: title }),
    blocks: [
      { kind: 'heading', level: 1, text: TITLE },
      { kind: 'paragraph', text: meetingOf(snapshot) },
      ...compositionOf(snapshot),
      ...(!isApproved(standing)
        ? [{ kind: 'note' as const, text: 'Ce procès-verbal n’est pas encore approuvé par l’instance.' }]
        : []),
      ...snapshot.items.flatMap(({ mark, title: item, depth, decisions }, at): Block[] => {
        const blocks = decisions.flatMap(({ together, ...decision }, index) => {
          if (!references.includes(decision.reference)) return [];
          // An extract stands alone: it says the count, wherever the PV does.
          const alone = {
            ...decision,
            represented: null,
            named: [],
            ...(together && { together: { ...together, first: true } }),
          };
          return tell(decisionOf(alone, said), `${at}.decision.${index}`);
        });
        if (blocks.length === 0) return [];
        return [{ kind: 'item', number: mark, title: typography(item), level: depth, blocks }];
      }),
      {
        kind: 'signatures',
        place: `${style.certified.replace(/[.,]$/, '')},`,
        people: style.signatories.length > 0 ? style.signatories : signatoriesOf(snapshot),
      },
    ],
  });
}

/** "De l’organe d’administration. Séance ordinaire du lundi 21 novembre 2022, à 14 h." */
function meetingOf({ body, kind, heldOn, startsAt, place }: MinutesSnapshot): string {
  const whose = minutesTitle({ body }).replace(/^Procès-verbal /, '');
  const hour = startsAt === null ? '' : `, à ${timeInWords(startsAt)}`;
  return [
    `${capital(whose)}.`,
    `${KINDS[kind]} du ${weekdayInWords(heldOn)}${hour}.`,
    ...(place === null ? [] : [`Lieu\u00a0: ${typography(place)}.`]),
  ].join(' ');
}

/** Who was there, in votes: enough to see that the body could decide. */
function compositionOf(snapshot: MinutesSnapshot): Block[] {
  if (snapshot.quorum === null) return [];
  return [{ kind: 'paragraph', text: presenceSentences(snapshot).join(' ') }];
}
