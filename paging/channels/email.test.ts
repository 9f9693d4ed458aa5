import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { beforeEach, expect, test } from 'vitest';
import { email } from './email.ts';
import { message, parts } from './message.fixture.ts';

interface Mail {
  to: string[];
  source: string;
  user: string | undefined;
}

let server: SMTPServer;
let port: number;
let mails: Mail[];

/** A mail server that knows one user, greylists `grey@`, and has no mailbox `gone@`. */
beforeEach(async () => {
  mails = [];
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === 'liangshai' && password === 'sesame') done(null, { user: username });
      else done(new Error('wrong user or password'));
    },
    onRcptTo({ address }, _session, done) {
      const refuse = (responseCode: number, text: string) =>
        done(Object.assign(new Error(text), { responseCode }));
      if (address.startsWith('gone@')) refuse(550, 'no such mailbox');
      else if (address.startsWith('grey@')) refuse(451, 'greylisted, come back later');
      else done();
    },
    async onData(stream, { envelope, user }, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      mails.push({
        to: envelope.rcptTo.map(({ address }) => address),
        source: Buffer.concat(chunks).toString(),
        user: user?.toString(),
      });
      done();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  port = (server.server.address() as { port: number }).port;
  return () => new Promise<void>((resolve) => server.close(resolve));
});

const build = (over: object = {}) =>
  email.build(
    email.Configuration.parse({
      type: 'email',
      host: '127.0.0.1',
      port,
      tls: 'none',
      from: 'liangshai@example.org',
      ...over,
    }),
    parts({ password: 'sesame', wrong: 'open' }),
  );

test('a letter arrives as text and HTML, under a Message-ID that every attempt has', async () => {
  const channel = await build({ user: 'liangshai', passwordFile: 'password' });
  for (let attempt = 0; attempt < 2; attempt++) {
    expect(await channel.send(message(), 'zhang@example.org')).toMatchObject({ outcome: 'delivered' });
  }
  await channel.stop();
  expect(mails.map(({ to, user }) => [to, user])).toEqual([
    [['zhang@example.org'], 'liangshai'],
    [['zhang@example.org'], 'liangshai'],
  ]);
  for (const { source } of mails) {
    expect(source).toMatch(/^Message-ID: <LS0123456789ABCDEF@example.org>/im);
    expect(source).toMatch(/^Auto-Submitted: auto-generated/im);
    expect(source).toMatch(/^Content-Type: multipart\/alternative/im);
  }
});

test('a text of others is text in the HTML', async () => {
  const channel = await build();
  const given = message();
  given.entries[0]!.heading = '<img src=x onerror=alert(1)>';
  await channel.send(given, 'zhang@example.org');
  await channel.stop();
  const [, inHtml] = mails[0]!.source.split('Content-Type: text/html');
  expect(inHtml).toContain('&#60;img');
  expect(inHtml).not.toContain('<img');
});

test.each([
  ['a mailbox that is not there', {}, 'gone@example.org', 'refused'],
  ['a server that says to come back later', {}, 'grey@example.org', 'postponed'],
  ['a wrong password', { user: 'liangshai', passwordFile: 'wrong' }, 'zhang@example.org', 'refused'],
  ['a server that is not there', { port: 9 }, 'zhang@example.org', 'postponed'],
  ['a server without the TLS that is asked for', { tls: 'starttls' }, 'zhang@example.org', 'refused'],
])('%s is told as what it means', async (_name, over, target, outcome) => {
  const channel = await build(over);
  expect(await channel.send(message(), target)).toMatchObject({ outcome });
  await channel.stop();
  expect(mails).toEqual([]);
});
