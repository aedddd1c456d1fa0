// Backbones by name. A new one is added here, with its settings taken from the run's.
import { autoCf } from './autocf/autocf';
import { bprMf } from './bpr-mf/bpr-mf';
import { dccf } from './dccf/dccf';
import { gccf } from './gccf/gccf';
import { lightGcn } from './lightgcn/lightgcn';
import type { BackboneName } from './names';
import { sgl } from './sgl/sgl';
import { simGcl } from './simgcl/simgcl';
import type { Backbone, BackboneContext } from './types';

/** Numbers and switches of one backbone, by their names in notebooks. */
export type BackboneSettings = Readonly<Record<string, number | boolean>>;

export function numberSetting(settings: BackboneSettings, name: string): number {
  const value = settings[name];
  if (typeof value === 'number') return value;
  throw new Error(`The setting ${name} is missing`);
}

/** A switch; off where it is left out, which is the official behaviour of all that may be left out. */
export const isOn = (settings: BackboneSettings, name: string): boolean => settings[name] === true;

type Build = (context: BackboneContext, settings: BackboneSettings) => Backbone;

const contrast = (settings: BackboneSettings) => ({
  clWeight: numberSetting(settings, 'cl_weight'),
  clTemperature: numberSetting(settings, 'cl_temperature')
});

/** Builders by name. */
export const BACKBONES: Readonly<Record<BackboneName, Build>> = {
  gccf: (context, settings) =>
    gccf(context, { layers: numberSetting(settings, 'layers'), selfLoops: isOn(settings, 'self_loops') }),
  lightgcn: (context, settings) =>
    lightGcn(context, {
      layers: numberSetting(settings, 'layers'),
      layerMean: isOn(settings, 'layer_mean'),
      keepRate: numberSetting(settings, 'keep_rate')
    }),
  sgl: (context, settings) =>
    sgl(context, {
      layers: numberSetting(settings, 'layers'),
      layerMean: isOn(settings, 'layer_mean'),
      keepRate: numberSetting(settings, 'keep_rate'),
      ...contrast(settings),
      contrastNegatives: settings.contrast_negatives !== false
    }),
  simgcl: (context, settings) =>
    simGcl(context, {
      layers: numberSetting(settings, 'layers'),
      layerMean: isOn(settings, 'layer_mean'),
      withoutLayerZero: isOn(settings, 'without_layer_zero'),
      eps: numberSetting(settings, 'eps'),
      ...contrast(settings)
    }),
  dccf: (context, settings) =>
    dccf(context, {
      layers: numberSetting(settings, 'layers'),
      intents: numberSetting(settings, 'intents'),
      ...contrast(settings),
      itemsOverItems: isOn(settings, 'items_over_items')
    }),
  autocf: (context, settings) =>
    autoCf(context, {
      layers: numberSetting(settings, 'layers'),
      attentionLayers: numberSetting(settings, 'attention_layers'),
      heads: numberSetting(settings, 'heads'),
      seedNodes: numberSetting(settings, 'seed_nodes'),
      maskDepth: numberSetting(settings, 'mask_depth'),
      extraRate: numberSetting(settings, 'extra_rate'),
      refreshEvery: numberSetting(settings, 'refresh_every'),
      spreadWeight: numberSetting(settings, 'ssl_weight')
    }),
  'bpr-mf': (context) => bprMf(context)
};
