// Does what an update asks for, and tells how it ended as another event.
import * as api from '../api/client';
import type { Filter } from '../api/types';
import { formatRoute, type Route } from '../lib/router';
import type { Event, Failure } from '../state/event';
import type { Effect } from '../state/model';
import { Connection } from './connection';

export type Dispatch = (event: Event) => void;

const settleMilliseconds = 150;

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

export class Runner {
  private readonly connection: Connection;
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
      case 'connect':
        return this.connection.open(api.urls.events(effect.after));
      case 'wait':
        return this.wait(effect.milliseconds);
      case 'patch':
        return void this.change(() => api.change(effect.id, effect.patch));
      case 'delete':
        return void this.change(() => api.remove(effect.id));
      case 'deleteAll':
        return void this.change(() => api.removeAll(effect.filter));
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

  private wait(milliseconds: number): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      this.dispatch({ type: 'retried' });
    }, milliseconds);
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
