// The state of the running page, and the only way to change it: dispatch(event).
import type { Filter } from '../api/types';
import { Runner } from '../live/run';
import { parseRoute, type Route } from '../lib/router';
import { isLossToLeave } from './deletion';
import type { Event } from './event';
import { initialState, type State } from './model';
import { update } from './update';

let state = $state.raw<State>(initialState);

export const app = {
  get state(): State {
    return state;
  },
};

const runner = new Runner(dispatch, () => state.filter);

export function dispatch(event: Event): void {
  const [next, effects] = update(state, event);
  state = next;
  for (const effect of effects) runner.run(effect);
}

/** `filter` is of the list beside a page that is not one itself. */
export function navigate(route: Route, filter: Filter = state.filter): void {
  runner.navigate(route, false, filter);
}

function followAddress(): void {
  const kept = history.state as { filter?: Filter | null } | null;
  dispatch({
    type: 'navigated',
    route: parseRoute(location.pathname, location.search),
    filter: kept?.filter ?? null,
  });
}

/** From here on the state follows the address bar, the server and the network. */
export function start(): void {
  addEventListener('popstate', followAddress);
  const retry = () => {
    if (app.state.live.status === 'waiting') dispatch({ type: 'retried' });
  };
  addEventListener('online', retry);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') retry();
  });
  // What was deleted stays deleted.
  addEventListener('pagehide', () => {
    dispatch({ type: 'left' });
  });
  addEventListener('beforeunload', (event) => {
    if (isLossToLeave(app.state)) event.preventDefault();
  });
  followAddress();
}
