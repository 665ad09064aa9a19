/** The addresses of sitting. */
export const sittingAddresses = {};
