// What a language brings.
import type { Forms, PluralName } from './plurals';
import type { Text } from './text';

export interface Translation {
  texts: Record<Text, string>;
  plurals: Record<PluralName, Forms>;
}
