// Which addresses a hook may not lead to: whatever is not on the public internet, in every way of writing it.
import { BlockList, isIP } from 'node:net'

const CLOSED_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
// Of IPv6 only what is given out for use in public, and of that not what carries an IPv4 address within or is for documents.
const OPEN_6 = ['2000::', 3] as const
const CLOSED_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const closed4 = new BlockList()
for (const [net, prefix] of CLOSED_4) closed4.addSubnet(net, prefix, 'ipv4')
const open6 = new BlockList()
open6.addSubnet(OPEN_6[0], OPEN_6[1], 'ipv6')
const closed6 = new BlockList()
for (const [net, prefix] of CLOSED_6) closed6.addSubnet(net, prefix, 'ipv6')

/** Whether an address stands in public. What is no address does not. */
export function isPublic(address: string): boolean {
  const plain = address.replace(/^\[|\]$/gu, '')
  switch (isIP(plain)) {
    case 4:
      return !closed4.check(plain, 'ipv4')
    case 6:
      return open6.check(plain, 'ipv6') && !closed6.check(plain, 'ipv6')
    default:
      return false
  }
}

/** Whether the host of a URL is written as an address; then no name is asked for, and it must be looked at itself. */
export const isAddress = (host: string): boolean => isIP(host.replace(/^\[|\]$/gu, '')) !== 0
