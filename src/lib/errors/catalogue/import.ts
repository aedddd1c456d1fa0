// Files that a reader brings: archives, tables, formats of this field.
export const importErrors = {};
