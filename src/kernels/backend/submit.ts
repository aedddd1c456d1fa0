// Hands the commands that tfjs has recorded to the GPU now, instead of when its batch is full.
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

export function submitRecorded(backend: WebGPUBackend): void {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
}
