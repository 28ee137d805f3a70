// The same request for many messages, a few at a time, with progress and a way to stop.
const atOnce = 6;

export class Batch {
  private round = 0;

  /** What failed. A message that fails does not stop the others. */
  async run<Item>(
    items: readonly Item[],
    act: (item: Item) => Promise<void>,
    moved: (done: number) => void,
  ): Promise<unknown[]> {
    const { round } = this;
    const errors: unknown[] = [];
    const queue = items[Symbol.iterator]();
    let done = 0;
    const worker = async () => {
      for (const item of queue) {
        if (round !== this.round) return;
        await act(item).catch((error: unknown) => errors.push(error));
        moved((done += 1));
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
    return errors;
  }

  /** What is under way ends; the rest is left as it is. */
  cancel(): void {
    this.round += 1;
  }
}
