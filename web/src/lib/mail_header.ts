// The header of a message inside another one, read here: the server lists only that of the outer message. Pure.
export interface HeaderField {
  name: string;
  value: string;
}

// RFC 2047 section 4: =?charset?encoding?text?=
const encodedWord = /=\?([\w.:-]+)(?:\*[\w-]+)?\?([bq])\?([^?\s]*)\?=/gi;

function bytesOf(encoding: string, text: string): Uint8Array {
  if (encoding.toLowerCase() === 'b') return Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const plain = text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0));
}

/** What cannot be decoded stays as it is. */
export function decodedWords(text: string): string {
  // White space between two encoded words is not part of the text.
  return text.replace(/(\?=)\s+(?==\?)/g, '$1').replace(encodedWord, (whole, charset, encoding, coded) => {
    try {
      return new TextDecoder(String(charset)).decode(bytesOf(String(encoding), String(coded)));
    } catch {
      return whole;
    }
  });
}

/** The fields up to the first empty line, unfolded and decoded. */
export function headerOf(message: string): HeaderField[] {
  const end = message.search(/\r?\n\r?\n/);
  const header = end < 0 ? message : message.slice(0, end);
  return header
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const match = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line);
      return match ? [{ name: match[1] ?? '', value: decodedWords(match[2] ?? '').trim() }] : [];
    });
}

export const fieldOf = (fields: readonly HeaderField[], name: string): string =>
  fields.find((field) => field.name.toLowerCase() === name.toLowerCase())?.value ?? '';
