// Calendar entries (RFC 5545) and contacts (RFC 6350) as a few facts to read. Pure.
interface Property {
  name: string;
  parameters: string;
  value: string;
}

export interface Card {
  title: string;
  facts: { name: string; value: string }[];
}

const unescaped = (value: string) => value.replace(/\\n/gi, '\n').replace(/\\([,;\\])/g, '$1');

/** Unfolded lines: a line that begins with a space goes on with the one before. */
function properties(text: string): Property[] {
  return text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const match = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)*):(.*)$/.exec(line);
      if (!match) return [];
      const [, name = '', parameters = '', value = ''] = match;
      return [{ name: name.toUpperCase(), parameters, value: unescaped(value) }];
    });
}

/** "20261124T090000Z" -> "2026-11-24 09:00 UTC" */
function moment({ value, parameters }: Property): string {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(value);
  if (!match) return value;
  const [, year, month, day, hour, minute, , zulu] = match;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  const zone = zulu === 'Z' ? 'UTC' : (/TZID="?([^";:]+)/i.exec(parameters)?.[1] ?? '');
  return `${date} ${hour}:${minute} ${zone}`.trim();
}

const plain = ({ value }: Property) => value.replace(/^mailto:/i, '');
const parts = ({ value }: Property) =>
  value
    .split(';')
    .filter((part) => part !== '')
    .join(', ');

type Reader = readonly [name: string, label: string, read: (property: Property) => string];

const eventReaders: readonly Reader[] = [
  ['DTSTART', 'Starts', moment],
  ['DTEND', 'Ends', moment],
  ['DURATION', 'Lasts', plain],
  ['RRULE', 'Repeats', plain],
  ['LOCATION', 'Where', plain],
  ['ORGANIZER', 'Organiser', plain],
  ['ATTENDEE', 'Invited', plain],
  ['STATUS', 'Status', plain],
  ['URL', 'Link', plain],
  ['DESCRIPTION', 'About', plain],
];

const contactReaders: readonly Reader[] = [
  ['ORG', 'Organisation', parts],
  ['TITLE', 'Title', plain],
  ['EMAIL', 'Email', plain],
  ['TEL', 'Phone', (property) => plain(property).replace(/^tel:/i, '')],
  ['ADR', 'Address', parts],
  ['URL', 'Link', plain],
  ['BDAY', 'Birthday', plain],
  ['NOTE', 'Note', plain],
];

function cards(text: string, kind: string, titleName: string, readers: readonly Reader[]): Card[] {
  const found: Card[] = [];
  let inside: Property[] | null = null;
  for (const property of properties(text)) {
    if (property.name === 'BEGIN' && property.value.toUpperCase() === kind) inside = [];
    else if (property.name === 'END' && property.value.toUpperCase() === kind && inside) {
      const all: Property[] = inside;
      const facts = readers.flatMap(([name, label, read]) =>
        all
          .filter((one) => one.name === name)
          .map((one) => ({ name: label, value: read(one) }))
          .filter(({ value }) => value !== ''),
      );
      found.push({ title: all.find(({ name }) => name === titleName)?.value ?? '', facts });
      inside = null;
    } else inside?.push(property);
  }
  return found;
}

export const calendarCards = (text: string): Card[] => cards(text, 'VEVENT', 'SUMMARY', eventReaders);
export const contactCards = (text: string): Card[] => cards(text, 'VCARD', 'FN', contactReaders);
