// What a new notebook begins with: data that everybody has, so that there is something to run and to add to.

export const NEW_NOTEBOOK = `# New notebook

What do you want to know? Change this text, point the cell below at your data, and add what comes next with the ⋯ of a cell.

\`\`\`dataset
name: books
source: bookshop
\`\`\`
`;
