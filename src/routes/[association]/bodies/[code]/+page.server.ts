import { error } from '@sveltejs/kit';
import { parityOf } from '#lib/bodies/rules.ts';
import { compositionOn, listBodies } from '#lib/bodies/server/queries.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { PageServerLoad } from './$types';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const asked = event.url.searchParams.get('on') ?? '';
  const on = DAY.test(asked) && asked === isoDay(asked) ? asked : event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const body = (await listBodies(tx)).find(({ code }) => code === event.params.code);
    if (!body) error(404, notFound().refusal.sentence);
    const seats = await compositionOn(tx, body.id, on);
    const count = (sector: string) => seats.filter((seat) => seat.sector === sector && seat.voting).length;
    const parity = parityOf(
      { public: count('public'), associative: count('associative'), government: count('government') },
      0,
    );
    return { body, on, seats, parity };
  });
};

/** 31 February does not exist, and the database would say so less politely. */
function isoDay(day: string): string | null {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}
