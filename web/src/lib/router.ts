// The page's own addresses, both ways. Pure.
export type Route =
  | { view: 'list'; inbox: string | null; q: string }
  | { view: 'message'; id: string }
  | { view: 'sessions' }
  | { view: 'setup' }
  | { view: 'unknown' };

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

export function parseRoute(pathname: string, search = ''): Route {
  const q = new URLSearchParams(search).get('q') ?? '';
  const [first = '', second = '', ...rest] = pathname.replace(/^\/|\/$/g, '').split('/');
  const name = decoded(second);
  if (rest.length > 0 || name === null) return { view: 'unknown' };
  if (second === '') {
    if (first === '') return { view: 'list', inbox: null, q };
    if (first === 'sessions' || first === 'setup') return { view: first };
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
    case 'setup':
      return `/${route.view}`;
    case 'unknown':
      return '/';
  }
}
