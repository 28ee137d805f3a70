// Tables as text, RFC 4180 and its relatives with ; or tab. Pure.
const separators = [',', ';', '\t', '|'] as const;

/** The one that the first line has most of. */
export function separatorOf(text: string): string {
  const line = text.slice(0, text.search(/\r?\n|$/)).replace(/"[^"]*"/g, '');
  const counts = separators.map((mark) => line.split(mark).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** At most `limit` rows. */
export function parseTable(text: string, limit: number, separator = separatorOf(text)): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  const endRow = () => {
    row.push(field);
    if (row.length > 1 || field !== '') rows.push(row);
    row = [];
    field = '';
  };
  for (let at = 0; at < text.length && rows.length < limit; at += 1) {
    const letter = text[at] ?? '';
    if (isQuoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') field += text[(at += 1)] ?? '';
      else isQuoted = false;
    } else if (letter === '"' && field === '') isQuoted = true;
    else if (letter === separator) {
      row.push(field);
      field = '';
    } else if (letter === '\n') endRow();
    else if (letter !== '\r') field += letter;
  }
  if (rows.length < limit) endRow();
  return rows;
}
