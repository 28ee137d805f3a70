// Which message another one is worth comparing with. Pure.
import type { Summary } from '../api/types';

/** Numbers, dates and codes are what differs from one run of a test to the next. */
const shape = (subject: string): string =>
  subject
    .toLowerCase()
    .replace(/\p{N}+/gu, '#')
    .trim();

/** The newest older one with the same sender and the same kind of subject, else the next older one. */
export function similarTo(rows: readonly Summary[], id: string): Summary | null {
  const at = rows.findIndex((row) => row.id === id);
  const one = rows[at];
  if (!one) return null;
  const older = rows.slice(at + 1);
  const isSimilar = (row: Summary) =>
    shape(row.subject) === shape(one.subject) && row.from?.address === one.from?.address;
  return older.find(isSimilar) ?? older[0] ?? null;
}
