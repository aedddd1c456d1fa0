// Dense products as WebGPU programs: tiles (product.wgsl) and, where the sum is cut along its depth, the parts added in order. Which tiles
// a device takes is found out when it is made (tile-check.webgpu.ts); what fits none of them is the caller's to give to tfjs.
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { elementsOf, flatProgram, integerUniforms, tiledProgram } from '../backend/device-kernel';
import { specialise } from '../backend/specialise';
import addPartsCode from './add-parts.wgsl?raw';
import code from './product.wgsl?raw';
import { cutOf, pitchOf, TILE_THREADS, type ProductCut, type ProductShape, type Tile } from './tiles';

export interface Factors {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** What becomes of a sum: see product.wgsl. Nothing where left out. */
  readonly finish?: { readonly by: 'bias' | 'pulled'; readonly operand: TensorInfo; readonly slope: number };
}

/** Tiles that a backend's device takes, larger before smaller; none before it was asked. */
const usable = new WeakMap<WebGPUBackend, readonly Tile[]>();

export const useTiles = (backend: WebGPUBackend, tiles: readonly Tile[]): void => void usable.set(backend, tiles);

/** The product as a shape; null where these are no two matrices of numbers that fit each other, or one is empty. */
export function shapeOfProduct({ a, b, transposeA, transposeB }: Factors): ProductShape | null {
  if (a.shape.length !== 2 || b.shape.length !== 2 || a.dtype !== 'float32' || b.dtype !== 'float32') return null;
  const [rows = 0, depth = 0] = transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const [inner = 0, columns = 0] = transposeB ? [b.shape[1], b.shape[0]] : b.shape;
  return inner === depth && rows * depth * columns > 0 ? { rows, columns, depth } : null;
}

/** The finished product [rows, columns], or null where no tile takes it. */
export function tiledProduct(backend: WebGPUBackend, factors: Factors): TensorInfo | null {
  const shape = shapeOfProduct(factors);
  const cut = shape && cutOf(shape, usable.get(backend) ?? []);
  return shape && cut && productCutAs(backend, factors, shape, cut);
}

export function productCutAs(
  backend: WebGPUBackend,
  factors: Factors,
  shape: ProductShape,
  cut: ProductCut
): TensorInfo {
  const { rows, columns } = shape;
  if (cut.parts === 1) return runTiles(backend, factors, shape, cut, [rows, columns]);
  const partial = runTiles(backend, { ...factors, finish: undefined }, shape, cut, [cut.parts, rows, columns]);
  const sum = addParts(backend, partial, factors.finish, shape);
  backend.disposeData(partial.dataId);
  return sum;
}

function runTiles(
  backend: WebGPUBackend,
  factors: Factors,
  { rows, columns, depth }: ProductShape,
  { tile, across, down, parts, steps }: ProductCut,
  outputShape: readonly number[]
): TensorInfo {
  const { a, b, transposeA, transposeB, finish } = factors;
  const [ofA, ofB, of] = [a, b].map((one) => elementsOf(one.shape[1] ?? 0)).concat(elementsOf(columns));
  if (!ofA || !ofB || !of) throw new Error('A product has two factors');
  const [pitchA, pitchB] = [pitchOf(tile.rows), pitchOf(tile.columns)];
  const [tall, broad] = [tile.rows === 64, tile.columns === 64];
  const flags = {
    byDepth_a: transposeA,
    byDepth_b: !transposeB,
    wide_a: ofA.components === 4,
    wide_b: ofB.components === 4,
    wide: of.components === 4,
    biased: finish?.by === 'bias',
    pulled: finish?.by === 'pulled',
    tall,
    broad,
    square: tall && broad
  };
  const words = {
    TILE_ROWS: tile.rows,
    TILE_COLUMNS: tile.columns,
    DEPTH: tile.depth,
    DEPTH_GROUPS: tile.depth / 4,
    GROUPS_A: tile.rows / 4,
    GROUPS_B: tile.columns / 4,
    PITCH_A: pitchA,
    PITCH_B: pitchB,
    SIZE_A: tile.depth * pitchA,
    SIZE_B: tile.depth * pitchB,
    COMPONENTS: of.components,
    ELEMENT: of.element
  };
  const program = tiledProgram({
    name: 'product',
    code: specialise(code, flags, words),
    outputShape,
    dispatch: [across, down, parts],
    workgroup: TILE_THREADS,
    variableNames: ['a', 'b', ...(finish ? [finish.by] : [])],
    uniforms: 'rows : i32, columns : i32, depth : i32, steps : i32, slope : f32,',
    components: of.components,
    variableComponents: [ofA.components, ofB.components, ...(finish ? [of.components] : [])],
    flops: 2 * rows * columns * depth
  });
  return backend.runWebGPUProgram(program, [a, b, ...(finish ? [finish.operand] : [])], 'float32', [
    ...integerUniforms(rows, columns, depth, steps),
    { type: 'float32', data: [finish?.slope ?? 1] }
  ]);
}

function addParts(
  backend: WebGPUBackend,
  partial: TensorInfo,
  finish: Factors['finish'],
  { rows, columns }: ProductShape
): TensorInfo {
  const { components, element, groups } = elementsOf(columns);
  const flags = { biased: finish?.by === 'bias', pulled: finish?.by === 'pulled' };
  const program: WebGPUProgram = flatProgram({
    name: 'add-parts',
    code: specialise(addPartsCode, flags, { ELEMENT: element }),
    outputShape: [rows, columns],
    variableNames: ['partial', ...(finish ? [finish.by] : [])],
    uniforms: 'parts : i32, groups : i32, slope : f32,',
    components,
    variableComponents: [components, ...(finish ? [components] : [])]
  });
  return backend.runWebGPUProgram(program, [partial, ...(finish ? [finish.operand] : [])], 'float32', [
    ...integerUniforms(partial.shape[0] ?? 1, groups),
    { type: 'float32', data: [finish?.slope ?? 1] }
  ]);
}
