// Generated from scan.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

const NO_BYTES = new Uint8Array(0)

export interface ScanRequest {
  bucket: string
  prefix: Uint8Array
  after: Uint8Array
  limit: number
  bytesMax: number
  form: number
  r?: Quorum
  scanId: Uint8Array
  slice?: ScanSlice
}

export namespace ScanRequest {
  let _codec: Codec<ScanRequest>

  export const codec = (): Codec<ScanRequest> => {
    if (_codec == null) {
      _codec = message<ScanRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.bucket != null && obj.bucket !== '')) {
          w.uint32(10)
          w.string(obj.bucket)
        }

        if ((obj.prefix != null && obj.prefix.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.prefix)
        }

        if ((obj.after != null && obj.after.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.after)
        }

        if ((obj.limit != null && obj.limit !== 0)) {
          w.uint32(32)
          w.uint32(obj.limit)
        }

        if ((obj.bytesMax != null && obj.bytesMax !== 0)) {
          w.uint32(40)
          w.uint32(obj.bytesMax)
        }

        if ((obj.form != null && obj.form !== 0)) {
          w.uint32(48)
          w.uint32(obj.form)
        }

        if (obj.r != null) {
          w.uint32(58)
          Quorum.codec().encode(obj.r, w)
        }

        if ((obj.scanId != null && obj.scanId.byteLength > 0)) {
          w.uint32(66)
          w.bytes(obj.scanId)
        }

        if (obj.slice != null) {
          w.uint32(74)
          ScanSlice.codec().encode(obj.slice, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          prefix: NO_BYTES,
          after: NO_BYTES,
          limit: 0,
          bytesMax: 0,
          form: 0,
          scanId: NO_BYTES
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
              obj.prefix = reader.bytes()
              break
            }
            case 3: {
              obj.after = reader.bytes()
              break
            }
            case 4: {
              obj.limit = reader.uint32()
              break
            }
            case 5: {
              obj.bytesMax = reader.uint32()
              break
            }
            case 6: {
              obj.form = reader.uint32()
              break
            }
            case 7: {
              obj.r = Quorum.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.r
              })
              break
            }
            case 8: {
              obj.scanId = reader.bytes()
              break
            }
            case 9: {
              obj.slice = ScanSlice.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.slice
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
                field: `${prefix}.bucket`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.prefix`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.after`,
                value: reader.bytes()
              }
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
              yield {
                field: `${prefix}.bytesMax`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.form`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield * Quorum.codec().stream(reader, reader.uint32(), `${prefix}.r`, {
                limits: opts.limits?.r
              })

              break
            }
            case 8: {
              yield {
                field: `${prefix}.scanId`,
                value: reader.bytes()
              }
              break
            }
            case 9: {
              yield * ScanSlice.codec().stream(reader, reader.uint32(), `${prefix}.slice`, {
                limits: opts.limits?.slice
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

  export interface ScanRequestBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface ScanRequestPrefixFieldEvent {
    field: '$.prefix'
    value: Uint8Array
  }

  export interface ScanRequestAfterFieldEvent {
    field: '$.after'
    value: Uint8Array
  }

  export interface ScanRequestLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export interface ScanRequestBytesMaxFieldEvent {
    field: '$.bytesMax'
    value: number
  }

  export interface ScanRequestFormFieldEvent {
    field: '$.form'
    value: number
  }

  export interface ScanRequestRKindFieldEvent {
    field: '$.r.kind'
    value: number
  }

  export interface ScanRequestRCountFieldEvent {
    field: '$.r.count'
    value: number
  }

  export interface ScanRequestScanIdFieldEvent {
    field: '$.scanId'
    value: Uint8Array
  }

  export interface ScanRequestSliceIndexFieldEvent {
    field: '$.slice.index'
    value: number
  }

  export interface ScanRequestSliceCountFieldEvent {
    field: '$.slice.count'
    value: number
  }

  export function encode (obj: Partial<ScanRequest>): Uint8Array {
    return encodeMessage(obj, ScanRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanRequest>): ScanRequest {
    return decodeMessage(buf, ScanRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanRequest>): Generator<ScanRequestBucketFieldEvent | ScanRequestPrefixFieldEvent | ScanRequestAfterFieldEvent | ScanRequestLimitFieldEvent | ScanRequestBytesMaxFieldEvent | ScanRequestFormFieldEvent | ScanRequestRKindFieldEvent | ScanRequestRCountFieldEvent | ScanRequestScanIdFieldEvent | ScanRequestSliceIndexFieldEvent | ScanRequestSliceCountFieldEvent> {
    return streamMessage(buf, ScanRequest.codec(), opts)
  }
}

export interface ScanSlice {
  index: number
  count: number
}

export namespace ScanSlice {
  let _codec: Codec<ScanSlice>

  export const codec = (): Codec<ScanSlice> => {
    if (_codec == null) {
      _codec = message<ScanSlice>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.index != null && obj.index !== 0)) {
          w.uint32(8)
          w.uint32(obj.index)
        }

        if ((obj.count != null && obj.count !== 0)) {
          w.uint32(16)
          w.uint32(obj.count)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          index: 0,
          count: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.index = reader.uint32()
              break
            }
            case 2: {
              obj.count = reader.uint32()
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
                field: `${prefix}.index`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.count`,
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

  export interface ScanSliceIndexFieldEvent {
    field: '$.index'
    value: number
  }

  export interface ScanSliceCountFieldEvent {
    field: '$.count'
    value: number
  }

  export function encode (obj: Partial<ScanSlice>): Uint8Array {
    return encodeMessage(obj, ScanSlice.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanSlice>): ScanSlice {
    return decodeMessage(buf, ScanSlice.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanSlice>): Generator<ScanSliceIndexFieldEvent | ScanSliceCountFieldEvent> {
    return streamMessage(buf, ScanSlice.codec(), opts)
  }
}

export interface ScanResponse {
  entries: ScanEntry[]
  cursor: Uint8Array
  asked: number
  keys: Uint8Array
}

export namespace ScanResponse {
  let _codec: Codec<ScanResponse>

  export const codec = (): Codec<ScanResponse> => {
    if (_codec == null) {
      _codec = message<ScanResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.entries != null && obj.entries.length > 0) {
          for (const value of obj.entries) {
            w.uint32(10)
            ScanEntry.codec().encode(value, w)
          }
        }

        if ((obj.cursor != null && obj.cursor.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.cursor)
        }

        if ((obj.asked != null && obj.asked !== 0)) {
          w.uint32(24)
          w.uint32(obj.asked)
        }

        if ((obj.keys != null && obj.keys.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.keys)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          entries: [],
          cursor: NO_BYTES,
          asked: 0,
          keys: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries.length === opts.limits.entries) {
                throw new MaxLengthError('Decode error - repeated field "entries" had too many elements')
              }

              obj.entries.push(ScanEntry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.entries$
              }))
              break
            }
            case 2: {
              obj.cursor = reader.bytes()
              break
            }
            case 3: {
              obj.asked = reader.uint32()
              break
            }
            case 4: {
              obj.keys = reader.bytes()
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

              for (const evt of ScanEntry.codec().stream(reader, reader.uint32(), `${prefix}.entries[]`, {
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
              yield {
                field: `${prefix}.cursor`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.asked`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.keys`,
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

  export interface ScanResponseEntriesAtFieldEvent {
    field: '$.entries[].at'
    value: Uint8Array
    index: number
  }

  export interface ScanResponseEntriesVersionsValueFieldEvent {
    field: '$.entries[].versions[].value'
    value: Uint8Array
    index: number
  }

  export interface ScanResponseEntriesVersionsDotFieldEvent {
    field: '$.entries[].versions[].dot'
    value: string
    index: number
  }

  export interface ScanResponseEntriesVersionsHlcFieldEvent {
    field: '$.entries[].versions[].hlc'
    value: bigint
    index: number
  }

  export interface ScanResponseEntriesVersionsExpiresAtFieldEvent {
    field: '$.entries[].versions[].expiresAt'
    value: number
    index: number
  }

  export interface ScanResponseEntriesRecordFieldEvent {
    field: '$.entries[].record'
    value: Uint8Array
    index: number
  }

  export interface ScanResponseEntriesUnreadableFieldEvent {
    field: '$.entries[].unreadable'
    value: boolean
    index: number
  }

  export interface ScanResponseCursorFieldEvent {
    field: '$.cursor'
    value: Uint8Array
  }

  export interface ScanResponseAskedFieldEvent {
    field: '$.asked'
    value: number
  }

  export interface ScanResponseKeysFieldEvent {
    field: '$.keys'
    value: Uint8Array
  }

  export function encode (obj: Partial<ScanResponse>): Uint8Array {
    return encodeMessage(obj, ScanResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanResponse>): ScanResponse {
    return decodeMessage(buf, ScanResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanResponse>): Generator<ScanResponseEntriesAtFieldEvent | ScanResponseEntriesVersionsValueFieldEvent | ScanResponseEntriesVersionsDotFieldEvent | ScanResponseEntriesVersionsHlcFieldEvent | ScanResponseEntriesVersionsExpiresAtFieldEvent | ScanResponseEntriesRecordFieldEvent | ScanResponseEntriesUnreadableFieldEvent | ScanResponseCursorFieldEvent | ScanResponseAskedFieldEvent | ScanResponseKeysFieldEvent> {
    return streamMessage(buf, ScanResponse.codec(), opts)
  }
}

export interface ScanEntry {
  at: Uint8Array
  versions: Version[]
  record: Uint8Array
  unreadable: boolean
}

export namespace ScanEntry {
  let _codec: Codec<ScanEntry>

  export const codec = (): Codec<ScanEntry> => {
    if (_codec == null) {
      _codec = message<ScanEntry>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.at != null && obj.at.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.at)
        }

        if (obj.versions != null && obj.versions.length > 0) {
          for (const value of obj.versions) {
            w.uint32(18)
            Version.codec().encode(value, w)
          }
        }

        if ((obj.record != null && obj.record.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.record)
        }

        if ((obj.unreadable != null && obj.unreadable !== false)) {
          w.uint32(32)
          w.bool(obj.unreadable)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          at: NO_BYTES,
          versions: [],
          record: NO_BYTES,
          unreadable: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.at = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.versions != null && obj.versions.length === opts.limits.versions) {
                throw new MaxLengthError('Decode error - repeated field "versions" had too many elements')
              }

              obj.versions.push(Version.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.versions$
              }))
              break
            }
            case 3: {
              obj.record = reader.bytes()
              break
            }
            case 4: {
              obj.unreadable = reader.bool()
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
          versions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.at`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.versions != null && obj.versions === opts.limits.versions) {
                throw new MaxLengthError('Streaming decode error - repeated field "versions" had too many elements')
              }

              for (const evt of Version.codec().stream(reader, reader.uint32(), `${prefix}.versions[]`, {
                limits: opts.limits?.versions$
              })) {
                yield {
                  ...evt,
                  index: obj.versions
                }
              }

              obj.versions++

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
              yield {
                field: `${prefix}.unreadable`,
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

  export interface ScanEntryAtFieldEvent {
    field: '$.at'
    value: Uint8Array
  }

  export interface ScanEntryVersionsValueFieldEvent {
    field: '$.versions[].value'
    value: Uint8Array
    index: number
  }

  export interface ScanEntryVersionsDotFieldEvent {
    field: '$.versions[].dot'
    value: string
    index: number
  }

  export interface ScanEntryVersionsHlcFieldEvent {
    field: '$.versions[].hlc'
    value: bigint
    index: number
  }

  export interface ScanEntryVersionsExpiresAtFieldEvent {
    field: '$.versions[].expiresAt'
    value: number
    index: number
  }

  export interface ScanEntryRecordFieldEvent {
    field: '$.record'
    value: Uint8Array
  }

  export interface ScanEntryUnreadableFieldEvent {
    field: '$.unreadable'
    value: boolean
  }

  export function encode (obj: Partial<ScanEntry>): Uint8Array {
    return encodeMessage(obj, ScanEntry.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanEntry>): ScanEntry {
    return decodeMessage(buf, ScanEntry.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanEntry>): Generator<ScanEntryAtFieldEvent | ScanEntryVersionsValueFieldEvent | ScanEntryVersionsDotFieldEvent | ScanEntryVersionsHlcFieldEvent | ScanEntryVersionsExpiresAtFieldEvent | ScanEntryRecordFieldEvent | ScanEntryUnreadableFieldEvent> {
    return streamMessage(buf, ScanEntry.codec(), opts)
  }
}

export interface ScanPartitionsRequest {
  partitions: Uint8Array
  bucket: string
  prefix: Uint8Array
  after: Uint8Array
  limit: number
  bytesMax: number
  form: number
  scanId: Uint8Array
  view?: ViewId
}

export namespace ScanPartitionsRequest {
  let _codec: Codec<ScanPartitionsRequest>

  export const codec = (): Codec<ScanPartitionsRequest> => {
    if (_codec == null) {
      _codec = message<ScanPartitionsRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.partitions != null && obj.partitions.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.partitions)
        }

        if ((obj.bucket != null && obj.bucket !== '')) {
          w.uint32(18)
          w.string(obj.bucket)
        }

        if ((obj.prefix != null && obj.prefix.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.prefix)
        }

        if ((obj.after != null && obj.after.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.after)
        }

        if ((obj.limit != null && obj.limit !== 0)) {
          w.uint32(40)
          w.uint32(obj.limit)
        }

        if ((obj.bytesMax != null && obj.bytesMax !== 0)) {
          w.uint32(48)
          w.uint32(obj.bytesMax)
        }

        if ((obj.form != null && obj.form !== 0)) {
          w.uint32(56)
          w.uint32(obj.form)
        }

        if ((obj.scanId != null && obj.scanId.byteLength > 0)) {
          w.uint32(66)
          w.bytes(obj.scanId)
        }

        if (obj.view != null) {
          w.uint32(74)
          ViewId.codec().encode(obj.view, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partitions: NO_BYTES,
          bucket: '',
          prefix: NO_BYTES,
          after: NO_BYTES,
          limit: 0,
          bytesMax: 0,
          form: 0,
          scanId: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.partitions = reader.bytes()
              break
            }
            case 2: {
              obj.bucket = reader.string()
              break
            }
            case 3: {
              obj.prefix = reader.bytes()
              break
            }
            case 4: {
              obj.after = reader.bytes()
              break
            }
            case 5: {
              obj.limit = reader.uint32()
              break
            }
            case 6: {
              obj.bytesMax = reader.uint32()
              break
            }
            case 7: {
              obj.form = reader.uint32()
              break
            }
            case 8: {
              obj.scanId = reader.bytes()
              break
            }
            case 9: {
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
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.partitions`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.bucket`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.prefix`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.after`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.limit`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.bytesMax`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.form`,
                value: reader.uint32()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.scanId`,
                value: reader.bytes()
              }
              break
            }
            case 9: {
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

  export interface ScanPartitionsRequestPartitionsFieldEvent {
    field: '$.partitions'
    value: Uint8Array
  }

  export interface ScanPartitionsRequestBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface ScanPartitionsRequestPrefixFieldEvent {
    field: '$.prefix'
    value: Uint8Array
  }

  export interface ScanPartitionsRequestAfterFieldEvent {
    field: '$.after'
    value: Uint8Array
  }

  export interface ScanPartitionsRequestLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export interface ScanPartitionsRequestBytesMaxFieldEvent {
    field: '$.bytesMax'
    value: number
  }

  export interface ScanPartitionsRequestFormFieldEvent {
    field: '$.form'
    value: number
  }

  export interface ScanPartitionsRequestScanIdFieldEvent {
    field: '$.scanId'
    value: Uint8Array
  }

  export interface ScanPartitionsRequestViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface ScanPartitionsRequestViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<ScanPartitionsRequest>): Uint8Array {
    return encodeMessage(obj, ScanPartitionsRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanPartitionsRequest>): ScanPartitionsRequest {
    return decodeMessage(buf, ScanPartitionsRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanPartitionsRequest>): Generator<ScanPartitionsRequestPartitionsFieldEvent | ScanPartitionsRequestBucketFieldEvent | ScanPartitionsRequestPrefixFieldEvent | ScanPartitionsRequestAfterFieldEvent | ScanPartitionsRequestLimitFieldEvent | ScanPartitionsRequestBytesMaxFieldEvent | ScanPartitionsRequestFormFieldEvent | ScanPartitionsRequestScanIdFieldEvent | ScanPartitionsRequestViewEpochFieldEvent | ScanPartitionsRequestViewHashFieldEvent> {
    return streamMessage(buf, ScanPartitionsRequest.codec(), opts)
  }
}

export interface ScanPartitionsResponse {
  entries: ScanEntry[]
  through: Uint8Array
  done: boolean
  keys: Uint8Array
  view?: ViewId
}

export namespace ScanPartitionsResponse {
  let _codec: Codec<ScanPartitionsResponse>

  export const codec = (): Codec<ScanPartitionsResponse> => {
    if (_codec == null) {
      _codec = message<ScanPartitionsResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.entries != null && obj.entries.length > 0) {
          for (const value of obj.entries) {
            w.uint32(10)
            ScanEntry.codec().encode(value, w)
          }
        }

        if ((obj.through != null && obj.through.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.through)
        }

        if ((obj.done != null && obj.done !== false)) {
          w.uint32(24)
          w.bool(obj.done)
        }

        if ((obj.keys != null && obj.keys.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.keys)
        }

        if (obj.view != null) {
          w.uint32(42)
          ViewId.codec().encode(obj.view, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          entries: [],
          through: NO_BYTES,
          done: false,
          keys: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries.length === opts.limits.entries) {
                throw new MaxLengthError('Decode error - repeated field "entries" had too many elements')
              }

              obj.entries.push(ScanEntry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.entries$
              }))
              break
            }
            case 2: {
              obj.through = reader.bytes()
              break
            }
            case 3: {
              obj.done = reader.bool()
              break
            }
            case 4: {
              obj.keys = reader.bytes()
              break
            }
            case 5: {
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

              for (const evt of ScanEntry.codec().stream(reader, reader.uint32(), `${prefix}.entries[]`, {
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
              yield {
                field: `${prefix}.through`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.done`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.keys`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
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

  export interface ScanPartitionsResponseEntriesAtFieldEvent {
    field: '$.entries[].at'
    value: Uint8Array
    index: number
  }

  export interface ScanPartitionsResponseEntriesVersionsValueFieldEvent {
    field: '$.entries[].versions[].value'
    value: Uint8Array
    index: number
  }

  export interface ScanPartitionsResponseEntriesVersionsDotFieldEvent {
    field: '$.entries[].versions[].dot'
    value: string
    index: number
  }

  export interface ScanPartitionsResponseEntriesVersionsHlcFieldEvent {
    field: '$.entries[].versions[].hlc'
    value: bigint
    index: number
  }

  export interface ScanPartitionsResponseEntriesVersionsExpiresAtFieldEvent {
    field: '$.entries[].versions[].expiresAt'
    value: number
    index: number
  }

  export interface ScanPartitionsResponseEntriesRecordFieldEvent {
    field: '$.entries[].record'
    value: Uint8Array
    index: number
  }

  export interface ScanPartitionsResponseEntriesUnreadableFieldEvent {
    field: '$.entries[].unreadable'
    value: boolean
    index: number
  }

  export interface ScanPartitionsResponseThroughFieldEvent {
    field: '$.through'
    value: Uint8Array
  }

  export interface ScanPartitionsResponseDoneFieldEvent {
    field: '$.done'
    value: boolean
  }

  export interface ScanPartitionsResponseKeysFieldEvent {
    field: '$.keys'
    value: Uint8Array
  }

  export interface ScanPartitionsResponseViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface ScanPartitionsResponseViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<ScanPartitionsResponse>): Uint8Array {
    return encodeMessage(obj, ScanPartitionsResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanPartitionsResponse>): ScanPartitionsResponse {
    return decodeMessage(buf, ScanPartitionsResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScanPartitionsResponse>): Generator<ScanPartitionsResponseEntriesAtFieldEvent | ScanPartitionsResponseEntriesVersionsValueFieldEvent | ScanPartitionsResponseEntriesVersionsDotFieldEvent | ScanPartitionsResponseEntriesVersionsHlcFieldEvent | ScanPartitionsResponseEntriesVersionsExpiresAtFieldEvent | ScanPartitionsResponseEntriesRecordFieldEvent | ScanPartitionsResponseEntriesUnreadableFieldEvent | ScanPartitionsResponseThroughFieldEvent | ScanPartitionsResponseDoneFieldEvent | ScanPartitionsResponseKeysFieldEvent | ScanPartitionsResponseViewEpochFieldEvent | ScanPartitionsResponseViewHashFieldEvent> {
    return streamMessage(buf, ScanPartitionsResponse.codec(), opts)
  }
}

export interface Quorum {
  kind: number
  count: number
}

export namespace Quorum {
  let _codec: Codec<Quorum>

  export const codec = (): Codec<Quorum> => {
    if (_codec == null) {
      _codec = message<Quorum>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(8)
          w.uint32(obj.kind)
        }

        if ((obj.count != null && obj.count !== 0)) {
          w.uint32(16)
          w.uint32(obj.count)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          kind: 0,
          count: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.kind = reader.uint32()
              break
            }
            case 2: {
              obj.count = reader.uint32()
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
                field: `${prefix}.kind`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.count`,
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

  export interface QuorumKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface QuorumCountFieldEvent {
    field: '$.count'
    value: number
  }

  export function encode (obj: Partial<Quorum>): Uint8Array {
    return encodeMessage(obj, Quorum.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Quorum>): Quorum {
    return decodeMessage(buf, Quorum.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Quorum>): Generator<QuorumKindFieldEvent | QuorumCountFieldEvent> {
    return streamMessage(buf, Quorum.codec(), opts)
  }
}

export interface GetRequest {
  bucket: string
  key: Uint8Array
  r?: Quorum
  strict: boolean
  notBefore: Uint8Array
  explain?: boolean
}

export namespace GetRequest {
  let _codec: Codec<GetRequest>

  export const codec = (): Codec<GetRequest> => {
    if (_codec == null) {
      _codec = message<GetRequest>((obj, w, opts = {}) => {
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

        if (obj.r != null) {
          w.uint32(26)
          Quorum.codec().encode(obj.r, w)
        }

        if ((obj.strict != null && obj.strict !== false)) {
          w.uint32(32)
          w.bool(obj.strict)
        }

        if ((obj.notBefore != null && obj.notBefore.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.notBefore)
        }

        if (obj.explain != null) {
          w.uint32(48)
          w.bool(obj.explain)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          key: NO_BYTES,
          strict: false,
          notBefore: NO_BYTES
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
              obj.r = Quorum.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.r
              })
              break
            }
            case 4: {
              obj.strict = reader.bool()
              break
            }
            case 5: {
              obj.notBefore = reader.bytes()
              break
            }
            case 6: {
              obj.explain = reader.bool()
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
              yield * Quorum.codec().stream(reader, reader.uint32(), `${prefix}.r`, {
                limits: opts.limits?.r
              })

              break
            }
            case 4: {
              yield {
                field: `${prefix}.strict`,
                value: reader.bool()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.notBefore`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.explain`,
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

  export interface GetRequestBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface GetRequestKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface GetRequestRKindFieldEvent {
    field: '$.r.kind'
    value: number
  }

  export interface GetRequestRCountFieldEvent {
    field: '$.r.count'
    value: number
  }

  export interface GetRequestStrictFieldEvent {
    field: '$.strict'
    value: boolean
  }

  export interface GetRequestNotBeforeFieldEvent {
    field: '$.notBefore'
    value: Uint8Array
  }

  export interface GetRequestExplainFieldEvent {
    field: '$.explain'
    value: boolean
  }

  export function encode (obj: Partial<GetRequest>): Uint8Array {
    return encodeMessage(obj, GetRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GetRequest>): GetRequest {
    return decodeMessage(buf, GetRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GetRequest>): Generator<GetRequestBucketFieldEvent | GetRequestKeyFieldEvent | GetRequestRKindFieldEvent | GetRequestRCountFieldEvent | GetRequestStrictFieldEvent | GetRequestNotBeforeFieldEvent | GetRequestExplainFieldEvent> {
    return streamMessage(buf, GetRequest.codec(), opts)
  }
}

export interface GetResponse {
  versions: Version[]
  context: Uint8Array
  asked: number
  answered: number
  agreed: boolean
  repaired: number
  elapsedUs: number
  coordinator: string
  fallbacks?: number
  stale?: number
  explanation?: Explanation
}

export namespace GetResponse {
  let _codec: Codec<GetResponse>

  export const codec = (): Codec<GetResponse> => {
    if (_codec == null) {
      _codec = message<GetResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.versions != null && obj.versions.length > 0) {
          for (const value of obj.versions) {
            w.uint32(10)
            Version.codec().encode(value, w)
          }
        }

        if ((obj.context != null && obj.context.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.context)
        }

        if ((obj.asked != null && obj.asked !== 0)) {
          w.uint32(24)
          w.uint32(obj.asked)
        }

        if ((obj.answered != null && obj.answered !== 0)) {
          w.uint32(32)
          w.uint32(obj.answered)
        }

        if ((obj.agreed != null && obj.agreed !== false)) {
          w.uint32(40)
          w.bool(obj.agreed)
        }

        if ((obj.repaired != null && obj.repaired !== 0)) {
          w.uint32(48)
          w.uint32(obj.repaired)
        }

        if ((obj.elapsedUs != null && obj.elapsedUs !== 0)) {
          w.uint32(56)
          w.uint32(obj.elapsedUs)
        }

        if ((obj.coordinator != null && obj.coordinator !== '')) {
          w.uint32(66)
          w.string(obj.coordinator)
        }

        if (obj.fallbacks != null) {
          w.uint32(72)
          w.uint32(obj.fallbacks)
        }

        if (obj.stale != null) {
          w.uint32(80)
          w.uint32(obj.stale)
        }

        if (obj.explanation != null) {
          w.uint32(90)
          Explanation.codec().encode(obj.explanation, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          versions: [],
          context: NO_BYTES,
          asked: 0,
          answered: 0,
          agreed: false,
          repaired: 0,
          elapsedUs: 0,
          coordinator: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.versions != null && obj.versions.length === opts.limits.versions) {
                throw new MaxLengthError('Decode error - repeated field "versions" had too many elements')
              }

              obj.versions.push(Version.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.versions$
              }))
              break
            }
            case 2: {
              obj.context = reader.bytes()
              break
            }
            case 3: {
              obj.asked = reader.uint32()
              break
            }
            case 4: {
              obj.answered = reader.uint32()
              break
            }
            case 5: {
              obj.agreed = reader.bool()
              break
            }
            case 6: {
              obj.repaired = reader.uint32()
              break
            }
            case 7: {
              obj.elapsedUs = reader.uint32()
              break
            }
            case 8: {
              obj.coordinator = reader.string()
              break
            }
            case 9: {
              obj.fallbacks = reader.uint32()
              break
            }
            case 10: {
              obj.stale = reader.uint32()
              break
            }
            case 11: {
              obj.explanation = Explanation.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.explanation
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
          versions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.versions != null && obj.versions === opts.limits.versions) {
                throw new MaxLengthError('Streaming decode error - repeated field "versions" had too many elements')
              }

              for (const evt of Version.codec().stream(reader, reader.uint32(), `${prefix}.versions[]`, {
                limits: opts.limits?.versions$
              })) {
                yield {
                  ...evt,
                  index: obj.versions
                }
              }

              obj.versions++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.context`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.asked`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.answered`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.agreed`,
                value: reader.bool()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.repaired`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.elapsedUs`,
                value: reader.uint32()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.coordinator`,
                value: reader.string()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.fallbacks`,
                value: reader.uint32()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.stale`,
                value: reader.uint32()
              }
              break
            }
            case 11: {
              yield * Explanation.codec().stream(reader, reader.uint32(), `${prefix}.explanation`, {
                limits: opts.limits?.explanation
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

  export interface GetResponseVersionsValueFieldEvent {
    field: '$.versions[].value'
    value: Uint8Array
    index: number
  }

  export interface GetResponseVersionsDotFieldEvent {
    field: '$.versions[].dot'
    value: string
    index: number
  }

  export interface GetResponseVersionsHlcFieldEvent {
    field: '$.versions[].hlc'
    value: bigint
    index: number
  }

  export interface GetResponseVersionsExpiresAtFieldEvent {
    field: '$.versions[].expiresAt'
    value: number
    index: number
  }

  export interface GetResponseContextFieldEvent {
    field: '$.context'
    value: Uint8Array
  }

  export interface GetResponseAskedFieldEvent {
    field: '$.asked'
    value: number
  }

  export interface GetResponseAnsweredFieldEvent {
    field: '$.answered'
    value: number
  }

  export interface GetResponseAgreedFieldEvent {
    field: '$.agreed'
    value: boolean
  }

  export interface GetResponseRepairedFieldEvent {
    field: '$.repaired'
    value: number
  }

  export interface GetResponseElapsedUsFieldEvent {
    field: '$.elapsedUs'
    value: number
  }

  export interface GetResponseCoordinatorFieldEvent {
    field: '$.coordinator'
    value: string
  }

  export interface GetResponseFallbacksFieldEvent {
    field: '$.fallbacks'
    value: number
  }

  export interface GetResponseStaleFieldEvent {
    field: '$.stale'
    value: number
  }

  export interface GetResponseExplanationHopsPeerFieldEvent {
    field: '$.explanation.hops[].peer'
    value: string
    index: number
  }

  export interface GetResponseExplanationHopsKindFieldEvent {
    field: '$.explanation.hops[].kind'
    value: number
    index: number
  }

  export interface GetResponseExplanationHopsStartUsFieldEvent {
    field: '$.explanation.hops[].startUs'
    value: number
    index: number
  }

  export interface GetResponseExplanationHopsElapsedUsFieldEvent {
    field: '$.explanation.hops[].elapsedUs'
    value: number
    index: number
  }

  export interface GetResponseExplanationHopsStatusFieldEvent {
    field: '$.explanation.hops[].status'
    value: number
    index: number
  }

  export function encode (obj: Partial<GetResponse>): Uint8Array {
    return encodeMessage(obj, GetResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GetResponse>): GetResponse {
    return decodeMessage(buf, GetResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GetResponse>): Generator<GetResponseVersionsValueFieldEvent | GetResponseVersionsDotFieldEvent | GetResponseVersionsHlcFieldEvent | GetResponseVersionsExpiresAtFieldEvent | GetResponseContextFieldEvent | GetResponseAskedFieldEvent | GetResponseAnsweredFieldEvent | GetResponseAgreedFieldEvent | GetResponseRepairedFieldEvent | GetResponseElapsedUsFieldEvent | GetResponseCoordinatorFieldEvent | GetResponseFallbacksFieldEvent | GetResponseStaleFieldEvent | GetResponseExplanationHopsPeerFieldEvent | GetResponseExplanationHopsKindFieldEvent | GetResponseExplanationHopsStartUsFieldEvent | GetResponseExplanationHopsElapsedUsFieldEvent | GetResponseExplanationHopsStatusFieldEvent> {
    return streamMessage(buf, GetResponse.codec(), opts)
  }
}

export interface Explanation {
  hops: Hop[]
}

export namespace Explanation {
  let _codec: Codec<Explanation>

  export const codec = (): Codec<Explanation> => {
    if (_codec == null) {
      _codec = message<Explanation>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.hops != null && obj.hops.length > 0) {
          for (const value of obj.hops) {
            w.uint32(10)
            Hop.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          hops: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.hops != null && obj.hops.length === opts.limits.hops) {
                throw new MaxLengthError('Decode error - repeated field "hops" had too many elements')
              }

              obj.hops.push(Hop.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.hops$
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
          hops: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.hops != null && obj.hops === opts.limits.hops) {
                throw new MaxLengthError('Streaming decode error - repeated field "hops" had too many elements')
              }

              for (const evt of Hop.codec().stream(reader, reader.uint32(), `${prefix}.hops[]`, {
                limits: opts.limits?.hops$
              })) {
                yield {
                  ...evt,
                  index: obj.hops
                }
              }

              obj.hops++

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

  export interface ExplanationHopsPeerFieldEvent {
    field: '$.hops[].peer'
    value: string
    index: number
  }

  export interface ExplanationHopsKindFieldEvent {
    field: '$.hops[].kind'
    value: number
    index: number
  }

  export interface ExplanationHopsStartUsFieldEvent {
    field: '$.hops[].startUs'
    value: number
    index: number
  }

  export interface ExplanationHopsElapsedUsFieldEvent {
    field: '$.hops[].elapsedUs'
    value: number
    index: number
  }

  export interface ExplanationHopsStatusFieldEvent {
    field: '$.hops[].status'
    value: number
    index: number
  }

  export function encode (obj: Partial<Explanation>): Uint8Array {
    return encodeMessage(obj, Explanation.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Explanation>): Explanation {
    return decodeMessage(buf, Explanation.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Explanation>): Generator<ExplanationHopsPeerFieldEvent | ExplanationHopsKindFieldEvent | ExplanationHopsStartUsFieldEvent | ExplanationHopsElapsedUsFieldEvent | ExplanationHopsStatusFieldEvent> {
    return streamMessage(buf, Explanation.codec(), opts)
  }
}

export interface Hop {
  peer: string
  kind: number
  startUs: number
  elapsedUs: number
  status: number
}

export namespace Hop {
  let _codec: Codec<Hop>

  export const codec = (): Codec<Hop> => {
    if (_codec == null) {
      _codec = message<Hop>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peer != null && obj.peer !== '')) {
          w.uint32(10)
          w.string(obj.peer)
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(16)
          w.uint32(obj.kind)
        }

        if ((obj.startUs != null && obj.startUs !== 0)) {
          w.uint32(24)
          w.uint32(obj.startUs)
        }

        if ((obj.elapsedUs != null && obj.elapsedUs !== 0)) {
          w.uint32(32)
          w.uint32(obj.elapsedUs)
        }

        if ((obj.status != null && obj.status !== 0)) {
          w.uint32(40)
          w.uint32(obj.status)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peer: '',
          kind: 0,
          startUs: 0,
          elapsedUs: 0,
          status: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.peer = reader.string()
              break
            }
            case 2: {
              obj.kind = reader.uint32()
              break
            }
            case 3: {
              obj.startUs = reader.uint32()
              break
            }
            case 4: {
              obj.elapsedUs = reader.uint32()
              break
            }
            case 5: {
              obj.status = reader.uint32()
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
                field: `${prefix}.peer`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.kind`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.startUs`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.elapsedUs`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.status`,
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

  export interface HopPeerFieldEvent {
    field: '$.peer'
    value: string
  }

  export interface HopKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface HopStartUsFieldEvent {
    field: '$.startUs'
    value: number
  }

  export interface HopElapsedUsFieldEvent {
    field: '$.elapsedUs'
    value: number
  }

  export interface HopStatusFieldEvent {
    field: '$.status'
    value: number
  }

  export function encode (obj: Partial<Hop>): Uint8Array {
    return encodeMessage(obj, Hop.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hop>): Hop {
    return decodeMessage(buf, Hop.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hop>): Generator<HopPeerFieldEvent | HopKindFieldEvent | HopStartUsFieldEvent | HopElapsedUsFieldEvent | HopStatusFieldEvent> {
    return streamMessage(buf, Hop.codec(), opts)
  }
}

export interface Version {
  value: Uint8Array
  dot: string
  hlc: bigint
  expiresAt: number
}

export namespace Version {
  let _codec: Codec<Version>

  export const codec = (): Codec<Version> => {
    if (_codec == null) {
      _codec = message<Version>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.value != null && obj.value.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.value)
        }

        if ((obj.dot != null && obj.dot !== '')) {
          w.uint32(18)
          w.string(obj.dot)
        }

        if ((obj.hlc != null && obj.hlc !== 0n)) {
          w.uint32(25)
          w.fixed64(obj.hlc)
        }

        if ((obj.expiresAt != null && obj.expiresAt !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.expiresAt)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          value: NO_BYTES,
          dot: '',
          hlc: 0n,
          expiresAt: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.value = reader.bytes()
              break
            }
            case 2: {
              obj.dot = reader.string()
              break
            }
            case 3: {
              obj.hlc = reader.fixed64()
              break
            }
            case 4: {
              obj.expiresAt = reader.uint64Number()
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
                field: `${prefix}.value`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.dot`,
                value: reader.string()
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
                field: `${prefix}.expiresAt`,
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

  export interface VersionValueFieldEvent {
    field: '$.value'
    value: Uint8Array
  }

  export interface VersionDotFieldEvent {
    field: '$.dot'
    value: string
  }

  export interface VersionHlcFieldEvent {
    field: '$.hlc'
    value: bigint
  }

  export interface VersionExpiresAtFieldEvent {
    field: '$.expiresAt'
    value: number
  }

  export function encode (obj: Partial<Version>): Uint8Array {
    return encodeMessage(obj, Version.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Version>): Version {
    return decodeMessage(buf, Version.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Version>): Generator<VersionValueFieldEvent | VersionDotFieldEvent | VersionHlcFieldEvent | VersionExpiresAtFieldEvent> {
    return streamMessage(buf, Version.codec(), opts)
  }
}

export interface PutRequest {
  bucket: string
  key: Uint8Array
  value?: Uint8Array
  w?: Quorum
  strict: boolean
  context: Uint8Array
  ttlMs: number
  condition: number
  requestId: Uint8Array
  forwarded: boolean
  durability: number
  returnPrevious: boolean
  neverExpires: boolean
  pw?: Quorum
  explain?: boolean
  notBefore?: Uint8Array
  after?: bigint
}

export namespace PutRequest {
  let _codec: Codec<PutRequest>

  export const codec = (): Codec<PutRequest> => {
    if (_codec == null) {
      _codec = message<PutRequest>((obj, w, opts = {}) => {
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

        if (obj.value != null) {
          w.uint32(26)
          w.bytes(obj.value)
        }

        if (obj.w != null) {
          w.uint32(34)
          Quorum.codec().encode(obj.w, w)
        }

        if ((obj.strict != null && obj.strict !== false)) {
          w.uint32(40)
          w.bool(obj.strict)
        }

        if ((obj.context != null && obj.context.byteLength > 0)) {
          w.uint32(50)
          w.bytes(obj.context)
        }

        if ((obj.ttlMs != null && obj.ttlMs !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.ttlMs)
        }

        if ((obj.condition != null && obj.condition !== 0)) {
          w.uint32(64)
          w.uint32(obj.condition)
        }

        if ((obj.requestId != null && obj.requestId.byteLength > 0)) {
          w.uint32(74)
          w.bytes(obj.requestId)
        }

        if ((obj.forwarded != null && obj.forwarded !== false)) {
          w.uint32(80)
          w.bool(obj.forwarded)
        }

        if ((obj.durability != null && obj.durability !== 0)) {
          w.uint32(88)
          w.uint32(obj.durability)
        }

        if ((obj.returnPrevious != null && obj.returnPrevious !== false)) {
          w.uint32(96)
          w.bool(obj.returnPrevious)
        }

        if ((obj.neverExpires != null && obj.neverExpires !== false)) {
          w.uint32(104)
          w.bool(obj.neverExpires)
        }

        if (obj.pw != null) {
          w.uint32(114)
          Quorum.codec().encode(obj.pw, w)
        }

        if (obj.explain != null) {
          w.uint32(120)
          w.bool(obj.explain)
        }

        if (obj.notBefore != null) {
          w.uint32(130)
          w.bytes(obj.notBefore)
        }

        if (obj.after != null) {
          w.uint32(137)
          w.fixed64(obj.after)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          key: NO_BYTES,
          strict: false,
          context: NO_BYTES,
          ttlMs: 0,
          condition: 0,
          requestId: NO_BYTES,
          forwarded: false,
          durability: 0,
          returnPrevious: false,
          neverExpires: false
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
              obj.value = reader.bytes()
              break
            }
            case 4: {
              obj.w = Quorum.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.w
              })
              break
            }
            case 5: {
              obj.strict = reader.bool()
              break
            }
            case 6: {
              obj.context = reader.bytes()
              break
            }
            case 7: {
              obj.ttlMs = reader.uint64Number()
              break
            }
            case 8: {
              obj.condition = reader.uint32()
              break
            }
            case 9: {
              obj.requestId = reader.bytes()
              break
            }
            case 10: {
              obj.forwarded = reader.bool()
              break
            }
            case 11: {
              obj.durability = reader.uint32()
              break
            }
            case 12: {
              obj.returnPrevious = reader.bool()
              break
            }
            case 13: {
              obj.neverExpires = reader.bool()
              break
            }
            case 14: {
              obj.pw = Quorum.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.pw
              })
              break
            }
            case 15: {
              obj.explain = reader.bool()
              break
            }
            case 16: {
              obj.notBefore = reader.bytes()
              break
            }
            case 17: {
              obj.after = reader.fixed64()
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
                field: `${prefix}.value`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield * Quorum.codec().stream(reader, reader.uint32(), `${prefix}.w`, {
                limits: opts.limits?.w
              })

              break
            }
            case 5: {
              yield {
                field: `${prefix}.strict`,
                value: reader.bool()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.context`,
                value: reader.bytes()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.ttlMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.condition`,
                value: reader.uint32()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.requestId`,
                value: reader.bytes()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.forwarded`,
                value: reader.bool()
              }
              break
            }
            case 11: {
              yield {
                field: `${prefix}.durability`,
                value: reader.uint32()
              }
              break
            }
            case 12: {
              yield {
                field: `${prefix}.returnPrevious`,
                value: reader.bool()
              }
              break
            }
            case 13: {
              yield {
                field: `${prefix}.neverExpires`,
                value: reader.bool()
              }
              break
            }
            case 14: {
              yield * Quorum.codec().stream(reader, reader.uint32(), `${prefix}.pw`, {
                limits: opts.limits?.pw
              })

              break
            }
            case 15: {
              yield {
                field: `${prefix}.explain`,
                value: reader.bool()
              }
              break
            }
            case 16: {
              yield {
                field: `${prefix}.notBefore`,
                value: reader.bytes()
              }
              break
            }
            case 17: {
              yield {
                field: `${prefix}.after`,
                value: reader.fixed64()
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

  export interface PutRequestBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface PutRequestKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface PutRequestValueFieldEvent {
    field: '$.value'
    value: Uint8Array
  }

  export interface PutRequestWKindFieldEvent {
    field: '$.w.kind'
    value: number
  }

  export interface PutRequestWCountFieldEvent {
    field: '$.w.count'
    value: number
  }

  export interface PutRequestStrictFieldEvent {
    field: '$.strict'
    value: boolean
  }

  export interface PutRequestContextFieldEvent {
    field: '$.context'
    value: Uint8Array
  }

  export interface PutRequestTtlMsFieldEvent {
    field: '$.ttlMs'
    value: number
  }

  export interface PutRequestConditionFieldEvent {
    field: '$.condition'
    value: number
  }

  export interface PutRequestRequestIdFieldEvent {
    field: '$.requestId'
    value: Uint8Array
  }

  export interface PutRequestForwardedFieldEvent {
    field: '$.forwarded'
    value: boolean
  }

  export interface PutRequestDurabilityFieldEvent {
    field: '$.durability'
    value: number
  }

  export interface PutRequestReturnPreviousFieldEvent {
    field: '$.returnPrevious'
    value: boolean
  }

  export interface PutRequestNeverExpiresFieldEvent {
    field: '$.neverExpires'
    value: boolean
  }

  export interface PutRequestPwKindFieldEvent {
    field: '$.pw.kind'
    value: number
  }

  export interface PutRequestPwCountFieldEvent {
    field: '$.pw.count'
    value: number
  }

  export interface PutRequestExplainFieldEvent {
    field: '$.explain'
    value: boolean
  }

  export interface PutRequestNotBeforeFieldEvent {
    field: '$.notBefore'
    value: Uint8Array
  }

  export interface PutRequestAfterFieldEvent {
    field: '$.after'
    value: bigint
  }

  export function encode (obj: Partial<PutRequest>): Uint8Array {
    return encodeMessage(obj, PutRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PutRequest>): PutRequest {
    return decodeMessage(buf, PutRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PutRequest>): Generator<PutRequestBucketFieldEvent | PutRequestKeyFieldEvent | PutRequestValueFieldEvent | PutRequestWKindFieldEvent | PutRequestWCountFieldEvent | PutRequestStrictFieldEvent | PutRequestContextFieldEvent | PutRequestTtlMsFieldEvent | PutRequestConditionFieldEvent | PutRequestRequestIdFieldEvent | PutRequestForwardedFieldEvent | PutRequestDurabilityFieldEvent | PutRequestReturnPreviousFieldEvent | PutRequestNeverExpiresFieldEvent | PutRequestPwKindFieldEvent | PutRequestPwCountFieldEvent | PutRequestExplainFieldEvent | PutRequestNotBeforeFieldEvent | PutRequestAfterFieldEvent> {
    return streamMessage(buf, PutRequest.codec(), opts)
  }
}

export interface PutResponse {
  dot: string
  hlc: bigint
  context: Uint8Array
  acksPrimary: number
  acksHinted: number
  acksSynced: number
  primaries: number
  need: number
  hintedFor: string[]
  siblings: number
  elapsedUs: number
  coordinator: string
  previous: Version[]
  expiresAt: number
  session?: Uint8Array
  explanation?: Explanation
}

export namespace PutResponse {
  let _codec: Codec<PutResponse>

  export const codec = (): Codec<PutResponse> => {
    if (_codec == null) {
      _codec = message<PutResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.dot != null && obj.dot !== '')) {
          w.uint32(10)
          w.string(obj.dot)
        }

        if ((obj.hlc != null && obj.hlc !== 0n)) {
          w.uint32(17)
          w.fixed64(obj.hlc)
        }

        if ((obj.context != null && obj.context.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.context)
        }

        if ((obj.acksPrimary != null && obj.acksPrimary !== 0)) {
          w.uint32(32)
          w.uint32(obj.acksPrimary)
        }

        if ((obj.acksHinted != null && obj.acksHinted !== 0)) {
          w.uint32(40)
          w.uint32(obj.acksHinted)
        }

        if ((obj.acksSynced != null && obj.acksSynced !== 0)) {
          w.uint32(48)
          w.uint32(obj.acksSynced)
        }

        if ((obj.primaries != null && obj.primaries !== 0)) {
          w.uint32(56)
          w.uint32(obj.primaries)
        }

        if ((obj.need != null && obj.need !== 0)) {
          w.uint32(64)
          w.uint32(obj.need)
        }

        if (obj.hintedFor != null && obj.hintedFor.length > 0) {
          for (const value of obj.hintedFor) {
            w.uint32(74)
            w.string(value)
          }
        }

        if ((obj.siblings != null && obj.siblings !== 0)) {
          w.uint32(80)
          w.uint32(obj.siblings)
        }

        if ((obj.elapsedUs != null && obj.elapsedUs !== 0)) {
          w.uint32(88)
          w.uint32(obj.elapsedUs)
        }

        if ((obj.coordinator != null && obj.coordinator !== '')) {
          w.uint32(98)
          w.string(obj.coordinator)
        }

        if (obj.previous != null && obj.previous.length > 0) {
          for (const value of obj.previous) {
            w.uint32(106)
            Version.codec().encode(value, w)
          }
        }

        if ((obj.expiresAt != null && obj.expiresAt !== 0)) {
          w.uint32(112)
          w.uint64Number(obj.expiresAt)
        }

        if (obj.session != null) {
          w.uint32(122)
          w.bytes(obj.session)
        }

        if (obj.explanation != null) {
          w.uint32(130)
          Explanation.codec().encode(obj.explanation, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          dot: '',
          hlc: 0n,
          context: NO_BYTES,
          acksPrimary: 0,
          acksHinted: 0,
          acksSynced: 0,
          primaries: 0,
          need: 0,
          hintedFor: [],
          siblings: 0,
          elapsedUs: 0,
          coordinator: '',
          previous: [],
          expiresAt: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.dot = reader.string()
              break
            }
            case 2: {
              obj.hlc = reader.fixed64()
              break
            }
            case 3: {
              obj.context = reader.bytes()
              break
            }
            case 4: {
              obj.acksPrimary = reader.uint32()
              break
            }
            case 5: {
              obj.acksHinted = reader.uint32()
              break
            }
            case 6: {
              obj.acksSynced = reader.uint32()
              break
            }
            case 7: {
              obj.primaries = reader.uint32()
              break
            }
            case 8: {
              obj.need = reader.uint32()
              break
            }
            case 9: {
              if (opts.limits?.hintedFor != null && obj.hintedFor.length === opts.limits.hintedFor) {
                throw new MaxLengthError('Decode error - repeated field "hintedFor" had too many elements')
              }

              obj.hintedFor.push(reader.string())
              break
            }
            case 10: {
              obj.siblings = reader.uint32()
              break
            }
            case 11: {
              obj.elapsedUs = reader.uint32()
              break
            }
            case 12: {
              obj.coordinator = reader.string()
              break
            }
            case 13: {
              if (opts.limits?.previous != null && obj.previous.length === opts.limits.previous) {
                throw new MaxLengthError('Decode error - repeated field "previous" had too many elements')
              }

              obj.previous.push(Version.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.previous$
              }))
              break
            }
            case 14: {
              obj.expiresAt = reader.uint64Number()
              break
            }
            case 15: {
              obj.session = reader.bytes()
              break
            }
            case 16: {
              obj.explanation = Explanation.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.explanation
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
          hintedFor: 0,
          previous: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.dot`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.hlc`,
                value: reader.fixed64()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.context`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.acksPrimary`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.acksHinted`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.acksSynced`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.primaries`,
                value: reader.uint32()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.need`,
                value: reader.uint32()
              }
              break
            }
            case 9: {
              if (opts.limits?.hintedFor != null && obj.hintedFor === opts.limits.hintedFor) {
                throw new MaxLengthError('Streaming decode error - repeated field "hintedFor" had too many elements')
              }

              yield {
                field: `${prefix}.hintedFor[]`,
                index: obj.hintedFor,
                value: reader.string()
              }

              obj.hintedFor++

              break
            }
            case 10: {
              yield {
                field: `${prefix}.siblings`,
                value: reader.uint32()
              }
              break
            }
            case 11: {
              yield {
                field: `${prefix}.elapsedUs`,
                value: reader.uint32()
              }
              break
            }
            case 12: {
              yield {
                field: `${prefix}.coordinator`,
                value: reader.string()
              }
              break
            }
            case 13: {
              if (opts.limits?.previous != null && obj.previous === opts.limits.previous) {
                throw new MaxLengthError('Streaming decode error - repeated field "previous" had too many elements')
              }

              for (const evt of Version.codec().stream(reader, reader.uint32(), `${prefix}.previous[]`, {
                limits: opts.limits?.previous$
              })) {
                yield {
                  ...evt,
                  index: obj.previous
                }
              }

              obj.previous++

              break
            }
            case 14: {
              yield {
                field: `${prefix}.expiresAt`,
                value: reader.uint64Number()
              }
              break
            }
            case 15: {
              yield {
                field: `${prefix}.session`,
                value: reader.bytes()
              }
              break
            }
            case 16: {
              yield * Explanation.codec().stream(reader, reader.uint32(), `${prefix}.explanation`, {
                limits: opts.limits?.explanation
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

  export interface PutResponseDotFieldEvent {
    field: '$.dot'
    value: string
  }

  export interface PutResponseHlcFieldEvent {
    field: '$.hlc'
    value: bigint
  }

  export interface PutResponseContextFieldEvent {
    field: '$.context'
    value: Uint8Array
  }

  export interface PutResponseAcksPrimaryFieldEvent {
    field: '$.acksPrimary'
    value: number
  }

  export interface PutResponseAcksHintedFieldEvent {
    field: '$.acksHinted'
    value: number
  }

  export interface PutResponseAcksSyncedFieldEvent {
    field: '$.acksSynced'
    value: number
  }

  export interface PutResponsePrimariesFieldEvent {
    field: '$.primaries'
    value: number
  }

  export interface PutResponseNeedFieldEvent {
    field: '$.need'
    value: number
  }

  export interface PutResponseHintedForFieldEvent {
    field: '$.hintedFor[]'
    index: number
    value: string
  }

  export interface PutResponseSiblingsFieldEvent {
    field: '$.siblings'
    value: number
  }

  export interface PutResponseElapsedUsFieldEvent {
    field: '$.elapsedUs'
    value: number
  }

  export interface PutResponseCoordinatorFieldEvent {
    field: '$.coordinator'
    value: string
  }

  export interface PutResponsePreviousValueFieldEvent {
    field: '$.previous[].value'
    value: Uint8Array
    index: number
  }

  export interface PutResponsePreviousDotFieldEvent {
    field: '$.previous[].dot'
    value: string
    index: number
  }

  export interface PutResponsePreviousHlcFieldEvent {
    field: '$.previous[].hlc'
    value: bigint
    index: number
  }

  export interface PutResponsePreviousExpiresAtFieldEvent {
    field: '$.previous[].expiresAt'
    value: number
    index: number
  }

  export interface PutResponseExpiresAtFieldEvent {
    field: '$.expiresAt'
    value: number
  }

  export interface PutResponseSessionFieldEvent {
    field: '$.session'
    value: Uint8Array
  }

  export interface PutResponseExplanationHopsPeerFieldEvent {
    field: '$.explanation.hops[].peer'
    value: string
    index: number
  }

  export interface PutResponseExplanationHopsKindFieldEvent {
    field: '$.explanation.hops[].kind'
    value: number
    index: number
  }

  export interface PutResponseExplanationHopsStartUsFieldEvent {
    field: '$.explanation.hops[].startUs'
    value: number
    index: number
  }

  export interface PutResponseExplanationHopsElapsedUsFieldEvent {
    field: '$.explanation.hops[].elapsedUs'
    value: number
    index: number
  }

  export interface PutResponseExplanationHopsStatusFieldEvent {
    field: '$.explanation.hops[].status'
    value: number
    index: number
  }

  export function encode (obj: Partial<PutResponse>): Uint8Array {
    return encodeMessage(obj, PutResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PutResponse>): PutResponse {
    return decodeMessage(buf, PutResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PutResponse>): Generator<PutResponseDotFieldEvent | PutResponseHlcFieldEvent | PutResponseContextFieldEvent | PutResponseAcksPrimaryFieldEvent | PutResponseAcksHintedFieldEvent | PutResponseAcksSyncedFieldEvent | PutResponsePrimariesFieldEvent | PutResponseNeedFieldEvent | PutResponseHintedForFieldEvent | PutResponseSiblingsFieldEvent | PutResponseElapsedUsFieldEvent | PutResponseCoordinatorFieldEvent | PutResponsePreviousValueFieldEvent | PutResponsePreviousDotFieldEvent | PutResponsePreviousHlcFieldEvent | PutResponsePreviousExpiresAtFieldEvent | PutResponseExpiresAtFieldEvent | PutResponseSessionFieldEvent | PutResponseExplanationHopsPeerFieldEvent | PutResponseExplanationHopsKindFieldEvent | PutResponseExplanationHopsStartUsFieldEvent | PutResponseExplanationHopsElapsedUsFieldEvent | PutResponseExplanationHopsStatusFieldEvent> {
    return streamMessage(buf, PutResponse.codec(), opts)
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
          hash: NO_BYTES
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
            case 3: {
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

  export function encode (obj: Partial<ReadRequest>): Uint8Array {
    return encodeMessage(obj, ReadRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadRequest>): ReadRequest {
    return decodeMessage(buf, ReadRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadRequest>): Generator<ReadRequestBucketFieldEvent | ReadRequestKeyFieldEvent | ReadRequestViewEpochFieldEvent | ReadRequestViewHashFieldEvent> {
    return streamMessage(buf, ReadRequest.codec(), opts)
  }
}

export interface ReadResponse {
  record?: Uint8Array
  view?: ViewId
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

  export function encode (obj: Partial<ReadResponse>): Uint8Array {
    return encodeMessage(obj, ReadResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadResponse>): ReadResponse {
    return decodeMessage(buf, ReadResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadResponse>): Generator<ReadResponseRecordFieldEvent | ReadResponseViewEpochFieldEvent | ReadResponseViewHashFieldEvent> {
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
          key: NO_BYTES,
          record: NO_BYTES,
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
          storeId: NO_BYTES
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
