/** The name of an association as documents give it (CSA 2:20), its legal form said once: "… de Luxembourg ASBL". */
export function nameWithForm({ name, legalForm }: { name: string; legalForm: string }): string {
  return name.endsWith(` ${legalForm}`) ? name : `${name} ${legalForm}`;
}
