import { asc, eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import { decisionReference } from '#lib/decisions/reference.ts';
import { registerEntries } from '#lib/decisions/server/register/tables.ts';
import { decisions } from '#lib/decisions/server/tables.ts';
import { localDay } from '#lib/kernel/days.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { MinutesSnapshot } from '../snapshot.ts';
import type { MinutesStanding } from '../standing.ts';
import { lastVersion, type Minutes } from './load.ts';
import { minutesSignatures } from './tables.ts';

/** The decision that approved a PV, as it is cited. */
export async function approvingDecision(
  tx: Tx,
  decisionId: string,
): Promise<{ readonly on: string; readonly reference: string; readonly meetingId: string }> {
  const [row] = await tx
    .select({
      on: meetings.heldOn,
      meetingId: meetings.id,
      code: bodies.code,
      year: registerEntries.year,
      number: registerEntries.number,
    })
    .from(decisions)
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .innerJoin(registerEntries, eq(registerEntries.decisionId, decisions.id))
    .where(eq(decisions.id, decisionId));
  const { on, meetingId, ...entry } = row!;
  return { on, meetingId, reference: decisionReference(entry) };
}

/** The last version of a PV, and what became of it; `sealedAt`: as it will be once sealed at this ISO instant. */
export async function standingOf(
  tx: Tx,
  row: Minutes,
  { sealedAt }: { readonly sealedAt: string | null },
): Promise<{ readonly snapshot: MinutesSnapshot; readonly standing: MinutesStanding }> {
  const version = await lastVersion(tx, row);
  const signatures = await tx
    .select()
    .from(minutesSignatures)
    .where(eq(minutesSignatures.meetingId, row.meetingId))
    .orderBy(asc(minutesSignatures.signer));
  const approval =
    row.approvedByDecisionId === null
      ? null
      : { ...(await approvingDecision(tx, row.approvedByDecisionId)), changes: row.adoptedChanges };
  return {
    snapshot: version.snapshot,
    standing: {
      version: version.number,
      sentOn: localDay(version.sentAt),
      ...(version.handedOut && { handedOut: true as const }),
      approval,
      signatures: signatures.map(({ signer, name, signedAt, means }) => ({
        signer,
        name,
        on: localDay(signedAt),
        means,
      })),
      sealed: sealedAt === null ? null : { on: localDay(sealedAt), fingerprint: version.sha256 },
    },
  };
}
