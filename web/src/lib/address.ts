import type { Address, Summary } from '../api/types';

/** The name, or the address where there is none. */
export const shortName = (address: Address): string => address.name || address.address || '(no address)';

export const fullAddress = (address: Address): string =>
  address.name && address.address ? `${address.name} <${address.address}>` : shortName(address);

/** Who a mail is from: the header, else the envelope. */
export function senderOf(row: Summary): string {
  return row.from ? shortName(row.from) : row.sender || '(no sender)';
}

/** Whom a mail goes to: the header, else the envelope. */
export function recipientsOf(row: Summary): string {
  const named = row.to.map((address) => address.address || address.name).filter((text) => text !== '');
  const all = named.length > 0 ? named : row.recipients;
  const [first = '(no recipient)', ...rest] = all;
  return rest.length > 0 ? `${first} +${rest.length}` : first;
}

/** One or two letters that stand for a sender. */
export function initials(text: string): string {
  const words = text.replace(/@.*/, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first = '', second = ''] = words;
  return ((first.at(0) ?? '?') + (second.at(0) ?? '')).toUpperCase();
}

/** A stable colour of the palette (0 to 7) for a sender. */
export function hue(text: string): number {
  let hash = 0;
  for (const letter of text.toLowerCase()) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash % 8;
}

/** Where a client connected from; a Unix socket has no port. */
export const clientText = (client: { clientAddress: string; clientPort: number }): string =>
  client.clientPort > 0 ? `${client.clientAddress}, port ${client.clientPort}` : client.clientAddress;
