import type { Action } from 'svelte/action';

/** How a page sends a form without leaving itself. */
export type Enhance = Action<HTMLFormElement>;

/** A form that was refused: what was typed in it, and why. */
export interface FailedForm {
  readonly typed: Readonly<Record<string, string>> | null;
  readonly refusal: { readonly sentence: string; readonly field?: string | undefined };
}
