// Reads the colours of the page as numbers, for pixels: a canvas knows no CSS variables. Browser only.
import type { ExploreSpace } from '#lib/studies/explore/types';
import type { Rgb } from './splat';

export interface MapTheme {
  readonly ground: Rgb;
  readonly ink: Rgb;
  readonly faded: Rgb;
  readonly hit: Rgb;
  readonly accent: Rgb;
  readonly kinds: Readonly<Record<ExploreSpace['kind'], Rgb>>;
  readonly font: string;
}

/** The variables as they stand on `element` now. */
export function readTheme(element: HTMLElement): MapTheme {
  const probe = element.ownerDocument.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const colour = (variable: string): Rgb => {
    probe.style.color = `var(${variable})`;
    return parseRgb(getComputedStyle(probe).color);
  };
  const theme: MapTheme = {
    ground: colour('--raised'),
    ink: colour('--ink'),
    faded: colour('--noise'),
    hit: colour('--hit'),
    accent: colour('--accent'),
    kinds: {
      collaborative: colour('--collaborative'),
      aligned: colour('--aligned'),
      semantic: colour('--semantic')
    },
    font: getComputedStyle(element).fontFamily
  };
  probe.remove();
  return theme;
}

/** As drawings write a colour: "#rrggbb". */
export const hex = (rgb: Rgb): string => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** "rgb(1, 2, 3)" as browsers compute colours; black where it is something else. */
export function parseRgb(text: string): Rgb {
  const [red = 0, green = 0, blue = 0] = (/^rgba?\(([^)]+)\)$/.exec(text)?.[1] ?? '').split(/[\s,/]+/).map(Number);
  return [red || 0, green || 0, blue || 0];
}

/** Calls `changed` whenever the page turns light or dark; returns what ends it. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', changed);
  };
}
