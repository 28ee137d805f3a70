// Test mails to begin with. Pure.
import type { Draft } from '../state/model';

export interface Template {
  name: string;
  fields: Pick<Draft, 'subject' | 'text' | 'html'> & Partial<Pick<Draft, 'from' | 'headers'>>;
}

const card = (title: string, content: string): string => `<!doctype html>
<html>
  <body style="margin:0;padding:24px;background:#f3f4f8;font-family:sans-serif;color:#22243a">
    <div style="max-width:560px;margin:0 auto;padding:28px;background:#fff;border-radius:12px">
      <h1 style="font-size:22px">${title}</h1>
      ${content}
    </div>
  </body>
</html>
`;

export const templates: readonly Template[] = [
  {
    name: 'Sign-up with a link',
    fields: {
      from: 'Shop <welcome@shop.example.test>',
      subject: 'Please confirm your address',
      text: 'Welcome!\n\nPlease confirm your address: https://shop.example.test/confirm/9f2c81\n',
      html: card(
        'Welcome!',
        '<p><a href="https://shop.example.test/confirm/9f2c81">Confirm your address</a></p>',
      ),
    },
  },
  {
    name: 'One-time code',
    fields: {
      from: 'Shop <security@shop.example.test>',
      subject: 'Your sign-in code',
      text: 'Your code: 482 913\n\nIt works for ten minutes.\n',
      html: card('Your sign-in code', '<p>Your code: <b>482 913</b></p><p>It works for ten minutes.</p>'),
    },
  },
  {
    name: 'Newsletter with remote images',
    fields: {
      from: 'News <news@shop.example.test>',
      subject: 'This week: three things',
      text: 'Three things this week.\n',
      html: card(
        'This week',
        '<img src="https://cdn.shop.example.test/a.jpg" width="492" height="160" alt="A picture"><p>Three things.</p><img src="https://track.example.test/1.gif" width="1" height="1" alt="">',
      ),
      headers: {
        'List-Unsubscribe': '<https://shop.example.test/u/1>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    },
  },
  {
    name: 'Many scripts and a long subject',
    fields: {
      subject:
        'Grüße, Ελληνικά, русский, עברית, العربية, 日本語, 한국어, ไทย, 👩‍👩‍👧‍👦 and a subject that is much longer than one line',
      text: 'Zażółć gęślą jaźń.\nשלום עולם\nمرحبا بالعالم\n你好，世界\n🦊\n',
      html: '',
    },
  },
  {
    name: 'Bounce',
    fields: {
      from: 'Mail Delivery <mailer-daemon@example.test>',
      subject: 'Undelivered Mail Returned to Sender',
      text: '<nobody@example.test>: 550 5.1.1 no such user\n',
      html: '',
      headers: { 'Auto-Submitted': 'auto-replied' },
    },
  },
];

/** Typed text has line feeds; a message has CRLF (RFC 5322 section 2.1). */
export const asMessage = (text: string): string => text.replace(/\r?\n/g, '\r\n');

/** What a raw test mail starts with. */
export const rawStart = `From: Test <test@example.test>
To: alice@example.test
Subject: A raw test mail
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Hello,

this is sent byte for byte.
`;
