/** Milliseconds between two looks, and before another try where the browser gave up. */
const PACE = 300;
const RETRY = 4000;

/** What every screen that follows a meeting carries. */
export interface Face {
  readonly revision: number;
}

interface Following<F extends Face> {
  /** Where to hear that something changed, and where to read what the screen shows. */
  readonly stream: string;
  readonly face: string;
  readonly shown: () => F;
  /** Puts on the screen what is newer. */
  readonly show: (face: F) => void;
}

/**
 * Keeps one screen up to date: hears that something changed, reads it, at most once each `PACE`, and has it shown. When
 * the connection is lost it comes back by itself and catches up. A window that nobody sees listens to nothing: browsers
 * allow few connections to one site.
 */
export class Follow<F extends Face> {
  /** still: does not follow (without script, or not yet) · over: signed out, or not open to them any more. */
  state = $state<'still' | 'live' | 'lost' | 'over'>('still');

  readonly #following: Following<F>;
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #looking = false;
  #again = false;

  constructor(following: Following<F>) {
    this.#following = following;
  }

  /** Follows until what it answers is called. */
  begin(): () => void {
    const seen = () => (document.hidden ? this.#close() : this.#open());
    const back = () => {
      this.#close();
      this.#open();
    };
    const gone = () => (this.state = 'lost');
    document.addEventListener('visibilitychange', seen);
    addEventListener('online', back);
    addEventListener('offline', gone);
    seen();
    return () => {
      document.removeEventListener('visibilitychange', seen);
      removeEventListener('online', back);
      removeEventListener('offline', gone);
      this.#close();
    };
  }

  #open(): void {
    if (this.#source) return;
    const { stream, shown } = this.#following;
    const source = new EventSource(`${stream}?since=${shown().revision}`);
    this.#source = source;
    source.onopen = () => (this.state = 'live');
    source.onerror = () => {
      this.state = 'lost';
      if (source.readyState === EventSource.CLOSED) void this.#refused();
    };
    source.addEventListener('revision', () => this.#lookSoon());
  }

  #close(): void {
    this.#source?.close();
    this.#source = undefined;
    clearTimeout(this.#timer);
    clearTimeout(this.#retry);
    this.#timer = undefined;
  }

  /** The browser gives up for good when the answer is no stream: it does not say why, so this asks. */
  async #refused(): Promise<void> {
    this.#close();
    const status = await fetch(this.#following.face).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 401 || status === 404) this.state = 'over';
    else this.#retry = setTimeout(() => this.#open(), RETRY);
  }

  #lookSoon(): void {
    this.#again = true;
    if (this.#looking || this.#timer !== undefined) return;
    void this.#look();
  }

  async #look(): Promise<void> {
    this.#looking = true;
    this.#again = false;
    let pause = PACE;
    try {
      const answer = await fetch(this.#following.face);
      if (answer.ok) this.#take((await answer.json()) as F);
    } catch {
      this.#again = true;
      pause = RETRY;
    }
    this.#looking = false;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#again) void this.#look();
    }, pause);
  }

  /** What a form sent meanwhile has shown may be newer than what was on its way. */
  #take(face: F): void {
    if (face.revision >= this.#following.shown().revision) this.#following.show(face);
  }
}
