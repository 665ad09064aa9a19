import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { mandates } from '#lib/bodies/server/tables.ts';
import { decisions } from '#lib/decisions/server/tables.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import { bytes, day, instant } from '#lib/platform/columns.ts';
import { files } from '#lib/platform/files/tables.ts';
import type { MinutesSnapshot } from '../snapshot.ts';
import type { MinutesState, RemarkAnswer, SignatureMeans, Signer } from '../vocabulary.ts';

/** The PV of a meeting, once it was sent to its members. No row: a draft. */
export const minutes = pgTable(
  'minutes',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    state: text().$type<Exclude<MinutesState, 'draft'>>().notNull(),
    /** The last version that was sent: the one that is approved, signed and sealed. */
    version: integer().notNull(),
    /** The last day for remarks, included. */
    remarksUntil: day().notNull(),
    approvedAt: instant(),
    approvedByDecisionId: uuid(),
    /** What the body changed when it approved; empty: as presented. */
    adoptedChanges: text().notNull().default(''),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.meetingId] }),
    foreignKey({
      name: 'minutes_meeting',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [meetings.associationId, meetings.id],
    }),
    foreignKey({
      name: 'minutes_approving_decision',
      columns: [table.associationId, table.approvedByDecisionId],
      foreignColumns: [decisions.associationId, decisions.id],
    }),
    index('minutes_by_approving_decision').on(table.associationId, table.approvedByDecisionId),
    check('minutes_state', sql`${table.state} in ('sent', 'approved', 'signed', 'sealed')`),
    check(
      'minutes_approved',
      sql`(${table.state} = 'sent') = (${table.approvedByDecisionId} is null) and (${table.state} = 'sent') = (${table.approvedAt} is null)`,
    ),
    check('minutes_changes', sql`${table.state} <> 'sent' or ${table.adoptedChanges} = ''`),
  ],
);

/** A text of a PV as it was sent, whole: what changes afterwards makes another one. */
export const minutesVersions = pgTable(
  'minutes_versions',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    /** From 1, without gap. */
    number: integer().notNull(),
    snapshot: jsonb().$type<MinutesSnapshot>().notNull(),
    /** The items of the agenda, in the order of those of the snapshot: remarks point at them. */
    itemIds: jsonb().$type<readonly string[]>().notNull(),
    /** SHA-256 of the snapshot, hexadecimal. */
    sha256: text().notNull(),
    sentAt: instant().notNull(),
    sentBy: text().notNull(),
    /** How many were written to. */
    told: integer().notNull(),
    /** It left on paper, at the meeting that approved it: nobody was asked for remarks before. */
    handedOut: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.meetingId, table.number] }),
    foreignKey({
      name: 'version_minutes',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [minutes.associationId, minutes.meetingId],
    }),
    check('version_number', sql`${table.number} >= 1`),
  ],
);

/** What the secretary adds to a sentence that the PV writes from a fact. */
export const minutesComplements = pgTable(
  'minutes_complements',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    /** The fact: "decision:…", "event:…", "opening". It stays when the fact goes, so that nothing is lost in silence. */
    key: text().notNull(),
    text: text().notNull(),
    /** The sentence as it was when it was completed: another one has to be looked at again. */
    sentence: text().notNull(),
    /** Grows at each save. */
    version: integer().notNull(),
    savedAt: instant().notNull(),
    savedBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.meetingId, table.key] }),
    foreignKey({
      name: 'complement_meeting',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [meetings.associationId, meetings.id],
    }).onDelete('cascade'),
    check('complement_text', sql`${table.text} <> ''`),
  ],
);

/** What a member says of a version, on an item or on the whole, and what the secretary answers. */
export const minutesRemarks = pgTable(
  'minutes_remarks',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    meetingId: uuid().notNull(),
    version: integer().notNull(),
    /** Null: on the heading, the attendance, the whole, or an item that was removed since (see the guards). */
    itemId: uuid(),
    mandateId: uuid().notNull(),
    name: text().notNull(),
    text: text().notNull(),
    madeAt: instant().notNull(),
    answer: text().$type<RemarkAnswer>(),
    words: text(),
    answeredAt: instant(),
    answeredBy: text(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    foreignKey({
      name: 'remark_version',
      columns: [table.associationId, table.meetingId, table.version],
      foreignColumns: [minutesVersions.associationId, minutesVersions.meetingId, minutesVersions.number],
    }),
    foreignKey({
      name: 'remark_mandate',
      columns: [table.associationId, table.mandateId],
      foreignColumns: [mandates.associationId, mandates.id],
    }),
    index('remarks_of_meeting').on(table.associationId, table.meetingId),
    check('remark_answer', sql`${table.answer} in ('taken-up', 'not-taken-up')`),
    check(
      'remark_answered',
      sql`num_nonnulls(${table.answer}, ${table.words}, ${table.answeredAt}, ${table.answeredBy}) in (0, 4)`,
    ),
  ],
);

/** The signature of one of the two under the version that was approved. */
export const minutesSignatures = pgTable(
  'minutes_signatures',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    signer: text().$type<Signer>().notNull(),
    /** As the PV names them. */
    name: text().notNull(),
    means: text().$type<SignatureMeans>().notNull(),
    signedAt: instant().notNull(),
    /** SHA-256 of the version that was signed. */
    sha256: text().notNull(),
    /** The scan of a signature on paper. */
    fileId: uuid(),
    recordedBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.meetingId, table.signer] }),
    foreignKey({
      name: 'signature_minutes',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [minutes.associationId, minutes.meetingId],
    }),
    foreignKey({
      name: 'signature_file',
      columns: [table.associationId, table.fileId],
      foreignColumns: [files.associationId, files.id],
    }),
    check('signature_signer', sql`${table.signer} in ('chair', 'secretary')`),
    check('signature_means', sql`${table.means} in ('second-factor', 'paper')`),
    check('signature_paper', sql`(${table.means} = 'paper') = (${table.fileId} is not null)`),
  ],
);

/** The certificate with which an association signs, and its key under seal. */
export const certificates = pgTable(
  'certificates',
  {
    associationId: uuid().notNull(),
    id: uuid().notNull().defaultRandom(),
    /** made: by this installation, for the name of the association · uploaded: its own. */
    origin: text().$type<'made' | 'uploaded'>().notNull(),
    /** Whom it names. */
    subject: text().notNull(),
    issuer: text().notNull(),
    /** SHA-256 of the certificate, hexadecimal. */
    fingerprint: text().notNull(),
    /** DER, the certificate first, then those that vouch for it. */
    chain: jsonb().$type<readonly string[]>().notNull(),
    notBefore: instant().notNull(),
    notAfter: instant().notNull(),
    /** The private key, encrypted; null once another certificate took its place. */
    sealedKey: bytes(),
    keptAt: instant().notNull(),
    keptBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.id] }),
    unique('certificate_once').on(table.associationId, table.fingerprint),
    check('certificate_origin', sql`${table.origin} in ('made', 'uploaded')`),
  ],
);

/** The document of a sealed PV: its bytes, their hash, and the certificate that signed them. */
export const minutesSeals = pgTable(
  'minutes_seals',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    fileId: uuid().notNull(),
    /** SHA-256 of the document, hexadecimal. */
    sha256: text().notNull(),
    certificateId: uuid().notNull(),
    sealedAt: instant().notNull(),
    sealedBy: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.meetingId] }),
    unique('seal_hash_once').on(table.associationId, table.sha256),
    foreignKey({
      name: 'seal_minutes',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [minutes.associationId, minutes.meetingId],
    }),
    foreignKey({
      name: 'seal_file',
      columns: [table.associationId, table.fileId],
      foreignColumns: [files.associationId, files.id],
    }),
    foreignKey({
      name: 'seal_certificate',
      columns: [table.associationId, table.certificateId],
      foreignColumns: [certificates.associationId, certificates.id],
    }),
  ],
);

/** A later decision that mends the PV of a meeting, which itself stays as it is. */
export const minutesRectifications = pgTable(
  'minutes_rectifications',
  {
    associationId: uuid().notNull(),
    meetingId: uuid().notNull(),
    decisionId: uuid().notNull(),
    linkedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.associationId, table.meetingId, table.decisionId] }),
    foreignKey({
      name: 'rectification_minutes',
      columns: [table.associationId, table.meetingId],
      foreignColumns: [minutes.associationId, minutes.meetingId],
    }),
    foreignKey({
      name: 'minutes_rectifying_decision',
      columns: [table.associationId, table.decisionId],
      foreignColumns: [decisions.associationId, decisions.id],
    }),
    index('rectifications_by_decision').on(table.associationId, table.decisionId),
  ],
);
