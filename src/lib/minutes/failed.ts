/** What a small form of these pages sent, and why it was refused. */
export interface FormFailed {
  readonly typed: Readonly<Record<string, string>>;
  readonly refusal: { readonly sentence: string; readonly field?: string | undefined };
}
