/** The addresses of polls. */
export const pollsAddresses = {};
