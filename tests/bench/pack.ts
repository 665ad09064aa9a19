import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { assemblePack, stopPackWorkers } from '#lib/documents/pack/pool.ts';
import { packAssembly, type PackContent } from '#lib/meetings/pack.ts';
import { pdfOf } from '../fixtures/sample-files.ts';

const ANNEXES = 20;

function contentOf(annexes: number): PackContent {
  const items = Array.from({ length: annexes }, (_, index) => ({
    id: String(index),
    number: String(index + 1),
    mark: String(index + 1),
    depth: 1,
    title: `Présentation et approbation du point numéro ${index + 1}`,
    nature: 'decision' as const,
    presenter: 'Coordination',
    minutes: 10,
    text: '',
    closedDoor: false,
  }));
  return {
    association: { name: 'Association de mesure', legalForm: 'ASBL', letterhead: ['Sans siège'] },
    body: { code: 'CA', name: 'Organe d’administration' },
    audience: 'confidential',
    kind: 'ordinary',
    heldOn: '2022-11-21',
    startsAt: '14:00',
    endsAt: null,
    place: 'Bastogne',
    theme: null,
    remoteAccess: null,
    remoteProcedure: null,
    cancelReason: null,
    recordedAt: '2022-11-07T09:00:00Z',
    items,
    annexes: items.map(({ id, title }) => ({
      id,
      itemId: id,
      title,
      confidential: false,
      fileId: id,
      name: `${id}.pdf`,
      mediaType: 'application/pdf',
      sha256: '',
    })),
  };
}

/** Milliseconds to put together a pack of so many pages, its front pages aside, once the worker is warm; its megabytes. */
export async function packOf(pages: number): Promise<{ time: number; megabytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'collegial-bench-pack-'));
  try {
    const words = Array.from({ length: pages / ANNEXES }, (_, page) => `Page ${page + 1}`);
    for (let index = 0; index < ANNEXES; index += 1)
      await writeFile(join(folder, String(index)), await pdfOf(words));
    const out = join(folder, 'pack.pdf');
    const assembly = packAssembly(contentOf(ANNEXES), ({ fileId }) => join(folder, fileId), out);
    await assemblePack(assembly, () => undefined);
    const begun = performance.now();
    await assemblePack(assembly, () => undefined);
    const time = performance.now() - begun;
    return { time, megabytes: (await stat(out)).size / 1_000_000 };
  } finally {
    await stopPackWorkers();
    await rm(folder, { recursive: true });
  }
}
