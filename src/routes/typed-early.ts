const typed = new Map<HTMLTextAreaElement, string>();

function keep({ target }: Event) {
  if (target instanceof HTMLTextAreaElement) typed.set(target, target.value);
}

/**
 * Before the page comes alive: remembers the text areas in which somebody already writes. Coming alive writes in each what
 * the server had sent; on a slow phone that would undo several sentences.
 */
export function rememberTyping(): void {
  for (const area of document.querySelectorAll('textarea'))
    if (area.value !== area.defaultValue) typed.set(area, area.value);
  document.addEventListener('input', keep);
}

/** Once it is alive: what was typed stands there again. */
export function restoreTyping(): void {
  document.removeEventListener('input', keep);
  for (const [area, text] of typed) {
    if (!area.isConnected || area.value === text) continue;
    area.value = text;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  typed.clear();
}
