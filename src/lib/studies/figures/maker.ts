// One figure's entry in the list makers.ts.
import type * as v from 'valibot';
import type { FigureName } from './registry';
import type { FigureStudy } from './types';

/** What a figure holds says by `show` which figure it is of. */
type FigureSchema<Name extends string = string> = v.ObjectSchema<
  v.ObjectEntries & { readonly show: v.LiteralSchema<Name, undefined> },
  undefined
>;

interface FigureMaker<Schema extends FigureSchema> {
  /** The form of what it holds. */
  readonly stored: Schema;
  /** Fetches its code. */
  load(): Promise<{ readonly make: FigureStudy<v.InferOutput<Schema>> }>;
}

export type FigureMakers = { readonly [Name in FigureName]: FigureMaker<FigureSchema<Name>> };

/** Ties the form to the code: the compiler says where one makes what the other does not describe. */
export const maker = <Schema extends FigureSchema>(
  stored: Schema,
  load: FigureMaker<Schema>['load']
): FigureMaker<Schema> => ({ stored, load });
