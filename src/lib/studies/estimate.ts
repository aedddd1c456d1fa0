// How much memory training takes, from counts and settings, before any of it is allocated: parameters with Adam's moments, the graph
// both ways, the semantic vectors, and the blocks of the evaluation.
import { hiddenWidth } from '#lib/alignment/mlp';
import type { RunSettings } from '#lib/training/types';

const FLOAT = 4;
/** Parameters, their two moments, their gradients, and the best ones so far. */
const COPIES_OF_PARAMETERS = 5;
/** Layers and their gradients that a step holds at once, in node tables: forward, backward, view. */
const TABLES_A_STEP = 8;
/** Users whose scores are held at once in the evaluation. */
const EVALUATED_USERS = 256;

export interface DataSize {
  readonly users: number;
  readonly items: number;
  readonly interactions: number;
}

/** Trainable numbers: the node table, and the alignment's MLP where there is one. */
export function parameterCount({ users, items }: DataSize, dimensions: number, vectorWidth: number): number {
  const table = (users + items) * dimensions;
  if (vectorWidth === 0) return table;
  const hidden = hiddenWidth(vectorWidth, dimensions);
  return table + vectorWidth * hidden + hidden + hidden * dimensions + dimensions;
}

/**
 * Bytes that training holds at its fullest, to within a factor of about two: what a backbone adds beyond propagation is not counted.
 * @param vectorWidth numbers of a semantic vector; 0 without alignment
 */
export function trainingBytes(size: DataSize, { dimensions, batchSize }: RunSettings, vectorWidth: number): number {
  const nodes = size.users + size.items;
  const parameters = COPIES_OF_PARAMETERS * parameterCount(size, dimensions, vectorWidth);
  const entries = 2 * size.interactions;
  // Columns, values and their edges, for the matrix and its transpose, and the row starts.
  const graph = 2 * (3 * entries + nodes + 1);
  const tables = TABLES_A_STEP * nodes * dimensions;
  const vectors =
    vectorWidth === 0
      ? 0
      : nodes * vectorWidth + 3 * Math.min(nodes, 3 * batchSize) * hiddenWidth(vectorWidth, dimensions);
  const evaluation = EVALUATED_USERS * size.items;
  return FLOAT * (parameters + graph + tables + vectors + evaluation);
}
