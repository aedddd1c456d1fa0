// Data sets written for elsewhere.
export const exportErrors = {
  'export/not-run': (d: { cell: string }) => ({
    message: `The cell "${d.cell}" has no stored result to write.`,
    cure: 'Run the cell first, then write its data.'
  })
};
