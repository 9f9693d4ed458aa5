/**
 * Prometheus' text format as line protocol, as Telegraf's prometheus input (metric_version 2) and its influxdb output
 * lay it down: the measurement `prometheus`, labels as tags, the metric's name as the field.
 */
export function metricLines(text: string, url: string, timeMs: number): string[] {
  return text.split('\n').flatMap((line) => {
    const match = /^([a-z_]\w*)(?:\{(.*)\})? (\S+)/i.exec(line);
    if (match === null || !Number.isFinite(Number(match[3]))) return [];
    const [, name, labels = '', value] = match;
    const tags = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)]
      .filter(([, , held]) => held !== '')
      .map(([, tag, held]) => `,${tag}=${held!.replaceAll(/[ ,=]/g, '\\$&')}`);
    return [`prometheus,url=${url}${tags.join('')} ${name}=${Number(value)} ${timeMs}`];
  });
}
