// The page of the list that is wanted now: who drags the scroll bar passes many, and only the one where it rests is asked for.
import * as api from '../api/client';
import type { Event } from '../state/event';
import type { Effect } from '../state/model';
import { failureOf } from './failure';

type Wanted = Extract<Effect, { do: 'page' }>;
const restMilliseconds = 60;

export class Pages {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private abort = new AbortController();

  constructor(private readonly dispatch: (event: Event) => void) {}

  /** The one before is not wanted any more. */
  ask(wanted: Wanted): void {
    clearTimeout(this.timer);
    this.abort.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    // What follows the rows in sight comes at once.
    const wait = wanted.cursor === null ? restMilliseconds : 0;
    this.timer = setTimeout(() => void this.load(wanted, signal), wait);
  }

  private async load({ ticket, filter, offset, cursor, limit }: Wanted, signal: AbortSignal): Promise<void> {
    try {
      const page = await api.list(filter, limit, cursor === null ? { offset } : { cursor }, signal);
      this.dispatch({ type: 'page.loaded', ticket, page });
    } catch (error) {
      if (!signal.aborted) this.dispatch({ type: 'page.failed', ticket, failure: failureOf(error) });
    }
  }
}
