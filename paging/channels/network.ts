import dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that are not the public Internet (IANA special-purpose registries, RFC 6890 and its successors). */
const privateNetworks = new BlockList();
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  privateNetworks.addSubnet(address, prefix, 'ipv4');
}
for (const [address, prefix] of [
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  privateNetworks.addSubnet(address, prefix, 'ipv6');
}

/** The address lies in a private network, and the channel may not go there. */
export class PrivateAddress extends Error {
  constructor(host: string) {
    super(`${host} is in a private network; \`privateNetwork: true\` of the channel allows that`);
  }
}

/** @throws PrivateAddress where the host of a URL is such an address itself; a name shows only when it is looked up */
export function refusePrivate(url: string): void {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || isPrivate(host)) throw new PrivateAddress(host);
}

function isPrivate(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && privateNetworks.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Looks a name up and refuses it where any of its addresses is private. The connection is made to what was looked up
 * here, so a name that answers otherwise the next time (DNS rebinding) leads nowhere else.
 */
export const publicLookup: LookupFunction = (host, options, callback) => {
  dns.lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, []);
    } else if (addresses.some(({ address }) => isPrivate(address))) {
      callback(new PrivateAddress(host), []);
    } else if (options.all) {
      callback(null, addresses);
    } else {
      callback(null, addresses[0]!.address, addresses[0]!.family);
    }
  });
};
