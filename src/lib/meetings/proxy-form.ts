import { nameWithForm } from '#lib/associations/identity.ts';
import type { Document } from '#lib/documents/blocks.ts';
import { dayInFigures, dayInWords } from '#lib/kernel/days.ts';
import { called, capital, of, typography, type Civility } from '#lib/kernel/french.ts';
import { meetingMoment } from './words.ts';

/** What is known of a proxy before it is signed on paper. */
export interface ProxyFormSnapshot {
  readonly association: {
    readonly name: string;
    readonly legalForm: string;
    readonly letterhead: readonly string[];
  };
  readonly body: { readonly code: string; readonly name: string };
  readonly meeting: {
    readonly heldOn: string;
    readonly startsAt: string | null;
    readonly place: string | null;
    readonly kind: 'ordinary' | 'extraordinary';
  };
  readonly principal: { readonly name: string; readonly civility: Civility; readonly organisation: string };
  /** To whom it was given already; null: written by hand. */
  readonly holder: string | null;
  /** "À quelqu’un qui vote dans la même instance. Une même personne en porte au plus 1." and its source. */
  readonly rule: { readonly sentence: string; readonly source: string };
}

const BLANK = '……………………………………………………………………';

/** The paper on which someone gives their proxy by hand. Pure: the same snapshot gives the same document. */
export function proxyFormDocument(snapshot: ProxyFormSnapshot): Document {
  const { association, body, meeting, principal, holder, rule } = snapshot;
  const name = nameWithForm(association);
  const sitting = meeting.kind === 'ordinary' ? 'séance ordinaire' : 'séance extraordinaire';
  return {
    title: `Procuration de ${principal.name}`,
    language: 'fr',
    author: name,
    // The day of which it speaks: it is the same file whenever it is written.
    created: `${meeting.heldOn}T00:00:00Z`,
    letterhead: {
      name,
      lines: association.letterhead,
      reference: [`${body.code} · ${dayInFigures(meeting.heldOn)}`, 'procuration'],
    },
    footer: { left: `Procuration pour le ${dayInWords(meeting.heldOn)}` },
    blocks: [
      { kind: 'heading', level: 1, text: 'Procuration' },
      {
        kind: 'table',
        header: ['', ''],
        rows: [
          ['Mandant', called(principal)],
          ['Pour', typography(principal.organisation)],
          ['Mandataire', holder === null ? BLANK : typography(holder)],
          ['Réunion', `${capital(sitting)} ${of(uncapitalised(typography(body.name)))}`],
          ['Date', meetingMoment(meeting)],
          ['Lieu', meeting.place === null ? BLANK : typography(meeting.place)],
        ],
      },
      {
        kind: 'paragraph',
        text: 'Je donne procuration au mandataire pour me représenter à cette réunion, et à elle seule, y délibérer et y voter en mon nom.',
      },
      {
        kind: 'list',
        ordered: false,
        items: [
          [{ kind: 'paragraph', text: '☐ Sur tous les points de l’ordre du jour, comme il l’entend.' }],
          [{ kind: 'paragraph', text: `☐ Avec ces consignes\u00a0: ${BLANK}${BLANK}${BLANK}` }],
        ],
      },
      {
        kind: 'paragraph',
        text: 'Le mandataire ne peut pas confier cette procuration à une autre personne. Elle ne compte ni en son absence, ni si je viens.',
      },
      { kind: 'note', text: `${rule.sentence} ${rule.source}.` },
      {
        kind: 'paragraph',
        text: 'Écrivez à la main «\u00a0bon pour pouvoir\u00a0» avant votre signature.',
      },
      {
        kind: 'signatures',
        place: 'Fait à ……………………………, le ……………………………',
        people: [
          { name: principal.name, office: 'mandant, «\u00a0bon pour pouvoir\u00a0»' },
          { name: holder ?? '……………………………', office: 'mandataire' },
        ],
      },
      { kind: 'note', text: 'Reçu par le secrétariat le ……………………………' },
    ],
  };
}

/** "Organe d’administration" inside a sentence; "CA" stays as it is. */
function uncapitalised(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.slice(0, 1).toLocaleLowerCase('fr') + name.slice(1) : name;
}

/** "procuration-AG-2022-12-05.pdf" */
export function proxyFormFilename({ body, meeting }: ProxyFormSnapshot): string {
  return `${['procuration', ...(body.code.match(/[A-Za-z0-9]+/g) ?? []), meeting.heldOn].join('-')}.pdf`;
}
