import { resolve } from '$app/paths';

export const minutesAddresses = {
  minutesPage: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/minutes', { association, meeting }),
  minutesComplements: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/minutes/complements', { association, meeting }),
  minutesRemarks: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/minutes/remarks', { association, meeting }),
  minutesSigning: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/minutes/sign', { association, meeting }),
  minutesScan: (association: string, meeting: string, signer: string) =>
    resolve('/[association]/meetings/[meeting]/minutes/scans/[signer]', { association, meeting, signer }),
  minutesLink: (association: string, token: string) =>
    resolve('/(public)/[association]/minutes/[token]', { association, token }),
  minutesLinkDocument: (association: string, token: string) =>
    resolve('/(public)/[association]/minutes/[token]/minutes.pdf', { association, token }),
  verifyDocument: (association: string) => resolve('/(public)/[association]/public/verify', { association }),
  certificate: (association: string, saved?: 'saved') =>
    resolve('/[association]/settings/certificate', { association }) + (saved ? '?saved' : ''),
};
