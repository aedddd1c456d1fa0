// Where a text encoder computes: on the GPU if it is wanted, there, and gives two texts the vectors that WebAssembly gives them (weights of
// sixteen bits come out wrong on some devices, without a word); else on WebAssembly.
import { AppError } from '#lib/errors/app-error';
import { openGpu, type Gpu } from '#lib/local-models/gpu';
import type { ModelFiles } from '#lib/local-models/types';
import type { Work } from '#lib/work/work';
import { cosineOf } from '../cosine';
import { openTextModel } from './model';
import { pooled } from './pool';
import type { LocalSettings } from './settings';
import type { TextModel } from './types';

export interface PlacedModel {
  readonly model: TextModel;
  /** In words: the GPU, or why there is none in use; null where none was asked for, or none is there. */
  readonly device: string | null;
  close(): Promise<void>;
}

/** What both devices are shown: two texts that are unlike in words and in length. */
const PROBE = ['A detective returns to her village by the sea.', 'Space marines.'] as const;
/** Cosine that a text's two vectors have at least. Other orders of summing change the fifth digit, four-bit kernels the third. */
const ALIKE = 0.99;

/** @throws AppError models/…, internal/cancelled */
export async function openOnDevice(settings: LocalSettings, files: ModelFiles, control: Work): Promise<PlacedModel> {
  const { device, precision } = settings;
  const plain = await openTextModel(settings, null, files, control);
  const onWasm = (why: string | null): PlacedModel => ({ model: plain, device: why, close: () => plain.close() });
  // There are no kernels for such weights on WebGPU: every layer would go back and forth.
  if (device === 'wasm' || precision === 'q8') return onWasm(null);
  const search = await openGpu(files);
  if (!search.found) return onWasm(null);
  const { gpu } = search;
  const instead = (why: string): PlacedModel => {
    gpu.device.destroy();
    return onWasm(`WebAssembly, since ${why}`);
  };
  try {
    const expected = await probe(plain, settings);
    const tried = await triedOn(gpu, settings, files, control);
    if ('why' in tried) return instead(`${gpu.name} ${tried.why}`);
    const cosines = expected.map((vector, at) => cosineOf(vector, tried.vectors[at] ?? []) ?? -1);
    // What is no number is below every bound.
    const least = cosines.reduce((low, value) => (value >= low ? low : value), 1);
    if (!(least >= ALIKE)) {
      await tried.model.close();
      return instead(`${gpu.name} gave a text another vector (cosine ${least.toFixed(3)})`);
    }
    await plain.close();
    return {
      model: tried.model,
      device: `WebGPU (${gpu.name})`,
      async close() {
        // Of a device that was lost nothing can be given back, and that is said already.
        await tried.model.close().catch(() => undefined);
        gpu.device.destroy();
      }
    };
  } catch (error) {
    gpu.device.destroy();
    await plain.close();
    throw error;
  }
}

async function triedOn(
  gpu: Gpu,
  settings: LocalSettings,
  files: ModelFiles,
  control: Work
): Promise<{ readonly model: TextModel; readonly vectors: readonly Float32Array[] } | { readonly why: string }> {
  if (settings.precision === 'fp16' && !gpu.hasHalf) return { why: 'does not compute with sixteen bits' };
  try {
    const model = await openTextModel(settings, gpu, files, control);
    return { model, vectors: await probe(model, settings) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'internal/cancelled') throw error;
    return { why: `could not run it: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function probe(model: TextModel, settings: LocalSettings): Promise<readonly Float32Array[]> {
  const vectors = pooled(await model.encode(PROBE, settings.tokens), settings);
  const width = vectors.length / PROBE.length;
  return PROBE.map((_, at) => vectors.subarray(at * width, (at + 1) * width));
}
