export type CsvCell = string | number | null;

/** A table as it is taken home. */
export interface CsvTable {
  columns: readonly string[];
  rows: readonly (readonly CsvCell[])[];
}

/** RFC 4180 with CRLF. A cell that a spreadsheet would take for a formula is disarmed by an apostrophe (OWASP, CSV injection). */
export function csvText({ columns, rows }: CsvTable): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Hands a table to the reader as a file; the byte order mark tells Excel that it is UTF-8. */
export function downloadCsv(name: string, table: CsvTable): void {
  const address = URL.createObjectURL(
    new Blob(['\ufeff', csvText(table)], { type: 'text/csv;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
