import { describe, expect, it } from 'vitest';
import { after, deleted, live, message, updated } from './sample';
import { update } from './update';

const open = (id: string) => ({
  type: 'navigated' as const,
  route: { view: 'message' as const, id },
  filter: null,
});
const loaded = (sequence: number) => ({
  type: 'message.loaded' as const,
  id: `m${sequence}`,
  message: message(sequence),
});

describe('opening a message', () => {
  it('asks for it and keeps the list', () => {
    const [state, effects] = update(live([1, 2]), open('m1'));
    expect(effects).toEqual([{ do: 'message', id: 'm1' }]);
    expect(state.open).toMatchObject({ id: 'm1', status: 'loading' });
    expect(after(state, loaded(1)).open).toMatchObject({ status: 'ready', message: { id: 'm1' } });
  });

  it('ignores the answer for one that was left', () => {
    expect(after(live([1, 2]), open('m1'), open('m2'), loaded(1)).open).toMatchObject({
      id: 'm2',
      status: 'loading',
    });
  });

  it('turns `latest` into the id it stands for', () => {
    const waiting = after(live([1, 2]), open('latest'));
    const [state, effects] = update(waiting, { type: 'message.loaded', id: 'latest', message: message(2) });
    expect(state.open?.id).toBe('m2');
    expect(effects).toEqual([{ do: 'navigate', route: { view: 'message', id: 'm2' }, replace: true }]);
  });

  it('says when there is none', () => {
    const failure = { status: 404, code: 'not_found', message: 'no such message' };
    expect(after(live([1]), open('m9'), { type: 'message.failed', id: 'm9', failure }).open?.status).toBe(
      'missing',
    );
  });

  it('follows what others do to it', () => {
    const reading = after(live([1, 2]), open('m1'), loaded(1));
    const unread = after(reading, {
      type: 'live.received',
      events: [updated(3, 1, { read: true, tags: ['seen'] })],
    });
    expect(unread.open?.message).toMatchObject({ read: true, tags: ['seen'], text: 'Hello' });
    expect(after(unread, { type: 'live.received', events: [deleted(4, 1)] }).open?.status).toBe('missing');
  });
});

describe('moving', () => {
  it('goes down and up the list and stops at its ends', () => {
    const state = after(live([1, 2, 3]), { type: 'moved', by: 1 });
    expect(state.cursor).toBe('m3');
    expect(after(state, { type: 'moved', by: 1 }).cursor).toBe('m2');
    expect(after(state, { type: 'moved', by: -1 }).cursor).toBe('m3');
  });

  it('opens the next one while reading', () => {
    const [, effects] = update(after(live([1, 2, 3]), open('m2')), { type: 'moved', by: 1 });
    expect(effects).toEqual([{ do: 'navigate', route: { view: 'message', id: 'm1' }, replace: true }]);
  });

  it('asks for more before the list ends', () => {
    const state = live([1, 2, 3], { nextCursor: 'c', total: 9 });
    expect(update(state, { type: 'moved', by: 1 })[1]).toMatchObject([{ do: 'page', cursor: 'c' }]);
  });
});

describe('deleting', () => {
  it('all of them takes the selection that is shown', () => {
    const [state, effects] = update(
      after(live([1]), { type: 'delete.wanted', ids: { inbox: null, q: '' } }),
      { type: 'all.confirmed', ids: { inbox: null, q: '' }, patch: null },
    );
    expect(state.dialog).toBeNull();
    expect(effects).toEqual([{ do: 'bulk', filter: { inbox: null, q: '' }, patch: null, total: 1 }]);
  });

  it('fetches the outcome when no event will tell it', () => {
    const offline = after(live([1]), { type: 'live.closed' });
    expect(update(offline, { type: 'changed' })[1]).toMatchObject([
      { do: 'inboxes' },
      { do: 'tags' },
      { do: 'list' },
    ]);
    expect(update(live([1]), { type: 'changed' })[1]).toEqual([]);
  });
});
