// The time of day for relative times, moved on twice a minute.
let now = $state(Date.now());

setInterval(() => {
  now = Date.now();
}, 30_000);

export const clock = {
  get now(): number {
    return now;
  },
  /** A message just came: its age is counted from now. */
  tick(): void {
    now = Date.now();
  },
};
