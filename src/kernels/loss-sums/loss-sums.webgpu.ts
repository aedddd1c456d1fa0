// Losses added to their sums as a WebGPU program.
import { flatProgram, inputsInOrder, type DeviceKernel } from '../backend/device-kernel';
import { specialise } from '../backend/specialise';
import { LOSS_SUMS } from './loss-sums';
import code from './loss-sums.wgsl?raw';

export const lossSumsDevice: DeviceKernel = {
  name: LOSS_SUMS,
  run(backend, inputs) {
    const terms = Object.keys(inputs).length - 1;
    const names = ['sums', ...Array.from({ length: terms }, (_, at) => `term_${at}`)];
    const program = flatProgram({
      name: 'loss-sums',
      code: specialise(code, {}, {}, terms),
      outputShape: [terms],
      variableNames: names
    });
    return backend.runWebGPUProgram(program, inputsInOrder(inputs, names), 'float32', []);
  }
};
