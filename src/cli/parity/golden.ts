// Reads files in the golden format (test/golden/README.md): JSON with arrays as base64. Everything that comes out has been
// checked, and a missing or malformed field is named by file and path.

/** A folder of golden files, wherever it lies. */
export interface GoldenFolder {
  /** Names of the .json files, sorted. */
  readonly names: readonly string[];
  read(name: string): Promise<unknown>;
}

export class GoldenFormatError extends Error {
  override readonly name = 'GoldenFormatError';
}

export interface GoldenArray {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** A place in a golden file. */
export class GoldenNode {
  constructor(
    private readonly value: unknown,
    readonly path: string
  ) {}

  /** The fields of an object. */
  entries(): [string, GoldenNode][] {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong('an object');
    return Object.entries(value).map(([key, field]) => [key, new GoldenNode(field, `${this.path}.${key}`)]);
  }

  find(key: string): GoldenNode | undefined {
    return this.entries().find(([name]) => name === key)?.[1];
  }

  at(key: string): GoldenNode {
    const found = this.find(key);
    if (!found) throw new GoldenFormatError(`${this.path} has no field "${key}"`);
    return found;
  }

  list(): GoldenNode[] {
    if (!Array.isArray(this.value)) throw this.wrong('a list');
    return this.value.map((entry: unknown, index) => new GoldenNode(entry, `${this.path}[${index}]`));
  }

  number(): number {
    if (typeof this.value !== 'number') throw this.wrong('a number');
    return this.value;
  }

  text(): string {
    if (typeof this.value !== 'string') throw this.wrong('a text');
    return this.value;
  }

  /** Numbers by field name. */
  numbers(): Record<string, number> {
    return Object.fromEntries(this.entries().map(([name, field]) => [name, field.number()]));
  }

  array(): GoldenArray {
    const shape = this.at('shape')
      .list()
      .map((size) => size.number());
    const bytes = decodeBase64(this.at('b64').text());
    const dtype = this.at('dtype').text();
    const data =
      dtype === 'float32'
        ? new Float32Array(bytes)
        : dtype === 'int32'
          ? new Int32Array(bytes)
          : dtype === 'uint8'
            ? new Uint8Array(bytes)
            : undefined;
    if (!data) throw this.at('dtype').wrong('float32, int32 or uint8');
    const expected = shape.reduce((a, b) => a * b, 1);
    if (data.length !== expected) {
      throw new GoldenFormatError(`${this.path} holds ${data.length} numbers for shape [${shape.join(', ')}]`);
    }
    return { shape, data };
  }

  floats(): Float32Array {
    const { data } = this.array();
    if (!(data instanceof Float32Array)) throw this.wrong('a float32 array');
    return data;
  }

  integers(): Int32Array {
    const { data } = this.array();
    if (!(data instanceof Int32Array)) throw this.wrong('an int32 array');
    return data;
  }

  bytes(): Uint8Array {
    const { data } = this.array();
    if (!(data instanceof Uint8Array)) throw this.wrong('a uint8 array');
    return data;
  }

  private wrong(expected: string): GoldenFormatError {
    return new GoldenFormatError(`${this.path} is not ${expected}`);
  }
}

function decodeBase64(text: string): ArrayBuffer {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes.buffer;
}

export async function openGolden(folder: GoldenFolder, name: string): Promise<GoldenNode> {
  return new GoldenNode(await folder.read(name), name);
}
