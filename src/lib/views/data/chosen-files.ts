// Hands over the files that a reader chose in a file input, also when the reader was faster than the page's code. A Svelte attachment; it
// reads no file.

/** Calls `take` with the files chosen now and later; the same files may be chosen again. */
export function chosenFiles(take: (files: readonly File[]) => void): (input: HTMLInputElement) => () => void {
  return (input) => {
    const changed = () => {
      if (input.files === null || input.files.length === 0) return;
      take([...input.files]);
      input.value = '';
    };
    // A prerendered page can be used before its listeners stand.
    changed();
    input.addEventListener('change', changed);
    return () => input.removeEventListener('change', changed);
  };
}
