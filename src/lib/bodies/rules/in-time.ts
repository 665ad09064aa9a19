/** The mandates of a sheet told apart by an ISO day, each group in the order in which it is read. */
export interface InTime<Mandate> {
  /** In force on the day, as given. */
  readonly current: readonly Mandate[];
  /** The first to begin first. */
  readonly coming: readonly Mandate[];
  /** The last ended first. */
  readonly past: readonly Mandate[];
}

/** Tells mandates apart by an ISO day: their days are ISO days, both included (`to` null: until further notice). */
export function inTime<Mandate extends { readonly from: string; readonly to: string | null }>(
  mandates: readonly Mandate[],
  day: string,
): InTime<Mandate> {
  const past = mandates.filter((mandate) => mandate.to !== null && mandate.to < day);
  const coming = mandates.filter(({ from }) => from > day);
  return {
    current: mandates.filter((mandate) => !past.includes(mandate) && !coming.includes(mandate)),
    coming: coming.toSorted((one, other) => one.from.localeCompare(other.from)),
    past: past.toSorted((one, other) => other.to!.localeCompare(one.to!)),
  };
}
