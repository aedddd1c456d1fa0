// What a thrown value says, to stand inside a sentence of the error catalogue. Not an error type of its own.

/** Its message without the full stop at the end. */
export function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\.\s*$/, '');
}
