/** What went wrong with one of the small forms of a page; `typed.form` says which. */
export interface RefusedForm {
  readonly typed: Readonly<Record<string, string>>;
  readonly sentence: string;
  readonly field: string;
}

/** The form that a page sent in vain, as `smallForm` answers it. */
export function refusedForm(
  failed:
    | {
        readonly typed: Record<string, string>;
        readonly refusal: { readonly sentence: string; readonly field?: string | undefined };
      }
    | null
    | undefined,
): RefusedForm | null {
  if (!failed) return null;
  return { typed: failed.typed, sentence: failed.refusal.sentence, field: failed.refusal.field ?? '' };
}
