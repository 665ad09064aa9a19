/** Whether a database can keep this text: no null character, no half of a character. Browsers send neither. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

export const NOT_STORABLE =
  'Ce texte contient un caractère qui ne peut pas être gardé. Effacez-le, puis retapez-le.';
