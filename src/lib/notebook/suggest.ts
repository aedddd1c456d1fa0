// What to begin with on data that no preset was made for, for pages that write a first notebook.
export { suggestedPreset } from '#lib/backbones/presets';
