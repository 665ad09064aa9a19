import { sql } from 'drizzle-orm';
import { text } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** For the load balancer: answers when this instance and its database do. */
export const GET: RequestHandler = async ({ locals }) => {
  await locals.house.db.execute(sql`select 1`);
  return text('ok\n');
};
