// What the library gives, looked at field by field: its own types promise more than models keep.

export type Callable = (...values: readonly unknown[]) => unknown;
export const isCallable = (value: unknown): value is Callable => typeof value === 'function';

export const fieldOf = (value: unknown, name: string): unknown =>
  (typeof value === 'object' && value !== null) || typeof value === 'function' ? Reflect.get(value, name) : undefined;

export interface Tensor {
  readonly dims: readonly number[];
  readonly data: unknown;
}

/** The tensor under that name; of sixteen bits as one of thirty-two. null where there is none. */
export function tensorOf(output: unknown, name: string): Tensor | null {
  const found = fieldOf(output, name);
  const to = fieldOf(found, 'to');
  const tensor: unknown = fieldOf(found, 'type') === 'float16' && isCallable(to) ? to.call(found, 'float32') : found;
  const dims = fieldOf(tensor, 'dims');
  if (!Array.isArray(dims) || !dims.every((dim) => typeof dim === 'number')) return null;
  return { dims, data: fieldOf(tensor, 'data') };
}

/** 1 where a mask of whole numbers is not 0; empty where it is no mask. */
export const flagsOf = (data: unknown): Uint8Array =>
  data instanceof BigInt64Array ? Uint8Array.from(data, (value) => (value === 0n ? 0 : 1)) : new Uint8Array(0);
