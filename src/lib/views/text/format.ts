// Writes numbers, times and dates as readers see them. Pure, the same at prerender time and in the tab: nothing here depends on the
// machine's language or time zone, or the page would change while it wakes up.

const MINUS = '−';
/** A space that does not break between a number and its unit. */
const NARROW = '\u202f';

function withTrueMinus(text: string): string {
  return text.replace('-', MINUS);
}

/** A whole number with thousands separated by commas: 18000 → "18,000". */
export function formatCount(value: number): string {
  const digits = Math.abs(Math.round(value)).toString();
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, ',');
  return value < 0 ? MINUS + grouped : grouped;
}

/** A metric between 0 and 1, four decimals: 0.16123 → "0.1612". Not a number is an en dash. */
export function formatMetric(value: number): string {
  return Number.isFinite(value) ? withTrueMinus(value.toFixed(4)) : '–';
}

/** A standard deviation, short: 0.0021 → "±.0021". */
export function formatSpread(value: number): string {
  return Number.isFinite(value) ? `±${value.toFixed(4).replace(/^0/, '')}` : '';
}

/** A difference with its sign, four decimals: 0.0136 → "+0.0136". */
export function formatDifference(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const text = value.toFixed(4);
  return Number(text) > 0 ? `+${text}` : withTrueMinus(Number(text) === 0 ? '0.0000' : text);
}

/** A relative difference as signed per cent: 0.084 → "+8.4 %". */
export function formatPercent(ratio: number): string {
  if (!Number.isFinite(ratio)) return '–';
  const text = (ratio * 100).toFixed(1);
  const sign = Number(text) > 0 ? '+' : '';
  return `${sign}${withTrueMinus(Number(text) === 0 ? '0.0' : text)}${NARROW}%`;
}

/** A share as per cent without a sign: 0.084 → "8.4 %". */
export function formatShare(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)}${NARROW}%` : '–';
}

/** Any number in at most `digits` significant digits, without exponents where they can be avoided. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return formatCount(value);
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e9) return withTrueMinus(value.toExponential(digits - 1).replace(/\.?0+e/, 'e'));
  return withTrueMinus(Number(value.toPrecision(digits)).toString());
}

/** Seconds of work in the coarsest honest unit: "0.4 s", "40 s", "2 min", "1 h 5 min". */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds < 1) return `${Math.max(0.1, Math.round(seconds * 10) / 10)}${NARROW}s`;
  if (seconds < 90) return `${Math.round(seconds)}${NARROW}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${NARROW}min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${NARROW}h${rest ? ` ${rest}${NARROW}min` : ''}`;
}

/** Bytes for people: "41 MB". Decimal units, as browsers count quotas. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const shown = size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size).toString();
  return `${shown}${NARROW}${units[unit] ?? 'B'}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An ISO time as "23 Nov 2026, 14:02 UTC"; text that is no time is shown as it is. */
export function formatDate(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const two = (part: number) => part.toString().padStart(2, '0');
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
  return `${day}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

/** "1 seed", "3 seeds": a count with its noun. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "a, b and c". */
export function listInWords(words: readonly string[]): string {
  if (words.length <= 1) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1] ?? ''}`;
}
