// Writes the types of src/api/ from schema/; with --check, fails when a committed file is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs';
import openapi, { astToString, COMMENT_HEADER } from 'openapi-typescript';

/** @param {string} name */
const schema = (name) => new URL(`../../schema/${name}`, import.meta.url);
/** @param {string} name */
const target = (name) => new URL(`../src/api/${name}`, import.meta.url);

// The generator reads OpenAPI only: the definitions of the event schema become a document without paths.
function eventsDocument() {
  const text = readFileSync(schema('events.schema.json'), 'utf8').replaceAll(
    '#/$defs/',
    '#/components/schemas/',
  );
  const { $defs, oneOf } = JSON.parse(text);
  const schemas = { Event: { oneOf }, ...$defs };
  return { openapi: '3.1.0', info: { title: 'events', version: '1' }, paths: {}, components: { schemas } };
}

/** @param {Parameters<typeof openapi>[0]} source */
const generate = async (source) => COMMENT_HEADER + astToString(await openapi(source));

const wanted = {
  'schema.d.ts': await generate(schema('openapi.yaml')),
  'events.d.ts': await generate(JSON.stringify(eventsDocument())),
};

for (const [name, text] of Object.entries(wanted)) {
  if (!process.argv.includes('--check')) {
    writeFileSync(target(name), text);
  } else if (readFileSync(target(name), 'utf8') !== text) {
    console.error(`src/api/${name} is not current: run \`npm run types\``);
    process.exitCode = 1;
  }
}
