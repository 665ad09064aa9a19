/** The addresses of written. */
export const writtenAddresses = {};
