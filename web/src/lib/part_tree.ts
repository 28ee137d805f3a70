// Places in the MIME tree of a message. Pure.
import type { PartNode } from '../api/types';

export const isMessage = ({ contentType }: Pick<PartNode, 'contentType'>): boolean =>
  contentType === 'message/rfc822' || contentType === 'message/global';

export function findPart(root: PartNode, partId: string): PartNode | null {
  if (root.partId === partId) return root;
  for (const part of root.parts) {
    const found = findPart(part, partId);
    if (found) return found;
  }
  return null;
}

/** The leaves of an attached message that are its own, and not of one attached to it. */
function leavesOf(node: PartNode): PartNode[] {
  return node.parts.flatMap((part) => (part.parts.length > 0 && !isMessage(part) ? leavesOf(part) : [part]));
}

export interface Content {
  /** What is read first: the text, else the HTML. */
  body: PartNode | null;
  files: PartNode[];
}

export function contentOf(message: PartNode): Content {
  const leaves = leavesOf(message);
  const bodies = leaves.filter((one) => one.disposition === 'inline' && one.filename === '');
  const ofType = (type: string) => bodies.find(({ contentType }) => contentType === type);
  const body = ofType('text/plain') ?? ofType('text/html') ?? null;
  const isBody = (one: PartNode) =>
    bodies.includes(one) && ['text/plain', 'text/html'].includes(one.contentType);
  return { body, files: leaves.filter((one) => !isBody(one)) };
}
