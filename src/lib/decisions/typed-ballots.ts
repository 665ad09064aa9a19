/** The fields "vote-<mandate>" of a form, one for each voter, as the answers of a vote by name. */
export function ballotsTyped(typed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) =>
      name.startsWith('vote-') && value !== '' ? [[name.slice('vote-'.length), value]] : [],
    ),
  );
}
