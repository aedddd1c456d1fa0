// Notebooks that tests on the command line and in the tab share.

/** Two epochs of LightGCN on the bundled shop, and 24 lists to put in order. */
export const RERANK_NOTEBOOK = `# Re-ranking

\`\`\`dataset
name: books
source: bookshop
\`\`\`

\`\`\`train
name: base
dataset: books
backbone: lightgcn
alignment: none
preset: small
epochs: 2
\`\`\`

\`\`\`rerank
name: reordered
run: base
model: made-up
candidates: [20, 40]
users: 12
domain: books
\`\`\`
`;
