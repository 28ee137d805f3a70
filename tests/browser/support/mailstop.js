// The real process on free ports: start({ ... }) -> { url, smtpPort, api(), stop(), kill(), restart() }.
// The binary is the one of the environment variable MAILSTOP_BIN.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const startMilliseconds = 20_000;

function binary() {
  const path = process.env.MAILSTOP_BIN;
  if (!path || !existsSync(path)) throw new Error('MAILSTOP_BIN must name the mailstop binary to test');
  return path;
}

async function ready(file, child) {
  for (const end = Date.now() + startMilliseconds; Date.now() < end; await sleep(10)) {
    if (child.exitCode !== null) throw new Error(`mailstop ended with ${child.exitCode}: ${child.log}`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  }
  throw new Error(`mailstop is not ready: ${child.log}`);
}

class Mailstop {
  constructor(folder, store, smtp) {
    this.folder = folder;
    this.store = store;
    this.smtp = smtp;
    this.http = '127.0.0.1:0';
  }

  async start() {
    const file = join(this.folder, 'ready.json');
    rmSync(file, { force: true });
    const addresses = ['--smtp', this.smtp, '--http', this.http, '--ready-file', file];
    this.child = spawn(binary(), ['serve', ...this.store, ...addresses], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.log = '';
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', (bytes) => (this.child.log += bytes));
    }
    const { smtp, http } = await ready(file, this.child);
    this.smtp = smtp[0];
    this.http = http[0].replace(/^http:\/\//, '');
    return this;
  }

  get url() {
    return `http://${this.http}`;
  }

  get smtpPort() {
    return Number(this.smtp.split(':').pop());
  }

  async api(path, init) {
    const response = await fetch(this.url + path, init);
    if (!response.ok)
      throw new Error(`${init?.method ?? 'GET'} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  async clear() {
    await this.api('/v1/messages?all=true', { method: 'DELETE' });
  }

  async end(signal) {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }

  /** Ends the process and keeps its ports and its database for the next start(). */
  stop() {
    return this.end('SIGTERM');
  }

  kill() {
    return this.end('SIGKILL');
  }

  async close() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function start({ isEphemeral = true, smtp = '127.0.0.1:0' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mailstop-browser-'));
  const store = isEphemeral ? ['--ephemeral'] : ['--database', join(folder, 'mail.db')];
  return new Mailstop(folder, store, smtp).start();
}
