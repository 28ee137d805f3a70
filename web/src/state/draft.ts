// What a new test mail starts with. Pure.
import type { Address, Message } from '../api/types';
import type { Draft } from './model';

export const emptyDraft: Draft = {
  title: 'Send a test mail',
  from: 'Test <test@example.test>',
  to: 'alice@example.test',
  cc: '',
  subject: 'A test mail',
  text: 'Hello,\n\nthis is a test mail.\n',
  html: '',
  headers: {},
};

// RFC 5322 section 3.2.4: a name with special characters is quoted.
function written({ name, address }: Address): string {
  if (name === '') return address;
  const quoted = /^[\p{L}\p{N} _'-]+$/u.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
  return `${quoted} <${address}>`;
}

const joined = (addresses: readonly Address[]): string =>
  addresses
    .filter(({ address }) => address !== '')
    .map(written)
    .join(', ');

const prefixed = (prefix: string, subject: string): string =>
  subject.toLowerCase().startsWith(prefix.toLowerCase()) ? subject : `${prefix} ${subject}`;

/** The one who got the message answers. */
const answering = (message: Message): string =>
  joined(message.to.slice(0, 1)) || (message.recipients[0] ?? emptyDraft.from);

// RFC 5322 section 3.6.4
function threadOf(message: Message): Record<string, string> {
  if (message.messageId === '') return {};
  const references = [...message.references, message.messageId].map((id) => `<${id}>`).join(' ');
  return { 'In-Reply-To': `<${message.messageId}>`, References: references };
}

export function replyDraft(message: Message): Draft {
  const to = message.replyTo.length > 0 ? message.replyTo : message.from ? [message.from] : [];
  const quoted = message.text.trimEnd().replace(/^/gm, '> ');
  return {
    ...emptyDraft,
    title: 'Reply as a new test mail',
    from: answering(message),
    to: joined(to) || message.sender,
    subject: prefixed('Re:', message.subject),
    text: `\n\n${message.from?.name || message.sender} wrote:\n${quoted}\n`,
    headers: threadOf(message),
  };
}

export function forwardDraft(message: Message): Draft {
  const head = [
    '---------- Forwarded message ----------',
    `From: ${message.from ? written(message.from) : message.sender}`,
    `Date: ${message.date ?? message.receivedAt}`,
    `Subject: ${message.subject}`,
    `To: ${joined(message.to)}`,
  ];
  return {
    ...emptyDraft,
    title: 'Forward as a new test mail',
    from: answering(message),
    to: '',
    subject: prefixed('Fwd:', message.subject),
    text: `\n\n${head.join('\n')}\n\n${message.text}`,
    html: message.html,
  };
}
