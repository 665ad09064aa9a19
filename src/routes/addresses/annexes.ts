/** The addresses of annexes. */
export const annexesAddresses = {};
