// Texts that stand for nothing, as programs write them where a value is missing.

const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '\\n', '<na>', 'nil', 'undefined', '-', '?']);

/** Whether a text stands for no value at all: "NA", "nan", "\N", "null", …. */
export const isMissing = (text: string): boolean => text.length < 12 && MISSING.has(text.trim().toLowerCase());
