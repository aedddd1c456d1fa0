// What is said of a split that files bring, in every format.
import type { FileSplit } from '../../detect/parts';

export const ownSplitRemark = ({ hasValidation }: Pick<FileSplit, 'hasValidation'>): string => {
  const own = 'The files’ names are a split, which is kept';
  return hasValidation ? `${own}.` : `${own}; it has no validation part: validation is drawn from training.`;
};
