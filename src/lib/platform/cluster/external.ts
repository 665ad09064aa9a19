import postgres from 'postgres';
import { ClusterError, type ClusterErrorCode } from './errors.ts';
import type { Kind } from './folder.ts';

const OLDEST = 15;
const EXTENSIONS = ['btree_gist', 'unaccent', 'pg_trgm', 'pgcrypto'];
/** Its presence says that the database holds the invented data of the demonstration. */
const DEMONSTRATION = 'collegial_demonstration';

export interface Facts {
  readonly role: string;
  readonly version: number;
  readonly privileged: boolean;
  readonly creates: boolean;
  readonly encoding: string;
  readonly missing: string[];
  readonly demonstration: boolean;
  readonly empty: boolean;
}

/**
 * Whether Collégial can live in the database of this address: it can be reached, PostgreSQL is recent enough,
 * the role has no privilege that would pierce row level security but may create tables, the text is UTF-8, and
 * the extensions are there. `kind` keeps the demonstration out of a database that holds anything else, and real
 * data out of the demonstration's.
 * Refuses by a ClusterError, whose message never carries the password.
 */
export async function checkExternal(url: string, kind: Kind): Promise<void> {
  const { place, database, user } = target(url);
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const facts = await readFacts(sql);
    const refusal = judge(facts, kind, `« ${database} » (${place})`);
    if (refusal !== null) throw refusal;
    if (kind === 'demonstration') {
      await sql`create schema if not exists ${sql(DEMONSTRATION)}`;
    }
  } catch (error) {
    throw error instanceof ClusterError ? error : connectionError(error, place, database, user);
  } finally {
    await sql.end({ timeout: 0 });
  }
}

function target(url: string): { place: string; database: string; user: string } {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol) || parsed.pathname.length < 2) {
    throw new ClusterError(
      'invalid-url',
      'DATABASE_URL n’est pas une adresse PostgreSQL. Forme attendue : postgres://utilisateur:motdepasse@serveur:5432/base',
    );
  }
  return { place: parsed.host, database: parsed.pathname.slice(1), user: parsed.username };
}

async function readFacts(sql: postgres.Sql): Promise<Facts> {
  const [facts] = await sql<[Facts]>`
    select
      current_user as role,
      current_setting('server_version_num')::int / 10000 as version,
      (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as privileged,
      has_database_privilege(current_database(), 'CREATE')
        and coalesce(has_schema_privilege(to_regnamespace('public'), 'CREATE'), true) as creates,
      (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding,
      array(
        select wanted from unnest(${EXTENSIONS}::text[]) as wanted
        where not exists (select from pg_extension where extname = wanted)
          and not exists (select from pg_available_extension_versions where name = wanted and trusted)
      ) as missing,
      to_regnamespace(${DEMONSTRATION}) is not null as demonstration,
      not exists (
        select from pg_class
        where relkind in ('r', 'p') and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
      ) as empty
  `;
  return facts;
}

/** What of these facts keeps Collégial out; null when nothing does. `place` names the database for the operator. */
export function judge(facts: Facts, kind: Kind, place: string): ClusterError | null {
  const refuse = (code: ClusterErrorCode, sentence: string) => new ClusterError(code, sentence);
  if (facts.version < OLDEST) {
    return refuse(
      'too-old',
      `La base ${place} tourne sous PostgreSQL ${facts.version} ; il faut PostgreSQL ${OLDEST} ou plus récent.`,
    );
  }
  if (facts.privileged) {
    return refuse(
      'privileged-role',
      `Le rôle « ${facts.role} » est superutilisateur ou échappe à la sécurité par ligne (BYPASSRLS) : les associations ne seraient plus séparées. Donnez dans DATABASE_URL un rôle ordinaire, propriétaire de la base.`,
    );
  }
  if (!facts.creates) {
    return refuse(
      'cannot-create',
      `Le rôle « ${facts.role} » ne peut pas créer de tables dans la base ${place}. Rendez-le propriétaire de la base (ALTER DATABASE … OWNER TO …).`,
    );
  }
  if (facts.encoding !== 'UTF8') {
    return refuse(
      'not-utf8',
      `La base ${place} est encodée en ${facts.encoding} ; il faut UTF8 (CREATE DATABASE … ENCODING 'UTF8').`,
    );
  }
  if (facts.missing.length > 0) {
    return refuse(
      'extension-missing',
      `Il manque au serveur de la base ${place} : ${facts.missing.join(', ')}. Installez les extensions fournies avec PostgreSQL (paquet postgresql-contrib).`,
    );
  }
  if (kind === 'real' && facts.demonstration) {
    return refuse(
      'other-kind',
      `La base ${place} contient les données inventées de la démonstration. Donnez une autre base dans DATABASE_URL.`,
    );
  }
  if (kind === 'demonstration' && !facts.demonstration && !facts.empty) {
    return refuse(
      'other-kind',
      `La base ${place} contient déjà des données : la démonstration ne s’y ouvre pas. Retirez DATABASE_URL, ou donnez une base vide.`,
    );
  }
  return null;
}

function connectionError(error: unknown, place: string, database: string, user: string): unknown {
  const code = String((error as { code?: unknown }).code);
  if (code === '28P01' || code === '28000') {
    return new ClusterError(
      'wrong-password',
      `Le serveur ${place} refuse le rôle « ${user} » : vérifiez le nom et le mot de passe dans DATABASE_URL.`,
    );
  }
  if (code === '3D000') {
    return new ClusterError(
      'database-missing',
      `La base « ${database} » n’existe pas sur ${place}. Créez-la (CREATE DATABASE), avec le rôle « ${user} » pour propriétaire.`,
    );
  }
  if (/^(E[A-Z]+|CONNECT_TIMEOUT|CONNECTION_CLOSED|57P03|53300)$/.test(code)) {
    return new ClusterError(
      'unreachable',
      `Le serveur PostgreSQL ${place} ne répond pas (${code}). Vérifiez qu’il tourne et que l’adresse dans DATABASE_URL est juste.`,
    );
  }
  return error;
}
