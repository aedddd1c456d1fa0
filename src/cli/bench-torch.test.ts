import '#lib/errors/bench';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findPython, readLines } from './bench-torch';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('where no Python has PyTorch, that is said before anything is measured, with how to get it', () => {
  vi.stubEnv('PYTHON', '/nowhere/python3');
  expect(findPython).toThrow(
    expect.objectContaining({
      code: 'bench/no-torch',
      message: 'No Python with PyTorch was found (tried: /nowhere/python3).',
      cure: expect.stringContaining('python3-torch')
    })
  );
});

describe('what the script says', () => {
  const step = {
    type: 'step',
    case: 'LightGCN base step',
    loop: 'tidy',
    precision: 'tf32',
    medianMs: 1,
    minMs: 0.9,
    meanMs: 1.1,
    eventMs: 1.05,
    steps: 200,
    torch: '2.9',
    device: 'a card',
    sparse: 'CSR, fused Adam'
  };
  const ceilings = {
    type: 'ceilings',
    copyBytesPerSecond: 8e11,
    productSide: 8192,
    productFlopsPerSecond: { fp32: 2e13, tf32: null }
  };

  it('is read line by line, ceilings apart from steps', () => {
    const read = readLines([ceilings, step].map((line) => JSON.stringify(line)));
    expect(read.torch).toMatchObject([{ loop: 'tidy', precision: 'tf32', eventMs: 1.05 }]);
    expect(read.torchCeilings).toMatchObject({ copyBytesPerSecond: 8e11, productSide: 8192 });
  });

  it.each(['Segmentation fault', JSON.stringify({ ...step, medianMs: 'NaN' }), JSON.stringify({ type: 'other' })])(
    '%s is no line of it',
    (line) => {
      expect(() => readLines([line])).toThrow(expect.objectContaining({ code: 'bench/torch-failed' }));
    }
  );
});
