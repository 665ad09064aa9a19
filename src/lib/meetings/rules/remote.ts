import type { Resolved } from '#lib/associations/rules/statutes.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/** How one takes part from afar; empty text: not at all. */
export interface Remote {
  readonly access: string | null;
  readonly procedure: string | null;
}

/**
 * Whether a meeting may be joined from afar as it is described: where the statutes allow it, and with both where to join
 * and how one takes part and votes, since the notice must describe it clearly and precisely (R-CON-07, CSA 9:16/1).
 */
export function checkRemote(remote: Remote, allowed: Resolved<boolean>): Outcome<undefined> {
  if (remote.access === null && remote.procedure === null) return done();
  if (!allowed.value)
    return refuse(
      'remote-not-allowed',
      'Vos règles ne permettent pas de participer à distance dans cette instance. Effacez l’accès et la procédure à distance, ou changez d’abord le réglage.',
      { field: 'remoteAccess', source: allowed.source },
    );
  if (remote.access === null)
    return refuse(
      'remote-access-missing',
      'Indiquez où l’on se connecte, ou effacez la procédure à distance.',
      { field: 'remoteAccess' },
    );
  if (remote.procedure === null)
    return refuse(
      'remote-procedure-missing',
      'Décrivez comment on se connecte, prend la parole et vote à distance\u00a0: la convocation doit le dire.',
      { field: 'remoteProcedure', source: 'CSA 9:16/1' },
    );
  return done();
}
