// Xavier uniform matrices: U(±√(6 / (rows + columns))), as the official code initialises them.
import { uniformArray, type RandomKey } from '#kernels/random/random';
import type { ParameterData } from '../types';

export function xavierUniform(key: RandomKey, rows: number, columns: number): ParameterData {
  const bound = Math.sqrt(6 / (rows + columns));
  return { shape: [rows, columns], values: uniformArray(key, rows * columns).map((draw) => bound * (2 * draw - 1)) };
}
