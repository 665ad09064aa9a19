import { z } from 'zod';
import { isStorable } from '#lib/kernel/typed.ts';
import { IMPORT_CONTENTS } from '../offices.ts';

/** A file to import. What is in it is judged when it is read. */
export const uploadForm = z.object({
  content: z.enum(IMPORT_CONTENTS, 'Dites ce que contient ce fichier.'),
  file: z.instanceof(File, { message: 'Choisissez le fichier à importer.' }),
});
export type UploadForm = z.infer<typeof uploadForm>;

/** For each column of the file, in its order, the field that it fills; empty: left aside. */
export const columnsForm = z.object({ columns: z.array(z.string().max(40).refine(isStorable)).max(60) });
export type ColumnsForm = z.infer<typeof columnsForm>;

/** The plan that the coordinator saw, and whether its refused rows may be left aside. */
export const applyForm = z.object({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, 'Rechargez la page.'),
  withoutRefused: z.boolean(),
});
export type ApplyForm = z.infer<typeof applyForm>;
