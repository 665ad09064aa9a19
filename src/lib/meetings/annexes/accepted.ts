import { KINDS } from '#lib/platform/files/kinds.ts';

/** For the window in which a file is chosen: what is offered first. The server looks for itself. */
export const ACCEPTED = [...Object.values(KINDS).map(({ extension }) => `.${extension}`), '.jpeg'].join(',');
