// What a test would expect of a message, from the message itself. Pure. See docs/testing.md.
import type { Expectation, Match, Message } from '../api/types';
import type { Text } from '../messages/text';
import { sureCode } from './codes';

export type ConditionKey =
  'to' | 'recipient' | 'from' | 'cc' | 'subject' | 'attachment' | 'link' | 'tag' | 'authUser' | 'tls';

/** One key of the flat form, where every value is a text. */
export interface Condition {
  key: ConditionKey;
  value: string;
  label: Text;
  /** Chosen until a person thinks otherwise. */
  isUsual: boolean;
}

/** What a test takes out of the mail. */
export type Print = '' | 'code' | 'link' | 'subject' | 'text';

export interface Wish {
  conditions: readonly Condition[];
  /** null for any. */
  inbox: string | null;
  /** Exactly one, and not at least one. */
  isOne: boolean;
  print: Print;
  /** With print link: what its text contains. */
  linkText: string;
}

export const within = '10s';
const most = { files: 5, links: 4, people: 3 };

const condition = (key: ConditionKey, value: string, label: Text, isUsual = false): Condition[] =>
  value === '' ? [] : [{ key, value, label, isUsual }];

const addressesOf = (list: Message['to']): string[] =>
  list.map(({ address }) => address).filter((address) => address !== '');

/** The numbers of one mail are not those of the next: what stands before the first is enough. */
function steadySubject(subject: string): string {
  const start = subject.split(/\d/, 1)[0]?.replace(/[\s#:([{<-]+$/, '') ?? '';
  return start.trim().length >= 4 ? start.trim() : subject;
}

/** Each once: two files may have the same name. */
export function conditionsOf(message: Message): Condition[] {
  const all = allConditionsOf(message);
  const first = (key: ConditionKey, value: string) =>
    all.findIndex((one) => one.key === key && one.value === value);
  return all.filter(({ key, value }, at) => first(key, value) === at);
}

function allConditionsOf(message: Message): Condition[] {
  const to = addressesOf(message.to).slice(0, most.people);
  const files = message.attachments.filter(({ filename }) => filename !== '').slice(0, most.files);
  const links = [...new Set(message.links.map(({ text }) => text.trim()))].slice(0, most.links);
  return [
    ...to.flatMap((address, at) => condition('to', address, 'To', at === 0)),
    ...message.hiddenRecipients
      .slice(0, most.people)
      .flatMap((address) => condition('recipient', address, 'Recipient (Bcc)', to.length === 0)),
    ...condition('subject', steadySubject(message.subject), 'Subject contains', true),
    ...condition('from', message.from?.address ?? '', 'From'),
    ...addressesOf(message.cc)
      .slice(0, most.people)
      .flatMap((address) => condition('cc', address, 'Cc')),
    // An inline picture is how the mail looks; a test is about what is attached.
    ...files.flatMap(({ filename, disposition }) =>
      condition('attachment', filename, 'Attachment', disposition === 'attachment'),
    ),
    ...links.flatMap((text) => condition('link', text, 'Link')),
    ...message.tags.slice(0, most.people).flatMap((tag) => condition('tag', tag, 'Tag')),
    ...condition('authUser', message.envelope.authUser, 'Logged in as'),
    ...condition('tls', message.envelope.tls ? 'true' : '', 'Came over TLS'),
  ];
}

/** What is most likely wanted of it. */
export function usualPrint(message: Message): Print {
  return sureCode(message.codes) ? 'code' : '';
}

const matchOf = ({ key, value }: Condition): Match => ({ [key]: key === 'tls' ? true : value });

/** A key can stand once in a Match: the others of its kind go into `all`. */
export function toMatch(conditions: readonly Condition[]): Match {
  const first = new Map<ConditionKey, Condition>();
  const others: Condition[] = [];
  for (const one of conditions) {
    if (first.has(one.key)) others.push(one);
    else first.set(one.key, one);
  }
  const match: Match = Object.assign({}, ...[...first.values()].map(matchOf));
  return others.length === 0 ? match : { ...match, all: others.map(matchOf) };
}

/** Whether the flat form can say it: each key once. */
export const isFlat = ({ conditions }: Wish): boolean =>
  new Set(conditions.map(({ key }) => key)).size === conditions.length;

export function toExpectation(wish: Wish): Expectation {
  return {
    ...(wish.inbox === null ? {} : { inbox: wish.inbox }),
    within,
    ...(wish.isOne ? { count: 1 } : {}),
    match: toMatch(wish.conditions),
  };
}
