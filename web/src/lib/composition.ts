// What the compose dialog sends.
import type { Composition } from '../api/types';
import type { Draft } from '../state/model';
import { toBase64 } from './base64';

export interface Fields extends Omit<Draft, 'title'> {
  bcc: string;
  inbox: string;
}

/** What is empty is left out. */
export async function compositionOf(fields: Fields, files: Iterable<File>): Promise<Composition> {
  const { from, to, cc, bcc, subject, text, html, inbox, headers } = fields;
  const attachments = await Promise.all(
    [...files].map(async (file) => ({
      filename: file.name,
      ...(file.type === '' ? {} : { contentType: file.type }),
      content: toBase64(new Uint8Array(await file.arrayBuffer())),
    })),
  );
  const optional = Object.entries({ to, cc, bcc, inbox: inbox.trim() }).filter(([, value]) => value !== '');
  return {
    from,
    ...Object.fromEntries(optional),
    subject,
    text,
    ...(html === '' ? {} : { html }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}
