// The page's own addresses, both ways. Pure.
import { outcomes, type Outcome } from '../api/types';
import { orderOf, orderQuery, type Order } from './order';

export type Route =
  | { view: 'list'; inbox: string | null; q: string; order?: Order | undefined }
  | { view: 'message'; id: string }
  | { view: 'sessions'; outcome: Outcome | null; id: string | null }
  | { view: 'setup' }
  | { view: 'docs' }
  | { view: 'unknown' };

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function listRoute(inbox: string | null, search: string): Route {
  const query = new URLSearchParams(search);
  const order = orderOf(query);
  return { view: 'list', inbox, q: query.get('q') ?? '', ...(order && { order }) };
}

function listAddress({ inbox, q, order }: Extract<Route, { view: 'list' }>): string {
  const path = inbox === null ? '/' : `/inbox/${encodeURIComponent(inbox)}`;
  const query = new URLSearchParams({ ...(q !== '' && { q }), ...orderQuery(order) }).toString();
  return query === '' ? path : `${path}?${query}`;
}

function sessionsRoute(search: string): Route {
  const query = new URLSearchParams(search);
  const outcome = outcomes.find((one) => one === query.get('outcome')) ?? null;
  return { view: 'sessions', outcome, id: query.get('id') };
}

function sessionsAddress(outcome: Outcome | null, id: string | null): string {
  const query = new URLSearchParams();
  if (outcome !== null) query.set('outcome', outcome);
  if (id !== null) query.set('id', id);
  const text = query.toString();
  return text === '' ? '/sessions' : `/sessions?${text}`;
}

export function parseRoute(pathname: string, search = ''): Route {
  const [first = '', second = '', ...rest] = pathname.replace(/^\/|\/$/g, '').split('/');
  const name = decoded(second);
  if (rest.length > 0 || name === null) return { view: 'unknown' };
  if (second === '') {
    if (first === '') return listRoute(null, search);
    if (first === 'setup' || first === 'docs') return { view: first };
    if (first === 'sessions') return sessionsRoute(search);
    return { view: 'unknown' };
  }
  if (first === 'm') return { view: 'message', id: name };
  if (first === 'inbox') return listRoute(name, search);
  return { view: 'unknown' };
}

export function formatRoute(route: Route): string {
  switch (route.view) {
    case 'list':
      return listAddress(route);
    case 'message':
      return `/m/${encodeURIComponent(route.id)}`;
    case 'sessions':
      return sessionsAddress(route.outcome, route.id);
    case 'setup':
    case 'docs':
      return `/${route.view}`;
    case 'unknown':
      return '/';
  }
}
