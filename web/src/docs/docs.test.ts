import { describe, expect, it } from 'vitest';
import { answerOf, curl, isFound, operations, resolve, type OpenApi, type Operation } from './openapi';
import { paragraphs } from './prose';
import { contentRows, inWords, parameterRow, rowsOf } from './types';

const api: OpenApi = {
  info: { title: 'Test', version: '1' },
  tags: [{ name: 'messages' }],
  paths: {
    '/v1/messages/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: 'latest' }],
      get: {
        operationId: 'getMessage',
        tags: ['messages'],
        summary: 'One message',
        parameters: [
          { name: 'css', in: 'query', required: true, schema: { type: 'string' }, example: "a[href*='x']" },
        ],
        responses: {
          '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Message' } } } },
          default: { description: 'Else.' },
        },
        'x-examples': [{}, { query: { css: 'p', limit: 2 } }],
      },
      post: {
        operationId: 'createMessage',
        tags: ['messages'],
        summary: 'Put one in',
        requestBody: {
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Message' },
              example: { subject: "it's" },
            },
            'message/rfc822': { schema: { type: 'string' }, example: "To: o'x\r\n\\\r\n" },
          },
        },
        responses: { '201': {} },
      },
    },
  },
  components: {
    schemas: {
      Message: {
        type: 'object',
        required: ['id'],
        examples: [{ id: 'a' }],
        properties: {
          id: { type: 'string' },
          size: { type: 'integer', minimum: 1, maximum: 5, default: 2 },
          parts: { type: 'array', items: { $ref: '#/components/schemas/Message' } },
          from: { anyOf: [{ $ref: '#/components/schemas/Message' }, { type: 'null' }] },
          counts: { type: 'object', properties: { total: { type: ['integer', 'null'] } } },
          kind: { enum: ['a', 'b'] },
        },
      },
    },
  },
};

const [get, post] = operations(api) as [Operation, Operation];

describe('operations', () => {
  it('have their parameters, answers and examples', () => {
    expect(get.parameters.map(({ name }) => name)).toEqual(['id', 'css']);
    expect(get.responses.map(({ status }) => status)).toEqual(['200', 'default']);
    expect(post.examples).toEqual([{ contentType: 'application/json' }, { contentType: 'message/rfc822' }]);
  });

  it('are found by words of all kinds', () => {
    for (const words of ['', 'get one', 'MESSAGES', '{id} css', 'getmessage'])
      expect(isFound(get, words), words).toBe(true);
    expect(isFound(get, 'delete one')).toBe(false);
  });

  it('become commands that a shell takes as they are', () => {
    expect(curl('http://localhost:8025', get, {})).toBe(
      "curl -sSG --fail-with-body 'http://localhost:8025/v1/messages/latest' \\\n  --data-urlencode 'css=a[href*='\\''x'\\'']'",
    );
    expect(curl('http://h', get, { query: { css: 'p', limit: 2 } })).toBe(
      "curl -sS --fail-with-body 'http://h/v1/messages/latest?css=p&limit=2'",
    );
    expect(curl('http://h', post, { contentType: 'message/rfc822', query: { q: 'a b' } })).toContain(
      '?q=a%20b',
    );
    expect(curl('http://h', post, { contentType: 'application/json' })).toBe(
      "curl -sS --fail-with-body -X POST 'http://h/v1/messages/latest' \\\n  -H 'Content-Type: application/json' \\\n" +
        "  --data-binary '{\n  \"subject\": \"it'\\''s\"\n}'",
    );
    expect(curl('http://h', post, { contentType: 'message/rfc822' })).toContain(
      "--data-binary $'To: o\\'x\\r\\n\\\\\\r\\n'",
    );
  });

  it('show an answer, their own or one of its type', () => {
    const media = { schema: { $ref: '#/components/schemas/Message' } };
    expect(answerOf(api, media)).toBe('{\n  "id": "a"\n}');
    expect(answerOf(api, { ...media, example: 'text' })).toBe('text');
    expect(answerOf(api, { schema: { type: 'array', items: media.schema } })).toBe(
      '[\n  {\n    "id": "a"\n  }\n]',
    );
    expect(answerOf(api, { schema: { type: 'string' } })).toBe('');
  });
});

describe('types', () => {
  const text = (pieces: { text: string }[]) => pieces.map((piece) => piece.text).join('');

  it('are said in words', () => {
    const rows = rowsOf(resolve(api, { $ref: '#/components/schemas/Message' }));
    expect(rows.map(({ name, type }) => `${name}: ${text(type)}`)).toEqual([
      'id: string',
      'size: integer from 1 to 5',
      'parts: array of Message',
      'from: Message or null',
      'counts: object',
      'counts.total: integer or null',
      'kind: "a" | "b"',
    ]);
    expect(rows.map(({ required }) => required).indexOf(true)).toBe(0);
    expect(rows[1]?.fallback).toBe('2');
    expect(inWords({ $ref: '#/components/schemas/Message' })[0]?.name).toBe('Message');
  });

  it('have no rows when they hold no fields', () => {
    expect(contentRows(api, { type: 'string' })).toEqual([]);
    expect(get.parameters.map(parameterRow).map(({ place }) => place)).toEqual(['path', '']);
  });
});

it('prose is paragraphs, code in backticks and indented code', () => {
  expect(paragraphs('one `two`\nthree\n\n    four\n      five\n')).toEqual([
    {
      isCode: false,
      pieces: [
        { text: 'one ', isCode: false },
        { text: 'two', isCode: true },
        { text: ' three', isCode: false },
      ],
    },
    { isCode: true, pieces: [{ text: 'four\n  five', isCode: true }] },
  ]);
});
