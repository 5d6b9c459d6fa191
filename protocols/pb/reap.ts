// Generated from reap.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

const NO_BYTES = new Uint8Array(0)

export interface ReapReportRequest {
  epoch: number
  viewHash: Uint8Array
  partitions: number[]
  bucketsDigest: Uint8Array
}

export namespace ReapReportRequest {
  let _codec: Codec<ReapReportRequest>

  export const codec = (): Codec<ReapReportRequest> => {
    if (_codec == null) {
      _codec = message<ReapReportRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.viewHash != null && obj.viewHash.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.viewHash)
        }

        if (obj.partitions != null && obj.partitions.length > 0) {
          for (const value of obj.partitions) {
            w.uint32(24)
            w.uint32(value)
          }
        }

        if ((obj.bucketsDigest != null && obj.bucketsDigest.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.bucketsDigest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          viewHash: NO_BYTES,
          partitions: [],
          bucketsDigest: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 2: {
              obj.viewHash = reader.bytes()
              break
            }
            case 3: {
              if (opts.limits?.partitions != null && obj.partitions.length === opts.limits.partitions) {
                throw new MaxLengthError('Decode error - repeated field "partitions" had too many elements')
              }

              obj.partitions.push(reader.uint32())
              break
            }
            case 4: {
              obj.bucketsDigest = reader.bytes()
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
          partitions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.viewHash`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              if (opts.limits?.partitions != null && obj.partitions === opts.limits.partitions) {
                throw new MaxLengthError('Streaming decode error - repeated field "partitions" had too many elements')
              }

              yield {
                field: `${prefix}.partitions[]`,
                index: obj.partitions,
                value: reader.uint32()
              }

              obj.partitions++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.bucketsDigest`,
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

  export interface ReapReportRequestEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ReapReportRequestViewHashFieldEvent {
    field: '$.viewHash'
    value: Uint8Array
  }

  export interface ReapReportRequestPartitionsFieldEvent {
    field: '$.partitions[]'
    index: number
    value: number
  }

  export interface ReapReportRequestBucketsDigestFieldEvent {
    field: '$.bucketsDigest'
    value: Uint8Array
  }

  export function encode (obj: Partial<ReapReportRequest>): Uint8Array {
    return encodeMessage(obj, ReapReportRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapReportRequest>): ReapReportRequest {
    return decodeMessage(buf, ReapReportRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapReportRequest>): Generator<ReapReportRequestEpochFieldEvent | ReapReportRequestViewHashFieldEvent | ReapReportRequestPartitionsFieldEvent | ReapReportRequestBucketsDigestFieldEvent> {
    return streamMessage(buf, ReapReportRequest.codec(), opts)
  }
}

export interface ReapReportResponse {
  held: HeldPartition[]
}

export namespace ReapReportResponse {
  let _codec: Codec<ReapReportResponse>

  export const codec = (): Codec<ReapReportResponse> => {
    if (_codec == null) {
      _codec = message<ReapReportResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.held != null && obj.held.length > 0) {
          for (const value of obj.held) {
            w.uint32(10)
            HeldPartition.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          held: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.held != null && obj.held.length === opts.limits.held) {
                throw new MaxLengthError('Decode error - repeated field "held" had too many elements')
              }

              obj.held.push(HeldPartition.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.held$
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
          held: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.held != null && obj.held === opts.limits.held) {
                throw new MaxLengthError('Streaming decode error - repeated field "held" had too many elements')
              }

              for (const evt of HeldPartition.codec().stream(reader, reader.uint32(), `${prefix}.held[]`, {
                limits: opts.limits?.held$
              })) {
                yield {
                  ...evt,
                  index: obj.held
                }
              }

              obj.held++

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

  export interface ReapReportResponseHeldPartitionFieldEvent {
    field: '$.held[].partition'
    value: number
    index: number
  }

  export interface ReapReportResponseHeldWhyFieldEvent {
    field: '$.held[].why'
    value: number
    index: number
  }

  export function encode (obj: Partial<ReapReportResponse>): Uint8Array {
    return encodeMessage(obj, ReapReportResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapReportResponse>): ReapReportResponse {
    return decodeMessage(buf, ReapReportResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapReportResponse>): Generator<ReapReportResponseHeldPartitionFieldEvent | ReapReportResponseHeldWhyFieldEvent> {
    return streamMessage(buf, ReapReportResponse.codec(), opts)
  }
}

export interface HeldPartition {
  partition: number
  why: number
}

export namespace HeldPartition {
  let _codec: Codec<HeldPartition>

  export const codec = (): Codec<HeldPartition> => {
    if (_codec == null) {
      _codec = message<HeldPartition>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.partition != null && obj.partition !== 0)) {
          w.uint32(8)
          w.uint32(obj.partition)
        }

        if ((obj.why != null && obj.why !== 0)) {
          w.uint32(16)
          w.uint32(obj.why)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partition: 0,
          why: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.partition = reader.uint32()
              break
            }
            case 2: {
              obj.why = reader.uint32()
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
                field: `${prefix}.partition`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.why`,
                value: reader.uint32()
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

  export interface HeldPartitionPartitionFieldEvent {
    field: '$.partition'
    value: number
  }

  export interface HeldPartitionWhyFieldEvent {
    field: '$.why'
    value: number
  }

  export function encode (obj: Partial<HeldPartition>): Uint8Array {
    return encodeMessage(obj, HeldPartition.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HeldPartition>): HeldPartition {
    return decodeMessage(buf, HeldPartition.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HeldPartition>): Generator<HeldPartitionPartitionFieldEvent | HeldPartitionWhyFieldEvent> {
    return streamMessage(buf, HeldPartition.codec(), opts)
  }
}

export interface ReapName {
  bucket: string
  key: Uint8Array
  hash: Uint8Array
}

export namespace ReapName {
  let _codec: Codec<ReapName>

  export const codec = (): Codec<ReapName> => {
    if (_codec == null) {
      _codec = message<ReapName>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.bucket != null && obj.bucket !== '')) {
          w.uint32(10)
          w.string(obj.bucket)
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.key)
        }

        if ((obj.hash != null && obj.hash.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.hash)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          key: NO_BYTES,
          hash: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.bucket = reader.string()
              break
            }
            case 2: {
              obj.key = reader.bytes()
              break
            }
            case 3: {
              obj.hash = reader.bytes()
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
                field: `${prefix}.bucket`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.hash`,
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

  export interface ReapNameBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface ReapNameKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface ReapNameHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<ReapName>): Uint8Array {
    return encodeMessage(obj, ReapName.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapName>): ReapName {
    return decodeMessage(buf, ReapName.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapName>): Generator<ReapNameBucketFieldEvent | ReapNameKeyFieldEvent | ReapNameHashFieldEvent> {
    return streamMessage(buf, ReapName.codec(), opts)
  }
}

export interface ReapKeysRequest {
  epoch: number
  viewHash: Uint8Array
  names: ReapName[]
}

export namespace ReapKeysRequest {
  let _codec: Codec<ReapKeysRequest>

  export const codec = (): Codec<ReapKeysRequest> => {
    if (_codec == null) {
      _codec = message<ReapKeysRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.viewHash != null && obj.viewHash.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.viewHash)
        }

        if (obj.names != null && obj.names.length > 0) {
          for (const value of obj.names) {
            w.uint32(26)
            ReapName.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          viewHash: NO_BYTES,
          names: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 2: {
              obj.viewHash = reader.bytes()
              break
            }
            case 3: {
              if (opts.limits?.names != null && obj.names.length === opts.limits.names) {
                throw new MaxLengthError('Decode error - repeated field "names" had too many elements')
              }

              obj.names.push(ReapName.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.names$
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
          names: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.viewHash`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              if (opts.limits?.names != null && obj.names === opts.limits.names) {
                throw new MaxLengthError('Streaming decode error - repeated field "names" had too many elements')
              }

              for (const evt of ReapName.codec().stream(reader, reader.uint32(), `${prefix}.names[]`, {
                limits: opts.limits?.names$
              })) {
                yield {
                  ...evt,
                  index: obj.names
                }
              }

              obj.names++

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

  export interface ReapKeysRequestEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ReapKeysRequestViewHashFieldEvent {
    field: '$.viewHash'
    value: Uint8Array
  }

  export interface ReapKeysRequestNamesBucketFieldEvent {
    field: '$.names[].bucket'
    value: string
    index: number
  }

  export interface ReapKeysRequestNamesKeyFieldEvent {
    field: '$.names[].key'
    value: Uint8Array
    index: number
  }

  export interface ReapKeysRequestNamesHashFieldEvent {
    field: '$.names[].hash'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<ReapKeysRequest>): Uint8Array {
    return encodeMessage(obj, ReapKeysRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapKeysRequest>): ReapKeysRequest {
    return decodeMessage(buf, ReapKeysRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapKeysRequest>): Generator<ReapKeysRequestEpochFieldEvent | ReapKeysRequestViewHashFieldEvent | ReapKeysRequestNamesBucketFieldEvent | ReapKeysRequestNamesKeyFieldEvent | ReapKeysRequestNamesHashFieldEvent> {
    return streamMessage(buf, ReapKeysRequest.codec(), opts)
  }
}

export interface ReapKeysResponse {
  refused: number[]
}

export namespace ReapKeysResponse {
  let _codec: Codec<ReapKeysResponse>

  export const codec = (): Codec<ReapKeysResponse> => {
    if (_codec == null) {
      _codec = message<ReapKeysResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.refused != null && obj.refused.length > 0) {
          for (const value of obj.refused) {
            w.uint32(8)
            w.uint32(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          refused: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.refused != null && obj.refused.length === opts.limits.refused) {
                throw new MaxLengthError('Decode error - repeated field "refused" had too many elements')
              }

              obj.refused.push(reader.uint32())
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
          refused: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.refused != null && obj.refused === opts.limits.refused) {
                throw new MaxLengthError('Streaming decode error - repeated field "refused" had too many elements')
              }

              yield {
                field: `${prefix}.refused[]`,
                index: obj.refused,
                value: reader.uint32()
              }

              obj.refused++

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

  export interface ReapKeysResponseRefusedFieldEvent {
    field: '$.refused[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<ReapKeysResponse>): Uint8Array {
    return encodeMessage(obj, ReapKeysResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapKeysResponse>): ReapKeysResponse {
    return decodeMessage(buf, ReapKeysResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapKeysResponse>): Generator<ReapKeysResponseRefusedFieldEvent> {
    return streamMessage(buf, ReapKeysResponse.codec(), opts)
  }
}

export interface TombstonesRequest {
  all: boolean
}

export namespace TombstonesRequest {
  let _codec: Codec<TombstonesRequest>

  export const codec = (): Codec<TombstonesRequest> => {
    if (_codec == null) {
      _codec = message<TombstonesRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.all != null && obj.all !== false)) {
          w.uint32(8)
          w.bool(obj.all)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          all: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.all = reader.bool()
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
                field: `${prefix}.all`,
                value: reader.bool()
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

  export interface TombstonesRequestAllFieldEvent {
    field: '$.all'
    value: boolean
  }

  export function encode (obj: Partial<TombstonesRequest>): Uint8Array {
    return encodeMessage(obj, TombstonesRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TombstonesRequest>): TombstonesRequest {
    return decodeMessage(buf, TombstonesRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TombstonesRequest>): Generator<TombstonesRequestAllFieldEvent> {
    return streamMessage(buf, TombstonesRequest.codec(), opts)
  }
}

export interface TombstonesResponse {
  peers: PeerTombstones[]
  silent: string[]
}

export namespace TombstonesResponse {
  let _codec: Codec<TombstonesResponse>

  export const codec = (): Codec<TombstonesResponse> => {
    if (_codec == null) {
      _codec = message<TombstonesResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.peers != null && obj.peers.length > 0) {
          for (const value of obj.peers) {
            w.uint32(10)
            PeerTombstones.codec().encode(value, w)
          }
        }

        if (obj.silent != null && obj.silent.length > 0) {
          for (const value of obj.silent) {
            w.uint32(18)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peers: [],
          silent: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.peers != null && obj.peers.length === opts.limits.peers) {
                throw new MaxLengthError('Decode error - repeated field "peers" had too many elements')
              }

              obj.peers.push(PeerTombstones.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.peers$
              }))
              break
            }
            case 2: {
              if (opts.limits?.silent != null && obj.silent.length === opts.limits.silent) {
                throw new MaxLengthError('Decode error - repeated field "silent" had too many elements')
              }

              obj.silent.push(reader.string())
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
          peers: 0,
          silent: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.peers != null && obj.peers === opts.limits.peers) {
                throw new MaxLengthError('Streaming decode error - repeated field "peers" had too many elements')
              }

              for (const evt of PeerTombstones.codec().stream(reader, reader.uint32(), `${prefix}.peers[]`, {
                limits: opts.limits?.peers$
              })) {
                yield {
                  ...evt,
                  index: obj.peers
                }
              }

              obj.peers++

              break
            }
            case 2: {
              if (opts.limits?.silent != null && obj.silent === opts.limits.silent) {
                throw new MaxLengthError('Streaming decode error - repeated field "silent" had too many elements')
              }

              yield {
                field: `${prefix}.silent[]`,
                index: obj.silent,
                value: reader.string()
              }

              obj.silent++

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

  export interface TombstonesResponsePeersPeerIdFieldEvent {
    field: '$.peers[].peerId'
    value: string
    index: number
  }

  export interface TombstonesResponsePeersTombstonesFieldEvent {
    field: '$.peers[].tombstones'
    value: number
    index: number
  }

  export interface TombstonesResponsePeersDueFieldEvent {
    field: '$.peers[].due'
    value: number
    index: number
  }

  export interface TombstonesResponsePeersOldestMsFieldEvent {
    field: '$.peers[].oldestMs'
    value: number
    index: number
  }

  export interface TombstonesResponsePeersReapedFieldEvent {
    field: '$.peers[].reaped'
    value: number
    index: number
  }

  export interface TombstonesResponsePeersGraceMsFieldEvent {
    field: '$.peers[].graceMs'
    value: number
    index: number
  }

  export interface TombstonesResponsePeersHoldsWhyFieldEvent {
    field: '$.peers[].holds[].why'
    value: string
    index: number
  }

  export interface TombstonesResponsePeersHoldsAgeMsFieldEvent {
    field: '$.peers[].holds[].ageMs'
    value: number
    index: number
  }

  export interface TombstonesResponsePeersHoldsPartitionsFieldEvent {
    field: '$.peers[].holds[].partitions'
    value: number
    index: number
  }

  export interface TombstonesResponsePeersMoreFieldEvent {
    field: '$.peers[].more'
    value: boolean
    index: number
  }

  export interface TombstonesResponseSilentFieldEvent {
    field: '$.silent[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<TombstonesResponse>): Uint8Array {
    return encodeMessage(obj, TombstonesResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TombstonesResponse>): TombstonesResponse {
    return decodeMessage(buf, TombstonesResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TombstonesResponse>): Generator<TombstonesResponsePeersPeerIdFieldEvent | TombstonesResponsePeersTombstonesFieldEvent | TombstonesResponsePeersDueFieldEvent | TombstonesResponsePeersOldestMsFieldEvent | TombstonesResponsePeersReapedFieldEvent | TombstonesResponsePeersGraceMsFieldEvent | TombstonesResponsePeersHoldsWhyFieldEvent | TombstonesResponsePeersHoldsAgeMsFieldEvent | TombstonesResponsePeersHoldsPartitionsFieldEvent | TombstonesResponsePeersMoreFieldEvent | TombstonesResponseSilentFieldEvent> {
    return streamMessage(buf, TombstonesResponse.codec(), opts)
  }
}

export interface PeerTombstones {
  peerId: string
  tombstones: number
  due: number
  oldestMs: number
  reaped: number
  graceMs: number
  holds: ReapHold[]
  more: boolean
}

export namespace PeerTombstones {
  let _codec: Codec<PeerTombstones>

  export const codec = (): Codec<PeerTombstones> => {
    if (_codec == null) {
      _codec = message<PeerTombstones>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.tombstones != null && obj.tombstones !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.tombstones)
        }

        if ((obj.due != null && obj.due !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.due)
        }

        if ((obj.oldestMs != null && obj.oldestMs !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.oldestMs)
        }

        if ((obj.reaped != null && obj.reaped !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.reaped)
        }

        if ((obj.graceMs != null && obj.graceMs !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.graceMs)
        }

        if (obj.holds != null && obj.holds.length > 0) {
          for (const value of obj.holds) {
            w.uint32(58)
            ReapHold.codec().encode(value, w)
          }
        }

        if ((obj.more != null && obj.more !== false)) {
          w.uint32(64)
          w.bool(obj.more)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          tombstones: 0,
          due: 0,
          oldestMs: 0,
          reaped: 0,
          graceMs: 0,
          holds: [],
          more: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.peerId = reader.string()
              break
            }
            case 2: {
              obj.tombstones = reader.uint64Number()
              break
            }
            case 3: {
              obj.due = reader.uint64Number()
              break
            }
            case 4: {
              obj.oldestMs = reader.uint64Number()
              break
            }
            case 5: {
              obj.reaped = reader.uint64Number()
              break
            }
            case 6: {
              obj.graceMs = reader.uint64Number()
              break
            }
            case 7: {
              if (opts.limits?.holds != null && obj.holds.length === opts.limits.holds) {
                throw new MaxLengthError('Decode error - repeated field "holds" had too many elements')
              }

              obj.holds.push(ReapHold.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.holds$
              }))
              break
            }
            case 8: {
              obj.more = reader.bool()
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
          holds: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.peerId`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.tombstones`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.due`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.oldestMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.reaped`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.graceMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              if (opts.limits?.holds != null && obj.holds === opts.limits.holds) {
                throw new MaxLengthError('Streaming decode error - repeated field "holds" had too many elements')
              }

              for (const evt of ReapHold.codec().stream(reader, reader.uint32(), `${prefix}.holds[]`, {
                limits: opts.limits?.holds$
              })) {
                yield {
                  ...evt,
                  index: obj.holds
                }
              }

              obj.holds++

              break
            }
            case 8: {
              yield {
                field: `${prefix}.more`,
                value: reader.bool()
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

  export interface PeerTombstonesPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface PeerTombstonesTombstonesFieldEvent {
    field: '$.tombstones'
    value: number
  }

  export interface PeerTombstonesDueFieldEvent {
    field: '$.due'
    value: number
  }

  export interface PeerTombstonesOldestMsFieldEvent {
    field: '$.oldestMs'
    value: number
  }

  export interface PeerTombstonesReapedFieldEvent {
    field: '$.reaped'
    value: number
  }

  export interface PeerTombstonesGraceMsFieldEvent {
    field: '$.graceMs'
    value: number
  }

  export interface PeerTombstonesHoldsWhyFieldEvent {
    field: '$.holds[].why'
    value: string
    index: number
  }

  export interface PeerTombstonesHoldsAgeMsFieldEvent {
    field: '$.holds[].ageMs'
    value: number
    index: number
  }

  export interface PeerTombstonesHoldsPartitionsFieldEvent {
    field: '$.holds[].partitions'
    value: number
    index: number
  }

  export interface PeerTombstonesMoreFieldEvent {
    field: '$.more'
    value: boolean
  }

  export function encode (obj: Partial<PeerTombstones>): Uint8Array {
    return encodeMessage(obj, PeerTombstones.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerTombstones>): PeerTombstones {
    return decodeMessage(buf, PeerTombstones.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerTombstones>): Generator<PeerTombstonesPeerIdFieldEvent | PeerTombstonesTombstonesFieldEvent | PeerTombstonesDueFieldEvent | PeerTombstonesOldestMsFieldEvent | PeerTombstonesReapedFieldEvent | PeerTombstonesGraceMsFieldEvent | PeerTombstonesHoldsWhyFieldEvent | PeerTombstonesHoldsAgeMsFieldEvent | PeerTombstonesHoldsPartitionsFieldEvent | PeerTombstonesMoreFieldEvent> {
    return streamMessage(buf, PeerTombstones.codec(), opts)
  }
}

export interface ReapHold {
  why: string
  ageMs: number
  partitions: number
}

export namespace ReapHold {
  let _codec: Codec<ReapHold>

  export const codec = (): Codec<ReapHold> => {
    if (_codec == null) {
      _codec = message<ReapHold>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.why != null && obj.why !== '')) {
          w.uint32(10)
          w.string(obj.why)
        }

        if ((obj.ageMs != null && obj.ageMs !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.ageMs)
        }

        if ((obj.partitions != null && obj.partitions !== 0)) {
          w.uint32(24)
          w.uint32(obj.partitions)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          why: '',
          ageMs: 0,
          partitions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.why = reader.string()
              break
            }
            case 2: {
              obj.ageMs = reader.uint64Number()
              break
            }
            case 3: {
              obj.partitions = reader.uint32()
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
                field: `${prefix}.why`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.ageMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.partitions`,
                value: reader.uint32()
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

  export interface ReapHoldWhyFieldEvent {
    field: '$.why'
    value: string
  }

  export interface ReapHoldAgeMsFieldEvent {
    field: '$.ageMs'
    value: number
  }

  export interface ReapHoldPartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export function encode (obj: Partial<ReapHold>): Uint8Array {
    return encodeMessage(obj, ReapHold.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapHold>): ReapHold {
    return decodeMessage(buf, ReapHold.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapHold>): Generator<ReapHoldWhyFieldEvent | ReapHoldAgeMsFieldEvent | ReapHoldPartitionsFieldEvent> {
    return streamMessage(buf, ReapHold.codec(), opts)
  }
}
