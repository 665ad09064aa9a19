import type { SignatureMeans, Signer } from './vocabulary.ts';

/** What became of a version of a PV once it was sent: what the document says besides the text of the version. */
export interface MinutesStanding {
  /** From 1. */
  readonly version: number;
  /** ISO day on which it was sent, or noted where it was handed out at the meeting that approved it (`handedOut`). */
  readonly sentOn: string;
  readonly handedOut?: true;
  /** Null while it is not approved. */
  readonly approval: {
    /** ISO day of the meeting that approved. */
    readonly on: string;
    /** "CA-2022-3". */
    readonly reference: string;
    /** What it changed; empty: as presented. */
    readonly changes: string;
  } | null;
  readonly signatures: readonly MinutesSignature[];
  /** ISO day of the seal, and SHA-256 of the version, once it is sealed. */
  readonly sealed: { readonly on: string; readonly fingerprint: string } | null;
}

export interface MinutesSignature {
  readonly signer: Signer;
  readonly name: string;
  /** ISO day. */
  readonly on: string;
  readonly means: SignatureMeans;
}
