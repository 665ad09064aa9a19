import { expect, it } from 'vitest';
import { PV } from './pv.sample.ts';
import { toText } from './text.ts';

it('writes every block in reading order', () => {
  const text = toText(PV);
  expect(text).toContain(`Relais social intercommunal de la province de Luxembourg ASBL
BCE 0826.012.345 · RPM Liège, division Arlon · rue des Déportés 1, 6700 Arlon
CA-2022-3
séance ordinaire

Procès-verbal de l’organe d’administration
`);
  expect(text).toContain(`Présents ou représentés
Secteur public
- Alix Abrassart, présidente, CPAS de Bastogne
- Bastien Bodelet, CPAS de Vielsalm
- Camille Collignon, CPAS de Fauvillers
- Florent Fontenoy, CPAS d’Arlon (procuration à Bastien Bodelet)
Secteur associatif
`);
  expect(text).toContain(`1. Approbation du procès-verbal du 12 septembre 2022

Décision CA-2022-10
Le procès-verbal de la séance du 12 septembre 2022 est approuvé.
La proposition est adoptée à l’unanimité.
`);
  expect(text).toContain(`
- DASI : la convention avec la Région est signée.
- Housing First : onze logements, dont trois nouveaux, et une liste d’attente de vingt-deux personnes au 1er novembre.
  1. un logement à Arlon ;
  2. deux à Marche-en-Famenne.

a. Budget du Capteur logement

Dépenses par poste
Poste | Budget | Engagé
Traitement d’un équivalent temps plein | 48.200,00 € | 0,00 €
`);
  expect(
    text.endsWith(`
Fait à Bastogne, le 21 novembre 2022.
Alix Abrassart, La présidente
Zoé Zimmer, La secrétaire

Projet de procès-verbal, à approuver à la prochaine séance
`),
  ).toBe(true);
});
