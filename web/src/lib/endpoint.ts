// Where an application reaches the SMTP port, as seen from this browser. Pure.
import type { Listener } from '../api/types';
import type { Text } from '../messages/text';

export interface Endpoint {
  host: string;
  port: string;
}

/** The port that examples use. */
export interface MailPort extends Endpoint {
  tls: Listener['tls'];
  auth: Listener['auth'];
}

const everywhere = new Set(['0.0.0.0', '[::]', '::', '*', '']);

/** `address` is what the server listens on ("127.0.0.1:1025", "[::1]:1025"); one that means "everywhere" becomes the page's host. */
export function toEndpoint(address: string | undefined, pageHost: string): Endpoint {
  const match = /^(.*):(\d+)$/.exec(address ?? '');
  if (!match) return { host: pageHost, port: '1025' };
  const [, host = '', port = ''] = match;
  if (everywhere.has(host)) return { host: pageHost, port };
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port };
}

/** The easiest port that there is. A socket file is no place for an example, and few speak LMTP. */
export function mailPort(listeners: readonly Listener[] | undefined, pageHost: string): MailPort {
  const byEase: Listener['kind'][] = ['smtp', 'submission', 'smtps'];
  const reachable = (listeners ?? []).filter(({ address }) => !address.startsWith('unix:'));
  const found = byEase.map((kind) => reachable.find((one) => one.kind === kind)).find(Boolean);
  const { tls = 'none', auth = 'optional' } = found ?? {};
  return { ...toEndpoint(found?.address, pageHost), tls, auth };
}

export const encryption: Record<Listener['tls'], Text> = {
  none: 'none',
  starttls: 'none, or STARTTLS',
  'starttls-required': 'STARTTLS, needed',
  implicit: 'TLS from the first byte',
};

/** "127.0.0.1:1025 (STARTTLS, login required)": a port, and what is not plain about it. */
export function describe({ kind, address, tls, auth }: Listener): string {
  const traits: string[] = [];
  if (tls === 'starttls') traits.push('STARTTLS');
  if (tls === 'starttls-required') traits.push('STARTTLS required');
  if (tls === 'implicit' && kind !== 'http') traits.push('TLS');
  if (kind !== 'http' && auth !== 'optional') traits.push(auth === 'off' ? 'no login' : 'login required');
  return traits.length > 0 ? `${address} (${traits.join(', ')})` : address;
}
