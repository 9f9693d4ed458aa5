import { expect, test } from 'vitest';
import { PagingConfiguration } from './configuration.ts';

function faultsOf(configuration: unknown): string[] {
  const parsed = PagingConfiguration.safeParse(configuration);
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const mail = { type: 'email', host: 'smtp.example.org', from: 'liangshai@example.org' };

test('an empty configuration is one: everything has a default, and without a channel nothing is told', () => {
  const configuration = PagingConfiguration.parse({});
  expect(configuration.channels).toEqual({});
  expect(configuration.routes.map(({ to, digest }) => [to, digest])).toEqual([
    ['operator', true],
    ['department', false],
  ]);
});

test('every name that is not there is told with its place, all at once', () => {
  expect(
    faultsOf({
      channels: { mail },
      people: {
        li: { name: '李四', reach: [{ channel: 'mail', target: 'li' }, { channel: 'fax' }] },
      },
      duties: {
        'department/JT': {
          shifts: [{ people: ['li', 'wang'] }],
          exceptions: [{ from: '2026-10-01', to: '2026-10-07', people: ['zhao'] }],
        },
        jiaotong: { shifts: [{ people: ['li'] }] },
      },
      routes: [{ to: 'department' }, { to: 'operator' }],
    }),
  ).toEqual([
    'people.li.reach.0.target: an address such as li@example.org',
    'people.li.reach.1.channel: there is no channel "fax"',
    'duties.department/JT.shifts.0.people.1: there is no "wang" among the people',
    'duties.department/JT.exceptions.0.people.0: there is no "zhao" among the people',
    'duties.jiaotong: it is written department/ID, district/ID or operator',
    'routes.1: never reached: the route above it takes everything',
  ]);
});

test.each([
  ['an unknown key', { chanels: {} }, ': Unrecognized key: "chanels"'],
  [
    'an address that is none',
    { publicUrl: 'ftp://x' },
    'publicUrl: an address begins with http:// or https://',
  ],
  [
    'a file address for a webhook',
    { channels: { hook: { type: 'webhook', url: 'file:///etc/passwd', secretFile: 's' } } },
    'channels.hook.url: an address begins with http:// or https://',
  ],
  [
    'a user without a password',
    { channels: { mail: { ...mail, user: 'li' } } },
    'channels.mail.passwordFile: user and passwordFile go together',
  ],
  [
    'a template with an unknown word',
    { channels: { sms: { type: 'sms', url: 'https://sms', body: '{"to": "{{phone}}"}' } } },
    'channels.sms.body: {{phone}} is unknown; there are {{target}}, {{text}}, {{id}}, {{secret}}',
  ],
  [
    'a template that is no JSON when it is filled in',
    { channels: { sms: { type: 'sms', url: 'https://sms', body: '{"to": {{target}}' } } },
    'channels.sms.body: filled in, it is no JSON; placeholders stand within quotes',
  ],
  [
    'a shift without people',
    { duties: { operator: { shifts: [{ people: [] }] } } },
    'duties.operator.shifts.0.people: name at least one person, the first in line first',
  ],
  [
    'quiet hours without a length',
    { quietHours: { from: '08:00', to: '08:00' } },
    'quietHours: it ends as it begins; a whole day is 00:00 to 24:00',
  ],
])('%s is refused with its place', (_name, configuration, fault) => {
  expect(faultsOf(configuration)).toContain(fault);
});
