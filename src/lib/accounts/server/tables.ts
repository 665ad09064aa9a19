import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { bytes, instant } from '#lib/platform/columns.ts';

/** Somebody who signs in, once for all the associations where they sit. */
export const accounts = pgTable('accounts', {
  id: uuid().primaryKey().defaultRandom(),
  /** Lower case. */
  email: text().notNull().unique(),
  name: text().notNull(),
  /** Runs the installation: reads the outbox. */
  operator: boolean().notNull().default(false),
  createdAt: instant().notNull(),
});

const accountId = () =>
  uuid()
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' });

/** One browser signed in. Its cookie holds "id.secret". */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** SHA-256: the secret has 256 random bits, so a fast hash cannot be searched. */
    secretHash: bytes().notNull(),
    accountId: accountId(),
    createdAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    expiresAt: instant().notNull(),
    secondFactorPassedAt: instant(),
    /** "Firefox sur Windows": for the person to know it again. */
    device: text().notNull(),
    /** Truncated: the network, not the machine. */
    address: text().notNull(),
  },
  (table) => [index().on(table.accountId), index().on(table.expiresAt)],
);

/**
 * One request to sign in by e-mail: a link and a code that serve once, together. An unknown e-mail address has its
 * row as well, without account, so that nothing tells it apart.
 */
export const signInRequests = pgTable(
  'sign_in_requests',
  {
    id: uuid().primaryKey().defaultRandom(),
    accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
    email: text().notNull(),
    /** Local path where to go once signed in. */
    next: text().notNull(),
    /** SHA-256 of 256 random bits. */
    linkHash: bytes().notNull(),
    /**
     * HMAC of the six digits under a secret that only the cookie of the asking browser holds: a million tries find
     * the code behind a bare hash, none behind this one. Null for a link printed by the operator.
     */
    codeHash: bytes(),
    createdAt: instant().notNull(),
    codeExpiresAt: instant().notNull(),
    linkExpiresAt: instant().notNull(),
    /** Wrong codes typed. */
    tries: integer().notNull().default(0),
    usedAt: instant(),
  },
  (table) => [unique('sign_in_link_once').on(table.linkHash), index().on(table.linkExpiresAt)],
);

/** The secret shared with an authenticator application. It counts once `confirmedAt` is set. */
export const totpSecrets = pgTable(
  'totp_secrets',
  {
    accountId: accountId().primaryKey(),
    /** AES-256-GCM under a key drawn from the secret of the installation, bound to the account. */
    sealed: bytes().notNull(),
    createdAt: instant().notNull(),
    confirmedAt: instant(),
    /** The last period of 30 s whose code was taken: no code serves twice. */
    lastStep: bigint({ mode: 'number' }),
  },
  (table) => [
    check('totp_confirmed_by_a_code', sql`(${table.confirmedAt} is null) = (${table.lastStep} is null)`),
  ],
);

export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    accountId: accountId(),
    /** SHA-256 of the account and 80 random bits. */
    hash: bytes().notNull(),
    usedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.hash] })],
);

export const passkeys = pgTable(
  'passkeys',
  {
    id: uuid().primaryKey().defaultRandom(),
    accountId: accountId(),
    /** As the authenticator names it, in base64url. */
    credentialId: text().notNull(),
    publicKey: bytes().notNull(),
    /** Signatures made, as the authenticator says; zero for those that do not count. */
    counter: bigint({ mode: 'number' }).notNull(),
    transports: text().array().notNull(),
    name: text().notNull(),
    createdAt: instant().notNull(),
    lastUsedAt: instant(),
  },
  (table) => [unique('passkey_once').on(table.credentialId), index().on(table.accountId)],
);

/** What an authenticator was asked to sign; deleted by the answer. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    id: uuid().primaryKey().defaultRandom(),
    purpose: text().$type<'registration' | 'sign-in' | 'second-factor'>().notNull(),
    /** Null when nobody is signed in yet. */
    accountId: uuid().references(() => accounts.id, { onDelete: 'cascade' }),
    challenge: text().notNull(),
    expiresAt: instant().notNull(),
  },
  (table) => [
    check('challenge_purpose', sql`${table.purpose} in ('registration', 'sign-in', 'second-factor')`),
    check('challenge_account', sql`(${table.purpose} = 'sign-in') = (${table.accountId} is null)`),
    index().on(table.expiresAt),
  ],
);

/** Attempts counted since the first one of a period. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    scope: text().notNull(),
    /** SHA-256, in hexadecimal, of the address or e-mail counted: this table is no list of visitors. */
    subject: text().notNull(),
    count: integer().notNull(),
    endsAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.subject] }), index().on(table.endsAt)],
);
