// Generated from backup.proto by npm run generate. Do not edit.
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

const NO_BYTES = new Uint8Array(0)

export interface LineageRequest {}

export namespace LineageRequest {
  let _codec: Codec<LineageRequest>

  export const codec = (): Codec<LineageRequest> => {
    if (_codec == null) {
      _codec = message<LineageRequest>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<LineageRequest>): Uint8Array {
    return encodeMessage(obj, LineageRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LineageRequest>): LineageRequest {
    return decodeMessage(buf, LineageRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LineageRequest>): Generator<{}> {
    return streamMessage(buf, LineageRequest.codec(), opts)
  }
}

export interface LineageResponse {
  cluster: string
  origin: Uint8Array
  ringEpoch: number
}

export namespace LineageResponse {
  let _codec: Codec<LineageResponse>

  export const codec = (): Codec<LineageResponse> => {
    if (_codec == null) {
      _codec = message<LineageResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.cluster != null && obj.cluster !== '')) {
          w.uint32(10)
          w.string(obj.cluster)
        }

        if ((obj.origin != null && obj.origin.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.origin)
        }

        if ((obj.ringEpoch != null && obj.ringEpoch !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.ringEpoch)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          cluster: '',
          origin: NO_BYTES,
          ringEpoch: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.cluster = reader.string()
              break
            }
            case 2: {
              obj.origin = reader.bytes()
              break
            }
            case 3: {
              obj.ringEpoch = reader.uint64Number()
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
                field: `${prefix}.cluster`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.origin`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.ringEpoch`,
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

  export interface LineageResponseClusterFieldEvent {
    field: '$.cluster'
    value: string
  }

  export interface LineageResponseOriginFieldEvent {
    field: '$.origin'
    value: Uint8Array
  }

  export interface LineageResponseRingEpochFieldEvent {
    field: '$.ringEpoch'
    value: number
  }

  export function encode (obj: Partial<LineageResponse>): Uint8Array {
    return encodeMessage(obj, LineageResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LineageResponse>): LineageResponse {
    return decodeMessage(buf, LineageResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LineageResponse>): Generator<LineageResponseClusterFieldEvent | LineageResponseOriginFieldEvent | LineageResponseRingEpochFieldEvent> {
    return streamMessage(buf, LineageResponse.codec(), opts)
  }
}

export interface RestoreRequest {
  records: BackupRecord[]
  unknown: boolean
}

export namespace RestoreRequest {
  let _codec: Codec<RestoreRequest>

  export const codec = (): Codec<RestoreRequest> => {
    if (_codec == null) {
      _codec = message<RestoreRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.records != null && obj.records.length > 0) {
          for (const value of obj.records) {
            w.uint32(10)
            BackupRecord.codec().encode(value, w)
          }
        }

        if ((obj.unknown != null && obj.unknown !== false)) {
          w.uint32(16)
          w.bool(obj.unknown)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          records: [],
          unknown: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.records != null && obj.records.length === opts.limits.records) {
                throw new MaxLengthError('Decode error - repeated field "records" had too many elements')
              }

              obj.records.push(BackupRecord.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.records$
              }))
              break
            }
            case 2: {
              obj.unknown = reader.bool()
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

              for (const evt of BackupRecord.codec().stream(reader, reader.uint32(), `${prefix}.records[]`, {
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
                field: `${prefix}.unknown`,
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

  export interface RestoreRequestRecordsAtFieldEvent {
    field: '$.records[].at'
    value: Uint8Array
    index: number
  }

  export interface RestoreRequestRecordsRecordFieldEvent {
    field: '$.records[].record'
    value: Uint8Array
    index: number
  }

  export interface RestoreRequestUnknownFieldEvent {
    field: '$.unknown'
    value: boolean
  }

  export function encode (obj: Partial<RestoreRequest>): Uint8Array {
    return encodeMessage(obj, RestoreRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RestoreRequest>): RestoreRequest {
    return decodeMessage(buf, RestoreRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RestoreRequest>): Generator<RestoreRequestRecordsAtFieldEvent | RestoreRequestRecordsRecordFieldEvent | RestoreRequestUnknownFieldEvent> {
    return streamMessage(buf, RestoreRequest.codec(), opts)
  }
}

export interface BackupRecord {
  at: Uint8Array
  record: Uint8Array
}

export namespace BackupRecord {
  let _codec: Codec<BackupRecord>

  export const codec = (): Codec<BackupRecord> => {
    if (_codec == null) {
      _codec = message<BackupRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.at != null && obj.at.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.at)
        }

        if ((obj.record != null && obj.record.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.record)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          at: NO_BYTES,
          record: NO_BYTES
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
                field: `${prefix}.at`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
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

  export interface BackupRecordAtFieldEvent {
    field: '$.at'
    value: Uint8Array
  }

  export interface BackupRecordRecordFieldEvent {
    field: '$.record'
    value: Uint8Array
  }

  export function encode (obj: Partial<BackupRecord>): Uint8Array {
    return encodeMessage(obj, BackupRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BackupRecord>): BackupRecord {
    return decodeMessage(buf, BackupRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BackupRecord>): Generator<BackupRecordAtFieldEvent | BackupRecordRecordFieldEvent> {
    return streamMessage(buf, BackupRecord.codec(), opts)
  }
}

export interface RestoreResponse {
  restored: number
  unchanged: number
  unknown: number
  early?: number
}

export namespace RestoreResponse {
  let _codec: Codec<RestoreResponse>

  export const codec = (): Codec<RestoreResponse> => {
    if (_codec == null) {
      _codec = message<RestoreResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.restored != null && obj.restored !== 0)) {
          w.uint32(8)
          w.uint32(obj.restored)
        }

        if ((obj.unchanged != null && obj.unchanged !== 0)) {
          w.uint32(16)
          w.uint32(obj.unchanged)
        }

        if ((obj.unknown != null && obj.unknown !== 0)) {
          w.uint32(24)
          w.uint32(obj.unknown)
        }

        if (obj.early != null) {
          w.uint32(32)
          w.uint32(obj.early)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          restored: 0,
          unchanged: 0,
          unknown: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.restored = reader.uint32()
              break
            }
            case 2: {
              obj.unchanged = reader.uint32()
              break
            }
            case 3: {
              obj.unknown = reader.uint32()
              break
            }
            case 4: {
              obj.early = reader.uint32()
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
                field: `${prefix}.restored`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.unchanged`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.unknown`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.early`,
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

  export interface RestoreResponseRestoredFieldEvent {
    field: '$.restored'
    value: number
  }

  export interface RestoreResponseUnchangedFieldEvent {
    field: '$.unchanged'
    value: number
  }

  export interface RestoreResponseUnknownFieldEvent {
    field: '$.unknown'
    value: number
  }

  export interface RestoreResponseEarlyFieldEvent {
    field: '$.early'
    value: number
  }

  export function encode (obj: Partial<RestoreResponse>): Uint8Array {
    return encodeMessage(obj, RestoreResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RestoreResponse>): RestoreResponse {
    return decodeMessage(buf, RestoreResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RestoreResponse>): Generator<RestoreResponseRestoredFieldEvent | RestoreResponseUnchangedFieldEvent | RestoreResponseUnknownFieldEvent | RestoreResponseEarlyFieldEvent> {
    return streamMessage(buf, RestoreResponse.codec(), opts)
  }
}
