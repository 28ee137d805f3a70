// The page's own addresses, both ways. Pure.
import { outcomes, type Outcome } from '../api/types';

export type Route =
  | { view: 'list'; inbox: string | null; q: string }
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
  const q = new URLSearchParams(search).get('q') ?? '';
  const [first = '', second = '', ...rest] = pathname.replace(/^\/|\/$/g, '').split('/');
  const name = decoded(second);
  if (rest.length > 0 || name === null) return { view: 'unknown' };
  if (second === '') {
    if (first === '') return { view: 'list', inbox: null, q };
    if (first === 'setup' || first === 'docs') return { view: first };
    if (first === 'sessions') return sessionsRoute(search);
    return { view: 'unknown' };
  }
  if (first === 'm') return { view: 'message', id: name };
  if (first === 'inbox') return { view: 'list', inbox: name, q };
  return { view: 'unknown' };
}

export function formatRoute(route: Route): string {
  switch (route.view) {
    case 'list': {
      const path = route.inbox === null ? '/' : `/inbox/${encodeURIComponent(route.inbox)}`;
      return route.q === '' ? path : `${path}?${new URLSearchParams({ q: route.q }).toString()}`;
    }
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
