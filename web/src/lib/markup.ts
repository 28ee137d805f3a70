// HTML as source to be read: cut into coloured pieces, and indented. Pure; it never becomes elements.
export type Kind = 'text' | 'tag' | 'name' | 'attribute' | 'value' | 'comment' | 'style';

export interface Token {
  kind: Kind;
  text: string;
}

export interface Line {
  depth: number;
  tokens: Token[];
}

const voids = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
]);
// Text runs through these; all others begin a line.
const inline = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'big',
  'br',
  'cite',
  'code',
  'del',
  'em',
  'font',
  'i',
  'img',
  'ins',
  'kbd',
  'label',
  'mark',
  'o:p',
  'q',
  's',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
  'wbr',
]);
const rawText = new Set(['style', 'script', 'title', 'textarea']);
const deepest = 40;

const piece =
  /<!--[\s\S]*?(?:-->|$)|<!\[[\s\S]*?(?:\]>|$)|<![^>]*>|<\/?[a-z][^\s>/]*(?:"[^"]*"|'[^']*'|[^>"'])*>?|[^<]+|</gi;
const attribute = /([^\s=/>"']+)(\s*=\s*)?("[^"]*"?|'[^']*'?|[^\s>]*)?|\s+|./g;

const nameOf = (tag: string): string => /^<\/?([^\s>/]+)/.exec(tag)?.[1]?.toLowerCase() ?? '';

/** The pieces of one tag. */
export function tagTokens(tag: string): Token[] {
  const [, open = '', name = '', rest = '', close = ''] =
    /^(<\/?)([^\s>/]+)([\s\S]*?)(\/?>?)$/.exec(tag) ?? [];
  const tokens: Token[] = [
    { kind: 'tag', text: open },
    { kind: 'name', text: name },
  ];
  for (const [whole, key = '', equals = '', value = ''] of rest.matchAll(attribute)) {
    if (key === '') tokens.push({ kind: 'text', text: whole });
    else {
      tokens.push({ kind: 'attribute', text: key });
      if (equals !== '') tokens.push({ kind: 'tag', text: equals }, { kind: 'value', text: value });
      else if (value !== '') tokens.push({ kind: 'text', text: value });
    }
  }
  tokens.push({ kind: 'tag', text: close });
  return tokens.filter(({ text }) => text !== '');
}

const otherToken = (text: string): Token => ({ kind: text.startsWith('<!') ? 'comment' : 'text', text });

/** As it was sent, coloured. */
export function sourceTokens(html: string): Token[] {
  return [...html.matchAll(piece)].flatMap(([text]) =>
    /^<\/?[a-z]/i.test(text) ? tagTokens(text) : [otherToken(text)],
  );
}

class Formatter {
  readonly lines: Line[] = [];
  private line: Token[] = [];
  private depth = 0;
  private raw = '';

  add(text: string): void {
    if (this.raw !== '' && nameOf(text) !== this.raw) this.addRaw(text);
    else if (/^<\/?[a-z]/i.test(text)) this.addTag(text);
    else if (text.startsWith('<!')) this.addAlone(otherToken(text));
    else this.addText(text);
  }

  flush(): void {
    const isBlank = this.line.every(({ text }) => text.trim() === '');
    if (!isBlank) this.lines.push({ depth: Math.min(this.depth, deepest), tokens: this.line });
    this.line = [];
  }

  private addRaw(text: string): void {
    for (const one of text.split(/\r?\n/)) {
      this.flush();
      if (one.trim() !== '') this.line.push({ kind: 'style', text: one.trim() });
    }
    this.flush();
  }

  private addText(text: string): void {
    const collapsed = text.replace(/\s+/g, ' ');
    if (collapsed !== ' ' || this.line.length > 0) this.line.push({ kind: 'text', text: collapsed });
  }

  private addAlone(token: Token): void {
    this.flush();
    this.line.push(token);
    this.flush();
  }

  private addTokens(tag: string): void {
    for (const token of tagTokens(tag)) this.line.push(token);
  }

  private addTag(text: string): void {
    const name = nameOf(text);
    const isClose = text.startsWith('</');
    if (inline.has(name)) {
      this.addTokens(text);
      if (name === 'br') this.flush();
      return;
    }
    this.flush();
    if (isClose) this.depth = Math.max(0, this.depth - 1);
    this.addTokens(text);
    this.flush();
    this.raw = !isClose && rawText.has(name) ? name : '';
    if (!isClose && !voids.has(name) && !text.endsWith('/>')) this.depth += 1;
  }
}

/** Indented: a line for each element that is not part of a text. */
export function formatMarkup(html: string): Line[] {
  const formatter = new Formatter();
  for (const [text] of html.matchAll(piece)) formatter.add(text);
  formatter.flush();
  return formatter.lines;
}

/** The same as plain lines. */
export const markupLines = (html: string): string[] =>
  formatMarkup(html).map(({ depth, tokens }) => '  '.repeat(depth) + tokens.map(({ text }) => text).join(''));
