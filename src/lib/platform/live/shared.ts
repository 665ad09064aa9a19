/**
 * What many ask for at the same moment, read once for all of them and kept for a short while: when a sitting changes, all
 * of its screens read it again together. Each asks for a version that it may not see an older one of; while one reading goes
 * on, whoever needs a newer one waits for the next: under changes that never cease, one reading follows the other, and no
 * two of the same thing go on at once.
 */
export class Shared<T> {
  readonly #milliseconds: number;
  readonly #versionOf: (value: T) => number;
  readonly #held = new Map<string, Promise<T>>();

  constructor(milliseconds: number, versionOf: (value: T) => number) {
    this.#milliseconds = milliseconds;
    this.#versionOf = versionOf;
  }

  /** What is held under this key and is no older than `least`, else what `read` answers. A reading that fails is not kept. */
  async get(key: string, least: number, read: () => Promise<T>): Promise<T> {
    for (;;) {
      const held = this.#held.get(key);
      if (!held) return this.#begin(key, read);
      const value = await held.catch(() => undefined);
      if (value !== undefined && this.#versionOf(value) >= least) return value;
      // Too old, and nobody has begun another reading meanwhile.
      if (this.#held.get(key) === held) this.#held.delete(key);
    }
  }

  #begin(key: string, read: () => Promise<T>): Promise<T> {
    const reading = read();
    this.#held.set(key, reading);
    const forget = () => {
      if (this.#held.get(key) === reading) this.#held.delete(key);
    };
    reading.then(() => setTimeout(forget, this.#milliseconds).unref(), forget);
    return reading;
  }
}
