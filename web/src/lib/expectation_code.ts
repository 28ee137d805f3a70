// An expectation written for a shell, for pytest and for JavaScript: complete, to copy. Pure.
import type { Expectation } from '../api/types';
import { isFlat, toExpectation, toMatch, within, type Wish } from './expectation';
import type { Snippet } from './snippet';

/** POSIX shell: between single quotes nothing means anything but the quote itself. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** JSON is JavaScript as it is; Python has other words for three values. */
function literal(value: unknown, isPython: boolean, indent: string): string {
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, isPython, indent)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value);
    return isPython ? ({ true: 'True', false: 'False', null: 'None' }[text] ?? text) : text;
  }
  const entries = Object.entries(value).map(
    ([key, one]) => `${isPython ? JSON.stringify(key) : key}: ${literal(one, isPython, `${indent}    `)}`,
  );
  const line = isPython ? `{${entries.join(', ')}}` : `{ ${entries.join(', ')} }`;
  if (line.length + indent.length < 90) return line;
  const step = isPython ? '    ' : '  ';
  return `{\n${entries.map((entry) => `${indent}${step}${entry},\n`).join('')}${indent}}`;
}

function curl(wish: Wish, url: string): string {
  const base = `MAILSTOP_URL=\${MAILSTOP_URL:-${url}}\n`;
  if (!isFlat(wish)) {
    const body = JSON.stringify(toExpectation(wish), null, 2);
    return `${base}curl -sS --fail-with-body "$MAILSTOP_URL/v1/expect" \\
  -H 'Content-Type: application/json' -d ${shellQuoted(body)}`;
  }
  const fields: (readonly [string, string])[] = wish.conditions.map(({ key, value }) => [key, value]);
  if (wish.inbox !== null) fields.push(['inbox', wish.inbox]);
  fields.push(['within', within]);
  if (wish.isOne) fields.push(['count', '1']);
  if (wish.print !== '') fields.push(['print', wish.print]);
  if (wish.print === 'link' && wish.linkText !== '') fields.push(['linkText', wish.linkText]);
  const lines = fields.map(([name, value]) => `  --data-urlencode ${shellQuoted(`${name}=${value}`)}`);
  const command = `curl -sSG --fail-with-body "$MAILSTOP_URL/v1/expect" \\\n${lines.join(' \\\n')}`;
  if (wish.print === '') return base + command;
  return `${base}${wish.print}=$(${command}) || exit\necho "$${wish.print}"`;
}

const flags: Record<string, string> = { authUser: 'auth-user' };

function cli(wish: Wish): string {
  // A value that begins with two dashes goes with the flag only after an equals sign.
  const flag = (name: string, value: string) =>
    value.startsWith('--') ? `--${name}=${shellQuoted(value)}` : `--${name} ${shellQuoted(value)}`;
  const parts = isFlat(wish)
    ? wish.conditions.map(({ key, value }) => flag(flags[key] ?? key, value))
    : [flag('match', JSON.stringify(toMatch(wish.conditions)))];
  if (wish.inbox !== null) parts.push(flag('inbox', wish.inbox));
  parts.push(`--within ${within}`);
  if (wish.isOne) parts.push('--count 1');
  if (wish.print !== '') parts.push(`--print ${wish.print}`);
  if (wish.print === 'link' && wish.linkText !== '') parts.push(flag('link-text', wish.linkText));
  const command = `mailstop expect ${parts.join(' \\\n  ')}`;
  return wish.print === '' ? command : `${wish.print}=$(${command}) || exit\necho "$${wish.print}"`;
}

/** What is asked besides the match, as arguments of the helper. */
function more(wanted: Expectation): [string, unknown][] {
  const { inbox, count } = wanted;
  return Object.entries({ inbox, count }).filter(([, value]) => value !== undefined);
}

function python(wish: Wish, url: string): string {
  const match = literal(toMatch(wish.conditions), true, '    ');
  const named = more(toExpectation(wish)).map(([name, value]) => `, ${name}=${literal(value, true, '')}`);
  const taken = {
    '': [],
    code: ['code = mail["codes"][0]["value"]', 'assert code'],
    link: [
      `link = next(link["href"] for link in mail["links"] if ${literal(wish.linkText, true, '')} in link["text"])`,
      'assert link.startswith("http")',
    ],
    subject: ['assert mail["subject"]'],
    text: ['assert mail["text"]'],
  }[wish.print];
  return `import json
import os
import urllib.error
import urllib.request

import pytest

MAILSTOP_URL = os.environ.get("MAILSTOP_URL", "${url}")


def expect_mail(match, within="${within}", **more):
    """-> the messages, newest first; else the test fails with Mailstop's explanation."""
    body = json.dumps({"match": match, "within": within, **more}).encode()
    request = urllib.request.Request(f"{MAILSTOP_URL}/v1/expect", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["messages"]
    except urllib.error.HTTPError as error:
        pytest.fail(json.load(error)["error"]["message"], pytrace=False)


def test_the_mail_is_sent():
    # Here the application sends its mail.
    ${wish.isOne ? '[mail]' : 'mail, *_'} = expect_mail(${match}${named.join('')})
${taken.map((line) => `    ${line}\n`).join('')}`;
}

function javascript(wish: Wish, url: string): string {
  const match = literal(toMatch(wish.conditions), false, '  ');
  const named = more(toExpectation(wish)).map(([name, value]) => `${name}: ${literal(value, false, '')}`);
  const options = named.length === 0 ? '' : `, { ${named.join(', ')} }`;
  const linkText = literal(wish.linkText, false, '');
  const taken = {
    '': [],
    code: ['const code = mail.codes[0].value;', 'expect(code).toBeTruthy();'],
    link: [
      `const { href } = mail.links.find(({ text }) => text.includes(${linkText}));`,
      'expect(href).toMatch(/^https?:/);',
    ],
    subject: ['expect(mail.subject).toBeTruthy();'],
    text: ['expect(mail.text).toBeTruthy();'],
  }[wish.print];
  return `import { expect, test } from "vitest"; // or "@playwright/test"

const url = process.env.MAILSTOP_URL ?? "${url}";

/** The messages, newest first; else throws Mailstop's explanation. */
async function expectMail(match, { within = "${within}", ...more } = {}) {
  const answer = await fetch(\`\${url}/v1/expect\`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ match, within, ...more }),
  });
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.error.message);
  return result.messages;
}

test("the mail is sent", async () => {
  // Here the application sends its mail.
  const [mail] = await expectMail(${match}${options});
${taken.length > 0 ? taken.map((line) => `  ${line}\n`).join('') : '  expect(mail.id).toBeTruthy();\n'}}, 15_000);`;
}

/** `url` is this server's. */
export function expectationSnippets(wish: Wish, url: string): Snippet[] {
  const snippet = (id: string, name: string, where: string, code: string): Snippet => ({
    id,
    name,
    where,
    kind: 'try',
    code,
  });
  return [
    snippet('curl', 'curl', 'shell', curl(wish, url)),
    snippet('cli', 'mailstop', 'shell', cli(wish)),
    snippet('pytest', 'pytest', 'nothing to install but pytest', python(wish, url)),
    snippet('javascript', 'JavaScript', 'vitest or Playwright, Node 18 or newer', javascript(wish, url)),
    snippet('json', 'JSON', 'POST /v1/expect', JSON.stringify(toExpectation(wish), null, 2)),
  ];
}
