// Tables and numbers as plain text for a terminal.
import { largest } from '#lib/elementary/extent';
import { printable } from '#lib/errors/printable';

/** Columns padded to their widest cell, two spaces between; the first to the left, the others to the right. A cell is one line. */
export function textTable(texts: readonly (readonly string[])[], alignLeft: readonly number[] = [0]): string {
  const rows = texts.map((row) => row.map(printable));
  const columns = largest(
    rows.map((row) => row.length),
    0
  );
  const widths = Array.from({ length: columns }, (_, at) =>
    largest(
      rows.map((row) => widthOf(row[at] ?? '')),
      0
    )
  );
  return rows
    .map((row) =>
      Array.from({ length: columns }, (_, at) => {
        const text = row[at] ?? '';
        const space = ' '.repeat((widths[at] ?? 0) - widthOf(text));
        return alignLeft.includes(at) ? text + space : space + text;
      })
        .join('  ')
        .trimEnd()
    )
    .join('\n');
}

/** Columns that a terminal gives a text: wide signs (East Asian, emoji) take two, joining marks none. */
export function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const sign of text) {
    if (/\p{M}|\p{Cf}/u.test(sign)) continue;
    width += /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u.test(
      sign
    )
      ? 2
      : 1;
  }
  return width;
}

/** `text` cut to `width` columns. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const sign of text) {
    if (widthOf(kept + sign) >= width) break;
    kept += sign;
  }
  return `${kept}…`;
}

export const count = (value: number): string => value.toLocaleString('en-US');
export const metric = (value: number): string => value.toFixed(4);
export const signed = (value: number, digits = 4): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
/** "+0.0010 … +0.0090"; empty where there is none. */
export const interval = (
  of: { readonly low: number; readonly high: number } | null | undefined,
  write: (value: number) => string = signed
): string => (of ? `${write(of.low)} … ${write(of.high)}` : '');
export const percent = (share: number): string => `${signed(100 * share, 1)} %`;

/** "8 s", "1 min 05 s", "2 h 10 min". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
