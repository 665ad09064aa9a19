import { error, json } from '@sveltejs/kit';
import { notFound } from '#lib/kernel/refusals.ts';
import { FACES, faceOf } from '../../../../../server/faces.ts';
import type { RequestHandler } from './$types';

const isFace = (name: string): name is keyof typeof FACES => Object.hasOwn(FACES, name);

/** What a screen shows, read again by itself: the same as its page, without the page around it. */
export const GET: RequestHandler = async (event) => {
  const { face } = event.params;
  if (!event.locals.account) error(401, 'Votre session a pris fin.');
  if (!isFace(face)) error(404, notFound().refusal.sentence);
  return json(await faceOf<unknown>(event, FACES[face]));
};
