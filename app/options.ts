import { Option } from 'commander';

export function configurationOption(): Option {
  return new Option('--config <file>', 'the configuration').default('liangshai.yaml');
}
