// Files of models by the addresses of a hub. Only tests import this.

/** Files by their path below the model, by the model's name. */
export type TinyModels = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

/** The file that a path of the hub's layout asks for, at any revision; null where there is none. */
export function fileAt(path: string, models: TinyModels): Uint8Array | null {
  for (const [name, files] of models) {
    const [, rest] = path.split(`/${name}/resolve/`);
    if (rest !== undefined) return files.get(rest.slice(rest.indexOf('/') + 1)) ?? null;
  }
  return null;
}
