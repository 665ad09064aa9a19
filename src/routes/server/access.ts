import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { notFound, type Refusal } from '#lib/kernel/refusals.ts';
import { inAssociation, type Tx } from '#lib/platform/database.ts';
import { addresses } from '../addresses.ts';

type Visit = NonNullable<App.Locals['visit']>;

const SESSION_ENDED =
  'Votre session a pris fin. Ce que vous avez écrit est gardé ci-dessous : reconnectez-vous, puis renvoyez-le.';

/** Bytes: many times the longest text of a form. */
const LONGEST_TYPED = 2_000_000;

/** What was typed in a form that cannot be received, without files and without the framework's own fields. */
async function typedFields(request: Request): Promise<{ name: string; value: string }[]> {
  // Files are not read for someone who is not known.
  if (!(Number(request.headers.get('content-length')) <= LONGEST_TYPED)) return [];
  const fields = [...(await request.formData()).entries()];
  return fields.flatMap(([name, value]) =>
    typeof value === 'string' && !name.startsWith('__') ? [{ name, value }] : [],
  );
}

/**
 * Who visits the association of this page. Someone who is not signed in is sent to the sign-in page and comes back; what
 * they were sending is kept. For someone who has nothing to do with the association, it does not exist.
 */
export async function visitOf(event: RequestEvent): Promise<Visit> {
  const { locals, request, url } = event;
  if (!locals.account) {
    if (request.method === 'GET' || request.method === 'HEAD')
      redirect(303, addresses.signIn(url.pathname + url.search));
    error(401, {
      message: SESSION_ENDED,
      typed: { action: url.pathname + url.search, fields: await typedFields(request) },
    });
  }
  if (!locals.visit) error(404, notFound().refusal.sentence);
  return locals.visit;
}

const STATUS: Record<string, number> = { 'not-found': 404, 'not-allowed': 403, stale: 409 };

/** The status of a refusal: what does not exist, what is not allowed, what someone else changed, what was wrong. */
export function statusOf(refusal: Refusal): number {
  return STATUS[refusal.code] ?? 400;
}

/** Reads in the association of the visit. */
export function read<T>(locals: App.Locals, visit: Visit, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inAssociation(locals.house.db, visit.actor.associationId, work);
}
