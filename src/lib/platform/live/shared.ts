/**
 * What many ask for at the same moment, read once for all of them and kept for a short while: when a sitting changes, all
 * of its screens read it again together.
 */
export class Shared<T> {
  readonly #milliseconds: number;
  readonly #held = new Map<string, Promise<T>>();

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** What is held under this key, else what `read` answers. A reading that fails is not kept. */
  get(key: string, read: () => Promise<T>): Promise<T> {
    const held = this.#held.get(key);
    if (held) return held;
    const reading = read();
    this.#held.set(key, reading);
    const forget = () => void this.#held.delete(key);
    reading.then(() => setTimeout(forget, this.#milliseconds).unref(), forget);
    return reading;
  }
}
