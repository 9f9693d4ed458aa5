import { DuckDBInstance } from '@duckdb/node-api';

/**
 * Makes DuckDB's own account of its buffers readable, in MB: the service keeps its database to itself, so each one is
 * noted as it is opened. To be called before.
 */
export function watchDuckDbBuffers(): () => Promise<number> {
  const instances: DuckDBInstance[] = [];
  const create = DuckDBInstance.create;
  DuckDBInstance.create = async (...given) => {
    const instance = await create.apply(DuckDBInstance, given);
    instances.push(instance);
    return instance;
  };
  return async () => {
    let bytes = 0;
    for (const instance of instances) {
      const connection = await instance.connect();
      const asked = await connection.runAndReadAll(
        'SELECT sum(memory_usage_bytes)::DOUBLE FROM duckdb_memory()',
      );
      connection.closeSync();
      bytes += Number(asked.getRows()[0]![0]);
    }
    return bytes / 2 ** 20;
  };
}
