// Notebook documents, cells and the graph between them, and the command line's own arguments.
export const notebookErrors = {
  'notebook/unknown-kind': (d: { kind: string; nearest: string; known: string }) => ({
    message: `There is no cell "${d.kind}".`,
    cure: `Did you mean "${d.nearest}"? Cells are: ${d.known}. For a block of code that is no cell, name its language after the fence.`
  }),
  'notebook/nested-cell': (d: { kind: string }) => ({
    message: `This "${d.kind}" cell stands inside a list.`,
    cure: 'Move its fence to the start of the line, outside the list; or put a longer fence (````) around it if it is only an example.'
  }),
  'notebook/unclosed-cell': (d: { kind: string; fence: string }) => ({
    message: `This "${d.kind}" cell has no end.`,
    cure: `Close it with a line that holds only ${d.fence}.`
  }),
  'notebook/bad-yaml': (d: { reason: string }) => ({
    message: `The cell's YAML cannot be read: ${d.reason}.`,
    cure: 'Write one "key: value" a line, with a space after the colon; put text with special signs in quotes.'
  }),
  'notebook/too-large': (d: { what: string; most: number; of: string }) => ({
    message: `${d.what} has more than ${d.most.toLocaleString('en')} ${d.of}.`,
    cure: 'Leave some out, or split the notebook: what one notebook has stored is found by another.'
  }),
  'notebook/not-settings': (d: { kind: string }) => ({
    message: `The "${d.kind}" cell holds no settings.`,
    cure: 'Write one "key: value" a line between the fences, "name: …" first.'
  }),
  'notebook/missing-name': (d: { kind: string }) => ({
    message: `This "${d.kind}" cell has no name.`,
    cure: 'Add a line "name: …", by which other cells read it.'
  }),
  'notebook/bad-name': (d: { name: string }) => ({
    message: `${d.name} cannot be a cell's name.`,
    cure: 'Use letters, digits, "-" and "_", beginning with a letter, at most 64 of them.'
  }),
  'notebook/duplicate-name': (d: { name: string; line: number }) => ({
    message: `Two cells are called "${d.name}"; the first stands in line ${d.line}.`,
    cure: 'Give one of them another name.'
  }),
  'notebook/bad-front-matter': (d: { reason: string }) => ({
    message: `The lines between "---" at the top cannot be read: ${d.reason}.`,
    cure: 'Write "key: value" lines there ("title", "version", "runs"; in a lesson "lesson", "minutes"), or remove them.'
  }),
  'notebook/newer-version': (d: { version: string; known: number }) => ({
    message: `The notebook is written in version ${d.version} of the format; this program knows versions up to ${d.known}.`,
    cure: 'Use a newer version of the program, or correct "version" at the top of the file.'
  }),
  'notebook/no-cells': (d: { fence: string }) => ({
    message: 'The notebook has no cells, so there is nothing to run.',
    cure: `Add a fenced block that begins with ${d.fence}dataset; docs/notebook-format.md shows how.`
  }),
  'notebook/no-such-cell': (d: { name: string; nearest: string }) => ({
    message: `There is no cell "${d.name}".`,
    cure: d.nearest ? `Did you mean "${d.nearest}"?` : 'Name a cell of the notebook.'
  }),
  'notebook/unknown-key': (d: { kind: string; key: string; nearest: string; known: string }) => ({
    message: `A "${d.kind}" cell has no key "${d.key}".`,
    cure: `${d.nearest ? `Did you mean "${d.nearest}"? ` : ''}Its keys are: ${d.known}.`
  }),
  'notebook/key-does-not-apply': (d: { key: string; because: string }) => ({
    message: `"${d.key}" has no effect here, since ${d.because}.`,
    cure: 'Remove it, or change that setting.'
  }),
  'notebook/missing-key': (d: { kind: string; key: string; expected: string }) => ({
    message: `The "${d.kind}" cell lacks "${d.key}".`,
    cure: `Add "${d.key}: …" with ${d.expected}.`
  }),
  'notebook/bad-value': (d: { key: string; value: string; expected: string }) => ({
    message: `"${d.key}" is ${d.value}.`,
    cure: `Give ${d.expected}.`
  }),
  'notebook/nothing-makes': (d: { key: string; name: string; nearest: string; kind: string; known: string }) => ({
    message: `"${d.key}" names "${d.name}", and no cell makes that.`,
    cure: `${d.nearest ? `Did you mean "${d.nearest}"? ` : ''}${
      d.known ? `Cells of kind "${d.kind}" here: ${d.known}.` : `Add a "${d.kind}" cell with this name.`
    }`
  }),
  'notebook/wrong-kind': (d: { key: string; name: string; kind: string; expected: string; known: string }) => ({
    message: `"${d.key}" names "${d.name}", which is a "${d.kind}" cell, not a "${d.expected}" cell.`,
    cure: d.known ? `Cells of kind "${d.expected}" here: ${d.known}.` : `Add a "${d.expected}" cell and name it.`
  }),
  'notebook/cycle': (d: { path: string }) => ({
    message: `These cells read each other in a circle: ${d.path}.`,
    cure: 'Change what one of them reads, so that the circle opens.'
  }),
  'notebook/other-dataset': (d: { key: string; name: string; theirs: string; ours: string }) => ({
    message: `"${d.key}" names "${d.name}", which is made from the data set "${d.theirs}", while this cell uses "${d.ours}".`,
    cure: 'Rows of one data set mean nothing in another: use one data set in both. Vectors of a train cell may come from the same data with another "noise".'
  }),
  'notebook/needs-embeddings': (d: { what: string }) => ({
    message: `${d.what} needs semantic vectors, and no "embeddings" cell is named.`,
    cure: 'Add "embeddings: NAME" with the name of an embeddings cell, or do without it.'
  }),
  'notebook/no-pull': (d: { label: string; alignment: string; known: readonly string[] }) => ({
    message: `${d.label} has no loss that pulls final embeddings towards profiles: its alignment is "${d.alignment}".`,
    cure: `Name train cells with ${d.known.map((name) => `"alignment: ${name}"`).join(' or ')} under "runs".`
  }),
  'notebook/unlike-splits': (d: { first: string; other: string; hash: string; otherHash: string }) => ({
    message: `"${d.first}" and "${d.other}" were measured on different splits (${d.hash} and ${d.otherHash}), so their numbers cannot be compared.`,
    cure: 'Train both on the same data set. A "compare" cell also takes several splits: of data sets that differ in "split_seed" alone.'
  }),
  'notebook/more-than-splits': (d: { first: string; other: string; differs: string }) => ({
    message: `The data sets "${d.first}" and "${d.other}" have different split seeds and differ in more than that: ${d.differs}.`,
    cure: 'Several splits are compared where the data sets differ in "split_seed" alone: make the other settings equal.'
  }),
  'notebook/splits-of-samples': (d: { dataset: string }) => ({
    message: `"${d.dataset}" draws a sample of its users by the split seed ("sample_users"), so that another seed gives other users, not another split of the same data.`,
    cure: 'Leave "sample_users" out to compare over several splits, or give all runs one split.'
  }),
  'notebook/not-on-every-split': (d: { run: string; on: string; missing: string }) => ({
    message: `"${d.run}" is compared over several splits, and no run with the same settings is on that of seed ${d.missing} (there is one for ${d.on}).`,
    cure: 'Name a train cell with the same settings, embeddings and profiles for every split; seeds may differ. A single other setting makes it another row.'
  }),
  'notebook/twice-on-a-split': (d: { first: string; other: string; seed: number }) => ({
    message: `"${d.first}" and "${d.other}" have the same settings on the split of seed ${d.seed}, so that nothing tells their rows apart.`,
    cure: 'Leave one of them out, or put the seeds of both into one cell.'
  }),
  'notebook/vectors-of-one-split': (d: { reference: string }) => ({
    message: `The reference "${d.reference}" reads vectors, which belong to one split, and the runs are of several.`,
    cure: 'Leave it out here, and show it in a "compare" cell of one split.'
  }),
  'notebook/same-split': (d: { first: number; other: number; hash: string }) => ({
    message: `The split seeds ${d.first} and ${d.other} give the same split (${d.hash}): the way in which the data are split draws nothing, or the files bring their own.`,
    cure: 'Say "split: paper", "user-random" or "cold-items" in the data sets: their splits are drawn from the seed.'
  }),
  'notebook/other-nodes': (d: { first: number; other: number }) => ({
    message: `The splits of seeds ${d.first} and ${d.other} have other users or items, so they are no splits of the same data.`,
    cure: 'Compare them one by one, each in a "compare" cell of its own.'
  }),
  'notebook/unknown-user': (d: { user: string; dataset: string; example: string }) => ({
    message: `The data set "${d.dataset}" has no user "${d.user}".`,
    cure: `Give an id as in the data (for example "${d.example}"), or "auto".`
  }),
  'notebook/pair-too-near': (d: { user: string; other: string; distance: number }) => ({
    message:
      d.distance === 0
        ? `"${d.user}" is named as both users of the pair.`
        : `The users "${d.user}" and "${d.other}" are ${d.distance} hops apart; a case study looks at users more than three hops apart.`,
    cure: 'Name two users who clicked no common item in training, or leave "other" at "auto": it proposes one who is far.'
  }),
  'notebook/no-far-pair-of': (d: { user: string; dataset: string }) => ({
    message: `Nobody in "${d.dataset}" is more than three hops from "${d.user}" and shares a held-out item.`,
    cure: 'Name another user, or "auto", or give "other" yourself: any user more than three hops away.'
  }),
  'notebook/no-far-pairs': (d: { dataset: string; withoutControl: number }) => ({
    message:
      d.withoutControl === 0
        ? `No two users of "${d.dataset}" are more than three hops apart and share a held-out item.`
        : `None of the ${d.withoutControl} far pairs of "${d.dataset}" that share a held-out item has a far user as its control.`,
    cure: 'Use data with more users or fewer clicks a user: where almost any two have clicked a common item, there is nothing to study.'
  }),
  'notebook/no-shared-seed': (d: { run: string; baseline: string }) => ({
    message: `"${d.run}" and the baseline "${d.baseline}" share no seed.`,
    cure: 'Give both cells a common seed under "seeds": runs are compared where initialisation and draws are the same.'
  }),
  'notebook/nothing-to-compare': (d: { baseline: string }) => ({
    message: `The baseline "${d.baseline}" has one seed and no other run is named, so there is nothing to compare.`,
    cure: 'Name cells under "runs", or give the baseline a second seed.'
  }),
  'notebook/bad-axis': (d: { axis: string; reason: string; cure: string }) => ({
    message: `"${d.axis}" is no axis here: ${d.reason}.`,
    cure: d.cure
  }),
  'notebook/bad-point': (d: { point: string; message: string; cure: string }) => ({
    message: `At ${d.point}: ${d.message}`,
    cure: d.cure
  }),
  'notebook/grid-too-large': (d: { points: number; sizes: string; most: number; runs: number; days: number }) => ({
    message: `The grid has ${d.points.toLocaleString('en')} points (${d.sizes}), more than ${d.most.toLocaleString('en')}. It would train ${d.runs.toLocaleString('en')} runs: at a minute each that is ${d.days.toLocaleString('en')} days.`,
    cure: 'Leave out values or an axis, or cut the grid into several sweeps: what they share is trained once.'
  }),
  'notebook/nothing-to-tune': (d: { run: string }) => ({
    message: `No line of the space names "${d.run}" or a cell that it reads, so there is nothing to choose for it.`,
    cure: `Add a line such as "${d.run}.learning_rate: {from: 0.0001, to: 0.01, scale: log}", or leave the run out: a budget that buys one run nothing is not the same for all.`
  }),
  'notebook/budget-too-small': (d: {
    run: string;
    budget: number;
    unit: string;
    least: number;
    seeds: number;
    epochs: number;
  }) => ({
    message: `A budget of ${d.budget} ${d.unit} does not pay for one trial of "${d.run}": its ${d.seeds} ${d.seeds === 1 ? 'seed is' : 'seeds are'} ${d.seeds} ${d.seeds === 1 ? 'run' : 'runs'}${d.unit === 'epochs' ? ` of up to ${d.epochs} epochs` : ''}.`,
    cure: `Give at least ${d.least} ${d.unit}, or fewer seeds.`
  }),
  'notebook/grid-above-budget': (d: { run: string; points: number; trials: number }) => ({
    message: `The grid of "${d.run}" has ${d.points.toLocaleString('en')} points, and the budget pays for ${d.trials.toLocaleString('en')}.`,
    cure: 'Raise the budget, leave out values, or say "search: sobol", which spreads the trials that are paid for.'
  }),
  'notebook/too-many-axes': (d: { run: string; axes: number; most: number }) => ({
    message: `"${d.run}" is tuned along ${d.axes} axes; points are spread evenly over ${d.most} at most.`,
    cure: 'Say "search: random", or leave axes out.'
  }),
  'notebook/not-tuned': (d: { tune: string; run: string; nearest: string; runs: string }) => ({
    message: `"${d.tune}" does not tune "${d.run}".`,
    cure: `${d.nearest ? `Did you mean "${d.tune}.${d.nearest}"? ` : ''}It tunes ${d.runs}.`
  }),
  'notebook/no-trial-left': (d: { run: string }) => ({
    message: `No trial of "${d.run}" came to a number, so there is nothing to choose.`,
    cure: 'Narrow the space: learning rates that are too high are the usual reason.'
  }),
  'notebook/bad-override': (d: { text: string }) => ({
    message: `"${d.text}" sets nothing.`,
    cure: 'Write it as cell.key=value, for example --set lightgcn.epochs=5.'
  }),
  'notebook/unknown-source': (d: { source: string; reason: string }) => ({
    message: `The data source "${d.source}" cannot be opened: ${d.reason}.`,
    cure: 'Give the name of a bundled data set, a URL of a folder that holds one, or (on the command line) a folder beside the notebook.'
  }),
  'notebook/training-not-asked': (d: { cell: string; seeds: string }) => ({
    message: `The trained runs of "${d.cell}" (seeds ${d.seeds}) could not be fetched from the site or are no longer stored.`,
    cure: 'Run it again to train them here, or once the network is back to fetch those that come with the site.'
  }),
  'notebook/artifact-lost': (d: { kind: string }) => ({
    message: `A stored ${d.kind} that this cell reads is gone or cannot be read.`,
    cure: 'Run the notebook again; it makes what is missing anew.'
  }),
  'notebook/child-failed': (d: { seed: number; how: string; said: string }) => ({
    message: `The process that trained seed ${d.seed} ${d.how}${d.said ? `: ${d.said}` : ''}.`,
    cure: 'Run again; finished seeds are kept. Where memory is short, use --jobs 1.'
  }),
  'notebook/file-missing': (d: { file: string; reason: string }) => ({
    message: `The file ${d.file} cannot be read: ${d.reason}.`,
    cure: 'Check the path; it counts from the folder in which the command runs.'
  }),
  'notebook/bad-pack': (d: { cell: string; reason: string }) => ({
    message: `The cell "${d.cell}" would find other data in the pack than it finds here: ${d.reason}.`,
    cure: 'A web server lists no folder. Give the source as one file (a zip will do), or write the data in the open format first: --data DIR --as open.'
  }),
  'notebook/not-printed': (d: { reason: string }) => ({
    message: `The output could not be written: ${d.reason}.`,
    cure: 'Check the free space, then run it again; what is stored is kept.'
  }),
  'notebook/bad-argument': (d: { reason: string }) => ({
    message: `${d.reason}.`,
    cure: 'npm run notebook -- FILE.md [--out results.json] [--backend auto|webgpu|wasm|cpu] [--set cell.key=value …] [--force] [--jobs N] [--store DIR]'
  })
};
