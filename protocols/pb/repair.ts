// Generated from repair.proto by npm run generate. Do not edit.
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

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
          key: uint8ArrayAlloc(0)
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
          key: uint8ArrayAlloc(0),
          record: uint8ArrayAlloc(0)
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partitions: [],
          roots: uint8ArrayAlloc(0)
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

  export function encode (obj: Partial<RootsRequest>): Uint8Array {
    return encodeMessage(obj, RootsRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootsRequest>): RootsRequest {
    return decodeMessage(buf, RootsRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootsRequest>): Generator<RootsRequestPartitionsFieldEvent | RootsRequestRootsFieldEvent> {
    return streamMessage(buf, RootsRequest.codec(), opts)
  }
}

export interface RootsResponse {
  differing: number[]
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          differing: []
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

  export function encode (obj: Partial<RootsResponse>): Uint8Array {
    return encodeMessage(obj, RootsResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootsResponse>): RootsResponse {
    return decodeMessage(buf, RootsResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RootsResponse>): Generator<RootsResponseDifferingFieldEvent> {
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
          hashes: uint8ArrayAlloc(0)
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partition: 0,
          leaves: uint8ArrayAlloc(0),
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

  export function encode (obj: Partial<EntriesRequest>): Uint8Array {
    return encodeMessage(obj, EntriesRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EntriesRequest>): EntriesRequest {
    return decodeMessage(buf, EntriesRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EntriesRequest>): Generator<EntriesRequestPartitionFieldEvent | EntriesRequestLeavesFieldEvent | EntriesRequestFromBucketFieldEvent | EntriesRequestFromKeyFieldEvent | EntriesRequestLimitFieldEvent> {
    return streamMessage(buf, EntriesRequest.codec(), opts)
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
          key: uint8ArrayAlloc(0),
          hash: uint8ArrayAlloc(0)
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
          storeId: uint8ArrayAlloc(0)
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

export interface HoldsRequest {
  partitions: number[]
  view?: ViewId
}

export namespace HoldsRequest {
  let _codec: Codec<HoldsRequest>

  export const codec = (): Codec<HoldsRequest> => {
    if (_codec == null) {
      _codec = message<HoldsRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.partitions != null && obj.partitions.length > 0) {
          for (const value of obj.partitions) {
            w.uint32(8)
            w.uint32(value)
          }
        }

        if (obj.view != null) {
          w.uint32(18)
          ViewId.codec().encode(obj.view, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partitions: []
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
              obj.view = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.view
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
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
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

  export interface HoldsRequestPartitionsFieldEvent {
    field: '$.partitions[]'
    index: number
    value: number
  }

  export interface HoldsRequestViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface HoldsRequestViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<HoldsRequest>): Uint8Array {
    return encodeMessage(obj, HoldsRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HoldsRequest>): HoldsRequest {
    return decodeMessage(buf, HoldsRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HoldsRequest>): Generator<HoldsRequestPartitionsFieldEvent | HoldsRequestViewEpochFieldEvent | HoldsRequestViewHashFieldEvent> {
    return streamMessage(buf, HoldsRequest.codec(), opts)
  }
}

export interface HoldsResponse {
  holds: PartitionHold[]
  view?: ViewId
}

export namespace HoldsResponse {
  let _codec: Codec<HoldsResponse>

  export const codec = (): Codec<HoldsResponse> => {
    if (_codec == null) {
      _codec = message<HoldsResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.holds != null && obj.holds.length > 0) {
          for (const value of obj.holds) {
            w.uint32(10)
            PartitionHold.codec().encode(value, w)
          }
        }

        if (obj.view != null) {
          w.uint32(18)
          ViewId.codec().encode(obj.view, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          holds: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.holds != null && obj.holds.length === opts.limits.holds) {
                throw new MaxLengthError('Decode error - repeated field "holds" had too many elements')
              }

              obj.holds.push(PartitionHold.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.holds$
              }))
              break
            }
            case 2: {
              obj.view = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.view
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
          holds: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.holds != null && obj.holds === opts.limits.holds) {
                throw new MaxLengthError('Streaming decode error - repeated field "holds" had too many elements')
              }

              for (const evt of PartitionHold.codec().stream(reader, reader.uint32(), `${prefix}.holds[]`, {
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
            case 2: {
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
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

  export interface HoldsResponseHoldsPartitionFieldEvent {
    field: '$.holds[].partition'
    value: number
    index: number
  }

  export interface HoldsResponseHoldsReasonFieldEvent {
    field: '$.holds[].reason'
    value: string
    index: number
  }

  export interface HoldsResponseViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface HoldsResponseViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<HoldsResponse>): Uint8Array {
    return encodeMessage(obj, HoldsResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HoldsResponse>): HoldsResponse {
    return decodeMessage(buf, HoldsResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HoldsResponse>): Generator<HoldsResponseHoldsPartitionFieldEvent | HoldsResponseHoldsReasonFieldEvent | HoldsResponseViewEpochFieldEvent | HoldsResponseViewHashFieldEvent> {
    return streamMessage(buf, HoldsResponse.codec(), opts)
  }
}

export interface PartitionHold {
  partition: number
  reason: string
}

export namespace PartitionHold {
  let _codec: Codec<PartitionHold>

  export const codec = (): Codec<PartitionHold> => {
    if (_codec == null) {
      _codec = message<PartitionHold>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.partition != null && obj.partition !== 0)) {
          w.uint32(8)
          w.uint32(obj.partition)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(18)
          w.string(obj.reason)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partition: 0,
          reason: ''
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
              obj.reason = reader.string()
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
                field: `${prefix}.reason`,
                value: reader.string()
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

  export interface PartitionHoldPartitionFieldEvent {
    field: '$.partition'
    value: number
  }

  export interface PartitionHoldReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export function encode (obj: Partial<PartitionHold>): Uint8Array {
    return encodeMessage(obj, PartitionHold.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PartitionHold>): PartitionHold {
    return decodeMessage(buf, PartitionHold.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PartitionHold>): Generator<PartitionHoldPartitionFieldEvent | PartitionHoldReasonFieldEvent> {
    return streamMessage(buf, PartitionHold.codec(), opts)
  }
}

export interface ExactRecord {
  bucket: string
  key: Uint8Array
  digest: Uint8Array
}

export namespace ExactRecord {
  let _codec: Codec<ExactRecord>

  export const codec = (): Codec<ExactRecord> => {
    if (_codec == null) {
      _codec = message<ExactRecord>((obj, w, opts = {}) => {
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

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          key: uint8ArrayAlloc(0),
          digest: uint8ArrayAlloc(0)
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

  export interface ExactRecordBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface ExactRecordKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface ExactRecordDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array
  }

  export function encode (obj: Partial<ExactRecord>): Uint8Array {
    return encodeMessage(obj, ExactRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ExactRecord>): ExactRecord {
    return decodeMessage(buf, ExactRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ExactRecord>): Generator<ExactRecordBucketFieldEvent | ExactRecordKeyFieldEvent | ExactRecordDigestFieldEvent> {
    return streamMessage(buf, ExactRecord.codec(), opts)
  }
}

export interface ReapRequest {
  records: ExactRecord[]
  view?: ViewId
  remove: boolean
}

export namespace ReapRequest {
  let _codec: Codec<ReapRequest>

  export const codec = (): Codec<ReapRequest> => {
    if (_codec == null) {
      _codec = message<ReapRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.records != null && obj.records.length > 0) {
          for (const value of obj.records) {
            w.uint32(10)
            ExactRecord.codec().encode(value, w)
          }
        }

        if (obj.view != null) {
          w.uint32(18)
          ViewId.codec().encode(obj.view, w)
        }

        if ((obj.remove != null && obj.remove !== false)) {
          w.uint32(24)
          w.bool(obj.remove)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          records: [],
          remove: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.records != null && obj.records.length === opts.limits.records) {
                throw new MaxLengthError('Decode error - repeated field "records" had too many elements')
              }

              obj.records.push(ExactRecord.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.records$
              }))
              break
            }
            case 2: {
              obj.view = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.view
              })
              break
            }
            case 3: {
              obj.remove = reader.bool()
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

              for (const evt of ExactRecord.codec().stream(reader, reader.uint32(), `${prefix}.records[]`, {
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
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.remove`,
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

  export interface ReapRequestRecordsBucketFieldEvent {
    field: '$.records[].bucket'
    value: string
    index: number
  }

  export interface ReapRequestRecordsKeyFieldEvent {
    field: '$.records[].key'
    value: Uint8Array
    index: number
  }

  export interface ReapRequestRecordsDigestFieldEvent {
    field: '$.records[].digest'
    value: Uint8Array
    index: number
  }

  export interface ReapRequestViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface ReapRequestViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface ReapRequestRemoveFieldEvent {
    field: '$.remove'
    value: boolean
  }

  export function encode (obj: Partial<ReapRequest>): Uint8Array {
    return encodeMessage(obj, ReapRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapRequest>): ReapRequest {
    return decodeMessage(buf, ReapRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapRequest>): Generator<ReapRequestRecordsBucketFieldEvent | ReapRequestRecordsKeyFieldEvent | ReapRequestRecordsDigestFieldEvent | ReapRequestViewEpochFieldEvent | ReapRequestViewHashFieldEvent | ReapRequestRemoveFieldEvent> {
    return streamMessage(buf, ReapRequest.codec(), opts)
  }
}

export interface ReapResponse {
  exact: number[]
}

export namespace ReapResponse {
  let _codec: Codec<ReapResponse>

  export const codec = (): Codec<ReapResponse> => {
    if (_codec == null) {
      _codec = message<ReapResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.exact != null && obj.exact.length > 0) {
          for (const value of obj.exact) {
            w.uint32(8)
            w.uint32(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          exact: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.exact != null && obj.exact.length === opts.limits.exact) {
                throw new MaxLengthError('Decode error - repeated field "exact" had too many elements')
              }

              obj.exact.push(reader.uint32())
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
          exact: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.exact != null && obj.exact === opts.limits.exact) {
                throw new MaxLengthError('Streaming decode error - repeated field "exact" had too many elements')
              }

              yield {
                field: `${prefix}.exact[]`,
                index: obj.exact,
                value: reader.uint32()
              }

              obj.exact++

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

  export interface ReapResponseExactFieldEvent {
    field: '$.exact[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<ReapResponse>): Uint8Array {
    return encodeMessage(obj, ReapResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapResponse>): ReapResponse {
    return decodeMessage(buf, ReapResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapResponse>): Generator<ReapResponseExactFieldEvent> {
    return streamMessage(buf, ReapResponse.codec(), opts)
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

export interface TombstonesRequest {}

export namespace TombstonesRequest {
  let _codec: Codec<TombstonesRequest>

  export const codec = (): Codec<TombstonesRequest> => {
    if (_codec == null) {
      _codec = message<TombstonesRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
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

  export function encode (obj: Partial<TombstonesRequest>): Uint8Array {
    return encodeMessage(obj, TombstonesRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TombstonesRequest>): TombstonesRequest {
    return decodeMessage(buf, TombstonesRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TombstonesRequest>): Generator<{}> {
    return streamMessage(buf, TombstonesRequest.codec(), opts)
  }
}

export interface TombstonesResponse {
  tombstones: number
  oldestMs: number
  due: number
  reaped: number
  holds: ReapHold[]
}

export namespace TombstonesResponse {
  let _codec: Codec<TombstonesResponse>

  export const codec = (): Codec<TombstonesResponse> => {
    if (_codec == null) {
      _codec = message<TombstonesResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.tombstones != null && obj.tombstones !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.tombstones)
        }

        if ((obj.oldestMs != null && obj.oldestMs !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.oldestMs)
        }

        if ((obj.due != null && obj.due !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.due)
        }

        if ((obj.reaped != null && obj.reaped !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.reaped)
        }

        if (obj.holds != null && obj.holds.length > 0) {
          for (const value of obj.holds) {
            w.uint32(42)
            ReapHold.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          tombstones: 0,
          oldestMs: 0,
          due: 0,
          reaped: 0,
          holds: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.tombstones = reader.uint64Number()
              break
            }
            case 2: {
              obj.oldestMs = reader.uint64Number()
              break
            }
            case 3: {
              obj.due = reader.uint64Number()
              break
            }
            case 4: {
              obj.reaped = reader.uint64Number()
              break
            }
            case 5: {
              if (opts.limits?.holds != null && obj.holds.length === opts.limits.holds) {
                throw new MaxLengthError('Decode error - repeated field "holds" had too many elements')
              }

              obj.holds.push(ReapHold.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.holds$
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
          holds: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.tombstones`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.oldestMs`,
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
                field: `${prefix}.reaped`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
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

  export interface TombstonesResponseTombstonesFieldEvent {
    field: '$.tombstones'
    value: number
  }

  export interface TombstonesResponseOldestMsFieldEvent {
    field: '$.oldestMs'
    value: number
  }

  export interface TombstonesResponseDueFieldEvent {
    field: '$.due'
    value: number
  }

  export interface TombstonesResponseReapedFieldEvent {
    field: '$.reaped'
    value: number
  }

  export interface TombstonesResponseHoldsReasonFieldEvent {
    field: '$.holds[].reason'
    value: string
    index: number
  }

  export interface TombstonesResponseHoldsPartitionsFieldEvent {
    field: '$.holds[].partitions'
    value: number
    index: number
  }

  export interface TombstonesResponseHoldsTombstonesFieldEvent {
    field: '$.holds[].tombstones'
    value: number
    index: number
  }

  export function encode (obj: Partial<TombstonesResponse>): Uint8Array {
    return encodeMessage(obj, TombstonesResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TombstonesResponse>): TombstonesResponse {
    return decodeMessage(buf, TombstonesResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TombstonesResponse>): Generator<TombstonesResponseTombstonesFieldEvent | TombstonesResponseOldestMsFieldEvent | TombstonesResponseDueFieldEvent | TombstonesResponseReapedFieldEvent | TombstonesResponseHoldsReasonFieldEvent | TombstonesResponseHoldsPartitionsFieldEvent | TombstonesResponseHoldsTombstonesFieldEvent> {
    return streamMessage(buf, TombstonesResponse.codec(), opts)
  }
}

export interface ReapHold {
  reason: string
  partitions: number
  tombstones: number
}

export namespace ReapHold {
  let _codec: Codec<ReapHold>

  export const codec = (): Codec<ReapHold> => {
    if (_codec == null) {
      _codec = message<ReapHold>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(10)
          w.string(obj.reason)
        }

        if ((obj.partitions != null && obj.partitions !== 0)) {
          w.uint32(16)
          w.uint32(obj.partitions)
        }

        if ((obj.tombstones != null && obj.tombstones !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.tombstones)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          reason: '',
          partitions: 0,
          tombstones: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.reason = reader.string()
              break
            }
            case 2: {
              obj.partitions = reader.uint32()
              break
            }
            case 3: {
              obj.tombstones = reader.uint64Number()
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
                field: `${prefix}.reason`,
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
                field: `${prefix}.tombstones`,
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

  export interface ReapHoldReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface ReapHoldPartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export interface ReapHoldTombstonesFieldEvent {
    field: '$.tombstones'
    value: number
  }

  export function encode (obj: Partial<ReapHold>): Uint8Array {
    return encodeMessage(obj, ReapHold.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapHold>): ReapHold {
    return decodeMessage(buf, ReapHold.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReapHold>): Generator<ReapHoldReasonFieldEvent | ReapHoldPartitionsFieldEvent | ReapHoldTombstonesFieldEvent> {
    return streamMessage(buf, ReapHold.codec(), opts)
  }
}

export interface ViewId {
  epoch: number
  hash: Uint8Array
}

export namespace ViewId {
  let _codec: Codec<ViewId>

  export const codec = (): Codec<ViewId> => {
    if (_codec == null) {
      _codec = message<ViewId>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.hash != null && obj.hash.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.hash)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          hash: uint8ArrayAlloc(0)
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
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

  export interface ViewIdEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ViewIdHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<ViewId>): Uint8Array {
    return encodeMessage(obj, ViewId.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ViewId>): ViewId {
    return decodeMessage(buf, ViewId.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ViewId>): Generator<ViewIdEpochFieldEvent | ViewIdHashFieldEvent> {
    return streamMessage(buf, ViewId.codec(), opts)
  }
}

export interface ReadRequest {
  bucket: string
  key: Uint8Array
  view?: ViewId
  valuesBytesMax?: number
}

export namespace ReadRequest {
  let _codec: Codec<ReadRequest>

  export const codec = (): Codec<ReadRequest> => {
    if (_codec == null) {
      _codec = message<ReadRequest>((obj, w, opts = {}) => {
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

        if (obj.view != null) {
          w.uint32(26)
          ViewId.codec().encode(obj.view, w)
        }

        if (obj.valuesBytesMax != null) {
          w.uint32(32)
          w.uint32(obj.valuesBytesMax)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          key: uint8ArrayAlloc(0)
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
              obj.view = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.view
              })
              break
            }
            case 4: {
              obj.valuesBytesMax = reader.uint32()
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
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
              })

              break
            }
            case 4: {
              yield {
                field: `${prefix}.valuesBytesMax`,
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

  export interface ReadRequestBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface ReadRequestKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface ReadRequestViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface ReadRequestViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface ReadRequestValuesBytesMaxFieldEvent {
    field: '$.valuesBytesMax'
    value: number
  }

  export function encode (obj: Partial<ReadRequest>): Uint8Array {
    return encodeMessage(obj, ReadRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadRequest>): ReadRequest {
    return decodeMessage(buf, ReadRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadRequest>): Generator<ReadRequestBucketFieldEvent | ReadRequestKeyFieldEvent | ReadRequestViewEpochFieldEvent | ReadRequestViewHashFieldEvent | ReadRequestValuesBytesMaxFieldEvent> {
    return streamMessage(buf, ReadRequest.codec(), opts)
  }
}

export interface ReadResponse {
  record?: Uint8Array
  view?: ViewId
  versionsOnly?: boolean
}

export namespace ReadResponse {
  let _codec: Codec<ReadResponse>

  export const codec = (): Codec<ReadResponse> => {
    if (_codec == null) {
      _codec = message<ReadResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.record != null) {
          w.uint32(10)
          w.bytes(obj.record)
        }

        if (obj.view != null) {
          w.uint32(18)
          ViewId.codec().encode(obj.view, w)
        }

        if (obj.versionsOnly != null) {
          w.uint32(24)
          w.bool(obj.versionsOnly)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.record = reader.bytes()
              break
            }
            case 2: {
              obj.view = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.view
              })
              break
            }
            case 3: {
              obj.versionsOnly = reader.bool()
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
                field: `${prefix}.record`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.versionsOnly`,
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

  export interface ReadResponseRecordFieldEvent {
    field: '$.record'
    value: Uint8Array
  }

  export interface ReadResponseViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface ReadResponseViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface ReadResponseVersionsOnlyFieldEvent {
    field: '$.versionsOnly'
    value: boolean
  }

  export function encode (obj: Partial<ReadResponse>): Uint8Array {
    return encodeMessage(obj, ReadResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadResponse>): ReadResponse {
    return decodeMessage(buf, ReadResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadResponse>): Generator<ReadResponseRecordFieldEvent | ReadResponseViewEpochFieldEvent | ReadResponseViewHashFieldEvent | ReadResponseVersionsOnlyFieldEvent> {
    return streamMessage(buf, ReadResponse.codec(), opts)
  }
}

export interface StoreRequest {
  bucket: string
  key: Uint8Array
  record: Uint8Array
  view?: ViewId
  durability: number
  hintFor: string
  hintAgeMs?: number
}

export namespace StoreRequest {
  let _codec: Codec<StoreRequest>

  export const codec = (): Codec<StoreRequest> => {
    if (_codec == null) {
      _codec = message<StoreRequest>((obj, w, opts = {}) => {
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

        if (obj.view != null) {
          w.uint32(34)
          ViewId.codec().encode(obj.view, w)
        }

        if ((obj.durability != null && obj.durability !== 0)) {
          w.uint32(40)
          w.uint32(obj.durability)
        }

        if ((obj.hintFor != null && obj.hintFor !== '')) {
          w.uint32(50)
          w.string(obj.hintFor)
        }

        if (obj.hintAgeMs != null) {
          w.uint32(56)
          w.uint64Number(obj.hintAgeMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          key: uint8ArrayAlloc(0),
          record: uint8ArrayAlloc(0),
          durability: 0,
          hintFor: ''
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
            case 4: {
              obj.view = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.view
              })
              break
            }
            case 5: {
              obj.durability = reader.uint32()
              break
            }
            case 6: {
              obj.hintFor = reader.string()
              break
            }
            case 7: {
              obj.hintAgeMs = reader.uint64Number()
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
            case 4: {
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
              })

              break
            }
            case 5: {
              yield {
                field: `${prefix}.durability`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.hintFor`,
                value: reader.string()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.hintAgeMs`,
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

  export interface StoreRequestBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface StoreRequestKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface StoreRequestRecordFieldEvent {
    field: '$.record'
    value: Uint8Array
  }

  export interface StoreRequestViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface StoreRequestViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface StoreRequestDurabilityFieldEvent {
    field: '$.durability'
    value: number
  }

  export interface StoreRequestHintForFieldEvent {
    field: '$.hintFor'
    value: string
  }

  export interface StoreRequestHintAgeMsFieldEvent {
    field: '$.hintAgeMs'
    value: number
  }

  export function encode (obj: Partial<StoreRequest>): Uint8Array {
    return encodeMessage(obj, StoreRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoreRequest>): StoreRequest {
    return decodeMessage(buf, StoreRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoreRequest>): Generator<StoreRequestBucketFieldEvent | StoreRequestKeyFieldEvent | StoreRequestRecordFieldEvent | StoreRequestViewEpochFieldEvent | StoreRequestViewHashFieldEvent | StoreRequestDurabilityFieldEvent | StoreRequestHintForFieldEvent | StoreRequestHintAgeMsFieldEvent> {
    return streamMessage(buf, StoreRequest.codec(), opts)
  }
}

export interface StoreResponse {
  view?: ViewId
  durability: number
  storeId: Uint8Array
}

export namespace StoreResponse {
  let _codec: Codec<StoreResponse>

  export const codec = (): Codec<StoreResponse> => {
    if (_codec == null) {
      _codec = message<StoreResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.view != null) {
          w.uint32(10)
          ViewId.codec().encode(obj.view, w)
        }

        if ((obj.durability != null && obj.durability !== 0)) {
          w.uint32(16)
          w.uint32(obj.durability)
        }

        if ((obj.storeId != null && obj.storeId.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.storeId)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          durability: 0,
          storeId: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.view = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.view
              })
              break
            }
            case 2: {
              obj.durability = reader.uint32()
              break
            }
            case 3: {
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
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.durability`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
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

  export interface StoreResponseViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface StoreResponseViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface StoreResponseDurabilityFieldEvent {
    field: '$.durability'
    value: number
  }

  export interface StoreResponseStoreIdFieldEvent {
    field: '$.storeId'
    value: Uint8Array
  }

  export function encode (obj: Partial<StoreResponse>): Uint8Array {
    return encodeMessage(obj, StoreResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoreResponse>): StoreResponse {
    return decodeMessage(buf, StoreResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoreResponse>): Generator<StoreResponseViewEpochFieldEvent | StoreResponseViewHashFieldEvent | StoreResponseDurabilityFieldEvent | StoreResponseStoreIdFieldEvent> {
    return streamMessage(buf, StoreResponse.codec(), opts)
  }
}
