import { enhance } from '$app/forms';

/**
 * Sends a form without leaving the page. What was typed stays when it was refused; the focus stays on the button that
 * was pressed, so that an item can be moved several times in a row from the keyboard.
 */
export function sendInPlace(form: HTMLFormElement) {
  return enhance(form, ({ submitter }) => async ({ result, update }) => {
    await update({ reset: result.type === 'success' });
    if (submitter?.isConnected) submitter.focus();
  });
}
