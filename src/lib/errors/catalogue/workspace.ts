// What two tabs may not do at once; only the engine's worker says so.
export const workspaceErrors = {
  'storage/locked': (d: { workspace: string }) => ({
    message: `Another tab is running cells in the workspace "${d.workspace}".`,
    cure: 'Run them there, or close that tab and try again. Reading works in both.'
  })
};
