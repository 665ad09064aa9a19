/** What was typed in the single fields of a form that was refused; null when nothing was. */
export function typedText(
  typed: Readonly<Record<string, string | string[]>> | null | undefined,
): Record<string, string> | null {
  if (!typed) return null;
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
