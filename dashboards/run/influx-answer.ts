/** `/query` of InfluxDB, as every version answers it. */
export interface Series {
  name: string;
  tags?: Record<string, string>;
  columns: string[];
  values: (string | number | boolean | null)[][];
}

/** @throws Error with what the server said of the query */
export async function ask(url: string, database: string, query: string): Promise<Series[]> {
  const response = await fetch(`${url}/query`, {
    method: 'POST',
    body: new URLSearchParams({ db: database, epoch: 'ms', q: query }),
  });
  const answer = (await response.json()) as {
    error?: string;
    results?: { error?: string; series?: Series[] }[];
  };
  const error = answer.error ?? answer.results?.[0]?.error;
  if (error !== undefined) throw new Error(`${error} in ${query}`);
  return answer.results?.[0]?.series ?? [];
}
