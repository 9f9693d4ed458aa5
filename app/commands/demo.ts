import { Command, InvalidArgumentError } from 'commander';
import type { DemoOptions } from '../demo.ts';

export function demoCommand(): Command {
  return new Command('demo')
    .description('a simulated Ningbo with history, live meters over MQTT, and the board')
    .option('--config <file>', 'stores, hosts, ports and data of a configuration, in place of the next three')
    .option('--data <directory>', 'where everything is kept; a second start goes on from there', './data')
    .option('--mqtt-port <port>', 'port of the embedded broker; 0: a free one', port, 1883)
    .option('--http-port <port>', 'port of the board; 0: a free one', port, 8080)
    .option('--cameras-port <port>', 'port of the sites’ drawn cameras; 0: none', port, 8081)
    .option('--speed <factor>', 'city time against wall time', factor, 1)
    .option('--projects <count>', 'size of a new city', whole, 420)
    .option('--days <count>', 'history of a new city', whole, 60)
    .option('--seed <number>', 'which city a new one is', whole, 1)
    .action(async (options: DemoOptions) => {
      // The service's parts take a second to load, which no other command should wait for.
      const { runDemo } = await import('../demo.ts');
      await runDemo(options);
    });
}

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}

function port(text: string): number {
  const value = whole(text);
  if (value > 65_535) throw new InvalidArgumentError('A port is at most 65535.');
  return value;
}

function factor(text: string): number {
  const value = Number(text);
  if (!(value >= 1)) throw new InvalidArgumentError('It takes a number of 1 or more.');
  return value;
}
