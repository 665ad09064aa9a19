import { error } from '@sveltejs/kit';
import QRCode from 'qrcode-svg';
import { roomFace } from '#lib/decisions/server/faces/room.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { addresses } from '../../../../../addresses.ts';
import { visitOf } from '../../../../../server/access.ts';
import { faceOf } from '../../../../../server/faces.ts';
import type { RequestHandler } from './$types';

/** The code of the room as a picture, while the sitting goes on: it opens the page where one says to be there. */
export const GET: RequestHandler = async (event) => {
  const { association } = await visitOf(event);
  const { checkInCode } = await faceOf(event, roomFace);
  if (checkInCode === null) error(404, notFound().refusal.sentence);
  const { publicAddress } = event.locals.house;
  const content = publicAddress + addresses.here(association.slug, event.params.meeting, checkInCode);
  const svg = new QRCode({ content, width: 480, height: 480, padding: 2, ecl: 'M', join: true }).svg();
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml' } });
};
