/** What one of the small forms about a text last sent, and why it was refused. */
export interface RefusedText {
  readonly pressed: string;
  readonly typed: Readonly<Record<string, string>> | null;
  readonly refusal: { readonly sentence: string; readonly field?: string | undefined };
}
