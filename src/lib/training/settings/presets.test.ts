import { describe, expect, it } from 'vitest';
import { ALIGNMENT_NAMES, alignmentNamed, COMPARED_ALIGNMENTS, type AlignmentName } from '#lib/alignment/names';
import { backboneNamed, BACKBONE_NAMES, type BackboneName } from '#lib/backbones/names';
import { AppError } from '#lib/errors/app-error';
import { PRESETS, type PresetName } from '#lib/backbones/presets';
import { HYPERPARAMETERS, hyperparametersOf, hyperparameterTable } from './hyperparameters';
import { presetOf, presetSource, resolveSettings } from './presets';

const ALIGNMENTS = COMPARED_ALIGNMENTS;

function errorOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
}

describe('presets', () => {
  it.each(BACKBONE_NAMES)('of %s are complete, within their ranges and say where they come from', (backbone) => {
    for (const alignment of ALIGNMENTS) {
      for (const preset of PRESETS) {
        expect(() => resolveSettings(backbone, alignment, preset)).not.toThrow();
        expect(presetSource(backbone, alignment, preset)).not.toBe('');
      }
    }
  });
  it.each(BACKBONE_NAMES)('of %s set nothing that its runs do not have', (backbone) => {
    for (const alignment of ALIGNMENT_NAMES) {
      const known = hyperparametersOf(backbone, alignment).map(({ key }) => key);
      for (const preset of PRESETS) {
        const { values } = presetOf(backboneNamed(backbone), alignmentNamed(alignment), preset);
        expect(Object.keys(values).filter((key) => !known.includes(key))).toEqual([]);
      }
    }
  });
  it('are the shipped ones on the paper’s data sets (model spec §7)', () => {
    const base = resolveSettings('lightgcn', 'none', 'amazon');
    expect(base).toMatchObject({ batchSize: 4096, learningRate: 1e-3, dimensions: 32, epochs: 3000, regWeight: 1e-6 });
    expect(base).toMatchObject({ validateEvery: 3, patience: 5, backboneSettings: { layers: 3, keep_rate: 0.8 } });
    expect(resolveSettings('lightgcn', 'none', 'steam').backboneSettings.layers).toBe(2);
    expect(resolveSettings('lightgcn', 'contrastive', 'steam')).toMatchObject({
      regWeight: 1e-8,
      backboneSettings: { layers: 3 },
      alignmentSettings: { kd_weight: 1e-3, kd_temperature: 0.1 }
    });
    expect(resolveSettings('lightgcn', 'generative', 'yelp')).toMatchObject({
      regWeight: 1e-7,
      backboneSettings: { layers: 2 },
      alignmentSettings: { mask_ratio: 0.05, recon_weight: 0.01, re_temperature: 0.1 }
    });
  });
  it('are those of the specification for every model (layers, reg, contrast, alignment)', () => {
    const line = (backbone: BackboneName, alignment: AlignmentName, preset: PresetName): string => {
      const { regWeight, backboneSettings: b, alignmentSettings: a } = resolveSettings(backbone, alignment, preset);
      const own = [b.layers, regWeight, b.cl_weight ?? b.ssl_weight, b.cl_temperature, b.eps].filter(
        (v) => v !== undefined
      );
      return [...own, '|', ...Object.values(a)].join(' ');
    };
    const table = BACKBONE_NAMES.filter((name) => name !== 'bpr-mf' && name !== 'alpharec').flatMap((backbone) =>
      ALIGNMENTS.flatMap((alignment) =>
        (['amazon', 'yelp', 'steam'] as const).map((preset) => `${backbone} ${line(backbone, alignment, preset)}`)
      )
    );
    // Read off model spec §7, column by column: Amazon, Yelp, Steam.
    expect(table).toEqual([
      'gccf 2 0.000001 |', 'gccf 2 0.000001 |', 'gccf 2 0.000001 |',
      'gccf 2 0.000001 | 0.001 0.1', 'gccf 2 0.000001 | 0.001 0.2', 'gccf 2 0.000001 | 0.01 0.5',
      'gccf 2 1e-7 | 0.1 0.01 0.1', 'gccf 2 0.000001 | 0.05 0.01 1', 'gccf 2 0.000001 | 0.1 0.01 0.1',
      'lightgcn 3 0.000001 |', 'lightgcn 3 0.000001 |', 'lightgcn 2 0.000001 |',
      'lightgcn 3 1e-7 | 0.01 0.2', 'lightgcn 3 1e-7 | 0.01 0.2', 'lightgcn 3 1e-8 | 0.001 0.1',
      'lightgcn 2 1e-7 | 0.15 0.1 0.5', 'lightgcn 2 1e-7 | 0.05 0.01 0.1', 'lightgcn 2 0.000001 | 0.15 0.1 0.5',
      'sgl 3 0.00001 0.1 0.2 |', 'sgl 3 0.000001 0.001 0.1 |', 'sgl 3 0.00001 0.1 0.5 |',
      'sgl 3 0.00001 0.1 0.2 | 0.01 0.5', 'sgl 3 0.00001 0.1 0.2 | 0.01 1', 'sgl 3 0.00001 0.1 0.5 | 0.01 1',
      'sgl 3 0.00001 0.1 0.2 | 0.2 0.1 0.2', 'sgl 3 0.00001 0.1 0.2 | 0.15 0.1 0.2', 'sgl 3 0.00001 0.1 0.5 | 0.1 0.1 0.2',
      'simgcl 3 0.00001 0.1 0.2 0.9 |', 'simgcl 3 0.00001 0.1 0.2 0.9 |', 'simgcl 3 0.00001 0.1 0.5 0.2 |',
      'simgcl 3 0.00001 0.1 0.2 0.9 | 0.01 0.2', 'simgcl 3 0.00001 0.1 0.2 0.9 | 0.01 0.1', 'simgcl 3 0.00001 0.1 0.5 0.2 | 0.01 0.2',
      'simgcl 3 0.00001 0.1 0.2 0.9 | 0.05 0.1 0.2', 'simgcl 3 0.00001 0.1 0.2 0.9 | 0.01 0.01 0.05', 'simgcl 3 0.00001 0.1 0.5 0.2 | 0.05 0.01 0.1',
      'dccf 2 0.0001 0.001 0.1 |', 'dccf 2 0.0001 0.001 0.1 |', 'dccf 3 0.001 0.001 0.1 |',
      'dccf 2 0.0001 0.001 0.1 | 0.01 0.5', 'dccf 2 0.0001 0.001 0.1 | 0.01 0.2', 'dccf 3 0.001 0.001 0.1 | 0.01 0.5',
      'dccf 2 0.0001 0.001 0.1 | 0.05 0.1 0.2', 'dccf 2 0.0001 0.001 0.1 | 0.05 0.01 0.1', 'dccf 3 0.001 0.001 0.1 | 0.1 0.01 0.2',
      'autocf 2 0.000001 5 |', 'autocf 3 1e-7 2 |', 'autocf 2 0.000001 0.5 |',
      'autocf 2 0.000001 1 | 0.1 0.5', 'autocf 2 1e-8 1 | 0.01 0.1', 'autocf 2 0.000001 0.5 | 0.01 0.2',
      'autocf 2 0.000001 1 | 0.2 1 0.5', 'autocf 2 1e-8 1 | 0.2 0.1 0.1', 'autocf 2 0.000001 0.5 | 0.2 1 0.2'
    ]); // prettier-ignore
  });
  it.each(BACKBONE_NAMES)('`small` of %s differs between the arms in nothing but the alignment', (backbone) => {
    const [base, ...aligned] = ALIGNMENTS.map((alignment) => {
      const { alignment: _name, alignmentSettings: _settings, ...rest } = resolveSettings(backbone, alignment, 'small');
      return rest;
    });
    expect(base?.batchSize).toBe(256);
    expect(base?.patienceSteps).toBeGreaterThan(0);
    for (const arm of aligned) expect(arm).toEqual(base);
  });
});

describe('what a notebook sets beside the preset', () => {
  it('replaces the preset’s value and nothing else', () => {
    const preset = resolveSettings('lightgcn', 'generative', 'amazon');
    expect(resolveSettings('lightgcn', 'generative', 'amazon', { layers: 1, mask_ratio: 0.3 })).toEqual({
      ...preset,
      backboneSettings: { ...preset.backboneSettings, layers: 1 },
      alignmentSettings: { ...preset.alignmentSettings, mask_ratio: 0.3 }
    });
  });
  it('is refused where this arm has no such hyperparameter, with the ones it has', () => {
    const error = errorOf(() => resolveSettings('lightgcn', 'none', 'small', { kd_weight: 1 }));
    expect(error.code).toBe('training/unknown-hyperparameter');
    expect(error.cure).toContain('keep_rate');
  });
  it.each([
    ['keep_rate', 0],
    ['keep_rate', 1.01],
    ['layers', 2.5],
    ['batch_size', 0],
    ['learning_rate', NaN]
  ])('is refused out of range: %s = %d', (key, value) => {
    const error = errorOf(() => resolveSettings('lightgcn', 'none', 'small', { [key]: value }));
    expect(error.code).toBe('training/hyperparameter-range');
    expect(error.message).toContain(key);
  });
  it('can be told from the table: every key has a label, a help text and a range', () => {
    for (const parameter of HYPERPARAMETERS) {
      const { key, label, help } = parameter;
      expect([key, label, help].every((text) => text.length > 0)).toBe(true);
      if (parameter.type !== 'boolean') expect(parameter.min).toBeLessThan(parameter.max);
    }
    const keys = hyperparametersOf('lightgcn', 'generative').map(({ key }) => key);
    expect(keys).toContain('mask_ratio');
    expect(keys).not.toContain('kd_weight');
  });
  it('have one meaning a key: two modules that differ about one are refused', () => {
    const field = { key: 'warmth', label: 'Warmth', help: 'How warm.', type: 'number', min: 0, max: 1 } as const;
    const one = { name: 'one', fields: [field] };
    const other = { name: 'other', fields: [{ ...field, max: 2 }] };
    expect(hyperparameterTable([one, { ...one, name: 'two' }], []).at(-1)?.belongsTo).toEqual({
      part: 'backbone',
      names: ['one', 'two']
    });
    expect(() => hyperparameterTable([one, other], [])).toThrow(/warmth has two meanings/);
    expect(() => hyperparameterTable([one], [{ name: 'three', fields: [field] }])).toThrow(/two meanings/);
  });
});
