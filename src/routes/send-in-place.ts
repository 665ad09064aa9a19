import { enhance } from '$app/forms';

/**
 * Sends a form without leaving the page. What was typed stays when it was refused; the focus stays where
 * it is, so that an item can be moved several times in a row from the keyboard.
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
    if (held instanceof HTMLElement && held.isConnected) held.focus();
  });
}
