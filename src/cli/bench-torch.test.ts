import '#lib/errors/bench';
import { afterEach, expect, it, vi } from 'vitest';
import { findPython } from './bench-torch';

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
