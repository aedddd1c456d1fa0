// The known word nearest to a mistyped one, for "did you mean". Pure.

/** Levenshtein distance: insertions, deletions, substitutions and swaps of neighbours count one each. */
export function editDistance(a: string, b: string): number {
  let twoBack: number[] = [];
  let back = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((back[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (back[j - 1] ?? 0) + change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, (twoBack[j - 2] ?? 0) + 1);
      row.push(best);
    }
    twoBack = back;
    back = row;
  }
  return back[b.length] ?? 0;
}

/** The word of `known` nearest to `word`, whatever its distance; the empty string where `known` is empty. */
export function nearestOf(word: string, known: readonly string[]): string {
  const wanted = word.toLowerCase();
  let best = '';
  let bestDistance = Infinity;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** As `nearestOf`, but the empty string where no word is near enough to be what was meant. */
export function suggestionFor(word: string, known: readonly string[]): string {
  const nearest = nearestOf(word, known);
  const distance = editDistance(word.toLowerCase(), nearest.toLowerCase());
  return distance <= Math.max(1, Math.floor(Math.max(word.length, nearest.length) / 3)) ? nearest : '';
}
