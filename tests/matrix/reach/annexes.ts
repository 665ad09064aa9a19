import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as annexCommands from '#lib/meetings/server/annexes/commands.ts';
import * as packCommands from '#lib/meetings/server/annexes/packs.ts';
import type { ExaminedFile } from '#lib/platform/files/examine.ts';
import type { Area } from './area.ts';

function fileOf(content: string): ExaminedFile {
  const path = join(mkdtempSync(join(tmpdir(), 'collegial-reach-')), 'file');
  writeFileSync(path, content);
  return {
    path,
    name: 'note.pdf',
    mediaType: 'application/pdf',
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    scan: 'not-scanned',
  };
}

export const annexes: Area = {
  modules: [annexCommands, packCommands],
  commands: {
    addAnnex: {
      takes: ['meetingId', 'itemId'],
      call: (house, actor, { meetingId, itemId }) =>
        annexCommands.addAnnex(house, actor, meetingId, { itemId, confidential: true }, fileOf('ajoutée')),
    },
    changeAnnex: {
      takes: ['meetingId', 'annexId', 'otherItemId'],
      call: (house, actor, { meetingId, annexId, otherItemId }) =>
        annexCommands.changeAnnex(house, actor, meetingId, annexId, {
          itemId: otherItemId,
          confidential: true,
          title: 'Comptes annuels',
          version: 1,
        }),
    },
    replaceAnnex: {
      takes: ['meetingId', 'annexId'],
      call: (house, actor, { meetingId, annexId }) =>
        annexCommands.replaceAnnex(house, actor, meetingId, annexId, fileOf('remplacée')),
    },
    removeAnnex: {
      takes: ['meetingId', 'annexId'],
      call: (house, actor, { meetingId, annexId }) =>
        annexCommands.removeAnnex(house, actor, meetingId, annexId),
    },
    moveAnnex: {
      takes: ['meetingId', 'annexId'],
      call: (house, actor, { meetingId, annexId }) =>
        annexCommands.moveAnnex(house, actor, meetingId, annexId, 'down'),
    },
    requestPack: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId }) =>
        packCommands.requestPack(house, actor, meetingId, 'confidential'),
    },
  },
  others: ['releaseRemovedAnnexes', 'packState', 'queuePack', 'packToRead'],
};
