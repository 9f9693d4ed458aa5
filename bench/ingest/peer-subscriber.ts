import mqtt from 'mqtt';

/** Connections that share a subscription and acknowledge at once, whatever comes: the measure of what ours costs on top. */
const [url, connections] = process.argv.slice(2) as [string, string];
let accepted = 0;
await Promise.all(
  Array.from({ length: Number(connections) }, async (_, number) => {
    const client = await mqtt.connectAsync(url, { clientId: `bare-${number}`, clean: false });
    client.on('message', () => {
      accepted++;
    });
    await client.subscribeAsync('$share/bare/#', { qos: 1 });
  }),
);
process.send?.({ port: Number(new URL(url).port) });
process.on('message', (question) => {
  if (question === 'accepted') process.send?.(accepted);
  if (question === 'stop') process.exit(0);
});
