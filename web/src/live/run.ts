// Does what an update asks for, and tells how it ended as another event.
import * as api from '../api/client';
import type { Filter, MessageList, Summary } from '../api/types';
import { formatRoute, type Route } from '../lib/router';
import type { Event } from '../state/event';
import type { Effect } from '../state/model';
import { Batch } from './batch';
import { Connection } from './connection';
import { failureOf } from './failure';
import { Pages } from './pages';
import { tell } from './tell';
import { Windows } from './windows';

export type Dispatch = (event: Event) => void;

const settleMilliseconds = 150;
const tagMilliseconds = 1000;
const reloadMilliseconds = 500;
const largestPage = 1000;
const showWorkFrom = 20;

/** The last call within the time wins: a burst of events asks for the numbers once. */
function settled<Argument>(act: (argument: Argument) => Promise<void>): (argument: Argument) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (argument) => {
    clearTimeout(timer);
    timer = setTimeout(() => void act(argument), settleMilliseconds);
  };
}

/** At most once within the time, and once more after the last call: a stream of mail keeps the numbers moving. */
function paced(milliseconds: number, act: () => unknown): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      act();
    }, milliseconds);
  };
}

export class Runner {
  private readonly connection: Connection;
  private readonly batch = new Batch();
  private readonly windows = new Windows();
  private readonly pages: Pages;
  private patches = Promise.resolve();
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
        return void this.list(effect);
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
        return void this.delete(effect);
      case 'expire':
        return this.expire(effect);
      case 'cancel':
        this.windows.cancel();
        return this.batch.cancel();
      case 'sessions':
        return void this.sessions(effect);
      case 'session':
        return void this.session(effect.id);
      case 'bulk':
        return void this.bulk(effect);
      case 'tell':
        return tell(effect.added, (id) => {
          this.navigate({ view: 'message', id }, false);
        });
      case 'navigate':
        return this.navigate(effect.route, effect.replace);
    }
  }

  navigate(to: Route, replace: boolean): void {
    // A list that does not say how it is sorted stays as the one before.
    const isOpen = to.view === 'list' && to.order === undefined;
    const route: Route = isOpen ? { ...to, order: this.filter().order } : to;
    const address = formatRoute(route);
    const filter = route.view === 'list' ? null : this.filter();
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

  private async range({ request, filter, offset, limit, from, to }: Extract<Effect, { do: 'range' }>) {
    const rows: Summary[] = [];
    let cursor: string | null = null;
    try {
      do {
        const most = Math.min(limit - rows.length, largestPage);
        const page: MessageList = await api.list(filter, most, cursor === null ? { offset } : { cursor });
        rows.push(...page.messages);
        cursor = page.nextCursor;
      } while (cursor !== null && rows.length < limit);
      this.dispatch({ type: 'range.loaded', request, rows, from, to });
    } catch (error) {
      this.dispatch({ type: 'notice.shown', text: failureOf(error).message });
    }
  }

  private readonly reload = paced(reloadMilliseconds, () => {
    this.dispatch({ type: 'reload.due' });
  });

  private readonly newer = settled(async ({ request, filter, after }: Extract<Effect, { do: 'newer' }>) => {
    const page = await api.newer(filter, after).catch(() => null);
    if (page) this.dispatch({ type: 'newer.loaded', request, page });
  });

  private readonly counts = settled(async ({ request, filter }: Extract<Effect, { do: 'counts' }>) => {
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
    const error = await this.each(ids, (id) => api.change(id, patch));
    this.dispatch({ type: 'work.ended', error });
    this.dispatch({ type: 'changed' });
  }

  private async delete({ ids, ticket }: Extract<Effect, { do: 'delete' }>): Promise<void> {
    const error = await this.each(ids, (id) => api.remove(id));
    this.dispatch({ type: 'work.ended', error });
    this.dispatch({ type: 'changed' });
    this.dispatch({ type: 'delete.ended', ticket, error });
  }

  /** Many requests, a few at a time; the first failure's text, "" when all went well. */
  private async each(ids: readonly string[], act: (id: string) => Promise<void>): Promise<string> {
    const moved = (done: number) => {
      this.dispatch({ type: 'work.moved', done, total: ids.length });
    };
    const errors = await this.batch.run(ids, act, ids.length > showWorkFrom ? moved : () => undefined);
    // What is gone already need not be deleted.
    const failures = errors.map(failureOf).filter(({ status }) => status !== 404);
    return failures[0]?.message ?? '';
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

  /** Window after window, until all are done or it is stopped. */
  private async bulk({ filter, patch, total }: Extract<Effect, { do: 'bulk' }>): Promise<void> {
    const step = (cursor: string | null) =>
      patch === null ? api.removeNext(filter, cursor) : api.changeNext(filter, patch, cursor);
    const moved = (done: number) => {
      this.dispatch({ type: 'work.moved', done, total });
    };
    const { done, error } = await this.windows.run(step, moved);
    this.dispatch({ type: 'work.ended', error: error === null ? '' : failureOf(error).message });
    this.dispatch({ type: 'changed' });
    this.dispatch({ type: 'bulk.ended', done, patch });
  }
}
