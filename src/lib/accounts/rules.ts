import { Temporal } from 'temporal-polyfill';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** All durations are in seconds. */
export const CODE_LIFE = 10 * MINUTE;
export const LINK_LIFE = DAY;
export const SESSION_LIFE = 30 * DAY;
/** A session in use is prolonged, but written at most once in this time. */
export const SESSION_RENEWAL = DAY;
export const CHALLENGE_LIFE = 5 * MINUTE;
/** A secret shown for an authenticator application and not confirmed is forgotten. */
export const ENROLMENT_LIFE = HOUR;
/** Wrong codes after which a request has no code any more; its link still serves. */
export const CODE_TRIES = 5;

export interface Limit {
  readonly max: number;
  readonly seconds: number;
}

/**
 * Attempts allowed in a period that begins with the first. An address may be a whole assembly behind one
 * network, hence generous limits per address; those per account stop whoever guesses.
 */
export const LIMITS = {
  'request-by-address': { max: 60, seconds: 15 * MINUTE },
  'request-by-email': { max: 5, seconds: 15 * MINUTE },
  'code-by-address': { max: 60, seconds: 15 * MINUTE },
  // A long period, since the link of the message stays usable: nobody can be kept out by wrong codes.
  'code-by-email': { max: 10, seconds: DAY },
  'link-by-address': { max: 60, seconds: 15 * MINUTE },
  'passkey-by-address': { max: 60, seconds: 15 * MINUTE },
  'second-factor-by-account': { max: 5, seconds: 15 * MINUTE },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** The ISO instant `seconds` after another. */
export function secondsAfter(instant: string, seconds: number): string {
  return Temporal.Instant.from(instant).add({ seconds }).toString();
}

/** Whether `instant` has been reached at `now`: what expires at an instant does not serve at it any more. */
export function hasCome(instant: string, now: string): boolean {
  return Temporal.Instant.compare(now, instant) >= 0;
}

/** "dans 4 minutes", "dans 2 heures": how long from `now` until `end`, rounded up so that the wait is long enough. */
export function waitInWords(now: string, end: string): string {
  const minutes = Math.max(1, Math.ceil(Temporal.Instant.from(now).until(end).total('minutes')));
  const [count, unit] = minutes <= 90 ? [minutes, 'minute'] : [Math.ceil(minutes / 60), 'heure'];
  return `dans ${count}\u00a0${unit}${count > 1 ? 's' : ''}`;
}

/**
 * The path of this site where to go after signing in, or "/" when `asked` is none: another site, or a page of the
 * sign-in itself. Takes what an address bar says, so anything.
 */
export function localPath(asked: string | null | undefined): string {
  if (!asked || !URL.canParse(asked, 'http://local.invalid')) return '/';
  const url = new URL(asked, 'http://local.invalid');
  const path = url.pathname + url.search;
  // A path that begins with two slashes, once written out, would name another host.
  const elsewhere = !asked.startsWith('/') || url.host !== 'local.invalid' || path.startsWith('//');
  return elsewhere || /^\/(sign-in|sign-out|start)(\/|$|\?)/.test(path) ? '/' : path;
}
