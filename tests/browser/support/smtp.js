// A small SMTP client: send(port, { from, to, raw }) -> the id the server gave the message.
import { once } from 'node:events';
import { connect } from 'node:net';

class Session {
  constructor(socket) {
    this.socket = socket;
    this.text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => (this.text += chunk));
  }

  /** The next reply, all its lines. RFC 5321 section 4.2.1: the last one has a space after the code. */
  async reply() {
    for (;;) {
      const match = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/.exec(this.text);
      if (match) {
        this.text = this.text.slice(match[0].length);
        return match[0];
      }
      await once(this.socket, 'data');
    }
  }

  async say(bytes, code) {
    this.socket.write(bytes);
    const reply = await this.reply();
    if (!reply.startsWith(code)) throw new Error(`expected ${code}, got ${reply}`);
    return reply;
  }
}

// RFC 5321 section 4.5.2
const stuffed = (raw) => raw.replace(/^\./gm, '..');

export async function sendAll(port, mails) {
  const socket = connect(port, '127.0.0.1');
  const session = new Session(socket);
  await session.say('', '220');
  await session.say('EHLO browser.test\r\n', '250');
  const ids = [];
  for (const { from, to, raw } of mails) {
    await session.say(`MAIL FROM:<${from}>\r\n`, '250');
    for (const recipient of to) await session.say(`RCPT TO:<${recipient}>\r\n`, '250');
    await session.say('DATA\r\n', '354');
    const bytes = Buffer.from(stuffed(raw), 'utf8');
    const reply = await session.say(Buffer.concat([bytes, Buffer.from('.\r\n')]), '250');
    ids.push(/queued as (\S+)/.exec(reply)?.[1]);
  }
  await session.say('QUIT\r\n', '221');
  socket.destroy();
  return ids;
}

export async function send(port, mail) {
  const [id] = await sendAll(port, [mail]);
  return id;
}
