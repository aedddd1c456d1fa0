// What the hyperparameters of a train cell are where it leaves them out: its preset's, beside those of the other presets, so that a form can
// say both. Pure.
import { ALIGNMENT_NAMES } from '#lib/alignment/names';
import { BACKBONE_NAMES } from '#lib/backbones/names';
import { PRESETS } from '#lib/backbones/presets';
import { resolveHyperparameters } from '#lib/training/settings/presets';
import type { LeftOut } from '../description';
import { DEFAULT_ALIGNMENT, DEFAULT_BACKBONE, DEFAULT_PRESET } from './defaults';

/** A setting among its options, its default where it is left out; undefined where it is none of them. */
function among<Option extends string>(value: unknown, options: readonly Option[], fallback: Option) {
  return value === undefined ? fallback : options.find((option) => option === value);
}

/** By key, for the backbone, alignment and preset that a cell's text has; empty where one of them is unknown. */
export function leftOutOf(values: Readonly<Record<'backbone' | 'alignment' | 'preset', unknown>>) {
  const backbone = among(values.backbone, BACKBONE_NAMES, DEFAULT_BACKBONE);
  const alignment = among(values.alignment, ALIGNMENT_NAMES, DEFAULT_ALIGNMENT);
  const preset = among(values.preset, PRESETS, DEFAULT_PRESET);
  if (backbone === undefined || alignment === undefined || preset === undefined) return {};
  const others = PRESETS.filter((other) => other !== preset).map((other) => ({
    preset: other,
    values: resolveHyperparameters(backbone, alignment, other)
  }));
  return Object.fromEntries(
    Object.entries(resolveHyperparameters(backbone, alignment, preset)).map(([key, value]): [string, LeftOut] => [
      key,
      { value, by: `preset ${preset}`, elsewhere: inOthers(others, key) }
    ])
  );

  /** "amazon, yelp: 3 · steam: 2". */
  function inOthers(all: typeof others, key: string): string {
    const named = new Map<string, string[]>();
    for (const other of all) {
      const value = String(other.values[key]);
      named.set(value, [...(named.get(value) ?? []), other.preset]);
    }
    return [...named].map(([value, presets]) => `${presets.join(', ')}: ${value}`).join(' · ');
  }
}
