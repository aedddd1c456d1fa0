import { expect, test } from 'vitest';
import { sameBits } from './repeatability';

test('a card says of every backend how far its bits go, and of what is none nothing', () => {
  expect(sameBits('wasm')).toMatch(/^in every browser/);
  expect(sameBits('webgpu')).toMatch(/^twice on one device/);
  expect(sameBits('cpu')).toMatch(/^twice in one JavaScript engine/);
  for (const other of ['', 'webgl', 'constructor']) expect(sameBits(other)).toBeNull();
});
