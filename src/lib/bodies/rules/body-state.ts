import { daysBetween, dayWithin } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';
import { checkBoardSize, checkRelayBoard, parityAsked, RELAY_SEATS, type RelaySeat } from '../rules.ts';
import { dueOn, sinceDay, type Surroundings, type Told } from './alert.ts';
import {
  endingAt,
  endingInWords,
  nextPassage,
  presidencyNote,
  turnOn,
  turnsOf,
  type OfficeHolder,
} from './alternation.ts';
import { heldSince, isOfDirector, livesOn, placesOn, type StandingBody } from './standing.ts';

/** Parity broken in a body that asks for it, by how much. */
function parityAlerts(body: StandingBody, today: string): Told[] {
  const on = (day: string) => parityAsked(body.parity, placesOn(body, day));
  const parity = on(today);
  if (parity === null || parity.met) return [];
  const began = heldSince(body, today, (day) => on(day)?.met === false);
  return [
    {
      kind: 'parity',
      severity: 'due',
      sentence: parity.sentence,
      date: sinceDay(began),
      source: parity.source,
      keys: [['parity', body.id, began].join('/')],
    },
  ];
}

/** How many days ahead the passage of the presidency is told: time to find candidates and to convene. */
const PASSAGE_DAYS = 180;

/** A presidency that is not in order, and its next passage to the other sector. */
function presidencyAlerts(body: StandingBody, { today, terms }: Surroundings): Told[] {
  const rule = body.alternation;
  const source = rule.toVerify ? `${rule.source}, à vérifier avec vos statuts` : rule.source;
  const noteOn = (day: string) => {
    const present = body.mandates.filter(({ from, to }) => dayWithin(day, from, to));
    const holder = (office: OfficeHolder['office']) => {
      const found = present.find((each) => each.office === office && each.name !== null);
      return found ? { ...found, name: found.name! } : null;
    };
    return present.length === 0
      ? null
      : presidencyNote(turnOn(terms, rule, day), holder('chair'), holder('vice-chair'));
  };
  const alerts: Told[] = [];
  const note = rule.mode === 'none' ? null : noteOn(today);
  if (note && note.state !== 'exception') {
    const turns = turnsOf(terms, rule).map(({ period }) => period.from);
    const began = heldSince(body, today, (day) => noteOn(day)?.state === note.state, turns);
    alerts.push({
      kind: 'presidency',
      severity: 'due',
      sentence: note.sentence,
      date: sinceDay(began),
      source,
      keys: [['presidency', body.id, note.state, began].join('/')],
    });
  }
  const passage = nextPassage(terms, rule, today);
  if (passage && daysBetween(today, passage.on) <= PASSAGE_DAYS)
    alerts.push({
      kind: 'passage',
      severity: 'coming',
      sentence: `${passage.sentence} ${endingInWords(endingAt(passage, body.mandates))}`.trim(),
      date: dueOn(passage.on),
      source,
      keys: [`passage/${body.id}/${passage.on}`],
    });
  return alerts;
}

/** What the decree asks of the seats of a board, as far as the categories of its organisations are known (RS-09). */
function relayBoardOn(body: StandingBody, day: string) {
  const counts: Partial<Record<RelaySeat, number>> = {};
  let unknown = 0;
  for (const { sector, category } of placesOn(body, day)) {
    const seat = sector === 'government' ? 'government' : category;
    if (seat === null) unknown += 1;
    else if (seat !== 'other') counts[seat] = (counts[seat] ?? 0) + 1;
  }
  const lacking = Object.entries(RELAY_SEATS)
    .map(([seat, { least }]) => Math.max(0, least - (counts[seat as RelaySeat] ?? 0)))
    .reduce((sum, each) => sum + each, 0);
  return { outcome: checkRelayBoard(counts), unknown, unsure: unknown >= lacking };
}

/** A board too small, or without the seats of the decree. */
function compositionAlerts(body: StandingBody, { today, members }: Surroundings): Told[] {
  if (body.kind !== 'board') return [];
  const alerts: Told[] = [];
  const told = (
    key: string,
    sentence: string,
    began: string | null,
    source: string | null,
    kind: Told['kind'] = 'composition',
  ) =>
    alerts.push({
      kind,
      severity: 'due',
      sentence,
      date: sinceDay(began),
      source,
      keys: [[key, body.id, began].join('/')],
    });
  const sizeOn = (day: string) => {
    const full = members.filter((member) => livesOn({ from: member.since, to: member.until }, day)).length;
    const directors = body.mandates.filter(
      (mandate) => mandate.name !== null && isOfDirector(mandate) && dayWithin(day, mandate.from, mandate.to),
    );
    return checkBoardSize(full, directors.length);
  };
  const size = sizeOn(today);
  if (!size.done) {
    const began = heldSince(body, today, (day) => !sizeOn(day).done);
    told('board-size', size.refusal.sentence, began, size.refusal.source!);
  }
  if (body.profile === 'common' || placesOn(body, today).length === 0) return alerts;
  const { outcome, unknown, unsure } = relayBoardOn(body, today);
  if (outcome.done) return alerts;
  const { sentence, source } = outcome.refusal;
  if (unsure)
    told(
      'relay-unknown',
      `La composition minimale ne peut pas être vérifiée\u00a0: la catégorie de ${count(unknown, 'siège manque', 'sièges manque')}. Complétez les fiches des organisations.`,
      null,
      source!,
      'categories',
    );
  else {
    const began = heldSince(body, today, (day) => {
      const then = relayBoardOn(body, day);
      return !then.outcome.done && !then.unsure;
    });
    told('relay-board', sentence, began, source!);
  }
  return alerts;
}

/** What the state of a body on a day asks for: its parity, its presidency, its minimum composition. */
export function stateAlerts(body: StandingBody, around: Surroundings): Told[] {
  return [
    ...parityAlerts(body, around.today),
    ...presidencyAlerts(body, around),
    ...compositionAlerts(body, around),
  ];
}
