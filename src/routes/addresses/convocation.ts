/** The addresses of convocation. */
export const convocationAddresses = {};
