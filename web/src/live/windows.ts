// Work on very many messages that the server does a window at a time: how far it has come, and a way to stop in between.
export interface Window {
  count: number;
  nextCursor: string | null;
}

export class Windows {
  private round = 0;

  /** For work that begins later: it does not if it was stopped before. */
  get now(): number {
    return this.round;
  }

  /** How many were done, and what ended it too early. */
  async run(
    step: (cursor: string | null) => Promise<Window>,
    moved: (done: number) => void,
    round = this.round,
  ): Promise<{ done: number; error: unknown; isStopped: boolean }> {
    let done = 0;
    let cursor: string | null = null;
    if (round !== this.round) return { done, error: null, isStopped: true };
    try {
      do {
        const window: Window = await step(cursor);
        cursor = window.nextCursor;
        moved((done += window.count));
      } while (cursor !== null && round === this.round);
    } catch (error) {
      return { done, error, isStopped: false };
    }
    return { done, error: null, isStopped: cursor !== null };
  }

  /** The window under way is done to its end. */
  cancel(): void {
    this.round += 1;
  }
}
