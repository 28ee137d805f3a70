// Fails when what the first visit loads (the page, its entry script and styles, what these import at once) outgrows its budget.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const budget = 120 * 1024;
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const page = readFileSync(join(dist, 'index.html'), 'utf8');
const first = [
  'index.html',
  ...[...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => String(match[1])),
];

/** @param {string} name */
const size = (name) => {
  const packed = join(dist, `${name}.gz`);
  return statSync(existsSync(packed) ? packed : join(dist, name)).size;
};

const total = first.reduce((sum, name) => sum + size(name), 0);
console.log(
  `first load: ${(total / 1024).toFixed(1)} KiB gzip of ${budget / 1024} KiB (${first.length} files)`,
);
if (total > budget) process.exit(1);
