// Backbones by name. A new one is added here, with its settings taken from the run's.
import { lightGcn } from './lightgcn/lightgcn';
import type { Backbone, BackboneContext } from './types';

/** Numbers and switches of one backbone, by their names in notebooks. */
export type BackboneSettings = Readonly<Record<string, number | boolean>>;

export function numberSetting(settings: BackboneSettings, name: string): number {
  const value = settings[name];
  if (typeof value === 'number') return value;
  throw new Error(`The setting ${name} is missing`);
}

/** Builders by name. */
export const BACKBONES = {
  lightgcn: (context: BackboneContext, settings: BackboneSettings) =>
    lightGcn(context, { layers: numberSetting(settings, 'layers'), keepRate: numberSetting(settings, 'keep_rate') })
} as const satisfies Record<string, (context: BackboneContext, settings: BackboneSettings) => Backbone>;

export type RegisteredBackbone = keyof typeof BACKBONES;
