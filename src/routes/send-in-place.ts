import { enhance as kitEnhance, type SubmitFunction } from '$app/forms';
import { tellUnanswered, unanswered } from './unanswered.svelte.ts';

type Fields = Record<string, unknown> | undefined;
type Submit = SubmitFunction<Fields, Fields>;

/** The framework's, for every form: what comes without an answer is told where it was typed. */
export const enhance = (form: HTMLFormElement, submit?: Submit) =>
  kitEnhance(form, async (sent) => {
    unanswered.sentence = null;
    const answered = await submit?.(sent);
    return async (answer) => {
      if (answer.result.type === 'error') await tellUnanswered(answer.result);
      else if (answered) await answered(answer);
      else await answer.update();
    };
  });

/**
 * Sends a form without leaving the page. What was typed stays when it was refused; the focus stays where
 * it is, so that an item can be moved several times in a row from the keyboard; refused, it goes to what is wrong.
 */
export function sendInPlace(form: HTMLFormElement) {
  return send(form, true);
}

/** The same for a form that goes on showing what is recorded: it is never emptied, whoever presses twice in a row. */
export function saveInPlace(form: HTMLFormElement) {
  return send(form, false);
}

function send(form: HTMLFormElement, empties: boolean) {
  return enhance(form, ({ submitter }) => async ({ result, update }) => {
    const active = document.activeElement;
    const held = active === document.body ? submitter : active;
    await update({ reset: empties && result.type === 'success' });
    const now = document.activeElement;
    const refused = result.type === 'failure';
    if (refused && now !== active && now !== document.body) return; // the summary of what is wrong took it
    const wrong =
      refused && form.contains(held) ? form.querySelector<HTMLElement>('[aria-invalid="true"]') : null;
    const next = wrong ?? held;
    if (next instanceof HTMLElement && next.isConnected) next.focus();
  });
}
