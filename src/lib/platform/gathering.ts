interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly answered: PromiseWithResolvers<Answer>;
}

/**
 * Does the same thing for many who ask for it at the same moment: whoever asks while `work` runs under their key waits for the
 * next turn, which does it for all of them at once. Nobody waits for others to come: alone, one is served at once. `marksOf`:
 * two who share a mark are never served in the same turn.
 */
export class Gathering<Asked, Answer> {
  readonly #most: number;
  readonly #marksOf: (asked: Asked) => readonly string[];
  readonly #work: (asked: readonly Asked[]) => Promise<readonly Answer[]>;
  readonly #queues = new Map<string, Waiting<Asked, Answer>[]>();

  /** `work` answers each of those it is given, at most `most`, in their order. */
  constructor(
    most: number,
    marksOf: (asked: Asked) => readonly string[],
    work: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
  ) {
    this.#most = most;
    this.#marksOf = marksOf;
    this.#work = work;
  }

  /** Asks under this key. Fails for oneself alone: a turn that fails is done again for each by themselves. */
  ask(key: string, asked: Asked): Promise<Answer> {
    const one = { asked, answered: Promise.withResolvers<Answer>() };
    const queue = this.#queues.get(key);
    if (queue) queue.push(one);
    else {
      const begun = [one];
      this.#queues.set(key, begun);
      void this.#serve(key, begun);
    }
    return one.answered.promise;
  }

  async #serve(key: string, queue: Waiting<Asked, Answer>[]): Promise<void> {
    while (queue.length > 0) await this.#turn(this.#next(queue));
    this.#queues.delete(key);
  }

  #next(queue: Waiting<Asked, Answer>[]): Waiting<Asked, Answer>[] {
    const marks = new Set<string>();
    const turn: Waiting<Asked, Answer>[] = [];
    const later: Waiting<Asked, Answer>[] = [];
    for (const one of queue) {
      const own = this.#marksOf(one.asked);
      const apart = turn.length === this.#most || own.some((mark) => marks.has(mark));
      (apart ? later : turn).push(one);
      for (const mark of own) marks.add(mark);
    }
    queue.splice(0, queue.length, ...later);
    return turn;
  }

  async #turn(turn: readonly Waiting<Asked, Answer>[]): Promise<void> {
    try {
      const answers = await this.#work(turn.map(({ asked }) => asked));
      turn.forEach(({ answered }, index) => answered.resolve(answers[index]!));
    } catch (error) {
      if (turn.length === 1) turn[0]!.answered.reject(error);
      else for (const one of turn) await this.#turn([one]);
    }
  }
}
