/** The addresses of live. */
export const liveAddresses = {};
