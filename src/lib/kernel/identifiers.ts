/** Whether a text has the form of an identifier: an address that has not cannot lead anywhere. */
export function isIdentifier(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
