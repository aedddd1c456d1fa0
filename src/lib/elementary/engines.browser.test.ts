import { expect, test } from 'vitest';
import { checksums } from './checksum';
import { EXPECTED, MANY } from './expected';

test('a million arguments of each function give the recorded checksums in this browser', () => {
  expect(checksums(MANY)).toBe(EXPECTED);
});
