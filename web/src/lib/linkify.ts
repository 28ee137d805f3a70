// Finds the web and mail addresses in a plain text, to show them as links. Pure; nothing but http, https and mailto.
export interface Piece {
  text: string;
  /** "" for plain text. */
  href: string;
}

const pattern = /\bhttps?:\/\/[^\s<>"'`]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gi;

/** A sentence's last mark and an unopened bracket are not part of an address. */
function trimmed(address: string): string {
  let end = address.replace(/[.,;:!?]+$/, '');
  while (end.endsWith(')') && end.split('(').length < end.split(')').length) end = end.slice(0, -1);
  return end;
}

export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const address = trimmed(match[0]);
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), href: '' });
    pieces.push({ text: address, href: /^https?:/i.test(address) ? address : `mailto:${address}` });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), href: '' });
  return pieces;
}
