// Does what an update asks for, and tells how it ended as another event.
import * as api from '../api/client';
import type { Filter, MessageList, Summary } from '../api/types';
import { formatRoute, type Route } from '../lib/router';
import { bulkOwner } from '../state/bulk';
import type { Event, Outcome } from '../state/event';
import type { Effect } from '../state/model';
import { Batch, type Ended } from './batch';
import { Connection } from './connection';
import { failureOf } from './failure';
import { paced } from './paced';
import { Pages } from './pages';
import { tell } from './tell';
import { Windows } from './windows';

export type Dispatch = (event: Event) => void;

const settleMilliseconds = 150;
const tagMilliseconds = 1000;
const reloadMilliseconds = 500;
const largestPage = 1000;
const showWorkFrom = 20;

export class Runner {
  private readonly connection: Connection;
  private readonly batch = new Batch();
  private readonly windows = new Windows();
  private readonly pages: Pages;
  private patches: Promise<unknown> = Promise.resolve();
  private deletions: Promise<unknown> = Promise.resolve();
  private bulks: Promise<unknown> = Promise.resolve();
  private listing: Promise<unknown> = Promise.resolve();
  private batches = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly filter: () => Filter,
  ) {
    this.pages = new Pages(dispatch);
    this.connection = new Connection({
      opened: () => {
        dispatch({ type: 'live.opened' });
      },
      received: (events) => {
        dispatch({ type: 'live.received', events });
      },
      closed: () => {
        dispatch({ type: 'live.closed' });
      },
    });
  }

  run(effect: Effect): void {
    switch (effect.do) {
      case 'list':
        this.listing = this.list(effect);
        return;
      case 'page':
        return this.pages.ask(effect);
      case 'range':
        return void this.range(effect);
      case 'reload':
        return this.reload();
      case 'newer':
        return this.newer(effect);
      case 'counts':
        return this.counts(effect);
      case 'message':
        return void this.message(effect.id);
      case 'info':
        return void this.info();
      case 'inboxes':
        return this.inboxes();
      case 'tags':
        return this.tags();
      case 'connect':
        return this.connection.open(api.urls.events(effect.after));
      case 'wait':
        return this.wait(effect.milliseconds);
      case 'patch':
        return this.queue(effect);
      case 'delete':
        this.deletions = both(this.deletions, this.delete(effect));
        return;
      case 'expire':
        return this.expire(effect);
      case 'cancel':
        this.windows.cancel();
        return this.batch.cancel();
      case 'hurry':
        return this.batch.hurry();
      case 'sessions':
        return void this.sessions(effect);
      case 'session':
        return void this.session(effect.id);
      case 'bulk':
        return this.afterAll(effect);
      case 'tell':
        return tell(effect.added, (id) => {
          this.navigate({ view: 'message', id }, false);
        });
      case 'navigate':
        return this.navigate(effect.route, effect.replace);
    }
  }

  navigate(to: Route, replace: boolean, beside = this.filter()): void {
    // A list that does not say how it is sorted stays as the one before.
    const isOpen = to.view === 'list' && to.order === undefined;
    const route: Route = isOpen ? { ...to, order: this.filter().order } : to;
    const address = formatRoute(route);
    const filter = route.view === 'list' ? null : beside;
    // The filter goes along, so that a reload of a message's page shows the same list beside it.
    if (replace) history.replaceState({ filter }, '', address);
    else history.pushState({ filter }, '', address);
    this.dispatch({ type: 'navigated', route, filter });
  }

  private async list({ request, filter, offset, limit }: Extract<Effect, { do: 'list' }>): Promise<void> {
    try {
      this.dispatch({ type: 'list.loaded', request, page: await api.list(filter, limit, { offset }) });
    } catch (error) {
      this.dispatch({ type: 'list.failed', request, failure: failureOf(error) });
    }
  }

  private async range({ beginning, filter, offset, limit, from, to }: Extract<Effect, { do: 'range' }>) {
    const rows: Summary[] = [];
    let cursor: string | null = null;
    try {
      do {
        const most = Math.min(limit - rows.length, largestPage);
        const page: MessageList = await api.list(filter, most, cursor === null ? { offset } : { cursor });
        rows.push(...page.messages);
        cursor = page.nextCursor;
      } while (cursor !== null && rows.length < limit);
      this.dispatch({ type: 'range.loaded', beginning, rows, from, to });
    } catch (error) {
      this.dispatch({ type: 'notice.shown', text: failureOf(error).message });
    }
  }

  private readonly reload = paced(reloadMilliseconds, () => {
    this.dispatch({ type: 'reload.due' });
    return this.listing;
  });

  private readonly newer = paced(settleMilliseconds, async (effect: Extract<Effect, { do: 'newer' }>) => {
    const { request, filter, after } = effect;
    const page = await api.newer(filter, after).catch(() => null);
    if (page) this.dispatch({ type: 'newer.loaded', request, page });
  });

  private readonly counts = paced(settleMilliseconds, async (effect: Extract<Effect, { do: 'counts' }>) => {
    const { request, filter } = effect;
    const page = await api.list(filter, 1).catch(() => null);
    if (page) this.dispatch({ type: 'counts.loaded', request, page });
  });

  private async message(id: string): Promise<void> {
    try {
      this.dispatch({ type: 'message.loaded', id, message: await api.message(id) });
    } catch (error) {
      this.dispatch({ type: 'message.failed', id, failure: failureOf(error) });
    }
  }

  private async info(): Promise<void> {
    const info = await api.info().catch(() => null);
    if (info) this.dispatch({ type: 'info.loaded', info });
  }

  private readonly inboxes = paced(settleMilliseconds, async () => {
    const inboxes = await api.inboxes().catch(() => null);
    if (inboxes) this.dispatch({ type: 'inboxes.loaded', inboxes });
  });

  private readonly tags = paced(tagMilliseconds, async () => {
    const tags = await api.tags().catch(() => null);
    if (tags) this.dispatch({ type: 'tags.loaded', tags });
  });

  private wait(milliseconds: number): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      this.dispatch({ type: 'retried' });
    }, milliseconds);
  }

  /** One after the other: what is taken back is taken back after it was done. */
  private queue(effect: Extract<Effect, { do: 'patch' }>): void {
    this.patches = this.patches.then(() => this.patch(effect));
  }

  private async patch({ ids, patch }: Extract<Effect, { do: 'patch' }>): Promise<void> {
    await this.each(ids, (id) => api.change(id, patch));
    this.dispatch({ type: 'changed' });
  }

  private async delete({ ids, ticket }: Extract<Effect, { do: 'delete' }>): Promise<void> {
    const { error, isStopped } = await this.each(ids, (id) => api.remove(id));
    this.dispatch({ type: 'changed' });
    this.dispatch({ type: 'delete.ended', ticket, isDone: error === '' && !isStopped });
  }

  /** Many requests, a few at a time; tells how they ended. */
  private async each(ids: readonly string[], act: (id: string) => Promise<void>): Promise<Outcome> {
    const total = ids.length;
    const owner = `batch ${(this.batches += 1)}`;
    const moved = (done: number) => {
      this.dispatch({ type: 'work.moved', owner, done, total });
    };
    const ended = await this.batch.run(ids, act, total > showWorkFrom ? moved : () => undefined);
    const outcome: Outcome = { ...failed(ended), total, isStopped: ended.isStopped };
    this.dispatch({ type: 'work.ended', owner, ...outcome });
    return outcome;
  }

  private expire({ ticket, milliseconds }: Extract<Effect, { do: 'expire' }>): void {
    setTimeout(() => {
      this.dispatch({ type: 'delete.due', ticket });
    }, milliseconds);
  }

  private async sessions({ request, outcome, cursor }: Extract<Effect, { do: 'sessions' }>): Promise<void> {
    try {
      this.dispatch({ type: 'sessions.loaded', request, page: await api.sessions(outcome, cursor) });
    } catch (error) {
      this.dispatch({ type: 'sessions.failed', request, failure: failureOf(error) });
    }
  }

  private async session(id: string): Promise<void> {
    try {
      this.dispatch({ type: 'session.loaded', id, session: await api.session(id) });
    } catch (error) {
      this.dispatch({ type: 'session.failed', id, failure: failureOf(error) });
    }
  }

  /** After what was asked for before it: so its numbers are right. */
  private afterAll(effect: Extract<Effect, { do: 'bulk' }>): void {
    const round = this.windows.now;
    const before = both(this.bulks, both(this.patches, this.deletions));
    this.bulks = before.then(() => this.bulk(effect, round));
  }

  /** Window after window, until all are done or it is stopped. */
  private async bulk(
    { filter, patch, total }: Extract<Effect, { do: 'bulk' }>,
    round: number,
  ): Promise<void> {
    const step = (cursor: string | null) =>
      patch === null ? api.removeNext(filter, cursor) : api.changeNext(filter, patch, cursor);
    const moved = (done: number) => {
      this.dispatch({ type: 'work.moved', owner: bulkOwner, done, total });
    };
    const { done, error, isStopped } = await this.windows.run(step, moved, round);
    const said = error === null ? '' : failureOf(error).message;
    this.dispatch({ type: 'changed' });
    this.dispatch({ type: 'bulk.ended', patch, done, total, error: said, isStopped });
  }
}

const both = async (one: Promise<unknown>, other: Promise<unknown>): Promise<void> => {
  await Promise.all([one, other]);
};

/** What is gone already need not be deleted. */
function failed({ done, errors }: Ended): { done: number; error: string } {
  const failures = errors.map(failureOf).filter(({ status }) => status !== 404);
  return { done: done + errors.length - failures.length, error: failures[0]?.message ?? '' };
}
