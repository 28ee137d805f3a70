import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paced } from './paced';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const forward = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

it('goes on under a stream of calls, each time with the last words', async () => {
  const said: string[] = [];
  const say = paced(100, (word: string) => said.push(word));
  for (let at = 0; at < 30; at += 1) {
    say(`word ${at}`);
    await forward(10);
  }
  expect(said).toEqual(['word 9', 'word 19', 'word 29']);
});

it('does not begin before the one under way has ended, and pauses four times as long', async () => {
  const began: number[] = [];
  const act = paced(100, async () => {
    began.push(Date.now());
    await new Promise((resolve) => setTimeout(resolve, 1000));
  });
  for (let at = 0; at < 120; at += 1) {
    act();
    await forward(100);
  }
  const [first = 0, second = 0, third = 0] = began;
  expect(began).toHaveLength(3);
  expect([second - first, third - second]).toEqual([5000, 5000]);
});
