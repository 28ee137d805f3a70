// The one-time codes that the server found in a message. Servers before they could find them send none.
import type { Message } from '../api/types';

export interface Code {
  value: string;
  confidence: number;
  context: string;
}

export function codesOf(message: Message): readonly Code[] {
  const { codes } = message as Message & { codes?: readonly Code[] };
  return codes ?? [];
}
