import { resolve } from '$app/paths';

/** The addresses of a meeting that is being held: who leads it, who follows it, what the room sees. */
export const liveAddresses = {
  console: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/console', { association, meeting }),
  follow: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/follow', { association, meeting }),
  screen: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/screen', { association, meeting }),
  /** The same, with the code of the room beside the item. */
  screenWithCode: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/screen', { association, meeting }) + '?code',
  roomCode: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/screen/code.svg', { association, meeting }),
  /** The stream that says when to look again, and what to look at. */
  live: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/live', { association, meeting }),
  face: (association: string, meeting: string, face: 'console' | 'follow' | 'screen') =>
    resolve('/[association]/meetings/[meeting]/live/[face]', { association, meeting, face }),
};
