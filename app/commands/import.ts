import { Command } from 'commander';
import { faultText } from '../../model/error.ts';
import { type Registry, registryTables } from '../../model/registry.ts';
import { registrySheets } from '../../registry/files.ts';
import { countRows, readImport, wholeImport } from '../../registry/import.ts';
import { configurationOption } from '../options.ts';
import { withRecords } from '../records.ts';

interface ImportOptions {
  config: string;
  partial?: true;
  preview?: true;
}

export function importCommand(): Command {
  return new Command('import')
    .description('take in registry files: all of them or, when anything is wrong, none')
    .argument(
      '<place>',
      'directory with districts.csv, projects.csv …, or one XLSX file with sheets of these names',
    )
    .option('--partial', 'take the rows that are right, and list those that are not')
    .option('--preview', 'take nothing, and list every fault')
    .addOption(configurationOption())
    .action(importPlace);
}

async function importPlace(place: string, { config, partial, preview }: ImportOptions): Promise<void> {
  const sheets = await registrySheets(place);
  await withRecords(config, async (records) => {
    const reading = readImport(sheets, await records.registry());
    const rows = partial && countRows(reading.rows) > 0 ? reading.rows : wholeImport(reading);
    if (!preview) await records.importRegistry(rows, { actor: 'command line', atMs: Date.now() });
    process.stdout.write(`${preview ? 'would import' : 'imported'} ${counted(rows)}\n`);
    const left = [...reading.faults, ...reading.consequences];
    if (left.length === 0) return;
    process.stderr.write(`left out:\n${left.map((fault) => `${faultText(fault)}\n`).join('')}`);
  });
}

function counted(rows: Partial<Registry>): string {
  const counts = registryTables.flatMap((table) => (rows[table] ? [`${rows[table].length} ${table}`] : []));
  return counts.join(', ') || 'nothing';
}
