import { readFileSync, statSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys'
import type { Ed25519PrivateKey } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { ConfigError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { makeDirectory } from './make-directory.js'

export interface Identity {
  readonly privateKey: Ed25519PrivateKey
  readonly peerId: NodeId
}

/** `identity`: who the peer, or client, is. `admin`: who operates it. `root`: who may name admins. */
export type KeyName = 'identity' | 'admin' | 'root'

export function keyPath (data: string, name: KeyName = 'identity'): string { return join(data, `${name}.key`) }

/** @returns undefined when the directory has no such key
 *  @throws ConfigError when others can read the key, or it is damaged */
export async function loadIdentity (data: string, name: KeyName = 'identity'): Promise<Identity | undefined> {
  const path = keyPath(data, name)
  let bytes: Buffer
  try {
    // Not waited for: they are a few bytes, and every command reads them.
    const { mode } = statSync(path)
    if ((mode & 0o077) !== 0) throw new ConfigError(`the private key ${path} can be read by others (mode ${(mode & 0o777).toString(8)}): chmod 600 ${path}, and if others had access, revoke it and use another`)
    bytes = readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if (error instanceof ConfigError) throw error
    throw new ConfigError(`the private key ${path} cannot be read: ${(error as Error).message}`, { cause: error })
  }
  try {
    return identityOf(privateKeyFromProtobuf(bytes) as Ed25519PrivateKey)
  } catch (cause) {
    throw new ConfigError(`the private key ${path} is damaged: restore it from a backup, or remove it together with the rest of the directory to start as a new peer`, { cause })
  }
}

/** Makes the key once: written beside, synced, renamed, so that a crash leaves a whole key or none. */
export async function createIdentity (data: string, name: KeyName = 'identity'): Promise<Identity> {
  const identity = identityOf(await generateKeyPair('Ed25519'))
  const path = keyPath(data, name)
  try {
    await makeDirectory(data)
    const file = await open(`${path}.new`, 'w', 0o600)
    try {
      await file.writeFile(privateKeyToProtobuf(identity.privateKey))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${path}.new`, path)
    const directory = await open(dirname(path), 'r')
    try { await directory.sync() } finally { await directory.close() }
  } catch (error) {
    throw new ConfigError(`the data directory ${data} cannot be written (${(error as Error).message}): choose another with --data, or make it writable for this user`, { cause: error })
  }
  return identity
}

export function identityOf (privateKey: Ed25519PrivateKey): Identity {
  if (privateKey.type !== 'Ed25519') throw new ConfigError('the key is not an Ed25519 key')
  return { privateKey, peerId: peerIdFromPrivateKey(privateKey).toString() as NodeId }
}
