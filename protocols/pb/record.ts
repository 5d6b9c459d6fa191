// Generated from record.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { emptyBytes as uint8ArrayAlloc } from './empty-bytes.js'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Record {
  vv: VersionVectorEntry[]
  siblings: RecordSibling[]
}

export namespace Record {
  let _codec: Codec<Record>

  export const codec = (): Codec<Record> => {
    if (_codec == null) {
      _codec = message<Record>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.vv != null && obj.vv.length > 0) {
          for (const value of obj.vv) {
            w.uint32(10)
            VersionVectorEntry.codec().encode(value, w)
          }
        }

        if (obj.siblings != null && obj.siblings.length > 0) {
          for (const value of obj.siblings) {
            w.uint32(18)
            RecordSibling.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          vv: [],
          siblings: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.vv != null && obj.vv.length === opts.limits.vv) {
                throw new MaxLengthError('Decode error - repeated field "vv" had too many elements')
              }

              obj.vv.push(VersionVectorEntry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.vv$
              }))
              break
            }
            case 2: {
              if (opts.limits?.siblings != null && obj.siblings.length === opts.limits.siblings) {
                throw new MaxLengthError('Decode error - repeated field "siblings" had too many elements')
              }

              obj.siblings.push(RecordSibling.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.siblings$
              }))
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          vv: 0,
          siblings: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.vv != null && obj.vv === opts.limits.vv) {
                throw new MaxLengthError('Streaming decode error - repeated field "vv" had too many elements')
              }

              for (const evt of VersionVectorEntry.codec().stream(reader, reader.uint32(), `${prefix}.vv[]`, {
                limits: opts.limits?.vv$
              })) {
                yield {
                  ...evt,
                  index: obj.vv
                }
              }

              obj.vv++

              break
            }
            case 2: {
              if (opts.limits?.siblings != null && obj.siblings === opts.limits.siblings) {
                throw new MaxLengthError('Streaming decode error - repeated field "siblings" had too many elements')
              }

              for (const evt of RecordSibling.codec().stream(reader, reader.uint32(), `${prefix}.siblings[]`, {
                limits: opts.limits?.siblings$
              })) {
                yield {
                  ...evt,
                  index: obj.siblings
                }
              }

              obj.siblings++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface RecordVvStoreFieldEvent {
    field: '$.vv[].store'
    value: Uint8Array
    index: number
  }

  export interface RecordVvEpochFieldEvent {
    field: '$.vv[].epoch'
    value: number
    index: number
  }

  export interface RecordVvCounterFieldEvent {
    field: '$.vv[].counter'
    value: number
    index: number
  }

  export interface RecordSiblingsActorFieldEvent {
    field: '$.siblings[].actor'
    value: number
    index: number
  }

  export interface RecordSiblingsCounterFieldEvent {
    field: '$.siblings[].counter'
    value: number
    index: number
  }

  export interface RecordSiblingsHlcFieldEvent {
    field: '$.siblings[].hlc'
    value: bigint
    index: number
  }

  export interface RecordSiblingsValueFieldEvent {
    field: '$.siblings[].value'
    value: Uint8Array
    index: number
  }

  export interface RecordSiblingsExpiresAtFieldEvent {
    field: '$.siblings[].expiresAt'
    value: number
    index: number
  }

  export interface RecordSiblingsRequestIdFieldEvent {
    field: '$.siblings[].requestId'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<Record>): Uint8Array {
    return encodeMessage(obj, Record.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Record>): Record {
    return decodeMessage(buf, Record.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Record>): Generator<RecordVvStoreFieldEvent | RecordVvEpochFieldEvent | RecordVvCounterFieldEvent | RecordSiblingsActorFieldEvent | RecordSiblingsCounterFieldEvent | RecordSiblingsHlcFieldEvent | RecordSiblingsValueFieldEvent | RecordSiblingsExpiresAtFieldEvent | RecordSiblingsRequestIdFieldEvent> {
    return streamMessage(buf, Record.codec(), opts)
  }
}

export interface VersionVectorEntry {
  store: Uint8Array
  epoch: number
  counter: number
}

export namespace VersionVectorEntry {
  let _codec: Codec<VersionVectorEntry>

  export const codec = (): Codec<VersionVectorEntry> => {
    if (_codec == null) {
      _codec = message<VersionVectorEntry>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.store != null && obj.store.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.store)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.counter != null && obj.counter !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.counter)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          store: uint8ArrayAlloc(0),
          epoch: 0,
          counter: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.store = reader.bytes()
              break
            }
            case 2: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.counter = reader.uint64Number()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.store`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.counter`,
                value: reader.uint64Number()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface VersionVectorEntryStoreFieldEvent {
    field: '$.store'
    value: Uint8Array
  }

  export interface VersionVectorEntryEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface VersionVectorEntryCounterFieldEvent {
    field: '$.counter'
    value: number
  }

  export function encode (obj: Partial<VersionVectorEntry>): Uint8Array {
    return encodeMessage(obj, VersionVectorEntry.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VersionVectorEntry>): VersionVectorEntry {
    return decodeMessage(buf, VersionVectorEntry.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VersionVectorEntry>): Generator<VersionVectorEntryStoreFieldEvent | VersionVectorEntryEpochFieldEvent | VersionVectorEntryCounterFieldEvent> {
    return streamMessage(buf, VersionVectorEntry.codec(), opts)
  }
}

export interface RecordSibling {
  actor: number
  counter: number
  hlc: bigint
  value?: Uint8Array
  expiresAt: number
  requestId: Uint8Array
}

export namespace RecordSibling {
  let _codec: Codec<RecordSibling>

  export const codec = (): Codec<RecordSibling> => {
    if (_codec == null) {
      _codec = message<RecordSibling>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.actor != null && obj.actor !== 0)) {
          w.uint32(8)
          w.uint32(obj.actor)
        }

        if ((obj.counter != null && obj.counter !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.counter)
        }

        if ((obj.hlc != null && obj.hlc !== 0n)) {
          w.uint32(25)
          w.fixed64(obj.hlc)
        }

        if (obj.value != null) {
          w.uint32(34)
          w.bytes(obj.value)
        }

        if ((obj.expiresAt != null && obj.expiresAt !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.expiresAt)
        }

        if ((obj.requestId != null && obj.requestId.byteLength > 0)) {
          w.uint32(50)
          w.bytes(obj.requestId)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          actor: 0,
          counter: 0,
          hlc: 0n,
          expiresAt: 0,
          requestId: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.actor = reader.uint32()
              break
            }
            case 2: {
              obj.counter = reader.uint64Number()
              break
            }
            case 3: {
              obj.hlc = reader.fixed64()
              break
            }
            case 4: {
              obj.value = reader.bytes()
              break
            }
            case 5: {
              obj.expiresAt = reader.uint64Number()
              break
            }
            case 6: {
              obj.requestId = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.actor`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.counter`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.hlc`,
                value: reader.fixed64()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.value`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.expiresAt`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.requestId`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface RecordSiblingActorFieldEvent {
    field: '$.actor'
    value: number
  }

  export interface RecordSiblingCounterFieldEvent {
    field: '$.counter'
    value: number
  }

  export interface RecordSiblingHlcFieldEvent {
    field: '$.hlc'
    value: bigint
  }

  export interface RecordSiblingValueFieldEvent {
    field: '$.value'
    value: Uint8Array
  }

  export interface RecordSiblingExpiresAtFieldEvent {
    field: '$.expiresAt'
    value: number
  }

  export interface RecordSiblingRequestIdFieldEvent {
    field: '$.requestId'
    value: Uint8Array
  }

  export function encode (obj: Partial<RecordSibling>): Uint8Array {
    return encodeMessage(obj, RecordSibling.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RecordSibling>): RecordSibling {
    return decodeMessage(buf, RecordSibling.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RecordSibling>): Generator<RecordSiblingActorFieldEvent | RecordSiblingCounterFieldEvent | RecordSiblingHlcFieldEvent | RecordSiblingValueFieldEvent | RecordSiblingExpiresAtFieldEvent | RecordSiblingRequestIdFieldEvent> {
    return streamMessage(buf, RecordSibling.codec(), opts)
  }
}
