import {
  framed,
  PLAIN_STYLE,
  type HouseStyle,
  type LetterheadFacts,
} from '#lib/associations/rules/house-style.ts';
import { officeWord, SECTOR_TITLES } from '#lib/bodies/words.ts';
import type { Block, Document } from '#lib/documents/blocks.ts';
import { dayInFigures, dayInWords } from '#lib/kernel/days.ts';
import { joinList, typography } from '#lib/kernel/french.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import type { AttendanceRow } from './server/sitting.ts';
import { meetingMoment } from './words.ts';

/** All that the list to sign says. */
export interface SheetFacts {
  readonly association: LetterheadFacts;
  readonly style?: HouseStyle;
  readonly body: { readonly code: string; readonly name: string };
  /** ISO day, and local time. */
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly place: string | null;
  readonly attendance: readonly AttendanceRow[];
  /** ISO instant of the moment at which it was drawn up. */
  readonly drawnAt: string;
}

/** The list of those who sit, by sector, with room for a signature. Pure: the same facts give the same document. */
export function attendanceSheet(facts: SheetFacts): Document {
  const { association, body, heldOn, place, attendance } = facts;
  const title = 'Liste de présence';
  return {
    title: `${title}, ${body.name}, ${dayInWords(heldOn)}`,
    created: facts.drawnAt,
    ...framed(association, facts.style ?? PLAIN_STYLE, {
      reference: [`${body.code} · ${dayInFigures(heldOn)}`, 'liste de présence'],
      foot: `${title} · ${body.code} · ${dayInFigures(heldOn)}`,
    }),
    blocks: [
      { kind: 'heading', level: 1, text: `${title}\u00a0: ${typography(body.name)}` },
      {
        kind: 'paragraph',
        text: `Réunion du ${meetingMoment(facts)}.${place === null ? '' : ` Lieu\u00a0: ${typography(place)}.`}`,
      },
      ...SECTORS.flatMap((sector): Block[] => {
        const rows = attendance.filter((row) => row.sector === sector);
        if (rows.length === 0) return [];
        return [
          { kind: 'heading', level: 2, text: SECTOR_TITLES[sector] },
          { kind: 'table', header: ['Nom', 'Organisation', 'Signature'], rows: rows.map(rowOf) },
        ];
      }),
    ],
  };
}

function rowOf({ person, office, organisation, representedBy, state }: AttendanceRow): string[] {
  const name = [`${person.givenName} ${person.familyName}`, officeWord(office, person.civility)];
  const instead =
    representedBy === null
      ? { remote: 'à distance', left: '', present: '', excused: 'excusé', absent: '' }[state ?? 'present']
      : `procuration à ${representedBy}`;
  return [joinList([name.filter(Boolean).join(', ')]), typography(organisation), instead];
}
