/**
 * The sectors whose parity and double majority the statutes ask for.
 * `government` is the seat of the Walloon Government, outside parity (AGW 09/12/2004).
 */
export const SECTORS = ['public', 'associative', 'government'] as const;
export type Sector = (typeof SECTORS)[number];

/** The two colleges of the double majority (RS-06, RS-07 of the decree of 17 July 2003, art. 12). */
export const COLLEGES = ['public', 'associative'] as const;
export type College = (typeof COLLEGES)[number];

/** The other of the two. */
export function otherCollege(college: College): College {
  return college === 'public' ? 'associative' : 'public';
}

/** Sectors inside a sentence, after « le », « du » or « au ». */
export const SECTOR_WORDS: Readonly<Record<Sector, string>> = {
  public: 'secteur public',
  associative: 'secteur associatif',
  government: 'Gouvernement',
};
