import { expect, it } from 'vitest';
import { Windows } from './windows';

const pages = [
  { count: 1000, nextCursor: 'a' },
  { count: 1000, nextCursor: 'b' },
  { count: 3, nextCursor: null },
];

it('goes window by window and tells how far it has come', async () => {
  const [cursors, told]: [(string | null)[], number[]] = [[], []];
  const step = (cursor: string | null) => {
    cursors.push(cursor);
    const page = pages[cursors.length - 1];
    return page ? Promise.resolve(page) : Promise.reject(new Error('no more'));
  };
  expect(await new Windows().run(step, (done) => told.push(done))).toEqual({
    done: 2003,
    error: null,
    isStopped: false,
  });
  expect(cursors).toEqual([null, 'a', 'b']);
  expect(told).toEqual([1000, 2000, 2003]);
});

it('stops between two windows, and where one fails', async () => {
  const windows = new Windows();
  const endless = () => Promise.resolve({ count: 10, nextCursor: 'c' });
  const stopped = await windows.run(endless, (done) => {
    if (done === 30) windows.cancel();
  });
  expect(stopped).toEqual({ done: 30, error: null, isStopped: true });
  const error = new Error('gone');
  expect(
    await windows.run(
      () => Promise.reject(error),
      () => undefined,
    ),
  ).toEqual({ done: 0, error, isStopped: false });
});
