// The OpenAPI document as the API page reads it: operations by group, their requests, answers and types. Pure.
export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  examples?: unknown[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  schema: Schema;
  example?: unknown;
}

interface Media {
  schema: Schema;
  example?: unknown;
}

type Content = Record<string, Media>;

interface Referring {
  $ref?: string;
}

interface Response extends Referring {
  description?: string;
  content?: Content;
}

interface RequestExample {
  contentType?: string;
  query?: Record<string, unknown>;
}

interface OperationObject {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  parameters?: (Parameter & Referring)[];
  requestBody?: Referring & { content: Content };
  responses: Record<string, Response>;
  'x-examples'?: RequestExample[];
}

type PathItem = { parameters?: (Parameter & Referring)[] } & Partial<Record<Method, OperationObject>>;

export interface OpenApi {
  info: { title: string; version: string; description?: string };
  tags: { name: string; description?: string }[];
  paths: Record<string, PathItem>;
  components: { schemas: Record<string, Schema> };
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof methods)[number];

export interface Operation {
  id: string;
  tag: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: Parameter[];
  body: Content;
  responses: { status: string; description: string; content: Content }[];
  examples: RequestExample[];
}

/** What a reference names, or the thing itself. */
export function resolve<Thing extends Referring>(document: OpenApi, thing: Thing): Thing {
  if (thing.$ref === undefined) return thing;
  let found: unknown = document;
  for (const name of thing.$ref.replace(/^#\//, '').split('/'))
    found = (found as Record<string, unknown>)[name];
  return resolve(document, found as Thing);
}

function operation(document: OpenApi, path: string, method: Method, item: PathItem): Operation | null {
  const found = item[method];
  if (!found) return null;
  const body = found.requestBody ? resolve(document, found.requestBody).content : {};
  const contentTypes = Object.keys(body);
  return {
    id: found.operationId,
    tag: found.tags[0] ?? '',
    method: method.toUpperCase(),
    path,
    summary: found.summary,
    description: found.description ?? '',
    parameters: [...(item.parameters ?? []), ...(found.parameters ?? [])].map((one) =>
      resolve(document, one),
    ),
    body,
    responses: Object.entries(found.responses).map(([status, response]) => {
      const { description = '', content = {} } = resolve(document, response);
      return { status, description, content };
    }),
    examples:
      found['x-examples'] ??
      (contentTypes.length > 0 ? contentTypes.map((contentType) => ({ contentType })) : [{}]),
  };
}

export function operations(document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => operation(document, path, method, item) ?? []),
  );
}

/** Every word of the search is somewhere in what is known of the operation. */
export function isFound({ id, tag, method, path, summary, parameters }: Operation, search: string): boolean {
  const text = [id, tag, method, path, summary, ...parameters.map(({ name }) => name)]
    .join(' ')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function exampleOf({ example, schema }: Parameter): unknown {
  return example ?? schema.default ?? schema.const ?? schema.enum?.[0];
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

// What a query may hold as it is, so that it can be read.
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/%(?:2F|3A|40|2C|24)/g, (code) => decodeURIComponent(code));

function pathOf({ path, parameters }: Operation): string {
  return parameters
    .filter((one) => one.in === 'path')
    .reduce((text, one) => text.replace(`{${one.name}}`, encoded(textOf(exampleOf(one)))), path);
}

function queryOf({ parameters }: Operation, { query }: RequestExample): [string, string][] {
  const required = parameters.filter((one) => one.in === 'query' && one.required);
  const wanted = query ?? Object.fromEntries(required.map((one) => [one.name, exampleOf(one)]));
  return Object.entries(wanted).map(([name, value]) => [name, textOf(value)]);
}

const joined = (path: string, query: [string, string][]) =>
  query.length > 0 ? `${path}?${query.map(([name, value]) => `${name}=${encoded(value)}`).join('&')}` : path;

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

// Line ends of a mail are CRLF, which a shell writes so.
const quotedBytes = (text: string) =>
  `$'${text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", String.raw`\'`)
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')}'`;

function bodyOf({ body }: Operation, contentType: string): string {
  const example = body[contentType]?.example;
  return typeof example === 'string' ? quotedBytes(example) : quoted(JSON.stringify(example, null, 2));
}

/** A command that a shell takes as it is. */
export function curl(origin: string, one: Operation, example: RequestExample): string {
  const success = one.responses.find(({ status }) => status === '200');
  const isEndless = success?.content['text/event-stream'] !== undefined;
  const isFile = success?.content['application/zip'] !== undefined;
  const contentType = example.contentType ?? Object.keys(one.body)[0];
  const method = one.method === 'GET' ? '' : ` -X ${one.method}`;
  const query = queryOf(one, example);
  // What would have to be encoded is left to curl, so that it can be read.
  const byCurl = contentType ? [] : query.filter(([, value]) => encoded(value) !== value);
  const target = joined(
    origin + pathOf(one),
    query.filter((pair) => !byCurl.includes(pair)),
  );
  return [
    `curl -sS${byCurl.length > 0 ? 'G' : ''}${isEndless ? 'N' : ''} --fail-with-body${method} ${quoted(target)}`,
    ...byCurl.map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`),
    ...(isFile ? ['--output attachments.zip'] : []),
    ...(contentType
      ? [`-H ${quoted(`Content-Type: ${contentType}`)}`, `--data-binary ${bodyOf(one, contentType)}`]
      : []),
  ].join(' \\\n  ');
}

/** The example of an answer: its own, or one of its type. */
export function answerOf(document: OpenApi, { schema, example }: Media): string {
  const whole = resolve(document, schema);
  const item = whole.items ? resolve(document, whole.items).examples?.[0] : undefined;
  const found = example ?? whole.examples?.[0] ?? (item === undefined ? undefined : [item]);
  if (found === undefined) return '';
  return typeof found === 'string' ? found : JSON.stringify(found, null, 2);
}
