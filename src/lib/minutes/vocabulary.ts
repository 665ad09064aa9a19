/**
 * Where a PV stands. draft: written and corrected · sent: before its members, for their remarks · approved by the body ·
 * signed by whoever presided and by the secretary · sealed: it changes no more.
 */
export const MINUTES_STATES = ['draft', 'sent', 'approved', 'signed', 'sealed'] as const;
export type MinutesState = (typeof MINUTES_STATES)[number];

/** What became of a remark. */
export const REMARK_ANSWERS = ['taken-up', 'not-taken-up'] as const;
export type RemarkAnswer = (typeof REMARK_ANSWERS)[number];

/** Who signs a PV. */
export const SIGNERS = ['chair', 'secretary'] as const;
export type Signer = (typeof SIGNERS)[number];

/** How someone signed: by their second factor, asked at that moment, or on paper, of which the scan is kept. */
export const SIGNATURE_MEANS = ['second-factor', 'paper'] as const;
export type SignatureMeans = (typeof SIGNATURE_MEANS)[number];
