// A sum of all bits of some arrays (FNV-1a over words), for tests that hold two engines to the same bits. Only tests import this.

export function checksumOf(arrays: readonly Float32Array[]): number {
  let sum = 0x811c9dc5;
  for (const { buffer, byteOffset, length } of arrays) {
    for (const word of new Uint32Array(buffer, byteOffset, length)) sum = Math.imul(sum ^ word, 0x01000193);
  }
  return sum >>> 0;
}
