// A small text grammar: `{slot}` is filled in by the caller, `[a|b|c]` picks one alternative (which may hold slots; an
// empty one is allowed). Sentences come out with a capital and single spaces.
import type { Draws } from './draws';

export type Slots = Readonly<Record<string, () => string>>;

export function expand(template: string, slots: Slots, draws: Draws): string {
  let text = template;
  // Innermost alternatives first, until none is left.
  for (let match = /\[([^[\]]*)\]/.exec(text); match; match = /\[([^[\]]*)\]/.exec(text)) {
    const chosen = draws.pick((match[1] ?? '').split('|'));
    text = text.slice(0, match.index) + chosen + text.slice(match.index + match[0].length);
  }
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fill = slots[name];
    if (!fill) throw new Error(`The grammar has no slot ${name}`);
    return fill();
  });
}

/** One sentence: spaces tidied, first letter raised. */
export function sentence(template: string, slots: Slots, draws: Draws): string {
  const text = expand(template, slots, draws)
    .replace(/\s+/g, ' ')
    .replace(/ ([,.;:!?])/g, '$1')
    .trim();
  return capitalise(text);
}

export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
