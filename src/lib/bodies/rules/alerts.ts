import { dayInWords, daysAfter, dayWithin } from '#lib/kernel/days.ts';
import { ofName } from '#lib/kernel/french.ts';
import { aftercareOf, followedChanges, formalitySource, LATE_PUBLICATION } from './aftercare.ts';
import { dueOn, SEVERITIES, sinceDay, type Alert, type Surroundings, type Told } from './alert.ts';
import { stateAlerts } from './body-state.ts';
import { endingKeys, endingsOf, type Ending } from './endings.ts';
import { livesOn } from './seats.ts';
import type { StandingBody } from './standing.ts';
import { atMostFive, vacanciesInWords, vacanciesOf } from './vacancies.ts';

/** Mandates that end, or ended, without somebody to follow. */
function endingAlert(ending: Ending): Told {
  const { stage, lastDay, mandates } = ending;
  const [first] = mandates;
  const day = dayInWords(lastDay);
  const one = `Le mandat ${ofName(first!.name)} pour ${first!.organisation}`;
  const several = `${mandates.length} mandats`;
  const names = `\u00a0: ${atMostFive(mandates.map(({ name }) => name))}.`;
  const single = mandates.length === 1;
  const sentence =
    stage === 'ended'
      ? single
        ? `${one} a pris fin\u00a0: personne ne lui succède.`
        : `${several} ont pris fin sans successeur${names}`
      : single
        ? `${one} finit le ${day}\u00a0: personne n’est prévu ensuite.`
        : `${several} finissent le ${day} sans successeur prévu${names}`;
  return {
    kind: 'ending',
    severity: stage === 'first' ? 'coming' : 'due',
    sentence,
    date: stage === 'ended' ? sinceDay(daysAfter(lastDay, 1)) : dueOn(lastDay),
    source: null,
    keys: endingKeys(ending),
  };
}

/** Vacant seats in one alert, members without representative in another. */
function vacancyAlerts(body: StandingBody, { today }: Surroundings): Told[] {
  const { seats: vacancies, members: missing } = vacanciesOf(body, today);
  const told = (sentence: string, of: typeof vacancies): Told => ({
    kind: 'vacancy',
    severity: 'due',
    sentence,
    date: sinceDay(of.length === 1 ? of[0]!.since : null),
    source: null,
    keys: of.map(({ key }) => key),
  });
  const alerts: Told[] = [];
  if (vacancies.length === 1)
    alerts.push(told(`Un siège est vacant\u00a0: ${vacancies[0]!.seat}.`, vacancies));
  if (vacancies.length > 1)
    alerts.push(
      told(`${vacancies.length} sièges sont vacants\u00a0: ${vacanciesInWords(vacancies)}.`, vacancies),
    );
  if (missing.length === 1)
    alerts.push(told(`Un membre n’a pas de représentant\u00a0: ${missing[0]!.seat}.`, missing));
  if (missing.length > 1)
    alerts.push(
      told(
        `${missing.length} membres n’ont pas de représentant\u00a0: ${vacanciesInWords(missing)}.`,
        missing,
      ),
    );
  return alerts;
}

/** Who was co-opted and waits for the assembly (CSA 9:6): late once it has met without saying anything. */
function coOptationAlerts(body: StandingBody, { today, assemblies }: Surroundings): Told[] {
  return body.mandates
    .filter(
      ({ coOptation, name, from, to }) =>
        coOptation === 'pending' && name !== null && dayWithin(today, from, to),
    )
    .map(({ id, name, from }) => {
      const missed = assemblies.find((day) => from <= day && day < today);
      const next = assemblies.find((day) => day >= today);
      const who = `La cooptation ${ofName(name!)}`;
      return {
        kind: 'co-optation' as const,
        severity: missed ? ('late' as const) : ('coming' as const),
        sentence: missed
          ? `${who} attend encore sa confirmation\u00a0: l’assemblée générale s’est réunie le ${dayInWords(missed)}.`
          : `${who} est à confirmer par la prochaine assemblée générale.`,
        date: missed || !next ? sinceDay(from) : dueOn(next),
        source: 'CSA 9:6',
        keys: [`co-optation/${id}/${missed ? 'missed' : 'waiting'}`],
      };
    });
}

/** The publication and the UBO register after each change of directors, until they are ticked. */
function aftercareAlerts(body: StandingBody, { today, ticked }: Surroundings): Told[] {
  if (body.kind !== 'board') return [];
  return followedChanges(body.mandates, today).flatMap(({ on }) =>
    aftercareOf(on, ticked.get(body.id) ?? [], today).flatMap(({ step, due: last, late, done }): Told[] => {
      // The extract goes with the publication; no day is set for the others.
      if (done || last === null || step === 'extract') return [];
      const change = `le changement d’administrateurs du ${dayInWords(on)}`;
      const words =
        step === 'publication'
          ? `Publiez ${change} au Moniteur belge.`
          : `Mettez à jour le registre UBO après ${change}.`;
      return [
        {
          kind: 'aftercare',
          severity: late ? 'late' : 'due',
          sentence: late && step === 'publication' ? `${words} ${LATE_PUBLICATION}` : words,
          date: dueOn(last),
          source: formalitySource(step, body.profile),
          keys: [`${step}/${body.id}/${on}/${late ? 'late' : 'due'}`],
        },
      ];
    }),
  );
}

/** What is late first, then by day; what ties stays in the order of the bodies. */
export const ordered = (alerts: readonly Alert[]) => {
  const rank = ({ severity, date }: Alert) => `${SEVERITIES.indexOf(severity)} ${date?.day ?? '9999'}`;
  return alerts.toSorted((one, other) => rank(one).localeCompare(rank(other)));
};

/** All that the bodies of an association ask for on a day: what is late first, then by day. Bodies of the past ask for nothing. */
export function alertsOf(bodies: readonly StandingBody[], around: Surroundings): Alert[] {
  const { today } = around;
  return ordered(
    bodies
      .filter((body) => livesOn(body, today))
      .flatMap((body) =>
        [
          ...endingsOf(body, today).map(endingAlert),
          ...vacancyAlerts(body, around),
          ...coOptationAlerts(body, around),
          ...stateAlerts(body, around),
          ...aftercareAlerts(body, around),
        ].map((told) => ({ ...told, body: { code: body.code, name: body.name } })),
      ),
  );
}

/** The mandates of one person that end soon without somebody to follow, as that person reads them. */
export function ownAlertsOf(bodies: readonly StandingBody[], personId: string, today: string): Alert[] {
  return ordered(
    bodies
      .filter((body) => livesOn(body, today))
      .flatMap((body) =>
        endingsOf(body, today)
          .filter(({ stage }) => stage !== 'ended')
          .flatMap(({ stage, lastDay, mandates }) =>
            mandates
              .filter((mandate) => mandate.personId === personId)
              .map((mandate): Alert => ({
                kind: 'ending',
                severity: stage === 'first' ? 'coming' : 'due',
                sentence: `Votre mandat pour ${mandate.organisation} finit le ${dayInWords(lastDay)}.`,
                date: dueOn(lastDay),
                source: null,
                body: { code: body.code, name: body.name },
                keys: endingKeys({ stage, lastDay, mandates: [mandate] }),
              })),
          ),
      ),
  );
}
