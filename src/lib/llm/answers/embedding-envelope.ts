// The answer to an embedding call as servers send it: vectors as lists or in base64, in any order that is beyond doubt. What lies around
// them may be missing; a vector that may belong to another text is worse than none. Pure.
import { smallest } from '#lib/elementary/extent';
import { unreadable, type ReadAnswer } from './chat-envelope';
import { countOf, isObject, listOf, numberOf, objectOf, textOf } from './json-value';
import type { EmbeddingAnswer, EmbeddingRequest, Usage } from '../types';

/** Every text must have one vector, all of the same width, finite throughout. */
export function readEmbeddings(
  response: unknown,
  { model, texts, dimensions }: EmbeddingRequest,
  hide: (text: string) => string = (text) => text
): ReadAnswer<EmbeddingAnswer> {
  const body = objectOf(response);
  const data = [body.data, body.embeddings, response].find((list) => Array.isArray(list));
  if (data === undefined) return unreadable(body, 'no embeddings');
  const entries = listOf(data);
  if (entries.length !== texts.length) {
    return { is: 'unreadable', what: `${entries.length} embeddings for ${texts.length} texts` };
  }
  const places = placesOf(entries.map((entry) => (isObject(entry) ? entry.index : undefined)));
  if (places === null) return { is: 'unreadable', what: 'embeddings in no order' };
  const vectors: Float32Array[] = [];
  for (const [at, entry] of entries.entries()) {
    const vector = vectorIn(isObject(entry) ? (entry.embedding ?? entry.vector ?? entry.values) : entry);
    if (vector === null) return { is: 'unreadable', what: 'an embedding with a number that is none' };
    vectors[places[at] ?? at] = vector;
  }
  const width = vectors[0]?.length ?? 0;
  const odd = vectors.find((vector) => vector.length !== width);
  if (odd || width === 0) return { is: 'unreadable', what: `an embedding of ${odd?.length ?? 0} numbers` };
  if (dimensions > 0 && width !== dimensions) {
    return { is: 'misfit', what: `vectors of ${width} numbers where ${dimensions} were asked for` };
  }
  return {
    is: 'answer',
    answer: { vectors, usage: embeddingUsage(body.usage), model: hide(textOf(body.model) || model) }
  };
}

/**
 * The text of each entry. Indices count where they name every text once, from 0 or from 1; where there are none, or all are the same,
 * which says nothing either, the order of the list does. null where they say something else.
 */
function placesOf(indices: readonly unknown[]): readonly number[] | null {
  const inOrder = indices.map((_, at) => at);
  const given = indices.map(numberOf);
  if (given.every((index) => index === null || index === given[0])) return inOrder;
  const named = given.map((index) => index ?? -1);
  const first = smallest(named);
  const places = named.map((index) => index - first);
  const isWhole = (first === 0 || first === 1) && [...places].sort((a, b) => a - b).every((place, at) => place === at);
  return isWhole ? places : null;
}

/** null where it holds what is no finite number. */
function vectorIn(value: unknown): Float32Array | null {
  if (typeof value === 'string') return unpacked(value);
  const list = listOf(value);
  // One vector in a list of its own.
  if (list.length === 1 && Array.isArray(list[0])) return vectorIn(list[0]);
  const numbers = list.filter((entry) => typeof entry === 'number' && Number.isFinite(entry));
  return numbers.length === list.length ? Float32Array.from(list, Number) : null;
}

/** Base64 of float32, little-endian. */
function unpacked(text: string): Float32Array | null {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
  if (bytes.length % 4 !== 0) return null;
  const view = new DataView(bytes.buffer);
  const values = Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(4 * at, true));
  return values.every(Number.isFinite) ? values : null;
}

/** Only what goes in costs. null where the service does not count it, or writes what is no count. */
export function embeddingUsage(usage: unknown): Usage | null {
  const { prompt_tokens, input_tokens, total_tokens } = objectOf(usage);
  const input = countOf(prompt_tokens) ?? countOf(input_tokens) ?? countOf(total_tokens);
  return input === null ? null : { inputTokens: input, outputTokens: 0 };
}
