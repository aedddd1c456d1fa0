// Saves what the page has as a file. Browser only; what draws a figure into one is figure-export.ts, loaded when asked for.

/** Offers `content` to the reader as a download. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken its own hold of the blob once the click's task is over.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

/** Offers `text` as a UTF-8 file. */
export function saveText(
  name: string,
  type: 'text/csv' | 'text/html' | 'text/markdown' | 'application/json' | 'application/x-tex',
  text: string
): void {
  saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }));
}
