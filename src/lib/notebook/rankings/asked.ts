// Rows that no training makes, as cells ask for them: their names, the keys that set them, and what is wrong with what was asked.
import { appError } from '#lib/errors/app-error';
import {
  gridOf,
  LINEAR_MODELS,
  LINEAR_NAMES,
  LINEAR_SETTINGS,
  linearModel,
  type LinearName
} from '#lib/evaluation/linear/models';
import type { FieldReader } from '../schema/reader';
import type { FieldSchema } from '../schema/types';

export type ReferenceName = 'popularity' | LinearName | 'semantic-only';
export const REFERENCE_NAMES: readonly ReferenceName[] = ['popularity', ...LINEAR_NAMES, 'semantic-only'];

export const isLinear = (name: ReferenceName): name is LinearName => name !== 'popularity' && name !== 'semantic-only';
export const needsVectors = (name: ReferenceName): boolean =>
  name === 'semantic-only' || (isLinear(name) && linearModel(name).needsVectors);

/** What the reference does, as a form says it. */
function aboutOf(name: ReferenceName): string {
  if (name === 'popularity') return 'ranks by training clicks';
  return isLinear(name) ? linearModel(name).help : 'by the cosine of semantic vectors';
}

export const referencesField = (names: readonly ReferenceName[]): FieldSchema => ({
  key: 'references',
  label: 'References',
  help: `Rows that no training makes: ${names.map((name) => `"${name}" ${aboutOf(name)}`).join(', ')}.`,
  type: 'choices',
  required: false,
  default: [],
  options: names
});

/** The settings of those among them that are linear. */
export const linearFields = (names: readonly ReferenceName[]): readonly FieldSchema[] =>
  LINEAR_SETTINGS.filter(({ key }) => ownersOf(key).some(({ name }) => names.includes(name))).map((setting) => ({
    ...setting,
    help: `${setting.help} Of several values the best on validation (recall@20) is shown.`,
    required: false,
    default: [setting.default]
  }));

const ownersOf = (key: string) =>
  LINEAR_MODELS.filter(({ settings }) => settings.some((setting) => setting.key === key));

/** Values to try of the linear references' settings, by key, where they are not the defaults. */
export type AskedValues = Readonly<Record<string, readonly number[]>>;

/**
 * @param names those that the cell can ask for
 * @throws AppError notebook/key-does-not-apply, notebook/bad-value
 */
export function linearValues(
  reader: FieldReader,
  references: readonly ReferenceName[],
  names: readonly ReferenceName[]
): AskedValues {
  const asked = references.filter(isLinear);
  const values: Record<string, readonly number[]> = {};
  const fields = linearFields(names);
  for (const { key, type, default: one } of LINEAR_SETTINGS) {
    if (!fields.some((field) => field.key === key)) continue;
    const owners = ownersOf(key);
    if (owners.some(({ name }) => asked.includes(name))) {
      const given = type === 'integers' ? reader.integers(key) : reader.numbers(key);
      if (given.length > 1 || given[0] !== one) values[key] = given;
    } else if (reader.isGiven(key)) {
      const because = `${owners.map(({ name }) => `"${name}"`).join(' or ')} is not among the references`;
      throw appError('notebook/key-does-not-apply', { key, because }, reader.where(key));
    }
  }
  for (const name of asked) {
    const { refuses } = linearModel(name);
    const problem = gridOf(name, values).flatMap((combination) => refuses?.(combination) ?? [])[0];
    if (problem) throw reader.bad(problem.key, problem.expected);
  }
  return values;
}
