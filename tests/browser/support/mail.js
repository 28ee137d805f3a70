// Raw messages for the tests.
const lines = (...parts) => parts.flat().join('\r\n') + '\r\n';
const encoded = (text) =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
const base64 = (bytes) => Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n');

function leaf(type, body, more = []) {
  return [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', ...more, '', base64(body)];
}

function multipart(subtype, parts) {
  const boundary = `=_${subtype}_${parts.length}_boundary`;
  const inside = parts.flatMap((part) => [`--${boundary}`, ...part]);
  return [`Content-Type: multipart/${subtype}; boundary="${boundary}"`, '', ...inside, `--${boundary}--`];
}

function body({ text, html, inline = [], attachments = [] }) {
  const named = (file, disposition) => [
    `Content-Disposition: ${disposition}; filename="${file.filename}"`,
    ...(file.contentId ? [`Content-ID: <${file.contentId}>`] : []),
  ];
  const bodies = [];
  if (text !== undefined) bodies.push(leaf('text/plain; charset=utf-8', text));
  if (html !== undefined) {
    const page = leaf('text/html; charset=utf-8', html);
    const files = inline.map((file) => leaf(file.contentType, file.bytes, named(file, 'inline')));
    bodies.push(files.length > 0 ? multipart('related', [page, ...files]) : page);
  }
  const content =
    bodies.length > 1 ? multipart('alternative', bodies) : (bodies[0] ?? leaf('text/plain', ''));
  if (attachments.length === 0) return content;
  const files = attachments.map((file) => leaf(file.contentType, file.bytes, named(file, 'attachment')));
  return multipart('mixed', [content, ...files]);
}

/** `bcc` is in the envelope only, as it should be. */
export function mail({
  from = 'Shop <app@shop.test>',
  to = ['alice@example.test'],
  cc = [],
  bcc = [],
  sender,
  subject = '',
  date,
  headers = [],
  ...content
}) {
  const bare = (address) => /<([^<>]*)>$/.exec(address)?.[1] ?? address;
  const raw = lines(
    `From: ${from.replace(/^[^<]+(?= <)/, (name) => encoded(name))}`,
    `To: ${to.join(', ')}`,
    ...(cc.length > 0 ? [`Cc: ${cc.join(', ')}`] : []),
    `Subject: ${encoded(subject)}`,
    `Date: ${(date ?? new Date()).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${Buffer.from(subject).toString('hex').slice(0, 24)}@shop.test>`,
    ...headers,
    'MIME-Version: 1.0',
    ...body(content),
  );
  return { from: sender ?? bare(from), to: [...to, ...cc, ...bcc].map(bare), raw };
}

/** A mail that holds another one, `inner` as mail() makes it. */
export function carrying(inner, subject) {
  const text = ['--carrier', 'Content-Type: text/plain', '', 'See below.'];
  const attached = ['--carrier', 'Content-Type: message/rfc822', 'Content-Disposition: attachment', ''];
  const raw = lines(
    'From: Support <support@shop.test>',
    'To: alice@example.test',
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=carrier',
    '',
    text,
    attached,
    inner.raw,
    '--carrier--',
  );
  return { from: 'support@shop.test', to: ['alice@example.test'], raw };
}
