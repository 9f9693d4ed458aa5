import type { Client } from 'aedes';

/** PUBACK: fixed header, remaining length 2, packet identifier (MQTT 3.1.1, 3.4). */
const pubackBytes = 4;
/** As much unread acknowledgement as a client may leave in our memory: sixteen thousand messages. */
const maxUnreadBytes = 64 * 1024;

/**
 * Writes the acknowledgements of one commit to each client in one go. aedes writes them one by one, each with its own
 * turn of the event loop, which costs as much as everything else of a message.
 */
export class Acknowledgements {
  readonly #pending = new Map<Client, number[]>();
  #scheduled = false;

  add(client: Client, messageId: number): void {
    const ids = this.#pending.get(client);
    if (ids === undefined) this.#pending.set(client, [messageId]);
    else ids.push(messageId);
    if (this.#scheduled) return;
    this.#scheduled = true;
    // After all the promises that the same commit has settled.
    process.nextTick(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    for (const [client, ids] of this.#pending) {
      this.#pending.delete(client);
      if (!client.closed) this.#write(client, ids);
    }
  }

  #write(client: Client, ids: readonly number[]): void {
    const bytes = Buffer.allocUnsafe(ids.length * pubackBytes);
    for (const [i, id] of ids.entries()) bytes.writeUInt32BE(0x40020000 + id, i * pubackBytes);
    client.conn.write(bytes);
    if (client.conn.writableLength > maxUnreadBytes)
      client.emit('error', new Error('its acknowledgements are not read'));
  }
}
