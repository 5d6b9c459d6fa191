// Generated from repair.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

const NO_BYTES = new Uint8Array(0)

export interface RecordName {
  bucket: string
  key: Uint8Array
}

export namespace RecordName {
  let _codec: Codec<RecordName>

  export const codec = (): Codec<RecordName> => {
    if (_codec == null) {
      _codec = message<RecordName>((obj, w, opts = {}) => {
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          key: NO_BYTES
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

  export interface RecordNameBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface RecordNameKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export function encode (obj: Partial<RecordName>): Uint8Array {
    return encodeMessage(obj, RecordName.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RecordName>): RecordName {
    return decodeMessage(buf, RecordName.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RecordName>): Generator<RecordNameBucketFieldEvent | RecordNameKeyFieldEvent> {
    return streamMessage(buf, RecordName.codec(), opts)
  }
}

export interface NamedRecord {
  bucket: string
  key: Uint8Array
  record: Uint8Array
}

export namespace NamedRecord {
  let _codec: Codec<NamedRecord>

  export const codec = (): Codec<NamedRecord> => {
    if (_codec == null) {
      _codec = message<NamedRecord>((obj, w, opts = {}) => {
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

        if ((obj.record != null && obj.record.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.record)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          key: NO_BYTES,
          record: NO_BYTES
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
              obj.record = reader.bytes()
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
                field: `${prefix}.record`,
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

  export interface NamedRecordBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface NamedRecordKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface NamedRecordRecordFieldEvent {
    field: '$.record'
    value: Uint8Array
  }

  export function encode (obj: Partial<NamedRecord>): Uint8Array {
    return encodeMessage(obj, NamedRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<NamedRecord>): NamedRecord {
    return decodeMessage(buf, NamedRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<NamedRecord>): Generator<NamedRecordBucketFieldEvent | NamedRecordKeyFieldEvent | NamedRecordRecordFieldEvent> {
    return streamMessage(buf, NamedRecord.codec(), opts)
  }
}

export interface RootsRequest {
  partitions: number[]
  roots: Uint8Array
  storeWanted: boolean
}

export namespace RootsRequest {
  let _codec: Codec<RootsRequest>

  export const codec = (): Codec<RootsRequest> => {
    if (_codec == null) {
      _codec = message<RootsRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.partitions != null && obj.partitions.length > 0) {
          for (const value of obj.partitions) {
            w.uint32(8)
            w.uint32(value)
          }
        }

        if ((obj.roots != null && obj.roots.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.roots)
        }

        if ((obj.storeWanted != null && obj.storeWanted !== false)) {
          w.uint32(24)
          w.bool(obj.storeWanted)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partitions: [],
          roots: NO_BYTES,
          storeWanted: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.partitions != null && obj.partitions.length === opts.limits.partitions) {
                throw new MaxLengthError('Decode error - repeated field "partitions" had too many elements')
              }

              obj.partitions.push(reader.uint32())
              break
            }
            case 2: {
              obj.roots = reader.bytes()
              break
            }
            case 3: {
              obj.storeWanted = reader.bool()
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
            case 2: {
              yield {
                field: `${prefix}.roots`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.storeWanted`,
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

  export interface RootsRequestPartitionsFieldEvent {
    field: '$.partitions[]'
    index: number
    value: number
  }

  export interface RootsRequestRootsFieldEvent {
    field: '$.roots'
    value: Uint8Array
  }

  export interface RootsRequestStoreWantedFieldEvent {
    field: '$.storeWanted'
    value: boolean
  }

  export function encode (obj: Partial<RootsRequest>): Uint8Array {
    return encodeMessage(obj, RootsRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootsRequest>): RootsRequest {
    return decodeMessage(buf, RootsRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootsRequest>): Generator<RootsRequestPartitionsFieldEvent | RootsRequestRootsFieldEvent | RootsRequestStoreWantedFieldEvent> {
    return streamMessage(buf, RootsRequest.codec(), opts)
  }
}

export interface RootsResponse {
  differing: number[]
  storeId: Uint8Array
}

export namespace RootsResponse {
  let _codec: Codec<RootsResponse>

  export const codec = (): Codec<RootsResponse> => {
    if (_codec == null) {
      _codec = message<RootsResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.differing != null && obj.differing.length > 0) {
          for (const value of obj.differing) {
            w.uint32(8)
            w.uint32(value)
          }
        }

        if ((obj.storeId != null && obj.storeId.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.storeId)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          differing: [],
          storeId: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.differing != null && obj.differing.length === opts.limits.differing) {
                throw new MaxLengthError('Decode error - repeated field "differing" had too many elements')
              }

              obj.differing.push(reader.uint32())
              break
            }
            case 2: {
              obj.storeId = reader.bytes()
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
          differing: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.differing != null && obj.differing === opts.limits.differing) {
                throw new MaxLengthError('Streaming decode error - repeated field "differing" had too many elements')
              }

              yield {
                field: `${prefix}.differing[]`,
                index: obj.differing,
                value: reader.uint32()
              }

              obj.differing++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.storeId`,
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

  export interface RootsResponseDifferingFieldEvent {
    field: '$.differing[]'
    index: number
    value: number
  }

  export interface RootsResponseStoreIdFieldEvent {
    field: '$.storeId'
    value: Uint8Array
  }

  export function encode (obj: Partial<RootsResponse>): Uint8Array {
    return encodeMessage(obj, RootsResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootsResponse>): RootsResponse {
    return decodeMessage(buf, RootsResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootsResponse>): Generator<RootsResponseDifferingFieldEvent | RootsResponseStoreIdFieldEvent> {
    return streamMessage(buf, RootsResponse.codec(), opts)
  }
}

export interface LeavesRequest {
  partition: number
}

export namespace LeavesRequest {
  let _codec: Codec<LeavesRequest>

  export const codec = (): Codec<LeavesRequest> => {
    if (_codec == null) {
      _codec = message<LeavesRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.partition != null && obj.partition !== 0)) {
          w.uint32(8)
          w.uint32(obj.partition)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partition: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.partition = reader.uint32()
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

  export interface LeavesRequestPartitionFieldEvent {
    field: '$.partition'
    value: number
  }

  export function encode (obj: Partial<LeavesRequest>): Uint8Array {
    return encodeMessage(obj, LeavesRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LeavesRequest>): LeavesRequest {
    return decodeMessage(buf, LeavesRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LeavesRequest>): Generator<LeavesRequestPartitionFieldEvent> {
    return streamMessage(buf, LeavesRequest.codec(), opts)
  }
}

export interface LeavesResponse {
  hashes: Uint8Array
}

export namespace LeavesResponse {
  let _codec: Codec<LeavesResponse>

  export const codec = (): Codec<LeavesResponse> => {
    if (_codec == null) {
      _codec = message<LeavesResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.hashes != null && obj.hashes.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.hashes)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          hashes: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.hashes = reader.bytes()
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
                field: `${prefix}.hashes`,
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

  export interface LeavesResponseHashesFieldEvent {
    field: '$.hashes'
    value: Uint8Array
  }

  export function encode (obj: Partial<LeavesResponse>): Uint8Array {
    return encodeMessage(obj, LeavesResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LeavesResponse>): LeavesResponse {
    return decodeMessage(buf, LeavesResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LeavesResponse>): Generator<LeavesResponseHashesFieldEvent> {
    return streamMessage(buf, LeavesResponse.codec(), opts)
  }
}

export interface EntriesRequest {
  partition: number
  leaves: Uint8Array
  from?: RecordName
  limit: number
  raised?: RaisedBuckets
}

export namespace EntriesRequest {
  let _codec: Codec<EntriesRequest>

  export const codec = (): Codec<EntriesRequest> => {
    if (_codec == null) {
      _codec = message<EntriesRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.partition != null && obj.partition !== 0)) {
          w.uint32(8)
          w.uint32(obj.partition)
        }

        if ((obj.leaves != null && obj.leaves.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.leaves)
        }

        if (obj.from != null) {
          w.uint32(26)
          RecordName.codec().encode(obj.from, w)
        }

        if ((obj.limit != null && obj.limit !== 0)) {
          w.uint32(32)
          w.uint32(obj.limit)
        }

        if (obj.raised != null) {
          w.uint32(42)
          RaisedBuckets.codec().encode(obj.raised, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partition: 0,
          leaves: NO_BYTES,
          limit: 0
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
              obj.leaves = reader.bytes()
              break
            }
            case 3: {
              obj.from = RecordName.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.from
              })
              break
            }
            case 4: {
              obj.limit = reader.uint32()
              break
            }
            case 5: {
              obj.raised = RaisedBuckets.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.raised
              })
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
                field: `${prefix}.leaves`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield * RecordName.codec().stream(reader, reader.uint32(), `${prefix}.from`, {
                limits: opts.limits?.from
              })

              break
            }
            case 4: {
              yield {
                field: `${prefix}.limit`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield * RaisedBuckets.codec().stream(reader, reader.uint32(), `${prefix}.raised`, {
                limits: opts.limits?.raised
              })

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

  export interface EntriesRequestPartitionFieldEvent {
    field: '$.partition'
    value: number
  }

  export interface EntriesRequestLeavesFieldEvent {
    field: '$.leaves'
    value: Uint8Array
  }

  export interface EntriesRequestFromBucketFieldEvent {
    field: '$.from.bucket'
    value: string
  }

  export interface EntriesRequestFromKeyFieldEvent {
    field: '$.from.key'
    value: Uint8Array
  }

  export interface EntriesRequestLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export interface EntriesRequestRaisedReplicasMinFieldEvent {
    field: '$.raised.replicasMin'
    value: number
  }

  export interface EntriesRequestRaisedDigestFieldEvent {
    field: '$.raised.digest'
    value: Uint8Array
  }

  export function encode (obj: Partial<EntriesRequest>): Uint8Array {
    return encodeMessage(obj, EntriesRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EntriesRequest>): EntriesRequest {
    return decodeMessage(buf, EntriesRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EntriesRequest>): Generator<EntriesRequestPartitionFieldEvent | EntriesRequestLeavesFieldEvent | EntriesRequestFromBucketFieldEvent | EntriesRequestFromKeyFieldEvent | EntriesRequestLimitFieldEvent | EntriesRequestRaisedReplicasMinFieldEvent | EntriesRequestRaisedDigestFieldEvent> {
    return streamMessage(buf, EntriesRequest.codec(), opts)
  }
}

export interface RaisedBuckets {
  replicasMin: number
  digest: Uint8Array
}

export namespace RaisedBuckets {
  let _codec: Codec<RaisedBuckets>

  export const codec = (): Codec<RaisedBuckets> => {
    if (_codec == null) {
      _codec = message<RaisedBuckets>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.replicasMin != null && obj.replicasMin !== 0)) {
          w.uint32(8)
          w.uint32(obj.replicasMin)
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          replicasMin: 0,
          digest: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.replicasMin = reader.uint32()
              break
            }
            case 2: {
              obj.digest = reader.bytes()
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
                field: `${prefix}.replicasMin`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.digest`,
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

  export interface RaisedBucketsReplicasMinFieldEvent {
    field: '$.replicasMin'
    value: number
  }

  export interface RaisedBucketsDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array
  }

  export function encode (obj: Partial<RaisedBuckets>): Uint8Array {
    return encodeMessage(obj, RaisedBuckets.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RaisedBuckets>): RaisedBuckets {
    return decodeMessage(buf, RaisedBuckets.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RaisedBuckets>): Generator<RaisedBucketsReplicasMinFieldEvent | RaisedBucketsDigestFieldEvent> {
    return streamMessage(buf, RaisedBuckets.codec(), opts)
  }
}

export interface EntriesResponse {
  entries: TreeEntry[]
  next?: RecordName
}

export namespace EntriesResponse {
  let _codec: Codec<EntriesResponse>

  export const codec = (): Codec<EntriesResponse> => {
    if (_codec == null) {
      _codec = message<EntriesResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.entries != null && obj.entries.length > 0) {
          for (const value of obj.entries) {
            w.uint32(10)
            TreeEntry.codec().encode(value, w)
          }
        }

        if (obj.next != null) {
          w.uint32(18)
          RecordName.codec().encode(obj.next, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          entries: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries.length === opts.limits.entries) {
                throw new MaxLengthError('Decode error - repeated field "entries" had too many elements')
              }

              obj.entries.push(TreeEntry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.entries$
              }))
              break
            }
            case 2: {
              obj.next = RecordName.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.next
              })
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
          entries: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries === opts.limits.entries) {
                throw new MaxLengthError('Streaming decode error - repeated field "entries" had too many elements')
              }

              for (const evt of TreeEntry.codec().stream(reader, reader.uint32(), `${prefix}.entries[]`, {
                limits: opts.limits?.entries$
              })) {
                yield {
                  ...evt,
                  index: obj.entries
                }
              }

              obj.entries++

              break
            }
            case 2: {
              yield * RecordName.codec().stream(reader, reader.uint32(), `${prefix}.next`, {
                limits: opts.limits?.next
              })

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

  export interface EntriesResponseEntriesBucketFieldEvent {
    field: '$.entries[].bucket'
    value: string
    index: number
  }

  export interface EntriesResponseEntriesKeyFieldEvent {
    field: '$.entries[].key'
    value: Uint8Array
    index: number
  }

  export interface EntriesResponseEntriesHashFieldEvent {
    field: '$.entries[].hash'
    value: Uint8Array
    index: number
  }

  export interface EntriesResponseNextBucketFieldEvent {
    field: '$.next.bucket'
    value: string
  }

  export interface EntriesResponseNextKeyFieldEvent {
    field: '$.next.key'
    value: Uint8Array
  }

  export function encode (obj: Partial<EntriesResponse>): Uint8Array {
    return encodeMessage(obj, EntriesResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EntriesResponse>): EntriesResponse {
    return decodeMessage(buf, EntriesResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EntriesResponse>): Generator<EntriesResponseEntriesBucketFieldEvent | EntriesResponseEntriesKeyFieldEvent | EntriesResponseEntriesHashFieldEvent | EntriesResponseNextBucketFieldEvent | EntriesResponseNextKeyFieldEvent> {
    return streamMessage(buf, EntriesResponse.codec(), opts)
  }
}

export interface TreeEntry {
  bucket: string
  key: Uint8Array
  hash: Uint8Array
}

export namespace TreeEntry {
  let _codec: Codec<TreeEntry>

  export const codec = (): Codec<TreeEntry> => {
    if (_codec == null) {
      _codec = message<TreeEntry>((obj, w, opts = {}) => {
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

  export interface TreeEntryBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface TreeEntryKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface TreeEntryHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<TreeEntry>): Uint8Array {
    return encodeMessage(obj, TreeEntry.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TreeEntry>): TreeEntry {
    return decodeMessage(buf, TreeEntry.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TreeEntry>): Generator<TreeEntryBucketFieldEvent | TreeEntryKeyFieldEvent | TreeEntryHashFieldEvent> {
    return streamMessage(buf, TreeEntry.codec(), opts)
  }
}

export interface FetchRequest {
  names: RecordName[]
}

export namespace FetchRequest {
  let _codec: Codec<FetchRequest>

  export const codec = (): Codec<FetchRequest> => {
    if (_codec == null) {
      _codec = message<FetchRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.names != null && obj.names.length > 0) {
          for (const value of obj.names) {
            w.uint32(10)
            RecordName.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          names: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.names != null && obj.names.length === opts.limits.names) {
                throw new MaxLengthError('Decode error - repeated field "names" had too many elements')
              }

              obj.names.push(RecordName.codec().decode(reader, reader.uint32(), {
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
              if (opts.limits?.names != null && obj.names === opts.limits.names) {
                throw new MaxLengthError('Streaming decode error - repeated field "names" had too many elements')
              }

              for (const evt of RecordName.codec().stream(reader, reader.uint32(), `${prefix}.names[]`, {
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

  export interface FetchRequestNamesBucketFieldEvent {
    field: '$.names[].bucket'
    value: string
    index: number
  }

  export interface FetchRequestNamesKeyFieldEvent {
    field: '$.names[].key'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<FetchRequest>): Uint8Array {
    return encodeMessage(obj, FetchRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FetchRequest>): FetchRequest {
    return decodeMessage(buf, FetchRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FetchRequest>): Generator<FetchRequestNamesBucketFieldEvent | FetchRequestNamesKeyFieldEvent> {
    return streamMessage(buf, FetchRequest.codec(), opts)
  }
}

export interface FetchResponse {
  records: NamedRecord[]
  answered: number
}

export namespace FetchResponse {
  let _codec: Codec<FetchResponse>

  export const codec = (): Codec<FetchResponse> => {
    if (_codec == null) {
      _codec = message<FetchResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.records != null && obj.records.length > 0) {
          for (const value of obj.records) {
            w.uint32(10)
            NamedRecord.codec().encode(value, w)
          }
        }

        if ((obj.answered != null && obj.answered !== 0)) {
          w.uint32(16)
          w.uint32(obj.answered)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          records: [],
          answered: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.records != null && obj.records.length === opts.limits.records) {
                throw new MaxLengthError('Decode error - repeated field "records" had too many elements')
              }

              obj.records.push(NamedRecord.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.records$
              }))
              break
            }
            case 2: {
              obj.answered = reader.uint32()
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
          records: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.records != null && obj.records === opts.limits.records) {
                throw new MaxLengthError('Streaming decode error - repeated field "records" had too many elements')
              }

              for (const evt of NamedRecord.codec().stream(reader, reader.uint32(), `${prefix}.records[]`, {
                limits: opts.limits?.records$
              })) {
                yield {
                  ...evt,
                  index: obj.records
                }
              }

              obj.records++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.answered`,
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

  export interface FetchResponseRecordsBucketFieldEvent {
    field: '$.records[].bucket'
    value: string
    index: number
  }

  export interface FetchResponseRecordsKeyFieldEvent {
    field: '$.records[].key'
    value: Uint8Array
    index: number
  }

  export interface FetchResponseRecordsRecordFieldEvent {
    field: '$.records[].record'
    value: Uint8Array
    index: number
  }

  export interface FetchResponseAnsweredFieldEvent {
    field: '$.answered'
    value: number
  }

  export function encode (obj: Partial<FetchResponse>): Uint8Array {
    return encodeMessage(obj, FetchResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FetchResponse>): FetchResponse {
    return decodeMessage(buf, FetchResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FetchResponse>): Generator<FetchResponseRecordsBucketFieldEvent | FetchResponseRecordsKeyFieldEvent | FetchResponseRecordsRecordFieldEvent | FetchResponseAnsweredFieldEvent> {
    return streamMessage(buf, FetchResponse.codec(), opts)
  }
}

export interface OfferRequest {
  records: NamedRecord[]
}

export namespace OfferRequest {
  let _codec: Codec<OfferRequest>

  export const codec = (): Codec<OfferRequest> => {
    if (_codec == null) {
      _codec = message<OfferRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.records != null && obj.records.length > 0) {
          for (const value of obj.records) {
            w.uint32(10)
            NamedRecord.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          records: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.records != null && obj.records.length === opts.limits.records) {
                throw new MaxLengthError('Decode error - repeated field "records" had too many elements')
              }

              obj.records.push(NamedRecord.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.records$
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
          records: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.records != null && obj.records === opts.limits.records) {
                throw new MaxLengthError('Streaming decode error - repeated field "records" had too many elements')
              }

              for (const evt of NamedRecord.codec().stream(reader, reader.uint32(), `${prefix}.records[]`, {
                limits: opts.limits?.records$
              })) {
                yield {
                  ...evt,
                  index: obj.records
                }
              }

              obj.records++

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

  export interface OfferRequestRecordsBucketFieldEvent {
    field: '$.records[].bucket'
    value: string
    index: number
  }

  export interface OfferRequestRecordsKeyFieldEvent {
    field: '$.records[].key'
    value: Uint8Array
    index: number
  }

  export interface OfferRequestRecordsRecordFieldEvent {
    field: '$.records[].record'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<OfferRequest>): Uint8Array {
    return encodeMessage(obj, OfferRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OfferRequest>): OfferRequest {
    return decodeMessage(buf, OfferRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OfferRequest>): Generator<OfferRequestRecordsBucketFieldEvent | OfferRequestRecordsKeyFieldEvent | OfferRequestRecordsRecordFieldEvent> {
    return streamMessage(buf, OfferRequest.codec(), opts)
  }
}

export interface OfferResponse {
  refused: number[]
  storeId: Uint8Array
}

export namespace OfferResponse {
  let _codec: Codec<OfferResponse>

  export const codec = (): Codec<OfferResponse> => {
    if (_codec == null) {
      _codec = message<OfferResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.refused != null && obj.refused.length > 0) {
          for (const value of obj.refused) {
            w.uint32(8)
            w.uint32(value)
          }
        }

        if ((obj.storeId != null && obj.storeId.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.storeId)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          refused: [],
          storeId: NO_BYTES
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
            case 2: {
              obj.storeId = reader.bytes()
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
            case 2: {
              yield {
                field: `${prefix}.storeId`,
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

  export interface OfferResponseRefusedFieldEvent {
    field: '$.refused[]'
    index: number
    value: number
  }

  export interface OfferResponseStoreIdFieldEvent {
    field: '$.storeId'
    value: Uint8Array
  }

  export function encode (obj: Partial<OfferResponse>): Uint8Array {
    return encodeMessage(obj, OfferResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OfferResponse>): OfferResponse {
    return decodeMessage(buf, OfferResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OfferResponse>): Generator<OfferResponseRefusedFieldEvent | OfferResponseStoreIdFieldEvent> {
    return streamMessage(buf, OfferResponse.codec(), opts)
  }
}

export interface WorkersRequest {
  worker: string
  action: number
  percent: number
}

export namespace WorkersRequest {
  let _codec: Codec<WorkersRequest>

  export const codec = (): Codec<WorkersRequest> => {
    if (_codec == null) {
      _codec = message<WorkersRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.worker != null && obj.worker !== '')) {
          w.uint32(10)
          w.string(obj.worker)
        }

        if ((obj.action != null && obj.action !== 0)) {
          w.uint32(16)
          w.uint32(obj.action)
        }

        if ((obj.percent != null && obj.percent !== 0)) {
          w.uint32(24)
          w.uint32(obj.percent)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          worker: '',
          action: 0,
          percent: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.worker = reader.string()
              break
            }
            case 2: {
              obj.action = reader.uint32()
              break
            }
            case 3: {
              obj.percent = reader.uint32()
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
                field: `${prefix}.worker`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.action`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.percent`,
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

  export interface WorkersRequestWorkerFieldEvent {
    field: '$.worker'
    value: string
  }

  export interface WorkersRequestActionFieldEvent {
    field: '$.action'
    value: number
  }

  export interface WorkersRequestPercentFieldEvent {
    field: '$.percent'
    value: number
  }

  export function encode (obj: Partial<WorkersRequest>): Uint8Array {
    return encodeMessage(obj, WorkersRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WorkersRequest>): WorkersRequest {
    return decodeMessage(buf, WorkersRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WorkersRequest>): Generator<WorkersRequestWorkerFieldEvent | WorkersRequestActionFieldEvent | WorkersRequestPercentFieldEvent> {
    return streamMessage(buf, WorkersRequest.codec(), opts)
  }
}

export interface WorkersResponse {
  workers: WorkerStatus[]
}

export namespace WorkersResponse {
  let _codec: Codec<WorkersResponse>

  export const codec = (): Codec<WorkersResponse> => {
    if (_codec == null) {
      _codec = message<WorkersResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.workers != null && obj.workers.length > 0) {
          for (const value of obj.workers) {
            w.uint32(10)
            WorkerStatus.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          workers: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.workers != null && obj.workers.length === opts.limits.workers) {
                throw new MaxLengthError('Decode error - repeated field "workers" had too many elements')
              }

              obj.workers.push(WorkerStatus.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.workers$
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
          workers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.workers != null && obj.workers === opts.limits.workers) {
                throw new MaxLengthError('Streaming decode error - repeated field "workers" had too many elements')
              }

              for (const evt of WorkerStatus.codec().stream(reader, reader.uint32(), `${prefix}.workers[]`, {
                limits: opts.limits?.workers$
              })) {
                yield {
                  ...evt,
                  index: obj.workers
                }
              }

              obj.workers++

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

  export interface WorkersResponseWorkersNameFieldEvent {
    field: '$.workers[].name'
    value: string
    index: number
  }

  export interface WorkersResponseWorkersStateFieldEvent {
    field: '$.workers[].state'
    value: string
    index: number
  }

  export interface WorkersResponseWorkersReasonFieldEvent {
    field: '$.workers[].reason'
    value: string
    index: number
  }

  export interface WorkersResponseWorkersStateMsFieldEvent {
    field: '$.workers[].stateMs'
    value: number
    index: number
  }

  export interface WorkersResponseWorkersProgressFieldEvent {
    field: '$.workers[].progress'
    value: string
    index: number
  }

  export interface WorkersResponseWorkersThrottlePercentFieldEvent {
    field: '$.workers[].throttlePercent'
    value: number
    index: number
  }

  export function encode (obj: Partial<WorkersResponse>): Uint8Array {
    return encodeMessage(obj, WorkersResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WorkersResponse>): WorkersResponse {
    return decodeMessage(buf, WorkersResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WorkersResponse>): Generator<WorkersResponseWorkersNameFieldEvent | WorkersResponseWorkersStateFieldEvent | WorkersResponseWorkersReasonFieldEvent | WorkersResponseWorkersStateMsFieldEvent | WorkersResponseWorkersProgressFieldEvent | WorkersResponseWorkersThrottlePercentFieldEvent> {
    return streamMessage(buf, WorkersResponse.codec(), opts)
  }
}

export interface WorkerStatus {
  name: string
  state: string
  reason: string
  stateMs: number
  progress: string
  throttlePercent: number
}

export namespace WorkerStatus {
  let _codec: Codec<WorkerStatus>

  export const codec = (): Codec<WorkerStatus> => {
    if (_codec == null) {
      _codec = message<WorkerStatus>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(10)
          w.string(obj.name)
        }

        if ((obj.state != null && obj.state !== '')) {
          w.uint32(18)
          w.string(obj.state)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(26)
          w.string(obj.reason)
        }

        if ((obj.stateMs != null && obj.stateMs !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.stateMs)
        }

        if ((obj.progress != null && obj.progress !== '')) {
          w.uint32(42)
          w.string(obj.progress)
        }

        if ((obj.throttlePercent != null && obj.throttlePercent !== 0)) {
          w.uint32(48)
          w.uint32(obj.throttlePercent)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          name: '',
          state: '',
          reason: '',
          stateMs: 0,
          progress: '',
          throttlePercent: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.name = reader.string()
              break
            }
            case 2: {
              obj.state = reader.string()
              break
            }
            case 3: {
              obj.reason = reader.string()
              break
            }
            case 4: {
              obj.stateMs = reader.uint64Number()
              break
            }
            case 5: {
              obj.progress = reader.string()
              break
            }
            case 6: {
              obj.throttlePercent = reader.uint32()
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
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.state`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.reason`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.stateMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.progress`,
                value: reader.string()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.throttlePercent`,
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

  export interface WorkerStatusNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface WorkerStatusStateFieldEvent {
    field: '$.state'
    value: string
  }

  export interface WorkerStatusReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface WorkerStatusStateMsFieldEvent {
    field: '$.stateMs'
    value: number
  }

  export interface WorkerStatusProgressFieldEvent {
    field: '$.progress'
    value: string
  }

  export interface WorkerStatusThrottlePercentFieldEvent {
    field: '$.throttlePercent'
    value: number
  }

  export function encode (obj: Partial<WorkerStatus>): Uint8Array {
    return encodeMessage(obj, WorkerStatus.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WorkerStatus>): WorkerStatus {
    return decodeMessage(buf, WorkerStatus.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WorkerStatus>): Generator<WorkerStatusNameFieldEvent | WorkerStatusStateFieldEvent | WorkerStatusReasonFieldEvent | WorkerStatusStateMsFieldEvent | WorkerStatusProgressFieldEvent | WorkerStatusThrottlePercentFieldEvent> {
    return streamMessage(buf, WorkerStatus.codec(), opts)
  }
}

export interface RepairRequest {
  start: boolean
}

export namespace RepairRequest {
  let _codec: Codec<RepairRequest>

  export const codec = (): Codec<RepairRequest> => {
    if (_codec == null) {
      _codec = message<RepairRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.start != null && obj.start !== false)) {
          w.uint32(8)
          w.bool(obj.start)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          start: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.start = reader.bool()
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
                field: `${prefix}.start`,
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

  export interface RepairRequestStartFieldEvent {
    field: '$.start'
    value: boolean
  }

  export function encode (obj: Partial<RepairRequest>): Uint8Array {
    return encodeMessage(obj, RepairRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RepairRequest>): RepairRequest {
    return decodeMessage(buf, RepairRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RepairRequest>): Generator<RepairRequestStartFieldEvent> {
    return streamMessage(buf, RepairRequest.codec(), opts)
  }
}

export interface RepairResponse {
  partitions: number
  fullyReplicated: number
  pairs: PairStatus[]
}

export namespace RepairResponse {
  let _codec: Codec<RepairResponse>

  export const codec = (): Codec<RepairResponse> => {
    if (_codec == null) {
      _codec = message<RepairResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.partitions != null && obj.partitions !== 0)) {
          w.uint32(8)
          w.uint32(obj.partitions)
        }

        if ((obj.fullyReplicated != null && obj.fullyReplicated !== 0)) {
          w.uint32(16)
          w.uint32(obj.fullyReplicated)
        }

        if (obj.pairs != null && obj.pairs.length > 0) {
          for (const value of obj.pairs) {
            w.uint32(26)
            PairStatus.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partitions: 0,
          fullyReplicated: 0,
          pairs: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.partitions = reader.uint32()
              break
            }
            case 2: {
              obj.fullyReplicated = reader.uint32()
              break
            }
            case 3: {
              if (opts.limits?.pairs != null && obj.pairs.length === opts.limits.pairs) {
                throw new MaxLengthError('Decode error - repeated field "pairs" had too many elements')
              }

              obj.pairs.push(PairStatus.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.pairs$
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
          pairs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.partitions`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.fullyReplicated`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              if (opts.limits?.pairs != null && obj.pairs === opts.limits.pairs) {
                throw new MaxLengthError('Streaming decode error - repeated field "pairs" had too many elements')
              }

              for (const evt of PairStatus.codec().stream(reader, reader.uint32(), `${prefix}.pairs[]`, {
                limits: opts.limits?.pairs$
              })) {
                yield {
                  ...evt,
                  index: obj.pairs
                }
              }

              obj.pairs++

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

  export interface RepairResponsePartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export interface RepairResponseFullyReplicatedFieldEvent {
    field: '$.fullyReplicated'
    value: number
  }

  export interface RepairResponsePairsPeerIdFieldEvent {
    field: '$.pairs[].peerId'
    value: string
    index: number
  }

  export interface RepairResponsePairsPartitionsFieldEvent {
    field: '$.pairs[].partitions'
    value: number
    index: number
  }

  export interface RepairResponsePairsAgreedFieldEvent {
    field: '$.pairs[].agreed'
    value: number
    index: number
  }

  export interface RepairResponsePairsComparedMsAgoFieldEvent {
    field: '$.pairs[].comparedMsAgo'
    value: number
    index: number
  }

  export interface RepairResponsePairsPulledFieldEvent {
    field: '$.pairs[].pulled'
    value: number
    index: number
  }

  export interface RepairResponsePairsPushedFieldEvent {
    field: '$.pairs[].pushed'
    value: number
    index: number
  }

  export interface RepairResponsePairsFailureFieldEvent {
    field: '$.pairs[].failure'
    value: string
    index: number
  }

  export interface RepairResponsePairsDifferingFieldEvent {
    field: '$.pairs[].differing[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<RepairResponse>): Uint8Array {
    return encodeMessage(obj, RepairResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RepairResponse>): RepairResponse {
    return decodeMessage(buf, RepairResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RepairResponse>): Generator<RepairResponsePartitionsFieldEvent | RepairResponseFullyReplicatedFieldEvent | RepairResponsePairsPeerIdFieldEvent | RepairResponsePairsPartitionsFieldEvent | RepairResponsePairsAgreedFieldEvent | RepairResponsePairsComparedMsAgoFieldEvent | RepairResponsePairsPulledFieldEvent | RepairResponsePairsPushedFieldEvent | RepairResponsePairsFailureFieldEvent | RepairResponsePairsDifferingFieldEvent> {
    return streamMessage(buf, RepairResponse.codec(), opts)
  }
}

export interface PairStatus {
  peerId: string
  partitions: number
  agreed: number
  comparedMsAgo?: number
  pulled: number
  pushed: number
  failure: string
  differing: number[]
}

export namespace PairStatus {
  let _codec: Codec<PairStatus>

  export const codec = (): Codec<PairStatus> => {
    if (_codec == null) {
      _codec = message<PairStatus>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.partitions != null && obj.partitions !== 0)) {
          w.uint32(16)
          w.uint32(obj.partitions)
        }

        if ((obj.agreed != null && obj.agreed !== 0)) {
          w.uint32(24)
          w.uint32(obj.agreed)
        }

        if (obj.comparedMsAgo != null) {
          w.uint32(32)
          w.uint64Number(obj.comparedMsAgo)
        }

        if ((obj.pulled != null && obj.pulled !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.pulled)
        }

        if ((obj.pushed != null && obj.pushed !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.pushed)
        }

        if ((obj.failure != null && obj.failure !== '')) {
          w.uint32(58)
          w.string(obj.failure)
        }

        if (obj.differing != null && obj.differing.length > 0) {
          for (const value of obj.differing) {
            w.uint32(64)
            w.uint32(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          partitions: 0,
          agreed: 0,
          pulled: 0,
          pushed: 0,
          failure: '',
          differing: []
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
              obj.partitions = reader.uint32()
              break
            }
            case 3: {
              obj.agreed = reader.uint32()
              break
            }
            case 4: {
              obj.comparedMsAgo = reader.uint64Number()
              break
            }
            case 5: {
              obj.pulled = reader.uint64Number()
              break
            }
            case 6: {
              obj.pushed = reader.uint64Number()
              break
            }
            case 7: {
              obj.failure = reader.string()
              break
            }
            case 8: {
              if (opts.limits?.differing != null && obj.differing.length === opts.limits.differing) {
                throw new MaxLengthError('Decode error - repeated field "differing" had too many elements')
              }

              obj.differing.push(reader.uint32())
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
          differing: 0
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
                field: `${prefix}.partitions`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.agreed`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.comparedMsAgo`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.pulled`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.pushed`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.failure`,
                value: reader.string()
              }
              break
            }
            case 8: {
              if (opts.limits?.differing != null && obj.differing === opts.limits.differing) {
                throw new MaxLengthError('Streaming decode error - repeated field "differing" had too many elements')
              }

              yield {
                field: `${prefix}.differing[]`,
                index: obj.differing,
                value: reader.uint32()
              }

              obj.differing++

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

  export interface PairStatusPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface PairStatusPartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export interface PairStatusAgreedFieldEvent {
    field: '$.agreed'
    value: number
  }

  export interface PairStatusComparedMsAgoFieldEvent {
    field: '$.comparedMsAgo'
    value: number
  }

  export interface PairStatusPulledFieldEvent {
    field: '$.pulled'
    value: number
  }

  export interface PairStatusPushedFieldEvent {
    field: '$.pushed'
    value: number
  }

  export interface PairStatusFailureFieldEvent {
    field: '$.failure'
    value: string
  }

  export interface PairStatusDifferingFieldEvent {
    field: '$.differing[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<PairStatus>): Uint8Array {
    return encodeMessage(obj, PairStatus.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PairStatus>): PairStatus {
    return decodeMessage(buf, PairStatus.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PairStatus>): Generator<PairStatusPeerIdFieldEvent | PairStatusPartitionsFieldEvent | PairStatusAgreedFieldEvent | PairStatusComparedMsAgoFieldEvent | PairStatusPulledFieldEvent | PairStatusPushedFieldEvent | PairStatusFailureFieldEvent | PairStatusDifferingFieldEvent> {
    return streamMessage(buf, PairStatus.codec(), opts)
  }
}
