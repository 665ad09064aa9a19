import { PDFDocument } from '@cantoo/pdf-lib';

/** Puts PDF files one after the other, to print them in one go. The same files in the same order give the same pages. */
export async function joinPdfs(
  files: readonly Uint8Array[],
  title: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const joined = await PDFDocument.create({ updateMetadata: false });
  joined.setTitle(title, { showInWindowTitleBar: true });
  joined.setLanguage('fr-BE');
  for (const file of files) {
    const source = await PDFDocument.load(file, { updateMetadata: false });
    for (const page of await joined.copyPages(source, source.getPageIndices())) joined.addPage(page);
  }
  return new Uint8Array(await joined.save());
}
