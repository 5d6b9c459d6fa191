/**
 * A small file beside the database that says how far it was acknowledged, so that a loss is noticed.
 *
 * It is written in place after every synced group and before its callers learn of it, without an fsync:
 * a killed process leaves it exact, and after a power cut it is at most behind, since the database was
 * fsynced before it.
 *
 * Layout: `p2ka`, state (1 byte: 1 running, 2 clean), 3 zero bytes, sequence (8, little endian), checksum (8).
 */
import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { checksum } from '../../protocols/record/checksum.js'

const FILE_NAME = 'acknowledged'
const BYTES = 24
const MAGIC = 'p2ka'
const RUNNING = 1
const CLEAN = 2

export interface Acknowledged { readonly sequence: number, readonly clean: boolean }

export class AcknowledgedFile {
  /** What the last run left; undefined when the file is new, unreadable or forgotten. */
  readonly found: Acknowledged | undefined
  /** There was no such file. */
  readonly isNew: boolean
  readonly #descriptor: number
  readonly #bytes = Buffer.alloc(BYTES)
  readonly #sum = new Int32Array(2)

  constructor (directory: string) {
    const path = join(directory, FILE_NAME)
    const opened = openOrCreate(path)
    this.#descriptor = opened.descriptor
    this.isNew = opened.isNew
    this.found = this.#read()
    this.#bytes.write(MAGIC, 0, 'latin1')
  }

  /** Every operation up to `sequence` is acknowledged. */
  advance (sequence: number): void { this.#write(RUNNING, sequence) }

  /** As `advance`, and on stable storage. */
  begin (sequence: number): void {
    this.#write(RUNNING, sequence)
    fsyncSync(this.#descriptor)
  }

  /** What was acknowledged is lost: the next run must not find that all is well. On stable storage. */
  forget (): void {
    ftruncateSync(this.#descriptor)
    fsyncSync(this.#descriptor)
  }

  /** The run ends in order; `sequence` undefined when it must not count as clean. */
  close (sequence: number | undefined): void {
    try {
      if (sequence !== undefined) {
        this.#write(CLEAN, sequence)
        fsyncSync(this.#descriptor)
      }
    } finally {
      closeSync(this.#descriptor)
    }
  }

  #write (state: number, sequence: number): void {
    this.#bytes[4] = state
    this.#bytes.writeBigUInt64LE(BigInt(sequence), 8)
    this.#seal(this.#bytes)
    this.#bytes.writeInt32LE(this.#sum[0] as number, 16)
    this.#bytes.writeInt32LE(this.#sum[1] as number, 20)
    writeSync(this.#descriptor, this.#bytes, 0, BYTES, 0)
  }

  #read (): Acknowledged | undefined {
    const bytes = Buffer.alloc(BYTES)
    if (readSync(this.#descriptor, bytes, 0, BYTES, 0) !== BYTES || bytes.toString('latin1', 0, 4) !== MAGIC) return undefined
    this.#seal(bytes)
    if (bytes.readInt32LE(16) !== this.#sum[0] || bytes.readInt32LE(20) !== this.#sum[1]) return undefined
    return { sequence: Number(bytes.readBigUInt64LE(8)), clean: bytes[4] === CLEAN }
  }

  #seal (bytes: Uint8Array): void { checksum(bytes.subarray(0, 4), bytes.subarray(0, 16), 4, this.#sum) }
}

function openOrCreate (path: string): { descriptor: number, isNew: boolean } {
  try {
    return { descriptor: openSync(path, 'r+'), isNew: false }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return { descriptor: openSync(path, 'wx+'), isNew: true }
  }
}
