import type { ActionResult } from '$app/forms';
import { tellUnanswered, unanswered, type Lost } from './unanswered.svelte.ts';

/** The errors of a Superforms form as the summary at the top of the page lists them, in the order of the fields. */
export function errorList(
  errors: Partial<Record<string, unknown>>,
): { field?: string | undefined; sentence: string }[] {
  return Object.entries(errors).flatMap(([field, messages]) =>
    Array.isArray(messages)
      ? messages.slice(0, 1).map((sentence) => ({
          field: field === '_errors' ? undefined : field,
          sentence: String(sentence),
        }))
      : [],
  );
}

/**
 * For Superforms: the summary at the top takes the focus and the screen, so that all that is wrong is heard before the
 * first field; what comes without an answer is told where it was typed.
 */
export const SUMMARY_FIRST = {
  autoFocusOnError: false,
  scrollToError: 'off',
  onSubmit: () => {
    unanswered.sentence = null;
  },
  onResult: async ({ result, cancel }: { result: ActionResult; cancel: () => void }) => {
    if (result.type !== 'error') return;
    cancel();
    // When nothing came back, Superforms gives what the browser said as the error of an answer of its own.
    await tellUnanswered('error' in result.error ? (result.error as Lost) : result);
  },
} as const;
