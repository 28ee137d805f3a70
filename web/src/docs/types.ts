// The types of the OpenAPI document, said in words and listed as rows. Pure.
import { resolve, type OpenApi, type Parameter, type Schema } from './openapi';

/** A piece of a type in words; `name` when it is a type of its own. */
export interface Piece {
  text: string;
  name?: string;
}

export interface Row {
  name: string;
  type: Piece[];
  required: boolean;
  /** Where a parameter goes, when that is not the query. */
  place: string;
  description: string;
  fallback: string;
  example: string;
}

export const nameOf = ($ref: string): string => $ref.slice($ref.lastIndexOf('/') + 1);

const joined = (lists: Piece[][], between: string): Piece[] =>
  lists.flatMap((list, index) => (index === 0 ? list : [{ text: between }, ...list]));

function plain({ type, format, enum: choices, const: only, minimum, maximum }: Schema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (choices) return choices.map((one) => JSON.stringify(one)).join(' | ');
  const name = Array.isArray(type) ? type.join(' or ') : (type ?? 'anything');
  const range =
    minimum !== undefined && maximum !== undefined
      ? ` from ${minimum} to ${maximum}`
      : minimum !== undefined && minimum !== 0
        ? ` from ${minimum}`
        : '';
  return `${name}${range}${format === undefined ? '' : ` (${format})`}`;
}

export function inWords(schema: Schema): Piece[] {
  if (schema.$ref !== undefined) return [{ text: nameOf(schema.$ref), name: nameOf(schema.$ref) }];
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return joined(choices.map(inWords), ' or ');
  if (schema.items) return [{ text: 'array of ' }, ...inWords(schema.items)];
  return [{ text: plain(schema) }];
}

const fallbackOf = ({ default: value }: Schema) => (value === undefined ? '' : JSON.stringify(value));

const row = (name: string, schema: Schema, required: boolean): Row => ({
  name,
  type: inWords(schema),
  required,
  place: '',
  description: schema.description ?? '',
  fallback: fallbackOf(schema),
  example: '',
});

export const parameterRow = ({
  name,
  in: place,
  required,
  description,
  schema,
  example,
}: Parameter): Row => ({
  ...row(name, schema, required ?? false),
  place: place === 'query' ? '' : place,
  description: description ?? '',
  example: typeof example === 'string' ? example : (JSON.stringify(example) ?? ''),
});

/** The fields of an object, with those of the objects inside that have no name. */
export function rowsOf(schema: Schema, prefix = ''): Row[] {
  const isRequired = (name: string) => schema.required?.includes(name) ?? false;
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    row(prefix + name, field, isRequired(name)),
    ...rowsOf(field, `${prefix}${name}.`),
    ...(field.items ? rowsOf(field.items, `${prefix}${name}[].`) : []),
  ]);
  const more = schema.additionalProperties;
  const others = typeof more === 'object' ? [row(`${prefix}(any name)`, more, false)] : [];
  return [...own, ...others, ...(schema.oneOf ?? []).flatMap((one) => rowsOf(one, prefix))];
}

/** The rows of what an answer or a body holds, and the name of its type. */
export function contentRows(document: OpenApi, schema: Schema): Row[] {
  const whole = resolve(document, schema);
  return rowsOf(whole.items && whole.items.$ref === undefined ? whole.items : whole);
}
