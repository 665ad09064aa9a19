import { startCluster } from '#lib/platform/cluster/cluster.ts';
import { checkExternal } from '#lib/platform/cluster/external.ts';
import { defaultDataDir, type Kind } from '#lib/platform/cluster/folder.ts';

export interface DatabaseHome {
  readonly url: string;
  /** To be called at the end of every process that opened it, once its own connections are closed. */
  stop(): Promise<void>;
}

/**
 * The database that this process works on: the one of DATABASE_URL when it is given, else the embedded
 * PostgreSQL of DATA_DIR or of this clone. Refuses by a ClusterError, whose message is for the operator.
 */
export async function openDatabaseHome(options: {
  kind: Kind;
  log: (sentence: string) => void;
}): Promise<DatabaseHome> {
  const { DATABASE_URL, DATA_DIR } = process.env;
  if (DATABASE_URL) {
    await checkExternal(DATABASE_URL, options.kind);
    return { url: DATABASE_URL, stop: async () => undefined };
  }
  const dataDir = DATA_DIR || defaultDataDir(options.kind);
  return startCluster({ dataDir, ...options });
}
