import type { ProtocolName } from '../rpc/rpc.js'
import type { Role } from './rights.js'

/**
 * Which roles each protocol serves; what a client may do in get, put and scan its rules say. `anybody`: strangers, too.
 * A peer may call admin: others ask it for their status, and it could sign ring views itself.
 */
export const CALLERS: Readonly<Record<ProtocolName, readonly Role[] | 'anybody'>> = {
  get: ['client', 'peer', 'admin'],
  put: ['client', 'peer', 'admin'],
  scan: ['client', 'peer', 'admin'],
  replicate: ['peer'],
  sync: ['peer'],
  transfer: ['peer'],
  probe: ['peer'],
  membership: ['peer'],
  admin: ['admin', 'peer'],
  hello: 'anybody',
  join: 'anybody',
}
