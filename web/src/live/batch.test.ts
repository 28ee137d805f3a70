import { expect, it } from 'vitest';
import { Batch } from './batch';

it('does all, tells how far it is, and keeps what failed', async () => {
  const seen: number[] = [];
  const moved: number[] = [];
  const act = (item: number) => {
    seen.push(item);
    return item === 3 ? Promise.reject(new Error('no')) : Promise.resolve();
  };
  const { done, errors, isStopped } = await new Batch().run([1, 2, 3, 4], act, (done) => moved.push(done));
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(moved).toEqual([1, 2, 3, 4]);
  expect(errors).toHaveLength(1);
  expect({ done, isStopped }).toEqual({ done: 3, isStopped: false });
});

it('stops where it is', async () => {
  const batch = new Batch();
  let count = 0;
  const act = () => {
    count += 1;
    if (count === 10) batch.cancel();
    return Promise.resolve();
  };
  const items = Array.from({ length: 1000 }, (_, index) => index);
  const { done, isStopped } = await batch.run(items, act, () => undefined);
  expect(count).toBeGreaterThanOrEqual(10);
  expect(count).toBeLessThan(20);
  expect({ done, isStopped }).toEqual({ done: count, isStopped: true });
});

it('hands over all that waits at once when there is no later', () => {
  const batch = new Batch();
  const seen: number[] = [];
  const act = (item: number) => {
    seen.push(item);
    return new Promise<void>(() => undefined);
  };
  const items = Array.from({ length: 150 }, (_, index) => index);
  void batch.run(items, act, () => undefined);
  expect(seen).toHaveLength(6);
  batch.hurry();
  expect(seen).toEqual(items);
});
