// Fused BPR on typed arrays.
import type { HostKernel } from '../backend/host-kernel';
import { floats, integers } from '../backend/host-kernel';
import { BPR_GRADIENT, BPR_MARGINS } from './bpr';
import { exp } from '#lib/elementary/exponential';
import { log1p } from '#lib/elementary/logarithm';

export const bprMarginsHost: HostKernel = {
  name: BPR_MARGINS,
  inputs: ['x', 'triples'],
  outputShape: (shapes) => [2, shapes.triples?.[1] ?? 0],
  compute(inputs, _, output) {
    const x = floats(inputs, 'x');
    const triples = integers(inputs, 'triples');
    const width = inputs.x?.shape[1] ?? 0;
    const batch = triples.length / 3;
    for (let b = 0; b < batch; b++) {
      const a = (triples[b] ?? 0) * width;
      const p = (triples[batch + b] ?? 0) * width;
      const n = (triples[2 * batch + b] ?? 0) * width;
      let margin = 0;
      for (let c = 0; c < width; c++) margin += (x[a + c] ?? 0) * ((x[p + c] ?? 0) - (x[n + c] ?? 0));
      const decay = exp(-Math.abs(margin)); // never overflows
      output[b] = Math.max(-margin, 0) + log1p(decay);
      output[batch + b] = (margin >= 0 ? decay : 1) / (1 + decay);
    }
  }
};

export const bprGradientHost: HostKernel = {
  name: BPR_GRADIENT,
  inputs: ['x', 'triples', 'rowPtr', 'places', 'margins', 'scale'],
  outputShape: (shapes) => [...(shapes.x ?? [])],
  compute(inputs, _, output) {
    const x = floats(inputs, 'x');
    const triples = integers(inputs, 'triples');
    const rowPtr = integers(inputs, 'rowPtr');
    const places = integers(inputs, 'places');
    const margins = floats(inputs, 'margins');
    const width = inputs.x?.shape[1] ?? 0;
    const batch = triples.length / 3;
    const scale = (floats(inputs, 'scale')[0] ?? 0) / batch;
    output.fill(0);
    for (let row = 0; row + 1 < rowPtr.length; row++) {
      const out = row * width;
      for (let at = rowPtr[row] ?? 0; at < (rowPtr[row + 1] ?? 0); at++) {
        const place = places[at] ?? 0;
        const b = place % batch;
        const pull = scale * (margins[batch + b] ?? 0);
        const role = (place - b) / batch;
        if (role === 0) {
          const p = (triples[batch + b] ?? 0) * width;
          const n = (triples[2 * batch + b] ?? 0) * width;
          for (let c = 0; c < width; c++) {
            output[out + c] = (output[out + c] ?? 0) + pull * ((x[n + c] ?? 0) - (x[p + c] ?? 0));
          }
        } else {
          const a = (triples[b] ?? 0) * width;
          const signed = role === 1 ? -pull : pull;
          for (let c = 0; c < width; c++) output[out + c] = (output[out + c] ?? 0) + signed * (x[a + c] ?? 0);
        }
      }
    }
  }
};
