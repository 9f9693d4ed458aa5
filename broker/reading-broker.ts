import { Aedes, type Client, type PublishPacket } from 'aedes';

type Published = (error?: Error) => void;

/** A publish that is not to be handed to subscribers: readings are for the intake. */
export interface MarkedPacket extends PublishPacket {
  forIntakeOnly?: boolean;
}

/** aedes, which does not hand on what is marked. */
export class ReadingBroker extends Aedes {
  /** aedes calls it with the publishing client in between, which its types leave out. */
  override publish(packet: MarkedPacket, client: Client | null | Published, done?: Published): void {
    if (packet.forIntakeOnly) done?.();
    else Reflect.apply(super.publish, this, [packet, client, done]);
  }
}
