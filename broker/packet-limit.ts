import type { Client } from 'aedes';

/** The parts of aedes' parser (mqtt-packet) that tell how long the packet is that is coming in. */
interface Parser {
  parse(bytes: Uint8Array): number;
  packet: { length: number } | undefined;
}

/**
 * Cuts a client off when the head of a packet announces more than is allowed, before its bytes are collected. aedes has
 * no option for it, and MQTT lets a packet be 256 MB. A packet that is whole in one read is past this already: its
 * payload is looked at when it is published.
 */
export function limitPackets(client: Client, maxBytes: number): void {
  const { _parser: parser } = client as unknown as { _parser: Parser };
  const parse = parser.parse.bind(parser);
  parser.parse = (bytes) => {
    const left = parse(bytes);
    if ((parser.packet?.length ?? 0) > maxBytes)
      client.emit('error', new Error(`a packet of more than ${maxBytes} bytes`));
    return left;
  };
}
