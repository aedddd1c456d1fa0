// Encoder "files": semantic vectors that were made elsewhere, read from .npy and .pkl (a row each, in the order of the data set) or from
// JSON lines (by id). Checked like all others; encodes nothing itself.
import { readNodeLines, type NodeLine } from '#lib/dataset/attached/json-lines';
import { isJsonLines, readMatrixFile } from '#lib/dataset/attached/matrix-file';
import { nodeFiles, type Node } from '#lib/dataset/attached/node-files';
import type { InputFile, ReadJob } from '#lib/dataset/bytes/types';
import type { Matrix } from '#lib/dataset/formats/pickle/arrays';
import type { FileSource } from '#lib/dataset/sources/source';
import type { SemanticVectors } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { checkVectors, isZeroRow } from '../checks';
import type { VectorSource } from '../dataset-vectors';
import type { EmbeddingSet } from '../types';
import { VECTOR_FILES } from './settings';

type Facts = Readonly<Record<string, string | number>>;
interface ReadVectors {
  readonly vectors: SemanticVectors;
  readonly facts: Facts;
}

/**
 * Vectors [users, d_s] and [items, d_s] of a folder's files. Whom a file leaves out, or gives zeros throughout, has no vector.
 * @throws AppError files/…, dataset/not-an-array, dataset/not-a-pickle, embeddings/not-finite, internal/cancelled
 */
export async function vectorsFromFiles(
  dataset: VectorSource,
  source: FileSource,
  job: ReadJob = {}
): Promise<EmbeddingSet> {
  const files = await nodeFiles(source, 'vectors');
  const { vectors, facts } =
    files.kind === 'both' || (isJsonLines(files.user) && isJsonLines(files.item))
      ? await byId(dataset, (take) => readNodeLines(files, dataset, job, take))
      : joined(
          await matrixOf(files.user, 'user', dataset.userIds.length),
          await matrixOf(files.item, 'item', dataset.itemIds.length)
        );
  checkVectors(vectors, dataset);
  const { name: encoder, label, version } = VECTOR_FILES;
  return { vectors, provenance: { encoder, label, version, settings: {}, facts } };
}

interface NamedMatrix extends Matrix {
  readonly file: string;
}

async function matrixOf(file: InputFile, node: Node, expected: number): Promise<NamedMatrix> {
  const { path } = file;
  const matrix = await readMatrixFile(file);
  if (matrix.rows !== expected) {
    throw appError('files/wrong-height', { node, rows: matrix.rows, expected }, { file: path });
  }
  if (matrix.columns === 0) throw appError('embeddings/no-width', {}, { file: path });
  return { ...matrix, file: path };
}

function joined(users: NamedMatrix, items: NamedMatrix): ReadVectors {
  const dimensions = users.columns;
  if (items.columns !== dimensions) {
    throw appError('files/other-width', { width: items.columns, expected: dimensions }, { file: items.file });
  }
  const present = ({ values, rows }: Matrix): Uint8Array =>
    Uint8Array.from({ length: rows }, (_, row) => (isZeroRow(values, row, dimensions) ? 0 : 1));
  const [userPresent, itemPresent] = [present(users), present(items)];
  const zero = [...userPresent, ...itemPresent].filter((flag) => flag === 0).length;
  return {
    vectors: { dimensions, users: users.values, items: items.values, userPresent, itemPresent },
    facts: zero === 0 ? {} : { 'rows of zeros, taken as absent': zero }
  };
}

/** The vector of a line. */
function vectorOf({ record, fail }: NodeLine): readonly number[] {
  const given = record.get('vector') ?? record.get('embedding');
  if (!Array.isArray(given)) return fail('it has no list called "vector" or "embedding"');
  const wrong = given.findIndex((value) => typeof value !== 'number' || !Number.isFinite(value));
  if (wrong >= 0) return fail(`number ${wrong + 1} of its vector is ${JSON.stringify(given[wrong])}`);
  return given.filter((value) => typeof value === 'number');
}

async function byId(
  { userIds, itemIds }: VectorSource,
  read: (take: (line: NodeLine) => void) => ReturnType<typeof readNodeLines>
): Promise<ReadVectors> {
  let tables: { readonly width: number; readonly user: Float32Array; readonly item: Float32Array } | null = null;
  const present = { user: new Uint8Array(userIds.length), item: new Uint8Array(itemIds.length) };
  const { unknown, unknownExample } = await read((line) => {
    const vector = vectorOf(line);
    tables ??= {
      width: vector.length,
      user: new Float32Array(userIds.length * vector.length),
      item: new Float32Array(itemIds.length * vector.length)
    };
    if (vector.length !== tables.width || vector.length === 0) {
      const details = { width: vector.length, expected: tables.width };
      throw appError('files/other-width', details, { file: line.file, line: line.line });
    }
    if (vector.every((value) => value === 0)) return;
    tables[line.node].set(vector, line.row * vector.length);
    present[line.node][line.row] = 1;
  });
  const { width, user, item } = tables ?? { width: 0, user: new Float32Array(0), item: new Float32Array(0) };
  return {
    vectors: { dimensions: width, users: user, items: item, userPresent: present.user, itemPresent: present.item },
    facts: unknown === 0 ? {} : { 'ids not in the data set': `${unknown}, for example "${unknownExample}"` }
  };
}
