// What can be wrong with a notebook that came by a link or in one file with its results.
export const shareErrors = {
  'share/damaged-link': (d: { reason: string }) => ({
    message: `This link carries no notebook that can be read: ${d.reason}.`,
    cure: 'Copy the whole link again, or ask for the notebook as a file.'
  }),
  'share/newer': (d: { what: 'link' | 'file'; version: string; known: number }) => ({
    message: `This ${d.what} was made by a newer version of this page (form ${d.version}; here ${d.known} is known).`,
    cure: 'Reload this page to get its newest version, or open it where it was made.'
  }),
  'share/too-large': (d: { what: 'link' | 'file'; most: string }) => ({
    message: `What this ${d.what} holds is larger than ${d.most}, so it was not unpacked.`,
    cure: 'No notebook is that large; ask whoever made it for a smaller one.'
  }),
  'share/not-fetched': (d: { reason: string }) => ({
    message: `The results that came with this page could not be fetched in full: ${d.reason}.`,
    cure: 'Check the connection, then try again.'
  }),
  'share/no-notebook': (d: { file: string; reason: string }) => ({
    message: `${d.file} holds no notebook: ${d.reason}.`,
    cure: 'Drop a Markdown file, or what “Export” makes of a notebook with its results.'
  })
};
