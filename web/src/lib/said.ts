// Something to say that the state holds without knowing the language: see language.svelte.ts.
import type { PluralName } from '../messages/plurals';
import type { Text } from '../messages/text';
import type { Values } from './translate';

export type Said = { text: Text; values?: Values } | { name: PluralName; count: number; values?: Values };
