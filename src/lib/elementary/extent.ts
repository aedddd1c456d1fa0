// The largest and the smallest of many numbers. `Math.max(...numbers)` puts every number on the stack, which overflows at about a
// hundred thousand; a lint rule keeps such calls out.

/** The largest of `values`, and `least` where none is larger. A value that is no number counts for nothing. */
export function largest(values: Iterable<number>, least = -Infinity): number {
  let found = least;
  for (const value of values) if (value > found) found = value;
  return found;
}

/** The smallest of `values`, and `most` where none is smaller. A value that is no number counts for nothing. */
export function smallest(values: Iterable<number>, most = Infinity): number {
  let found = most;
  for (const value of values) if (value < found) found = value;
  return found;
}
