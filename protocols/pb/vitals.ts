// Generated from vitals.proto by npm run generate. Do not edit.
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface VitalsRequest {}

export namespace VitalsRequest {
  let _codec: Codec<VitalsRequest>

  export const codec = (): Codec<VitalsRequest> => {
    if (_codec == null) {
      _codec = message<VitalsRequest>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<VitalsRequest>): Uint8Array {
    return encodeMessage(obj, VitalsRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VitalsRequest>): VitalsRequest {
    return decodeMessage(buf, VitalsRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VitalsRequest>): Generator<{}> {
    return streamMessage(buf, VitalsRequest.codec(), opts)
  }
}

export interface VitalsResponse {
  diskFreeBytes: number
  diskTotalBytes: number
  keys: number
  storeState: string
  hints: HintsHeld[]
  alike: number
  pulled: number
  toPull: number
  pullLeftMs: number
}

export namespace VitalsResponse {
  let _codec: Codec<VitalsResponse>

  export const codec = (): Codec<VitalsResponse> => {
    if (_codec == null) {
      _codec = message<VitalsResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.diskFreeBytes != null && obj.diskFreeBytes !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.diskFreeBytes)
        }

        if ((obj.diskTotalBytes != null && obj.diskTotalBytes !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.diskTotalBytes)
        }

        if ((obj.keys != null && obj.keys !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.keys)
        }

        if ((obj.storeState != null && obj.storeState !== '')) {
          w.uint32(34)
          w.string(obj.storeState)
        }

        if (obj.hints != null && obj.hints.length > 0) {
          for (const value of obj.hints) {
            w.uint32(42)
            HintsHeld.codec().encode(value, w)
          }
        }

        if ((obj.alike != null && obj.alike !== 0)) {
          w.uint32(48)
          w.uint32(obj.alike)
        }

        if ((obj.pulled != null && obj.pulled !== 0)) {
          w.uint32(56)
          w.uint32(obj.pulled)
        }

        if ((obj.toPull != null && obj.toPull !== 0)) {
          w.uint32(64)
          w.uint32(obj.toPull)
        }

        if ((obj.pullLeftMs != null && obj.pullLeftMs !== 0)) {
          w.uint32(72)
          w.uint64Number(obj.pullLeftMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          diskFreeBytes: 0,
          diskTotalBytes: 0,
          keys: 0,
          storeState: '',
          hints: [],
          alike: 0,
          pulled: 0,
          toPull: 0,
          pullLeftMs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.diskFreeBytes = reader.uint64Number()
              break
            }
            case 2: {
              obj.diskTotalBytes = reader.uint64Number()
              break
            }
            case 3: {
              obj.keys = reader.uint64Number()
              break
            }
            case 4: {
              obj.storeState = reader.string()
              break
            }
            case 5: {
              if (opts.limits?.hints != null && obj.hints.length === opts.limits.hints) {
                throw new MaxLengthError('Decode error - repeated field "hints" had too many elements')
              }

              obj.hints.push(HintsHeld.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.hints$
              }))
              break
            }
            case 6: {
              obj.alike = reader.uint32()
              break
            }
            case 7: {
              obj.pulled = reader.uint32()
              break
            }
            case 8: {
              obj.toPull = reader.uint32()
              break
            }
            case 9: {
              obj.pullLeftMs = reader.uint64Number()
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
          hints: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.diskFreeBytes`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.diskTotalBytes`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.keys`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.storeState`,
                value: reader.string()
              }
              break
            }
            case 5: {
              if (opts.limits?.hints != null && obj.hints === opts.limits.hints) {
                throw new MaxLengthError('Streaming decode error - repeated field "hints" had too many elements')
              }

              for (const evt of HintsHeld.codec().stream(reader, reader.uint32(), `${prefix}.hints[]`, {
                limits: opts.limits?.hints$
              })) {
                yield {
                  ...evt,
                  index: obj.hints
                }
              }

              obj.hints++

              break
            }
            case 6: {
              yield {
                field: `${prefix}.alike`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.pulled`,
                value: reader.uint32()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.toPull`,
                value: reader.uint32()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.pullLeftMs`,
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

  export interface VitalsResponseDiskFreeBytesFieldEvent {
    field: '$.diskFreeBytes'
    value: number
  }

  export interface VitalsResponseDiskTotalBytesFieldEvent {
    field: '$.diskTotalBytes'
    value: number
  }

  export interface VitalsResponseKeysFieldEvent {
    field: '$.keys'
    value: number
  }

  export interface VitalsResponseStoreStateFieldEvent {
    field: '$.storeState'
    value: string
  }

  export interface VitalsResponseHintsPeerIdFieldEvent {
    field: '$.hints[].peerId'
    value: string
    index: number
  }

  export interface VitalsResponseHintsHintsFieldEvent {
    field: '$.hints[].hints'
    value: number
    index: number
  }

  export interface VitalsResponseAlikeFieldEvent {
    field: '$.alike'
    value: number
  }

  export interface VitalsResponsePulledFieldEvent {
    field: '$.pulled'
    value: number
  }

  export interface VitalsResponseToPullFieldEvent {
    field: '$.toPull'
    value: number
  }

  export interface VitalsResponsePullLeftMsFieldEvent {
    field: '$.pullLeftMs'
    value: number
  }

  export function encode (obj: Partial<VitalsResponse>): Uint8Array {
    return encodeMessage(obj, VitalsResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VitalsResponse>): VitalsResponse {
    return decodeMessage(buf, VitalsResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VitalsResponse>): Generator<VitalsResponseDiskFreeBytesFieldEvent | VitalsResponseDiskTotalBytesFieldEvent | VitalsResponseKeysFieldEvent | VitalsResponseStoreStateFieldEvent | VitalsResponseHintsPeerIdFieldEvent | VitalsResponseHintsHintsFieldEvent | VitalsResponseAlikeFieldEvent | VitalsResponsePulledFieldEvent | VitalsResponseToPullFieldEvent | VitalsResponsePullLeftMsFieldEvent> {
    return streamMessage(buf, VitalsResponse.codec(), opts)
  }
}

export interface HintsHeld {
  peerId: string
  hints: number
}

export namespace HintsHeld {
  let _codec: Codec<HintsHeld>

  export const codec = (): Codec<HintsHeld> => {
    if (_codec == null) {
      _codec = message<HintsHeld>((obj, w, opts = {}) => {
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          hints: 0
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

  export interface HintsHeldPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface HintsHeldHintsFieldEvent {
    field: '$.hints'
    value: number
  }

  export function encode (obj: Partial<HintsHeld>): Uint8Array {
    return encodeMessage(obj, HintsHeld.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintsHeld>): HintsHeld {
    return decodeMessage(buf, HintsHeld.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HintsHeld>): Generator<HintsHeldPeerIdFieldEvent | HintsHeldHintsFieldEvent> {
    return streamMessage(buf, HintsHeld.codec(), opts)
  }
}
