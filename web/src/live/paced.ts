// Not too often: for what a stream of mail asks for again and again.
const longestPause = 20_000;
const share = 4;

/** At most once within the time, and once more with the last call's words: a stream keeps it going, and never puts it off.
 *  What takes long is done the less often: it takes a fifth of the time at most. */
export function paced<Words extends unknown[]>(
  milliseconds: number,
  act: (...words: Words) => unknown,
): (...words: Words) => void {
  let last: Words | null = null;
  let isBusy = false;
  let pause = milliseconds;

  const run = async () => {
    const words = last;
    last = null;
    const began = performance.now();
    if (words) await act(...words);
    pause = Math.min(Math.max(milliseconds, share * (performance.now() - began)), longestPause);
    isBusy = false;
    if (last) wait();
  };
  const wait = () => {
    isBusy = true;
    setTimeout(() => void run(), pause);
  };
  return (...words) => {
    last = words;
    if (!isBusy) wait();
  };
}
