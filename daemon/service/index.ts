/** p2pkv as a service of a libp2p node that a program runs anyway. Errors are exported by the client library. */
export { p2pkv, privateKeyOf, P2pkv } from './p2pkv.js'
export type { P2pkvComponents, P2pkvInit } from './p2pkv.js'
