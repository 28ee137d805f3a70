// One-time codes of a message, best first. Pure. See docs/testing.md, Codes.
import type { Code } from '../api/types';

/** From here on a code can be relied on: what `print=code` and `has:code` look at. */
const sureFrom = 0.5;

export const isSure = ({ confidence }: Code): boolean => confidence >= sureFrom;

export const sureCode = (codes: readonly Code[]): Code | null => codes.find(isSure) ?? null;

/** The context around the code itself, to show which of the words it is. */
export function aroundCode({ value, context }: Code): { before: string; found: string; after: string } {
  // The value is given without the spaces and hyphens that may stand between its figures.
  const pattern = [...value].map((one) => one.replace(/[^\p{L}\p{N}]/u, '\\$&')).join('[\\s-]?');
  const at = context.search(new RegExp(pattern, 'iu'));
  const found = at < 0 ? '' : (new RegExp(pattern, 'iu').exec(context)?.[0] ?? '');
  if (found === '') return { before: context, found: '', after: '' };
  return { before: context.slice(0, at), found, after: context.slice(at + found.length) };
}
