// How a part of a message can be looked at without opening it. Pure.
import type { Part } from '../api/types';

export type PreviewKind =
  | 'picture'
  | 'drawing'
  | 'audio'
  | 'video'
  | 'csv'
  | 'json'
  | 'calendar'
  | 'contact'
  | 'message'
  | 'pdf'
  | 'text';

// The server serves these as themselves; everything else only to be saved.
const pictures = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/apng',
  'image/x-icon',
]);

const byType: Record<string, PreviewKind> = {
  'image/svg+xml': 'drawing',
  'text/csv': 'csv',
  'application/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'application/json': 'json',
  'application/ld+json': 'json',
  'text/calendar': 'calendar',
  'application/ics': 'calendar',
  'text/vcard': 'contact',
  'text/x-vcard': 'contact',
  'application/xml': 'text',
  'application/javascript': 'text',
  'application/x-yaml': 'text',
  'application/x-sh': 'text',
  'message/rfc822': 'message',
  'message/global': 'message',
  'application/pdf': 'pdf',
  'message/delivery-status': 'text',
  'message/disposition-notification': 'text',
};

const byEnding: Record<string, PreviewKind> = {
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
  ics: 'calendar',
  vcf: 'contact',
  svg: 'drawing',
  pdf: 'pdf',
  txt: 'text',
  md: 'text',
  log: 'text',
  xml: 'text',
  yaml: 'text',
  yml: 'text',
  eml: 'message',
  html: 'text',
};

/** These fetch what they need themselves. */
export const fetchesItself: ReadonlySet<PreviewKind> = new Set<PreviewKind>([
  'picture',
  'audio',
  'video',
  'message',
  'pdf',
]);

/** null for what can only be saved. */
export function previewKind({
  contentType,
  filename,
}: Pick<Part, 'contentType' | 'filename'>): PreviewKind | null {
  if (pictures.has(contentType)) return 'picture';
  const ending = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  const known = Object.hasOwn(byType, contentType) ? byType[contentType] : undefined;
  const named = Object.hasOwn(byEnding, ending) ? byEnding[ending] : undefined;
  if (known) return known;
  if (/^(audio|video)\/(mpeg|ogg|wav|mp4|webm|flac)$/.test(contentType))
    return contentType.startsWith('audio') ? 'audio' : 'video';
  // A declared kind wins over a name, but most programs declare only these.
  const isVague = contentType === 'text/plain' || contentType === 'application/octet-stream';
  if (isVague && named) return named;
  return contentType.startsWith('text/') ? 'text' : null;
}

/** The bytes as text in the charset that the part declares, if the browser knows it. */
export function decodeText(bytes: ArrayBuffer, charset: string): string {
  try {
    return new TextDecoder(charset === '' ? 'utf-8' : charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
