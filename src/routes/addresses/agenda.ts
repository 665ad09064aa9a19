import { resolve } from '$app/paths';

/** The addresses of agenda. */
export const agendaAddresses = {
  changeItem: (association: string, meeting: string, item: string) =>
    resolve('/[association]/meetings/[meeting]/items/[item]/edit', { association, meeting, item }),
  fillAgenda: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/fill', { association, meeting }),
  copyAgenda: (association: string, meeting: string, from: string) =>
    resolve('/[association]/meetings/[meeting]/fill/[from]', { association, meeting, from }),
  proposals: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/proposals', { association, meeting }),
  agendaTemplates: (association: string) => resolve('/[association]/meetings/templates', { association }),
  agendaTemplate: (association: string, template: string) =>
    resolve('/[association]/meetings/templates/[template]', { association, template }),
};
