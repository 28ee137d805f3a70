// The same request for many messages, a few at a time, with progress and a way to stop.
const atOnce = 6;
// Of requests that outlive their page Chromium lets a page have 256.
const mostAtOnce = 200;

export interface Ended {
  /** How many went well. */
  done: number;
  errors: unknown[];
  isStopped: boolean;
}

export class Batch {
  private round = 0;
  private readonly underWay = new Set<() => Promise<void>>();

  /** A message that fails does not stop the others. */
  async run<Item>(
    items: readonly Item[],
    act: (item: Item) => Promise<void>,
    moved: (done: number) => void,
  ): Promise<Ended> {
    const { round } = this;
    const errors: unknown[] = [];
    const workers: Promise<void>[] = [];
    let [taken, ended] = [0, 0];
    const work = async () => {
      while (taken < items.length && round === this.round) {
        const item = items[taken] as Item;
        taken += 1;
        await act(item).catch((error: unknown) => errors.push(error));
        moved((ended += 1));
      }
    };
    const begin = () => {
      const worker = work();
      workers.push(worker);
      return worker;
    };
    this.underWay.add(begin);
    for (let count = Math.min(atOnce, items.length); count > 0; count -= 1) void begin();
    // While these are waited for, more may begin.
    for (let at = 0; at < workers.length; at += 1) await workers[at];
    this.underWay.delete(begin);
    return { done: ended - errors.length, errors, isStopped: ended < items.length };
  }

  /** What is under way ends; the rest is left as it is. */
  cancel(): void {
    this.round += 1;
  }

  /** The page goes: what waits is handed to the browser now, for there is no later. */
  hurry(): void {
    for (const begin of this.underWay) for (let count = atOnce; count < mostAtOnce; count += 1) void begin();
  }
}
