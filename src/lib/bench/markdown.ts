// The report as Markdown: what was measured on what, one table of cases, the ratios that matter, and how cost grows.
import type { BenchReport, Measurement } from './report-form';
import { FACTORS, growthOf, isOfSeries } from './series';
import { moduleRatios, stockRatios, torchStepMs, trustOf } from './verdict';

export function benchMarkdown(report: BenchReport): string {
  const { cases, measurements, size, created, versions, protocol, seconds, isComplete, environment } = report;
  return [
    '# Benchmark',
    '',
    `${created.slice(0, 10)}, graph of the size "${size}", vectors of ${protocol.vectors} numbers, rlmrec ${versions.rlmrec ?? ''}, tfjs ${versions.tfjs ?? ''}, ${environment.program}.`,
    `One process, one device after the other, the forms of a case in turn, ${protocol.rounds} rounds of at least ${protocol.roundMs} ms, ${protocol.inFlight} steps in flight as in`,
    `training; the first run of each (it compiles) does not count. Times in milliseconds. ${isComplete ? `It took ${seconds.toFixed(0)} s.` : `**Not at its end yet** (${seconds.toFixed(0)} s).`}`,
    '',
    ...deviceLines(report),
    ...rateLines(report),
    '',
    '| case | form | median | min | rounds | dispatches | submits | uploads | peak MB | bandwidth | arithmetic |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...cases
      .filter(({ name }) => !isOfSeries(name) || measurements.some((m) => m.case === name && m.bandwidthShare))
      .flatMap(({ name, missing }) => [
        ...measurements.filter((m) => m.case === name).map(row),
        ...Object.entries(missing ?? {}).map(([form, why]) => `| ${name} | ${form} tfjs: not run, ${why} ||||||||||`)
      ]),
    '',
    ...leftOutLines(report),
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

function deviceLines(report: BenchReport): string[] {
  const trusts = report.devices.map(({ backend }) => trustOf(report, backend));
  const said = {
    hardware: '',
    software: ' — software, **correctness only**',
    wrong: ' — **computes wrongly, not timed**',
    unchecked: ' — not checked'
  };
  return [
    ...report.devices.map(
      ({ backend, adapter }, at) => `- ${backend}: ${adapter}${said[trusts[at]?.type ?? 'hardware']}`
    ),
    ...trusts.flatMap((trust) =>
      trust.type === 'wrong'
        ? trust.checks.map(
            ({ name, error, tolerance, problem }) =>
              `  - ${name}: ${problem ?? (error === null ? 'no numbers' : `off by ${error.toPrecision(2)}, at most ${tolerance} may be`)}`
          )
        : []
    ),
    ...(trusts.some(({ type }) => type === 'software')
      ? [
          '',
          'A software adapter runs on the processor: its times say nothing of a graphics card, only its ratios hint at one.'
        ]
      : [])
  ];
}

function rateLines({ rates, wasmFlopsPerSecond }: BenchReport): string[] {
  const giga = (value: number): string => (value / 1e9).toPrecision(3);
  const micro = (seconds: number): string => (1e6 * seconds).toPrecision(3);
  return [
    ...(rates
      ? [
          '',
          `This adapter copies ${giga(rates.copyBytesPerSecond)} GB/s and does ${giga(rates.flopsPerSecond)} GFLOP/s in`,
          `programs of a few lines${rates.byTimestamps ? ` (by its own clock ${giga(rates.byTimestamps.copyBytesPerSecond)} and ${giga(rates.byTimestamps.flopsPerSecond)})` : ''}; shares below are of the higher rate, by the fastest round. A dispatch costs`,
          `${micro(rates.dispatchSeconds)} µs at least, a round trip ${micro(rates.roundTripSeconds)} µs.`
        ]
      : []),
    ...(wasmFlopsPerSecond
      ? [
          '',
          `One thread of WebAssembly makes ${giga(wasmFlopsPerSecond)} GFLOP/s of multiplies and adds alone (SIMD, four lanes); shares on`,
          'wasm are of this. "Loops" is ours on wasm without the module in AssemblyScript, as it was before there was one.'
        ]
      : [])
  ];
}

/** By reason, since many share one. */
function leftOutLines({ leftOut }: BenchReport): string[] {
  const whys = [...new Set(leftOut.map(({ why }) => why))];
  if (whys.length === 0) return [];
  return [
    '## Left out',
    '',
    ...whys.map((why) => {
      const names = leftOut.filter((one) => one.why === why).map((one) => `${one.case} (${one.backend})`);
      return `- ${why} ${names.join('; ')}`;
    }),
    ''
  ];
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

/** Ours ÷ PyTorch: on the processor both have one thread, and rounds are compared; on a card its tidy loop by the clock, ours in a row. */
function torchLines({ torch = [], torchCeilings, measurements }: BenchReport): string[] {
  const [first] = torch;
  if (!first) return [];
  const forms = [...new Set(torch.map(({ loop, sparse }) => `${sparse} (${loop})`))];
  const giga = (value: number): string => (value / 1e9).toPrecision(3);
  return [
    '## Beside PyTorch',
    '',
    `PyTorch ${first.torch} on ${first.device}, sparse products in ${forms.join(', ')}; the same start and batch, first losses equal to 1e-4. "Official" reads`,
    'every loss back and makes its matrices anew, as the official loop does; "tidy" does neither. Ours is set beside their mean by the clock on a card, beside their median on a processor.',
    ...(torchCeilings
      ? [
          `At most it copies ${giga(torchCeilings.copyBytesPerSecond)} GB/s and multiplies ${torchCeilings.productSide} × ${torchCeilings.productSide} with ${giga(torchCeilings.productFlopsPerSecond.fp32)} GFLOP/s in fp32${torchCeilings.productFlopsPerSecond.tf32 === null ? '' : `, ${giga(torchCeilings.productFlopsPerSecond.tf32)} in TF32`}.`
        ]
      : []),
    '',
    '| case | loop | precision | PyTorch, median | mean | by events | ours, median | ours ÷ PyTorch |',
    '|---|---|---|---|---|---|---|---|',
    ...torch.flatMap((theirs) =>
      measurements
        .filter((m) => m.case === theirs.case && m.form === 'ours')
        .map(
          (m) =>
            `| ${m.case} | ${theirs.loop} | ${theirs.precision} | ${ms(theirs.medianMs)} | ${ms(theirs.meanMs)} | ${theirs.eventMs === null ? '' : ms(theirs.eventMs)} | ${ms(m.medianMs)} (${m.backend}) | ${(m.medianMs / torchStepMs(theirs)).toPrecision(2)} |`
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
