// Saves a table as a file; what writes it is fetched when one is first saved, since no page needs it before.
import type { DataTable } from '../text/table';

/** Offers a table as CSV. @param name of the file, without ending */
export async function saveTable(name: string, table: DataTable): Promise<void> {
  const [{ toCsv }, { saveText }] = await Promise.all([import('../text/table'), import('./save-file')]);
  saveText(`${name}.csv`, 'text/csv', toCsv(table));
}
