import type { RichText } from '#lib/documents/rich-text.ts';
import { localTimeInWords } from '#lib/kernel/days.ts';

interface Saved {
  readonly version: number;
  readonly savedAt: string;
}

interface Conflict<Content> {
  readonly content: Content;
  readonly version: number;
  readonly savedBy: string;
  readonly savedAt: string;
}

const PAUSE = 900;
const RETRY = 8000;

/**
 * Saves one text as it is typed: after a pause, one request at a time, again when the network comes back. What is not
 * saved yet stays in this browser (under `key`) until it is. A text that someone else changed is never overwritten: the
 * conflict is shown and the person chooses.
 */
export class NotesSaving<Content = RichText> {
  state = $state<'idle' | 'saving' | 'saved' | 'unsaved'>('idle');
  at = $state('');
  conflict = $state<Conflict<Content> | null>(null);
  /** Why the last save did not go through, in words. */
  sentence = $state<string | null>(null);
  signedOut = $state(false);

  readonly #address: string;
  readonly #key: string;
  #version: number;
  #pending: Content | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;

  constructor(address: string, key: string, version: number) {
    this.#address = address;
    this.#key = key;
    this.#version = version;
  }

  /** A text that this browser kept because it could not be saved. */
  kept(): Content | null {
    const text = localStorage.getItem(this.#key);
    return text === null ? null : (JSON.parse(text) as Content);
  }

  typed(content: Content): void {
    this.#pending = content;
    localStorage.setItem(this.#key, JSON.stringify(content));
    this.state = 'saving';
    this.#schedule(PAUSE);
  }

  /** After a conflict: what the editor shows replaces what is there. */
  overwrite(): void {
    if (this.conflict) this.#version = this.conflict.version;
    this.conflict = null;
    void this.flush();
  }

  /** After a conflict: what is there replaces what the editor showed. */
  giveWay(): Content {
    const { content, version, savedAt } = this.conflict!;
    this.#version = version;
    this.#settled({ version, savedAt });
    this.conflict = null;
    return content;
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#busy || this.conflict || this.#pending === null) return;
    const content = this.#pending;
    this.#busy = true;
    try {
      const response = await fetch(this.#address, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ version: this.#version, content }),
      });
      await this.#received(response, content);
    } catch {
      this.state = 'unsaved';
      this.#schedule(RETRY);
    } finally {
      this.#busy = false;
    }
    if (this.#pending !== null && this.#pending !== content) this.#schedule(PAUSE);
  }

  async #received(response: Response, content: Content): Promise<void> {
    const answer = await response.json();
    this.signedOut = response.status === 401;
    if (response.ok) {
      this.#version = answer.version;
      if (this.#pending === content) this.#settled(answer);
      return;
    }
    this.state = 'unsaved';
    this.sentence = answer.refusal?.sentence ?? null;
    if (answer.refusal?.code === 'stale') this.conflict = answer.refusal.details;
    else if (response.status >= 500 || this.signedOut) this.#schedule(RETRY);
  }

  #settled({ savedAt }: Saved): void {
    this.#pending = null;
    localStorage.removeItem(this.#key);
    this.state = 'saved';
    this.sentence = null;
    this.at = localTimeInWords(savedAt);
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delay);
  }

  /** Nothing more is sent; what was not saved stays in the browser. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
