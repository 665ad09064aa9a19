/** The addresses of planning. */
export const planningAddresses = {};
