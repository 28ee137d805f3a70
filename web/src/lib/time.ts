// Times as people read them, in their own language and the zone they chose. Pure.
const day = 86_400_000;

function makeFormats(zone: string, locale: string) {
  const timeZone = zone === '' ? undefined : zone;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, timeZone === undefined ? options : { ...options, timeZone });
  return {
    now: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
    // Without the region: British English would have it in the plural.
    minutes: new Intl.NumberFormat(locale.split('-')[0], {
      style: 'unit',
      unit: 'minute',
      unitDisplay: 'short',
    }),
    time: format({ hour: '2-digit', minute: '2-digit' }),
    weekday: format({ weekday: 'short' }),
    date: format({ day: 'numeric', month: 'short' }),
    year: format({ day: 'numeric', month: 'short', year: 'numeric' }),
    exact: format({
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
}

const known = new Map<string, ReturnType<typeof makeFormats>>();

// To make a format costs more than to use it a thousand times.
function formatsOf(zone: string, locale: string): ReturnType<typeof makeFormats> {
  const key = `${zone} ${locale}`;
  const formats = known.get(key) ?? makeFormats(zone, locale);
  known.set(key, formats);
  return formats;
}

/** Short enough for a list row: "now", "3 min", "14:05", "Tue", "3 Mar", "3 Mar 2024". */
export function shortTime(iso: string, now: number, zone = '', locale = 'en'): string {
  const moment = Date.parse(iso);
  if (Number.isNaN(moment)) return '';
  const formats = formatsOf(zone, locale);
  const age = now - moment;
  if (age >= 0 && age < 60_000) return formats.now.format(0, 'second');
  if (age >= 0 && age < 3_600_000) return formats.minutes.format(Math.floor(age / 60_000));
  if (formats.year.format(moment) === formats.year.format(now)) return formats.time.format(moment);
  if (age > 0 && age < 6 * day) return formats.weekday.format(moment);
  const isThisYear = new Date(moment).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? formats.date : formats.year).format(moment);
}

export function exactTime(iso: string, zone = '', locale = 'en'): string {
  const moment = Date.parse(iso);
  return Number.isNaN(moment) ? iso : formatsOf(zone, locale).exact.format(moment);
}

/** "+12ms", "+1.5s", "1.2 s": the milliseconds, or null. */
export function milliseconds(duration: string): number | null {
  const match = /^\+?\s*([\d.]+)\s*(ms|s|m|h)$/.exec(duration);
  if (!match) return null;
  const scale = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] as 'ms' | 's' | 'm' | 'h'];
  const value = Number(match[1]) * scale;
  return Number.isNaN(value) ? null : value;
}

/** "12 ms", "1.5 s", "2 min 5 s". */
export function spanText(span: number): string {
  if (span < 1000) return `${Math.round(span)} ms`;
  if (span < 60_000) return `${(span / 1000).toFixed(span < 10_000 ? 1 : 0)} s`;
  return `${Math.floor(span / 60_000)} min ${Math.round((span % 60_000) / 1000)} s`;
}
