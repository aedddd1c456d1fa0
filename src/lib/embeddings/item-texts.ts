// What an item's own texts say, as they are: title, description and attributes in one line, for encoders that read them instead of a
// profile.
import type { ItemText } from '#lib/dataset/types';

/** Sentences that end by themselves get no second full stop. */
const ENDED = /[.!?…:;。！？]["'”’)\]]*$/u;

/** null where nothing is said. */
export function textOfItem({ title, description, attributes }: ItemText): string | null {
  const parts = [title, description ?? '', ...Object.entries(attributes).map(([name, value]) => named(name, value))]
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return null;
  return parts.map((part, at) => (at === parts.length - 1 || ENDED.test(part) ? part : `${part}.`)).join(' ');
}

const named = (name: string, value: string): string => (value.trim() === '' ? '' : `${name}: ${value}`);
