/** "for" → "For": the field of a college and a value is called "publicFor". */
export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
