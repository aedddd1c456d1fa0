// No two programs of ours share a key: whatever has run on the device, by the key it is found under and the text it was made of. tfjs
// compiles a program once for each key; what is written into a shader and missing in its key would run the wrong one.
import { backend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { expect } from 'vitest';

/** How the keys of our programs begin (device-kernel.ts). */
const OWN = 'rlmrec ';

/** Looks at every program from now on. @returns what ends that, and fails where two had one key */
export function watchShaderKeys(): () => void {
  const current = backend();
  if (!(current instanceof WebGPUBackend)) throw new Error('Not on webgpu');
  const texts = new Map<string, Set<string>>();
  const run = current.runWebGPUProgram.bind(current);
  current.runWebGPUProgram = (program, ...rest) => {
    const output = run(program, ...rest);
    if (!program.shaderKey.startsWith(OWN)) return output;
    // tfjs has written the whole key into the program by now.
    const seen = texts.get(program.shaderKey) ?? new Set<string>();
    texts.set(program.shaderKey, seen.add(program.getUserCode()));
    return output;
  };
  return () => {
    current.runWebGPUProgram = run;
    expect(texts.size).toBeGreaterThan(0);
    const shared = [...texts].filter(([, of]) => of.size > 1).map(([key]) => key);
    expect(shared).toEqual([]);
  };
}
