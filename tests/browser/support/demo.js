// A believable inbox: what an application in development sends in a day. For the pictures.
import { mail } from './mail.js';
import { png } from './picture.js';

const font = "font-family:-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif";
const button = (text, colour) =>
  `<a href="https://shop.test/go" style="display:inline-block;background:${colour};color:#fff;padding:13px 26px;border-radius:8px;text-decoration:none;font-weight:600">${text}</a>`;

const frame = (
  colour,
  title,
  content,
) => `<!doctype html><html><head><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;background:#f3f4f8;${font};color:#22243a;line-height:1.55">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 14px">
<table role="presentation" width="100%" style="max-width:560px;background:#fff;border-radius:14px;overflow:hidden" cellpadding="0" cellspacing="0">
<tr><td style="background:${colour};padding:24px 34px;color:#fff;font-size:19px;font-weight:700"><img src="cid:logo" width="28" height="28" alt="" style="vertical-align:middle;border-radius:7px;margin-right:12px">Northwind Coffee</td></tr>
<tr><td style="padding:32px 34px"><h1 style="margin:0 0 14px;font-size:24px;line-height:1.25">${title}</h1>${content}</td></tr>
<tr><td style="padding:18px 34px;border-top:1px solid #e9eaf0;color:#7b7e92;font-size:12.5px">Northwind Coffee, 12 Harbour Street, Bergen<br>You get this because you ordered at northwind.test.</td></tr>
</table></td></tr></table></body></html>`;

const item = (name, amount, price) =>
  `<tr><td style="padding:11px 0;border-bottom:1px solid #eceef4">${name}<br><span style="color:#7b7e92;font-size:13px">${amount}</span></td><td align="right" style="padding:11px 0;border-bottom:1px solid #eceef4;font-weight:600;white-space:nowrap">${price}</td></tr>`;

const order = frame(
  '#5b3df5',
  'Thank you, Alice. Your order is on its way.',
  `
<p style="margin:0 0 20px">We packed order <b>#10482</b> this morning. It should be with you on <b>Tuesday, 24 November</b>.</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin-bottom:24px">
${item('Kenya Gatomboya, whole beans', '2 × 250 g', '€ 27.80')}${item('Paper filters, size 2', '1 × 100', '€ 6.50')}${item('Shipping', 'Bergen, standard', '€ 4.90')}
<tr><td style="padding:13px 0;font-weight:700">Total</td><td align="right" style="padding:13px 0;font-weight:700">€ 39.20</td></tr></table>
${button('Follow your parcel', '#5b3df5')}`,
);

const reset = frame(
  '#0f766e',
  'Reset your password',
  `
<p style="margin:0 0 18px">Someone, hopefully you, asked for a new password. Use this code within ten minutes:</p>
<p style="margin:0 0 22px;padding:16px;background:#f0faf8;border-radius:10px;text-align:center;font-size:30px;font-weight:700;letter-spacing:8px">482 913</p>
${button('Choose a new password', '#0f766e')}<p style="margin:22px 0 0;color:#7b7e92;font-size:13px">If it was not you, nothing happens: just ignore this mail.</p>`,
);

const logo = {
  filename: 'logo.png',
  contentType: 'image/png',
  contentId: 'logo',
  bytes: png(56, 56, (x, y) => ((x - 28) ** 2 + (y - 28) ** 2 < 340 ? [91, 61, 245] : [255, 255, 255])),
};
const photo = png(240, 160, (x, y) => [
  90 + Math.round(x / 2),
  70 + Math.round(y / 2),
  160 - Math.round(x / 4),
]);
const pdf = `%PDF-1.4\n${'1 0 obj << /Type /Catalog >> endobj\n'.repeat(900)}%%EOF`;

const shop = 'Northwind Coffee <orders@northwind.test>';
const alice = 'Alice Berg <alice@example.test>';

/** Oldest first, as they are sent. */
export const demo = [
  mail({
    from: 'Mail Delivery <mailer-daemon@northwind.test>',
    sender: '',
    to: ['orders@northwind.test'],
    subject: 'Undelivered Mail Returned to Sender',
    text: 'I am sorry to have to tell you that your message could not be delivered to one or more recipients.\r\n\r\n<nobody@example.test>: 550 5.1.1 no such user',
  }),
  mail({
    from: 'Build Bot <ci@builds.test>',
    to: ['team@northwind.test'],
    subject: '[main] Build 2231 failed: 3 of 418 tests',
    headers: ['X-Mailstop-Inbox: ci'],
    text: 'checkout/refund: expected 200, got 500\r\ncheckout/refund-partial: expected 200, got 500\r\nmail/receipt: timed out after 5 s\r\n\r\nhttps://builds.test/2231',
    attachments: [
      { filename: 'junit.xml', contentType: 'application/xml', bytes: '<testsuites/>'.repeat(400) },
    ],
  }),
  mail({
    from: 'Jörg Müller <joerg@müller.test>'.replace('@müller', '@mueller'),
    to: ['support@northwind.test'],
    cc: ['team@northwind.test'],
    subject: 'Rückfrage zur Bestellung 10391: Mühle klemmt',
    headers: ['X-Mailstop-Inbox: support'],
    text: 'Guten Tag,\r\n\r\ndie Mühle klemmt schon wieder. Können Sie mir eine neue schicken? Ein Foto liegt bei.\r\n\r\nViele Grüße\r\nJörg Müller',
    attachments: [{ filename: 'Mühle.png', contentType: 'image/png', bytes: photo }],
  }),
  mail({
    from: 'Élodie Lefèvre <elodie@example.test>',
    to: ['support@northwind.test'],
    subject: 'Où en est ma commande 10455 ?',
    headers: ['X-Mailstop-Inbox: support'],
    text: 'Bonjour,\r\n\r\npourriez-vous me dire quand ma commande 10455 arrivera ? Merci d’avance.\r\n\r\nÉlodie Lefèvre',
  }),
  mail({
    from: 'Northwind Weekly <news@northwind.test>',
    to: [alice],
    subject: 'Three coffees for the dark season',
    html: frame(
      '#b45309',
      'Three coffees for the dark season',
      '<p>Fruity, nutty, or both? Our roasters picked their favourites.</p><img src="https://cdn.northwind.test/winter.jpg" width="492" height="180" alt="Three bags of coffee" style="border-radius:10px;max-width:100%">',
    ),
    inline: [logo],
    headers: ['List-Unsubscribe: <https://northwind.test/u/1>'],
  }),
  mail({
    from: shop,
    to: ['bruno@example.test'],
    subject: 'Please confirm your address',
    text: 'Hello Bruno,\r\n\r\nplease confirm your address: https://northwind.test/confirm/9f2c81\r\n\r\nThe link works for one day.',
  }),
  mail({
    from: shop,
    to: [alice],
    subject: 'Your password reset code: 482 913',
    text: 'Your code is 482 913. It works for ten minutes.',
    html: reset,
    inline: [logo],
  }),
  mail({
    from: 'Billing <billing@northwind.test>',
    to: [alice],
    bcc: ['accounting@northwind.test'],
    subject: 'Invoice 2026-10482',
    text: 'Dear Alice,\r\n\r\nplease find your invoice attached.\r\n\r\nTotal: EUR 39.20',
    attachments: [
      { filename: 'invoice-2026-10482.pdf', contentType: 'application/pdf', bytes: pdf },
      { filename: 'terms.txt', contentType: 'text/plain', bytes: 'Terms'.repeat(200) },
    ],
  }),
  mail({
    from: shop,
    to: [alice],
    bcc: ['archive@northwind.test'],
    subject: 'Your order #10482 is on its way',
    text: 'Thank you, Alice. We packed order #10482 this morning. It should be with you on Tuesday.',
    html: order,
    inline: [logo],
    attachments: [
      { filename: 'packing-slip.pdf', contentType: 'application/pdf', bytes: pdf.slice(0, 9000) },
    ],
  }),
];
