/** What may be kept, by its media type: its extension, and whether a browser shows it by itself. */
export const KINDS = {
  'application/pdf': { extension: 'pdf', inline: true },
  'image/png': { extension: 'png', inline: true },
  'image/jpeg': { extension: 'jpg', inline: true },
  'image/webp': { extension: 'webp', inline: true },
  'image/gif': { extension: 'gif', inline: true },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    extension: 'docx',
    inline: false,
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { extension: 'xlsx', inline: false },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': {
    extension: 'pptx',
    inline: false,
  },
  'application/vnd.oasis.opendocument.text': { extension: 'odt', inline: false },
  'application/vnd.oasis.opendocument.spreadsheet': { extension: 'ods', inline: false },
  'application/vnd.oasis.opendocument.presentation': { extension: 'odp', inline: false },
} as const satisfies Readonly<Record<string, { extension: string; inline: boolean }>>;

export type MediaType = keyof typeof KINDS;

export function isKept(mediaType: string): mediaType is MediaType {
  return Object.hasOwn(KINDS, mediaType);
}

/** Whether a browser shows it by itself; everything else is downloaded. */
export function isShown(mediaType: string): boolean {
  return isKept(mediaType) && KINDS[mediaType].inline;
}

const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/macroenabled/i, 'un document Office avec macros'],
  [/^application\/x-cfb$/, 'un document d’un ancien Office (.doc, .xls ou .ppt)'],
  [/template|slideshow/, 'un modèle ou un diaporama Office'],
  [
    /^application\/(x-msdownload|x-elf|x-mach-binary|x-ms-shortcut|vnd\.microsoft\.portable-executable)/,
    'un programme',
  ],
  [
    /^application\/(zip|gzip|x-(7z|rar|tar|xz|bzip2|lzip|gzip|zip|compress|lzh|zstd)|vnd\.rar|zstd|java-archive)/,
    'une archive',
  ],
  [/^(text|application)\/(html|xml|xhtml)|svg/, 'une page web ou un dessin qui peut contenir un programme'],
  [/^text\//, 'un texte simple'],
  [/^video\//, 'une vidéo'],
  [/^audio\//, 'un enregistrement sonore'],
  [/^image\/hei/, 'une photo au format HEIC'],
  [/^image\//, 'une image d’un format peu courant'],
  [/^font\//, 'une police de caractères'],
];

/** What a file is, in words, when it is nothing that is kept: "un programme", "une archive". */
export function strangerInWords(mediaType: string | null): string {
  const found = OTHERS.find(([pattern]) => mediaType !== null && pattern.test(mediaType));
  return found?.[1] ?? 'un fichier d’un format inconnu';
}
