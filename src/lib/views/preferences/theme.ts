// Sets the theme: light, dark, or as the system has it. The choice lies in `data-theme` of the root element, which app.html sets before
// the first paint and app.css reads. Browser only.
import { readPreference, writePreference } from './preferences';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export function currentTheme(): Theme {
  const kept = readPreference('theme');
  return THEMES.find((theme) => theme === kept) ?? 'system';
}

export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
  writePreference('theme', theme === 'system' ? null : theme);
}
