export type ClusterErrorCode =
  // the data folder
  | 'other-kind'
  | 'foreign-folder'
  | 'unreachable-folder'
  | 'permission'
  | 'disk-full'
  | 'damaged'
  | 'other-version'
  // the embedded PostgreSQL
  | 'no-binaries'
  | 'start-failed'
  // the PostgreSQL of DATABASE_URL
  | 'invalid-url'
  | 'unreachable'
  | 'wrong-password'
  | 'database-missing'
  | 'too-old'
  | 'privileged-role'
  | 'cannot-create'
  | 'not-utf8'
  | 'extension-missing';

/** The database cannot be opened, and the operator can repair it: the message is a French sentence for them. */
export class ClusterError extends Error {
  readonly code: ClusterErrorCode;

  constructor(code: ClusterErrorCode, sentence: string) {
    super(sentence);
    this.name = 'ClusterError';
    this.code = code;
  }
}

/** Turns what the file system answers into words; anything unexpected is thrown as it is. */
export function folderError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new ClusterError(
      'disk-full',
      `Le disque qui porte « ${folder} » est plein. Libérez de la place, puis recommencez.`,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
    return new ClusterError(
      'permission',
      `Le dossier de données « ${folder} » ne peut pas être lu ou écrit par l’utilisateur qui lance Collégial. Corrigez ses droits, ou choisissez un autre dossier par DATA_DIR.`,
    );
  }
  return error;
}
