// Does what an update asks for, and tells how it ended as another event.
import * as api from '../api/client';
import type { Filter } from '../api/types';
import { formatRoute, type Route } from '../lib/router';
import type { Event, Failure } from '../state/event';
import type { Effect } from '../state/model';
import { Batch } from './batch';
import { Connection } from './connection';
import { tell } from './tell';

export type Dispatch = (event: Event) => void;

const settleMilliseconds = 150;
const tagMilliseconds = 1000;
const showWorkFrom = 20;

function failureOf(error: unknown): Failure {
  if (error instanceof api.ApiError)
    return { status: error.status, code: error.code, message: error.message };
  return { status: 0, code: 'unexpected', message: String(error) };
}

/** The last call within the time wins: a burst of events asks for the numbers once. */
function settled<Argument>(act: (argument: Argument) => Promise<void>): (argument: Argument) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (argument) => {
    clearTimeout(timer);
    timer = setTimeout(() => void act(argument), settleMilliseconds);
  };
}

/** At most once within the time, and once more after the last call: a stream of mail keeps the numbers moving. */
function paced(milliseconds: number, act: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void act();
    }, milliseconds);
  };
}

export class Runner {
  private readonly connection: Connection;
  private readonly batch = new Batch();
  private patches = Promise.resolve();
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly filter: () => Filter,
  ) {
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
      case 'more':
        return void this.more(effect);
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
        return this.batch.cancel();
      case 'sessions':
        return void this.sessions(effect);
      case 'session':
        return void this.session(effect.id);
      case 'deleteAll':
        return void this.change(() => api.removeAll(effect.filter));
      case 'tell':
        return tell(effect.added, (id) => {
          this.navigate({ view: 'message', id }, false);
        });
      case 'navigate':
        return this.navigate(effect.route, effect.replace);
    }
  }

  navigate(route: Route, replace: boolean): void {
    const address = formatRoute(route);
    const filter = route.view === 'list' ? null : this.filter();
    // The filter goes along, so that a reload of a message's page shows the same list beside it.
    if (replace) history.replaceState({ filter }, '', address);
    else history.pushState({ filter }, '', address);
    this.dispatch({ type: 'navigated', route, filter });
  }

  private async list({ request, filter, limit }: Extract<Effect, { do: 'list' }>): Promise<void> {
    try {
      this.dispatch({ type: 'list.loaded', request, page: await api.list(filter, limit) });
    } catch (error) {
      this.dispatch({ type: 'list.failed', request, failure: failureOf(error) });
    }
  }

  private async more({ request, filter, cursor }: Extract<Effect, { do: 'more' }>): Promise<void> {
    try {
      this.dispatch({ type: 'more.loaded', request, page: await api.list(filter, 200, cursor) });
    } catch (error) {
      this.dispatch({ type: 'more.failed', request, failure: failureOf(error) });
    }
  }

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

  private async change(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      this.dispatch({ type: 'changed' });
    } catch (error) {
      this.dispatch({ type: 'notice.shown', text: failureOf(error).message });
    }
  }
}
