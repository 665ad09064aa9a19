import { error } from '@sveltejs/kit';
import { notFound } from '#lib/kernel/refusals.ts';
import { meetingsCalendar } from '#lib/meetings/calendar-file.ts';
import { readFeed } from '#lib/meetings/server/planning/feeds.ts';
import { addresses } from '../../../addresses.ts';
import { fullAddress } from '../../../server/full-address.ts';
import type { RequestHandler } from './$types';

/** The private calendar of a person. Calendar programs have no session: the address itself is the secret. */
export const GET: RequestHandler = async (event) => {
  const { params } = event;
  const feed = await readFeed(event.locals.house, params.association, params.token);
  if (feed === null) error(404, notFound().refusal.sentence);
  const { slug, shortName } = feed.association;
  const file = meetingsCalendar(feed.meetings, {
    association: shortName,
    addressOf: (id) => fullAddress(event, addresses.meeting(slug, id)),
  });
  return new Response(file, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    },
  });
};
