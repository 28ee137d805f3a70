// The times of lib/time.ts in the zone of the preferences.
import { clock } from './clock.svelte';
import { locale } from './language.svelte';
import { preferences } from './preferences.svelte';
import { exactTime, shortTime } from './time';

export const exact = (iso: string): string => exactTime(iso, preferences.current.timeZone, locale());
export const short = (iso: string): string =>
  shortTime(iso, clock.now, preferences.current.timeZone, locale());
