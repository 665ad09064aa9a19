import { eq } from 'drizzle-orm';
import { people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { SIGNERS, type Signer } from '../vocabulary.ts';

/** One of the two who sign a PV. */
export interface SigningPerson {
  readonly signer: Signer;
  readonly personId: string;
  readonly name: string;
  /** Whether they can sign here: somebody without account signs on paper. */
  readonly account: boolean;
}

/** Whoever presided over a meeting and whoever kept its minutes. */
export async function signersOf(
  tx: Tx,
  meeting: { readonly presidedByMandateId: string | null; readonly secretaryPersonId: string | null },
): Promise<SigningPerson[]> {
  const columns = {
    personId: people.id,
    givenName: people.givenName,
    familyName: people.familyName,
    accountId: people.accountId,
  };
  const { presidedByMandateId, secretaryPersonId } = meeting;
  const [chair] =
    presidedByMandateId === null
      ? []
      : await tx
          .select(columns)
          .from(mandates)
          .innerJoin(people, eq(people.id, mandates.personId))
          .where(eq(mandates.id, presidedByMandateId));
  const [secretary] =
    secretaryPersonId === null
      ? []
      : await tx.select(columns).from(people).where(eq(people.id, secretaryPersonId));
  return SIGNERS.flatMap((signer) => {
    const person = signer === 'chair' ? chair : secretary;
    return person
      ? [
          {
            signer,
            personId: person.personId,
            name: `${person.givenName} ${person.familyName}`,
            account: person.accountId !== null,
          },
        ]
      : [];
  });
}
