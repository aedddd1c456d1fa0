// The checksum is the standard's, however the bytes are cut.
import { expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { Crc32 } from './crc32';

it('gives the check value of the standard for "123456789", and 0 for nothing', () => {
  const crc = new Crc32();
  expect(crc.value).toBe(0);
  crc.add(new TextEncoder().encode('123456789'));
  expect(crc.value).toBe(0xcbf43926);
});

it('equals the definition bit by bit, however the bytes are cut', () => {
  const draws = uniformArray({ seed: 5, stream: 122, step: 1 }, 1000);
  const bytes = Uint8Array.from(draws, (draw) => Math.floor(draw * 256));
  let register = 0xffffffff;
  for (const byte of bytes) {
    register ^= byte;
    for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >>> 1) ^ 0xedb88320 : register >>> 1;
  }
  for (const size of [1, 3, 4, 5, 64, 1000]) {
    const crc = new Crc32();
    for (let at = 0; at < bytes.length; at += size) crc.add(bytes.subarray(at, at + size));
    expect(crc.value).toBe(~register >>> 0);
  }
});
