// Generated from hints.proto by npm run generate. Do not edit.
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface HintListRequest {}

export namespace HintListRequest {
  let _codec: Codec<HintListRequest>

  export const codec = (): Codec<HintListRequest> => {
    if (_codec == null) {
      _codec = message<HintListRequest>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<HintListRequest>): Uint8Array {
    return encodeMessage(obj, HintListRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintListRequest>): HintListRequest {
    return decodeMessage(buf, HintListRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintListRequest>): Generator<{}> {
    return streamMessage(buf, HintListRequest.codec(), opts)
  }
}

export interface HintListResponse {
  targets: HintTarget[]
  hints: number
  bytes: number
  bytesMax: number
  bytesTotalMax: number
  ageMaxMs: number
}

export namespace HintListResponse {
  let _codec: Codec<HintListResponse>

  export const codec = (): Codec<HintListResponse> => {
    if (_codec == null) {
      _codec = message<HintListResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.targets != null && obj.targets.length > 0) {
          for (const value of obj.targets) {
            w.uint32(10)
            HintTarget.codec().encode(value, w)
          }
        }

        if ((obj.hints != null && obj.hints !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.hints)
        }

        if ((obj.bytes != null && obj.bytes !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.bytes)
        }

        if ((obj.bytesMax != null && obj.bytesMax !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.bytesMax)
        }

        if ((obj.bytesTotalMax != null && obj.bytesTotalMax !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.bytesTotalMax)
        }

        if ((obj.ageMaxMs != null && obj.ageMaxMs !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.ageMaxMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          targets: [],
          hints: 0,
          bytes: 0,
          bytesMax: 0,
          bytesTotalMax: 0,
          ageMaxMs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.targets != null && obj.targets.length === opts.limits.targets) {
                throw new MaxLengthError('Decode error - repeated field "targets" had too many elements')
              }

              obj.targets.push(HintTarget.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.targets$
              }))
              break
            }
            case 2: {
              obj.hints = reader.uint64Number()
              break
            }
            case 3: {
              obj.bytes = reader.uint64Number()
              break
            }
            case 4: {
              obj.bytesMax = reader.uint64Number()
              break
            }
            case 5: {
              obj.bytesTotalMax = reader.uint64Number()
              break
            }
            case 6: {
              obj.ageMaxMs = reader.uint64Number()
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
          targets: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.targets != null && obj.targets === opts.limits.targets) {
                throw new MaxLengthError('Streaming decode error - repeated field "targets" had too many elements')
              }

              for (const evt of HintTarget.codec().stream(reader, reader.uint32(), `${prefix}.targets[]`, {
                limits: opts.limits?.targets$
              })) {
                yield {
                  ...evt,
                  index: obj.targets
                }
              }

              obj.targets++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.hints`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.bytes`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.bytesMax`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.bytesTotalMax`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.ageMaxMs`,
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

  export interface HintListResponseTargetsPeerIdFieldEvent {
    field: '$.targets[].peerId'
    value: string
    index: number
  }

  export interface HintListResponseTargetsHintsFieldEvent {
    field: '$.targets[].hints'
    value: number
    index: number
  }

  export interface HintListResponseTargetsBytesFieldEvent {
    field: '$.targets[].bytes'
    value: number
    index: number
  }

  export interface HintListResponseTargetsOldestMsFieldEvent {
    field: '$.targets[].oldestMs'
    value: number
    index: number
  }

  export interface HintListResponseTargetsDirtyPartitionsFieldEvent {
    field: '$.targets[].dirtyPartitions'
    value: number
    index: number
  }

  export interface HintListResponseTargetsStallFieldEvent {
    field: '$.targets[].stall'
    value: string
    index: number
  }

  export interface HintListResponseTargetsStallMsFieldEvent {
    field: '$.targets[].stallMs'
    value: number
    index: number
  }

  export interface HintListResponseHintsFieldEvent {
    field: '$.hints'
    value: number
  }

  export interface HintListResponseBytesFieldEvent {
    field: '$.bytes'
    value: number
  }

  export interface HintListResponseBytesMaxFieldEvent {
    field: '$.bytesMax'
    value: number
  }

  export interface HintListResponseBytesTotalMaxFieldEvent {
    field: '$.bytesTotalMax'
    value: number
  }

  export interface HintListResponseAgeMaxMsFieldEvent {
    field: '$.ageMaxMs'
    value: number
  }

  export function encode (obj: Partial<HintListResponse>): Uint8Array {
    return encodeMessage(obj, HintListResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintListResponse>): HintListResponse {
    return decodeMessage(buf, HintListResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintListResponse>): Generator<HintListResponseTargetsPeerIdFieldEvent | HintListResponseTargetsHintsFieldEvent | HintListResponseTargetsBytesFieldEvent | HintListResponseTargetsOldestMsFieldEvent | HintListResponseTargetsDirtyPartitionsFieldEvent | HintListResponseTargetsStallFieldEvent | HintListResponseTargetsStallMsFieldEvent | HintListResponseHintsFieldEvent | HintListResponseBytesFieldEvent | HintListResponseBytesMaxFieldEvent | HintListResponseBytesTotalMaxFieldEvent | HintListResponseAgeMaxMsFieldEvent> {
    return streamMessage(buf, HintListResponse.codec(), opts)
  }
}

export interface HintTarget {
  peerId: string
  hints: number
  bytes: number
  oldestMs: number
  dirtyPartitions: number
  stall: string
  stallMs: number
}

export namespace HintTarget {
  let _codec: Codec<HintTarget>

  export const codec = (): Codec<HintTarget> => {
    if (_codec == null) {
      _codec = message<HintTarget>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.hints != null && obj.hints !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.hints)
        }

        if ((obj.bytes != null && obj.bytes !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.bytes)
        }

        if ((obj.oldestMs != null && obj.oldestMs !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.oldestMs)
        }

        if ((obj.dirtyPartitions != null && obj.dirtyPartitions !== 0)) {
          w.uint32(40)
          w.uint32(obj.dirtyPartitions)
        }

        if ((obj.stall != null && obj.stall !== '')) {
          w.uint32(50)
          w.string(obj.stall)
        }

        if ((obj.stallMs != null && obj.stallMs !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.stallMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          hints: 0,
          bytes: 0,
          oldestMs: 0,
          dirtyPartitions: 0,
          stall: '',
          stallMs: 0
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
              obj.hints = reader.uint64Number()
              break
            }
            case 3: {
              obj.bytes = reader.uint64Number()
              break
            }
            case 4: {
              obj.oldestMs = reader.uint64Number()
              break
            }
            case 5: {
              obj.dirtyPartitions = reader.uint32()
              break
            }
            case 6: {
              obj.stall = reader.string()
              break
            }
            case 7: {
              obj.stallMs = reader.uint64Number()
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
                field: `${prefix}.peerId`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.hints`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.bytes`,
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
                field: `${prefix}.dirtyPartitions`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.stall`,
                value: reader.string()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.stallMs`,
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

  export interface HintTargetPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface HintTargetHintsFieldEvent {
    field: '$.hints'
    value: number
  }

  export interface HintTargetBytesFieldEvent {
    field: '$.bytes'
    value: number
  }

  export interface HintTargetOldestMsFieldEvent {
    field: '$.oldestMs'
    value: number
  }

  export interface HintTargetDirtyPartitionsFieldEvent {
    field: '$.dirtyPartitions'
    value: number
  }

  export interface HintTargetStallFieldEvent {
    field: '$.stall'
    value: string
  }

  export interface HintTargetStallMsFieldEvent {
    field: '$.stallMs'
    value: number
  }

  export function encode (obj: Partial<HintTarget>): Uint8Array {
    return encodeMessage(obj, HintTarget.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintTarget>): HintTarget {
    return decodeMessage(buf, HintTarget.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintTarget>): Generator<HintTargetPeerIdFieldEvent | HintTargetHintsFieldEvent | HintTargetBytesFieldEvent | HintTargetOldestMsFieldEvent | HintTargetDirtyPartitionsFieldEvent | HintTargetStallFieldEvent | HintTargetStallMsFieldEvent> {
    return streamMessage(buf, HintTarget.codec(), opts)
  }
}

export interface HintFlushRequest {
  target: string
}

export namespace HintFlushRequest {
  let _codec: Codec<HintFlushRequest>

  export const codec = (): Codec<HintFlushRequest> => {
    if (_codec == null) {
      _codec = message<HintFlushRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.target != null && obj.target !== '')) {
          w.uint32(10)
          w.string(obj.target)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          target: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.target = reader.string()
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
                field: `${prefix}.target`,
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

  export interface HintFlushRequestTargetFieldEvent {
    field: '$.target'
    value: string
  }

  export function encode (obj: Partial<HintFlushRequest>): Uint8Array {
    return encodeMessage(obj, HintFlushRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintFlushRequest>): HintFlushRequest {
    return decodeMessage(buf, HintFlushRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintFlushRequest>): Generator<HintFlushRequestTargetFieldEvent> {
    return streamMessage(buf, HintFlushRequest.codec(), opts)
  }
}

export interface HintFlushResponse {
  before: number
  left: number
  done: boolean
}

export namespace HintFlushResponse {
  let _codec: Codec<HintFlushResponse>

  export const codec = (): Codec<HintFlushResponse> => {
    if (_codec == null) {
      _codec = message<HintFlushResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.before != null && obj.before !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.before)
        }

        if ((obj.left != null && obj.left !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.left)
        }

        if ((obj.done != null && obj.done !== false)) {
          w.uint32(24)
          w.bool(obj.done)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          before: 0,
          left: 0,
          done: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.before = reader.uint64Number()
              break
            }
            case 2: {
              obj.left = reader.uint64Number()
              break
            }
            case 3: {
              obj.done = reader.bool()
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
                field: `${prefix}.before`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.left`,
                value: reader.uint64Number()
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

  export interface HintFlushResponseBeforeFieldEvent {
    field: '$.before'
    value: number
  }

  export interface HintFlushResponseLeftFieldEvent {
    field: '$.left'
    value: number
  }

  export interface HintFlushResponseDoneFieldEvent {
    field: '$.done'
    value: boolean
  }

  export function encode (obj: Partial<HintFlushResponse>): Uint8Array {
    return encodeMessage(obj, HintFlushResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintFlushResponse>): HintFlushResponse {
    return decodeMessage(buf, HintFlushResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintFlushResponse>): Generator<HintFlushResponseBeforeFieldEvent | HintFlushResponseLeftFieldEvent | HintFlushResponseDoneFieldEvent> {
    return streamMessage(buf, HintFlushResponse.codec(), opts)
  }
}

export interface HintDropRequest {
  target: string
}

export namespace HintDropRequest {
  let _codec: Codec<HintDropRequest>

  export const codec = (): Codec<HintDropRequest> => {
    if (_codec == null) {
      _codec = message<HintDropRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.target != null && obj.target !== '')) {
          w.uint32(10)
          w.string(obj.target)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          target: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.target = reader.string()
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
                field: `${prefix}.target`,
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

  export interface HintDropRequestTargetFieldEvent {
    field: '$.target'
    value: string
  }

  export function encode (obj: Partial<HintDropRequest>): Uint8Array {
    return encodeMessage(obj, HintDropRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintDropRequest>): HintDropRequest {
    return decodeMessage(buf, HintDropRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintDropRequest>): Generator<HintDropRequestTargetFieldEvent> {
    return streamMessage(buf, HintDropRequest.codec(), opts)
  }
}

export interface HintDropResponse {
  hints: number
  bytes: number
  partitions: number
}

export namespace HintDropResponse {
  let _codec: Codec<HintDropResponse>

  export const codec = (): Codec<HintDropResponse> => {
    if (_codec == null) {
      _codec = message<HintDropResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.hints != null && obj.hints !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.hints)
        }

        if ((obj.bytes != null && obj.bytes !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.bytes)
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
          hints: 0,
          bytes: 0,
          partitions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.hints = reader.uint64Number()
              break
            }
            case 2: {
              obj.bytes = reader.uint64Number()
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
                field: `${prefix}.hints`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.bytes`,
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

  export interface HintDropResponseHintsFieldEvent {
    field: '$.hints'
    value: number
  }

  export interface HintDropResponseBytesFieldEvent {
    field: '$.bytes'
    value: number
  }

  export interface HintDropResponsePartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export function encode (obj: Partial<HintDropResponse>): Uint8Array {
    return encodeMessage(obj, HintDropResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintDropResponse>): HintDropResponse {
    return decodeMessage(buf, HintDropResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintDropResponse>): Generator<HintDropResponseHintsFieldEvent | HintDropResponseBytesFieldEvent | HintDropResponsePartitionsFieldEvent> {
    return streamMessage(buf, HintDropResponse.codec(), opts)
  }
}
