import { Gauge, type Registry as Metrics } from 'prom-client';
import type { RecordsStore } from '../store/records.ts';

/** What the records say of the city, asked at each scrape: figures of all processes, so only one of them tells them. */
export function registerCityMetrics(records: RecordsStore, metrics: Metrics): void {
  const registers = [metrics];
  new Gauge({
    name: 'liangshai_findings_open',
    help: 'Findings that are open, by kind and level.',
    labelNames: ['kind', 'level'],
    registers,
    async collect() {
      this.reset();
      for (const { kind, level } of await records.findings({ open: true })) this.inc({ kind, level });
    },
  });
  new Gauge({
    name: 'liangshai_quarantined_messages',
    help: 'Messages in quarantine, by the reason they are there.',
    labelNames: ['code'],
    registers,
    async collect() {
      this.reset();
      for (const { code, count } of await records.quarantineCounts()) this.set({ code }, count);
    },
  });
}
