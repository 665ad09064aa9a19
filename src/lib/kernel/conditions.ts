/** One comparison made by a rule, with its figures and its source: what the screen and the PV show. Plain data. */
export interface Condition {
  /** What was compared, in French: "Ensemble", "Public", "Quorum". */
  readonly label: string;
  readonly votes: number;
  readonly base: number;
  /** The smallest number that was enough. */
  readonly needed: number;
  readonly met: boolean;
  /** The article or the setting, short enough for parentheses: "CSA 9:21", "statuts, art. 17". */
  readonly source: string;
  /** The source was not read in its present wording: to be checked with the statutes. */
  readonly toVerify: boolean;
}
