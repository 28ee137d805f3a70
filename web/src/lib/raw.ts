// The bytes of a message made visible: line ends, control characters and bytes beyond ASCII. Pure.
export interface Piece {
  kind: 'text' | 'end' | 'odd';
  text: string;
}

const cr = 13;
const lf = 10;
const tab = 9;
const isPlain = (byte: number) => byte >= 32 && byte < 127;
const hex = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0');

function endOfRun(bytes: Uint8Array, from: number, belongs: (byte: number) => boolean): number {
  let end = from;
  while (end < bytes.length && belongs(bytes[end] ?? 0)) end += 1;
  return end;
}

/** CRLF is shown quietly; a CR or LF alone, and everything beyond printable ASCII, stands out. */
export function visibleBytes(bytes: Uint8Array): Piece[] {
  const pieces: Piece[] = [];
  const latin = new TextDecoder('latin1');
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    if (isPlain(byte)) {
      const end = endOfRun(bytes, at, isPlain);
      pieces.push({ kind: 'text', text: latin.decode(bytes.subarray(at, end)) });
      at = end;
    } else if (byte === cr && bytes[at + 1] === lf) {
      pieces.push({ kind: 'end', text: '\\r\\n' }, { kind: 'text', text: '\n' });
      at += 2;
    } else if (byte === lf) {
      pieces.push({ kind: 'odd', text: '\\n' }, { kind: 'text', text: '\n' });
      at += 1;
    } else if (byte === cr || byte === tab) {
      pieces.push({ kind: byte === cr ? 'odd' : 'end', text: byte === cr ? '\\r' : '\\t' });
      at += 1;
    } else {
      const isOdd = (one: number) => !isPlain(one) && one !== cr && one !== lf && one !== tab;
      const end = endOfRun(bytes, at, isOdd);
      pieces.push({ kind: 'odd', text: Array.from(bytes.subarray(at, end), hex).join(' ') });
      at = end;
    }
  }
  return pieces;
}

export interface Counts {
  crlf: number;
  bareCr: number;
  bareLf: number;
  beyondAscii: number;
}

export function countBytes(bytes: Uint8Array): Counts {
  const counts = { crlf: 0, bareCr: 0, bareLf: 0, beyondAscii: 0 };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === cr && bytes[at + 1] === lf) {
      counts.crlf += 1;
      at += 1;
    } else if (byte === cr) counts.bareCr += 1;
    else if (byte === lf) counts.bareLf += 1;
    else if (byte > 127) counts.beyondAscii += 1;
  }
  return counts;
}
