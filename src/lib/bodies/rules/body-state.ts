import { daysBetween, dayWithin } from '#lib/kernel/days.ts';
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
import { heldSince, type StandingBody } from './standing.ts';
import { lacksOn, parityOn } from './warnings.ts';

/** Parity broken in a body that asks for it, by how much. */
function parityAlerts(body: StandingBody, today: string): Told[] {
  const on = (day: string) => parityOn(body.parity, body, day);
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

/** What a board lacks: its size, or the seats of the decree; since when, where the categories of its organisations tell. */
function compositionAlerts(body: StandingBody, { today }: Surroundings): Told[] {
  return lacksOn(body, today).map(({ code, sentence, source }) => {
    const untold = code === 'relay-board-unknown';
    const lacks = (day: string) => lacksOn(body, day).some((each) => each.code === code);
    const began = untold ? null : heldSince(body, today, lacks);
    return {
      kind: untold ? 'categories' : 'composition',
      severity: 'due',
      sentence,
      date: sinceDay(began),
      source,
      keys: [[untold ? 'relay-unknown' : code, body.id, began].join('/')],
    };
  });
}

/** What the state of a body on a day asks for: its parity, its presidency, its minimum composition. */
export function stateAlerts(body: StandingBody, around: Surroundings): Told[] {
  return [
    ...parityAlerts(body, around.today),
    ...presidencyAlerts(body, around),
    ...compositionAlerts(body, around),
  ];
}
