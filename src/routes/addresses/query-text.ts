/** "?body=CA", or nothing when there is nothing to say. */
export function queryText(query: Readonly<Record<string, string | undefined>>): string {
  const text = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString();
  return text && `?${text}`;
}
