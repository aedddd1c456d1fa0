// Saves tables as files; fetched when one is first saved, since no page needs it before.
import { toCsv, type DataTable } from '../text/table';
import { saveText } from './save-file';

/** Offers a table as CSV. @param name of the file, without ending */
export const saveTable = (name: string, table: DataTable): void => saveText(`${name}.csv`, 'text/csv', toCsv(table));
