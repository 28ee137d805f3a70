// What a PDF says, as text: enough to see that an invoice is the right one. Nothing of it is drawn, and nothing of it runs.
// It reads content streams (ISO 32000-1 section 7.3.8 and 9.4) and the ToUnicode tables of their fonts (section 9.10.3).
export interface PdfFacts {
  pages: number;
  title: string;
  /** Of the text that could be read; "" when there is none or it is encrypted. */
  text: string;
  isEncrypted: boolean;
}

const latin = new TextDecoder('latin1');
const mostStreams = 400;
const mostBytes = 4_000_000;

interface Stream {
  dictionary: string;
  bytes: Uint8Array;
}

async function inflated(bytes: Uint8Array): Promise<Uint8Array> {
  // Bytes behind the end of the data make the browser's inflater fail, with what it has read so far.
  const reader = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
    .getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || length > mostBytes) break;
      pieces.push(value);
      length += value.length;
    }
  } catch {
    // Then what came is all there is.
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Every stream of the file that is plain or deflated. */
async function streamsOf(bytes: Uint8Array, source: string): Promise<Stream[]> {
  const streams: Stream[] = [];
  const start = />>\s*stream\r?\n/g;
  for (let match = start.exec(source); match && streams.length < mostStreams; match = start.exec(source)) {
    const dictionary = source.slice(source.lastIndexOf('obj', match.index), match.index);
    const begin = start.lastIndex;
    const end = source.indexOf('endstream', begin);
    if (end < 0) break;
    start.lastIndex = end;
    if (/\/Subtype\s*\/Image/.test(dictionary)) continue;
    const data = bytes.subarray(begin, end);
    if (/\/FlateDecode/.test(dictionary)) streams.push({ dictionary, bytes: await inflated(data) });
    else if (!/\/Filter/.test(dictionary)) streams.push({ dictionary, bytes: data });
  }
  return streams;
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

// Section 7.3.4.2: literal strings.
const unescaped = (text: string): string =>
  text
    .replace(/\\([0-7]{1,3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8) & 255))
    .replace(/\\\r?\n/g, '')
    .replace(/\\([nrtbf()\\])/g, (_, one: string) => escapes[one] ?? one);

const fromHex = (hex: string): string =>
  (hex.replace(/\s/g, '').match(/../g) ?? []).map((pair) => String.fromCharCode(parseInt(pair, 16))).join('');

const utf16 = (hex: string): string =>
  (hex.match(/.{4}/g) ?? []).map((four) => String.fromCharCode(parseInt(four, 16))).join('');

/** Section 9.10.3: from codes to characters. All fonts of the file are taken together. */
function toUnicode(cmaps: readonly string[]): Map<number, string> {
  const table = new Map<number, string>();
  for (const cmap of cmaps) {
    for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
      for (const [, code = '', text = ''] of block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi))
        table.set(parseInt(code, 16), utf16(text));
    for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
      for (const [, low = '', high = '', text = ''] of block.matchAll(
        /<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*<([0-9a-f]{4})>/gi,
      ))
        for (
          let code = parseInt(low, 16);
          code <= Math.min(parseInt(high, 16), parseInt(low, 16) + 255);
          code += 1
        )
          table.set(code, String.fromCharCode(parseInt(text, 16) + code - parseInt(low, 16)));
  }
  return table;
}

/** What the text operators of one content stream show, a line for each move downwards. */
function shownText(content: string, table: Map<number, string>): string {
  let text = '';
  const piece =
    /\(((?:\\[\s\S]|[^\\()])*)\)|<([0-9a-f\s]+)>(?!>)|(-?\d+(?:\.\d+)?)\s*(?=[<(\]])|\b(T\*|Td|TD|Tm|ET)(?=\s|$)|'/gi;
  for (const [, literal, hex, gap, operator] of content.matchAll(piece)) {
    if (literal !== undefined) text += unescaped(literal);
    else if (hex !== undefined) {
      const bytes = fromHex(hex);
      // Two bytes a character where the table knows them so.
      const codes = [...bytes.matchAll(/[\s\S]{2}/g)].map(
        ([two]) => two.charCodeAt(0) * 256 + two.charCodeAt(1),
      );
      const isWide = codes.length > 0 && codes.every((code) => table.has(code));
      text += isWide
        ? codes.map((code) => table.get(code) ?? '').join('')
        : [...bytes].map((one) => table.get(one.charCodeAt(0)) ?? one).join('');
    } else if (gap !== undefined) text += Number(gap) < -200 ? ' ' : '';
    else if (operator === 'Tm' || operator === 'ET') text += '\n';
    else if (operator !== undefined) text += '\n';
  }
  return text;
}

export async function readPdf(buffer: ArrayBuffer): Promise<PdfFacts> {
  const bytes = new Uint8Array(buffer);
  const source = latin.decode(bytes);
  const streams = await streamsOf(bytes, source);
  const inside = streams.map((stream) => latin.decode(stream.bytes));
  // Objects may be in streams too (section 7.5.7).
  const objects = [source, ...inside.filter((_, at) => /\/ObjStm/.test(streams[at]?.dictionary ?? ''))].join(
    '\n',
  );
  const isEncrypted = /\/Encrypt\s/.test(objects);
  const title = unescaped(/\/Title\s*\(((?:\\[\s\S]|[^\\()])*)\)/.exec(objects)?.[1] ?? '');
  const table = toUnicode(inside.filter((text) => text.includes('begincmap')));
  const text = inside
    .filter((content) => /\bBT\b/.test(content) && /\bT[jJ]\b/.test(content))
    .map((content) => shownText(content, table))
    .join('\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
  return {
    pages: (objects.match(/\/Type\s*\/Page(?![a-z])/gi) ?? []).length,
    title: title.startsWith('\u00fe\u00ff') ? '' : title,
    text: isEncrypted ? '' : text,
    isEncrypted,
  };
}
