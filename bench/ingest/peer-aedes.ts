import { createServer } from 'node:net';
import { Aedes } from 'aedes';

/** aedes as it comes: no login, no rights, no storage. The measure of what ours costs on top. */
const broker = await Aedes.createBroker();
const server = createServer({ noDelay: true }, broker.handle);
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});
process.on('message', () => process.exit(0));
