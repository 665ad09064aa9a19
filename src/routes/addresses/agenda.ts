/** The addresses of agenda. */
export const agendaAddresses = {};
