/** Where a written procedure stands. */
export type WrittenState = 'open' | 'adopted' | 'rejected' | 'withdrawn';

/** What became of a written procedure, in one sentence: on the screen and in its document. */
export const WRITTEN_OUTCOMES: Readonly<Record<WrittenState, string>> = {
  open: 'Les réponses sont attendues\u00a0: rien n’est décidé.',
  adopted: 'La proposition est adoptée, de l’accord écrit de tous.',
  rejected: 'La proposition est rejetée\u00a0: l’accord de tous n’est pas réuni.',
  withdrawn: 'La proposition est retirée.',
};

/** The same for the component that shows an outcome. */
export function outcomeOf({ state }: { readonly state: WrittenState }): {
  readonly result: 'adopted' | 'rejected' | 'none';
  readonly sentence: string;
} {
  return {
    result: state === 'adopted' || state === 'rejected' ? state : 'none',
    sentence: WRITTEN_OUTCOMES[state],
  };
}
