// The checksums over a million arguments each (checksum.ts). They change only when the room's code changes results; then stored results
// of the whole pipeline change with them, and the revisions of cells are raised (docs/architecture.md, "Numbers").
export const MANY = 1_000_000;

export const EXPECTED = `\
exp 23d07880
expm1 0041a110
log 1b121399
log1p 3c5229f9
log2 c85abc18
sin 41a851ce
cos db01fa15
tanh dba57197
integerPower c6a55db5
powerOfTwo 24579f19`;
