// Claims, and the stored results of other notebooks that tell them.
export const claimErrors = {
  'claim/bad-expectation': (d: { text: string; reason: string; cure: string }) => ({
    message: `"${d.text}" expects nothing: ${d.reason}.`,
    cure: d.cure
  }),
  'claim/no-notebook': (d: { notebook: string; place: string }) => ({
    message: `There is no notebook "${d.notebook}" (${d.notebook}.md in ${d.place}).`,
    cure: 'Name a notebook that comes with the site; on the command line, one in the folder of this notebook.'
  }),
  'claim/no-cell': (d: { notebook: string; cell: string; nearest: string; known: string }) => ({
    message: `The notebook "${d.notebook}" has no cell "${d.cell}" that can tell a claim.`,
    cure: `${d.nearest ? `Did you mean "${d.notebook}/${d.nearest}"? ` : ''}${
      d.known
        ? `Its comparisons, sweeps and case studies are: ${d.known}.`
        : 'It has no comparison, sweep or case study: name another notebook.'
    }`
  }),
  'claim/no-run': (d: { notebook: string; cell: string; run: string; nearest: string; known: string }) => ({
    message: `"${d.notebook}/${d.cell}" has no "${d.run}".`,
    cure: `${d.nearest ? `Did you mean "${d.nearest}"? ` : ''}It has ${d.known}.`
  }),
  'claim/other-metric': (d: { notebook: string; cell: string; theirs: string; ours: string }) => ({
    message: `The sweep "${d.notebook}/${d.cell}" measures ${d.theirs}, and the claim asks for ${d.ours}.`,
    cure: `Say "metric: ${d.theirs}" in the claim, or name another sweep.`
  }),
  'claim/not-by-seed': (d: { notebook: string; cell: string; run: string }) => ({
    message: `The stored results of "${d.notebook}" do not have what each seed of "${d.run}" came to, so "${d.cell}" cannot be tested pair by pair.`,
    cure: 'Name train cells of one split that are no choice of a tuning, and make the results anew with "npm run notebook -- FILE.md --out FILE.results.json".'
  }),
  'claim/nothing-beside': () => ({
    message: 'Results of other notebooks cannot be read from here.',
    cure: 'Run this notebook on the site, or on the command line from the folder in which the others lie.'
  })
};
