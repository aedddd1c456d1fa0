// Gives each kind of point its colour, in one place for the canvas and for the drawing that leaves the page. Pure.
import { mixed } from './between';
import type { MapTheme } from './map-theme';
import type { Rgb } from './splat';

export interface Shades {
  readonly users: Rgb;
  /** Of a lighter shade than users. */
  readonly items: Rgb;
  /** What the user clicked in training. */
  readonly clicked: Rgb;
  /** Points beside what is brushed. */
  readonly fadedUsers: Rgb;
  readonly fadedItems: Rgb;
}

/** @param hue of the space that is shown */
export function shadesOf({ ground, ink, faded }: Pick<MapTheme, 'ground' | 'ink' | 'faded'>, hue: Rgb): Shades {
  return {
    users: hue,
    items: mixed(hue, ground, 0.42),
    clicked: mixed(hue, ink, 0.45),
    fadedUsers: faded,
    fadedItems: mixed(faded, ground, 0.4)
  };
}
