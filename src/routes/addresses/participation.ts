import { resolve } from '$app/paths';

/** The addresses of participation. */
export const participationAddresses = {
  /** Reached from a mail, without signing in. */
  personalMeeting: (association: string, token: string) =>
    resolve('/(public)/[association]/m/[token]', { association, token }),
  personalProxyForm: (association: string, token: string) =>
    resolve('/(public)/[association]/m/[token]/proxy.pdf', { association, token }),
  personalPack: (association: string, token: string) =>
    resolve('/(public)/[association]/m/[token]/pack.pdf', { association, token }),
  answer: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/answer', { association, meeting }),
  proxyForm: (association: string, meeting: string, mandate: string) =>
    resolve('/[association]/meetings/[meeting]/answer/proxy.pdf', { association, meeting }) +
    `?mandate=${mandate}`,
  privateNotes: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/answer/notes', { association, meeting }),
  /** What keeps the pack and the personal page readable without network. */
  offlineWorker: () => `${resolve('/')}service-worker.js`,
  privateNote: (association: string, meeting: string, item: string) =>
    resolve('/[association]/meetings/[meeting]/answer/notes/[item]', { association, meeting, item }),
};
