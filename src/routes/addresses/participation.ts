/** The addresses of participation. */
export const participationAddresses = {};
