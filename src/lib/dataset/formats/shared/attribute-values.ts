// Attributes of one item or user as the cells of a row. Names come from files: one may be "constructor".

/** In the order of the names; '' where there is none. */
export const valuesOf = (
  text: { readonly attributes: Readonly<Record<string, string>> } | undefined,
  names: readonly string[]
): readonly string[] => {
  const values = new Map(Object.entries(text?.attributes ?? {}));
  return names.map((name) => values.get(name) ?? '');
};
