// The event stream of the server: a WebSocket whose messages are handed on in batches, so that a burst of thousands of
// mails costs the page a few updates a second. It never reconnects by itself: the state decides when.
import type { LiveEvent } from '../api/types';

export interface Listener {
  opened(): void;
  received(events: LiveEvent[]): void;
  closed(): void;
}

const batchMilliseconds = 40;

export class Connection {
  private socket: WebSocket | null = null;
  private batch: LiveEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly listener: Listener) {}

  open(url: string): void {
    this.close();
    const socket = new WebSocket(url);
    this.socket = socket;
    // Words of a socket that was given up for another one are not ours any more.
    const current = (act: () => void) => () => {
      if (this.socket === socket) act();
    };
    socket.onmessage = (message) => {
      if (this.socket === socket) this.collect(JSON.parse(String(message.data)) as LiveEvent);
    };
    socket.onclose = current(() => {
      this.flush();
      this.socket = null;
      this.listener.closed();
    });
  }

  close(): void {
    const socket = this.socket;
    this.socket = null;
    this.batch = [];
    socket?.close();
  }

  private collect(event: LiveEvent): void {
    if (event.type === 'hello') this.listener.opened();
    else this.batch.push(event);
    this.timer ??= setTimeout(() => {
      this.flush();
    }, batchMilliseconds);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.batch;
    this.batch = [];
    if (batch.length > 0) this.listener.received(batch);
  }
}
