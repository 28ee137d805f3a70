// Times as people read them, in their own zone and language.
const day = 86_400_000;

const formats = {
  time: new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }),
  weekday: new Intl.DateTimeFormat(undefined, { weekday: 'short' }),
  date: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }),
  year: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' }),
  exact: new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }),
};

const startOfDay = (moment: number) => new Date(moment).setHours(0, 0, 0, 0);

/** Short enough for a list row: "now", "3 min", "14:05", "Tue", "3 Mar", "3 Mar 2024". */
export function shortTime(iso: string, now: number): string {
  const moment = Date.parse(iso);
  if (Number.isNaN(moment)) return '';
  const age = now - moment;
  if (age >= 0 && age < 60_000) return 'now';
  if (age >= 0 && age < 3_600_000) return `${Math.floor(age / 60_000)} min`;
  if (startOfDay(moment) === startOfDay(now)) return formats.time.format(moment);
  if (age > 0 && age < 6 * day) return formats.weekday.format(moment);
  const isThisYear = new Date(moment).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? formats.date : formats.year).format(moment);
}

export function exactTime(iso: string): string {
  const moment = Date.parse(iso);
  return Number.isNaN(moment) ? iso : formats.exact.format(moment);
}
