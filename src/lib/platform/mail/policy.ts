/** Who asks: the account signed in. */
export interface OperatorFacts {
  readonly id: string;
  readonly name: string;
  readonly operator: boolean;
}

/** Whether this account runs the installation, and so may read and settle the outbox. */
export function mayRunInstallation(account: OperatorFacts | null): account is OperatorFacts {
  return account !== null && account.operator;
}
