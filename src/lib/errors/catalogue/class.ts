// A notebook that is opened by its address, and answers of a class.
export const classErrors = {
  'class/no-address': (d: { address: string }) => ({
    message: `"${d.address}" is no address of a notebook.`,
    cure: 'Ask whoever gave you the link for it once more: behind "notebook=" stands the address of a Markdown file, which begins with https://.'
  }),
  'class/unreachable': (d: { address: string }) => ({
    message: `${d.address} could not be reached, or does not allow other pages to read it.`,
    cure: 'Look whether you are online, then try again. Its server has to send the header Access-Control-Allow-Origin.'
  }),
  'class/gone': (d: { address: string }) => ({
    message: `There is no notebook at ${d.address} (any more).`,
    cure: 'Ask whoever gave you the link where it is now.'
  }),
  'class/refused': (d: { address: string; status: number }) => ({
    message: `The server of ${d.address} answered ${d.status} in the place of a notebook.`,
    cure: 'Try again later, or ask whoever gave you the link.'
  }),
  'class/redirects': (d: { address: string }) => ({
    message: `${d.address} redirects to another address, which you were not asked about, so it was not followed.`,
    cure: 'Ask for a link with the address at which the notebook itself lies.'
  }),
  'class/too-large': (d: { address: string; most: number }) => ({
    message: `What lies at ${d.address} is larger than ${Math.round(d.most / 1e6)} MB, so it was not read to its end.`,
    cure: 'A notebook is a Markdown file below 2 MB. Data and runs lie beside it, in files of their own.'
  }),
  'class/not-a-notebook': (d: { address: string; what: string }) => ({
    message: `What lies at ${d.address} is ${d.what}, not a notebook.`,
    cure: 'A notebook is a Markdown file in UTF-8. Give the address of the file itself, not of a page that shows it.'
  }),
  'class/bad-results': (d: { address: string }) => ({
    message: `The results beside the notebook (${d.address}) are none that this version can show, so they were left out.`,
    cure: 'Run the notebook here, or write them anew with "npm run notebook -- FILE.md --out FILE.results.json".'
  }),
  'class/left-out': (d: { address: string; cells: readonly string[] }) => ({
    message: `Of the results beside the notebook (${d.address}) those of ${d.cells.join(', ')} are of no form that this version knows, so they were left out.`,
    cure: 'Run these cells here, or write the results anew with "npm run notebook -- FILE.md --out FILE.results.json".'
  }),
  'class/not-answers': (d: { file: string; reason: string }) => ({
    message: `${d.file} is no file of answers: ${d.reason}.`,
    cure: 'Drop the files that "Download my answers" at the foot of a lesson gave.'
  }),
  'class/newer-answers': (d: { file: string }) => ({
    message: `${d.file} was written by a newer version of this program.`,
    cure: 'Reload this page, or open it at the address at which the lesson was held.'
  })
};
