// The report as Markdown: what was measured on what, one table of cases, the ratios that matter, and how cost grows.
import { FACTORS, growthOf, isOfSeries } from './series';
import type { BenchReport, Measurement } from './types';

export function benchMarkdown(report: BenchReport): string {
  const { devices, rates, cases, measurements, size, created, versions } = report;
  const software = devices.some((device) => device.backend === 'webgpu' && device.software);
  return [
    '# Benchmark',
    '',
    `${created.slice(0, 10)}, graph of the size "${size}", rlmrec ${versions.rlmrec ?? ''}, tfjs ${versions.tfjs ?? ''}. One process, all forms`,
    'in turn, round by round; the first run of each (it compiles) does not count. Times in milliseconds.',
    '',
    ...devices.map(
      ({ backend, adapter, software }) =>
        `- ${backend}: ${adapter}${software ? ' — software, **correctness only**' : ''}`
    ),
    ...(rates
      ? [
          '',
          `This adapter copies ${(rates.copyBytesPerSecond / 1e9).toPrecision(3)} GB/s and does ${(rates.flopsPerSecond / 1e9).toPrecision(3)} GFLOP/s in`,
          'kernels of a few lines; shares below are of these, by the fastest run.'
        ]
      : []),
    ...(report.wasmFlopsPerSecond
      ? [
          '',
          `One thread of WebAssembly makes ${(report.wasmFlopsPerSecond / 1e9).toPrecision(3)} GFLOP/s of multiplies and adds alone (SIMD, four lanes); shares on`,
          'wasm are of this. "Loops" is ours on wasm without the module in AssemblyScript, as it was before there was one.'
        ]
      : []),
    ...(software
      ? [
          '',
          'A software adapter runs on the processor: its times say nothing of a graphics card, only its ratios hint at one.'
        ]
      : []),
    '',
    '| case | form | median | min | rounds | dispatches | submits | uploads | peak MB | bandwidth | arithmetic |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...cases
      .filter(({ name }) => !isOfSeries(name))
      .flatMap(({ name, missing }) => [
        ...measurements.filter((m) => m.case === name).map(row),
        ...Object.entries(missing ?? {}).map(([form, why]) => `| ${name} | ${form} tfjs: not run, ${why} ||||||||||`)
      ]),
    '',
    ...ratioLines(report),
    ...moduleLines(report),
    ...torchLines(report),
    ...growthLines(report),
    '## Cases',
    '',
    ...cases.filter(({ name }) => !isOfSeries(name)).map(({ name, what }) => `- **${name}**: ${what}`),
    ''
  ].join('\n');
}

const ms = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const percent = (value: number | undefined): string => (value === undefined ? '' : `${(100 * value).toFixed(1)} %`);

function row(m: Measurement): string {
  const form = { ours: `ours, ${m.backend}`, loops: `loops, ${m.backend}`, stock: `best stock tfjs, ${m.backend}` }[
    m.form
  ];
  const peak = m.peakBytes === undefined ? '' : (m.peakBytes / 2 ** 20).toFixed(1);
  return `| ${m.case} | ${form} | ${ms(m.medianMs)} | ${ms(m.minMs)} | ${m.rounds} | ${m.dispatches ?? ''} | ${m.submits ?? ''} | ${m.uploads ?? ''} | ${peak} | ${percent(m.bandwidthShare)} | ${percent(m.arithmeticShare)} |`;
}

/** Best stock form ÷ ours on WebGPU, by medians. */
export function stockRatios(report: Pick<BenchReport, 'cases' | 'measurements'>): { name: string; ratio: number }[] {
  return report.cases.flatMap(({ name }) => {
    const of = (form: Measurement['form']): number | undefined =>
      report.measurements.find((m) => m.case === name && m.form === form && m.backend === 'webgpu')?.medianMs;
    const [ours, stock] = [of('ours'), of('stock')];
    return ours && stock ? [{ name, ratio: stock / ours }] : [];
  });
}

function ratioLines(report: BenchReport): string[] {
  const ratios = stockRatios(report);
  if (ratios.length === 0) return [];
  return [
    '## Best stock form ÷ ours, on WebGPU',
    '',
    ...ratios.map(({ name, ratio }) => `- ${name}: ${ratio.toPrecision(3)} ×`),
    ''
  ];
}

/** With our module ÷ without, on wasm, by medians of the same turns. */
export function moduleRatios(report: Pick<BenchReport, 'cases' | 'measurements'>): { name: string; ratio: number }[] {
  return report.cases.flatMap(({ name }) => {
    const of = (form: Measurement['form']): number | undefined =>
      report.measurements.find((m) => m.case === name && m.form === form && m.backend === 'wasm')?.medianMs;
    const [ours, loops] = [of('ours'), of('loops')];
    return ours && loops ? [{ name, ratio: ours / loops }] : [];
  });
}

function moduleLines(report: BenchReport): string[] {
  const ratios = moduleRatios(report);
  if (ratios.length === 0) return [];
  return [
    '## With the module ÷ loops, on wasm',
    '',
    ...ratios.map(({ name, ratio }) => `- ${name}: ${ratio.toPrecision(2)}`),
    ''
  ];
}

/** Ours ÷ PyTorch, by medians: on the processor both have one thread. */
function torchLines({ torch = [], measurements }: BenchReport): string[] {
  const [first] = torch;
  if (!first) return [];
  return [
    '## Beside PyTorch',
    '',
    `PyTorch ${first.torch} on ${first.device}, sparse products in ${first.sparse}; the same start and batch, first losses equal to 1e-4.`,
    '',
    '| case | PyTorch, median | ours, median | ours ÷ PyTorch |',
    '|---|---|---|---|',
    ...torch.flatMap((theirs) =>
      measurements
        .filter((m) => m.case === theirs.case && m.form === 'ours')
        .map(
          (m) =>
            `| ${m.case} | ${ms(theirs.medianMs)} | ${ms(m.medianMs)} (${m.backend}) | ${(m.medianMs / theirs.medianMs).toPrecision(2)} |`
        )
    ),
    ''
  ];
}

function growthLines(report: BenchReport): string[] {
  const growth = growthOf(report);
  if (growth.length === 0) return [];
  return [
    '## How the sparse product grows',
    '',
    'Nanoseconds an entry (fastest run); the last column is × 16 over × 1, where 1 is linear.',
    '',
    `| what grows | backend | ${FACTORS.map((factor) => `× ${factor}`).join(' | ')} | ratio |`,
    `|---|---|${FACTORS.map(() => '---|').join('')}---|`,
    ...growth.map(
      ({ series, backend, perUnit, ratio }) =>
        `| ${series === 'nodes' ? 'nodes and edges' : series} | ${backend} | ${perUnit.map((t) => t.toPrecision(3)).join(' | ')} | ${ratio.toFixed(2)} |`
    ),
    ''
  ];
}
