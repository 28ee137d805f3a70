import type { Text } from '../messages/text';

// As the server has it: InboxName of openapi.yaml.
export const isInboxName = (name: string): boolean => /^(?!\.{1,2}$)[A-Za-z0-9._@+-]{1,128}$/.test(name);

export const inboxRule: Text =
  'Letters, digits and . _ @ + - ; an inbox is made when the first mail goes there.';
