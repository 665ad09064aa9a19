/** What came back of a press in the booth: in which vote and about which voice, and the code of its ballot or why it was refused. */
export interface Pressed {
  readonly voteId: string;
  readonly mandateId: string;
  /** The names that the form of an election bore. */
  readonly names: readonly string[];
  /** Of a secret ballot, shown this once. */
  readonly receipt: string | null;
  readonly refusal: { readonly sentence: string } | null;
}

/** What a form of the secretary's desk last sent, and why it was refused. */
export interface Sent {
  readonly pressed: string;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly refusal: { readonly sentence: string; readonly field?: string | undefined };
}
