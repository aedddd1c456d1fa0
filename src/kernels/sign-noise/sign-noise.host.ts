// Signed unit noise on typed arrays.
import { floats, numberAttribute, type HostKernel } from '../backend/host-kernel';
import { SIGN_NOISE } from './sign-noise';
import { square } from '#lib/elementary/power';

export const signNoiseHost: HostKernel = {
  name: SIGN_NOISE,
  inputs: ['x', 'noise'],
  outputShape: (shapes) => [...(shapes.x ?? [])],
  compute(inputs, attributes, output) {
    const [x, noise] = [floats(inputs, 'x'), floats(inputs, 'noise')];
    const width = inputs.x?.shape[1] ?? 1;
    const eps = numberAttribute(attributes, 'eps');
    for (let start = 0; start < x.length; start += width) {
      let squares = 0;
      for (let i = start; i < start + width; i++) squares += square(noise[i] ?? 0);
      const scale = eps / Math.max(Math.sqrt(squares), 1e-12);
      for (let i = start; i < start + width; i++) {
        output[i] = (x[i] ?? 0) + scale * Math.sign(x[i] ?? 0) * (noise[i] ?? 0);
      }
    }
  }
};
