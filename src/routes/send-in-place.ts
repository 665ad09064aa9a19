import { enhance } from '$app/forms';

/**
 * Sends a form without leaving the page. What was typed stays when it was refused; the focus stays on the button that
 * was pressed, so that an item can be moved several times in a row from the keyboard.
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
    await update({ reset: empties && result.type === 'success' });
    if (submitter?.isConnected) submitter.focus();
  });
}
