// How much one training step asks of the device, arm by arm, at the size of Amazon-book with vectors of 1,536 numbers: what is counted,
// and the most that it may come to. The counts depend on sizes (rows are made in blocks), so they are taken at the real one; that is cheap,
// since nothing that is recorded is run.
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { AlignmentName } from '#lib/alignment/names';
import type { BackboneName } from '#lib/backbones/names';
import { counted, type DeviceCounts } from './device-meter';
import { SIZES } from './graphs';
import { stepCase } from './step-cases';

export type StepLimits = Pick<DeviceCounts, 'dispatches' | 'submits' | 'uploads' | 'uploadBytes' | 'peakBytes'>;

export interface CountedArm {
  readonly backbone: BackboneName;
  readonly alignment: AlignmentName;
  /** None of these may grow. Lower them where a change made fewer of something. */
  readonly most: StepLimits;
}

const WIDTH = 1536;

const arm = (
  backbone: BackboneName,
  alignment: AlignmentName,
  dispatches: number,
  submits: number,
  uploads: number,
  uploadBytes: number,
  peakBytes: number
): CountedArm => ({ backbone, alignment, most: { dispatches, submits, uploads, uploadBytes, peakBytes } });

export const COUNTED_ARMS: readonly CountedArm[] = [
  arm('lightgcn', 'none', 17, 1, 1, 179_636, 33_593_664),
  arm('lightgcn', 'contrastive', 102, 6, 8, 784_080, 247_969_232),
  arm('lightgcn', 'generative', 74, 5, 6, 635_088, 464_934_744),
  arm('simgcl', 'none', 69, 2, 3, 407_836, 203_435_340),
  arm('sgl', 'none', 89, 2, 4, 521_936, 119_591_956),
  arm('gccf', 'none', 21, 1, 3, 187_828, 52_543_672)
];

/** The second step of the trainer, which compiles nothing and uploads no table any more. Nothing is computed. */
export async function countStep(backend: WebGPUBackend, { backbone, alignment }: CountedArm): Promise<DeviceCounts> {
  const { ours } = stepCase(SIZES.amazon, alignment, WIDTH, undefined, 'amazon', backbone).forms;
  const prepared = ours?.();
  if (!prepared) throw new Error('A step has a form of ours');
  try {
    await counted(backend, () => prepared.run(), false);
    return await counted(backend, () => prepared.run(), false);
  } finally {
    prepared.dispose();
  }
}
