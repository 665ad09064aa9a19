import { roomFace } from '#lib/decisions/server/faces/room.ts';
import { visitOf } from '../../../../server/access.ts';
import { faceOf } from '../../../../server/faces.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { association } = await visitOf(event);
  return { slug: association.slug, site: association.shortName, face: await faceOf(event, roomFace) };
};
