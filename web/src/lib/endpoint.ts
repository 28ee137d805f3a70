// Where an application reaches the SMTP port, as seen from this browser. Pure.
export interface Endpoint {
  host: string;
  port: string;
}

const everywhere = new Set(['0.0.0.0', '[::]', '::', '*', '']);

/** The first that is a port: a socket file is no place for an example. */
export const firstPort = (addresses: readonly string[] | undefined): string | undefined =>
  addresses?.find((address) => !address.startsWith('unix:'));

/** `address` is what the server listens on ("127.0.0.1:1025", "[::1]:1025"); one that means "everywhere" becomes the page's host. */
export function toEndpoint(address: string | undefined, pageHost: string): Endpoint {
  const match = /^(.*):(\d+)$/.exec(address ?? '');
  if (!match) return { host: pageHost, port: '1025' };
  const [, host = '', port = ''] = match;
  if (everywhere.has(host)) return { host: pageHost, port };
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port };
}
