// Generated from frame.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { emptyBytes as uint8ArrayAlloc } from './empty-bytes.js'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Frame {
  id: number
  method: number
  remainingMs: number
  status: number
  body: Uint8Array
}

export namespace Frame {
  let _codec: Codec<Frame>

  export const codec = (): Codec<Frame> => {
    if (_codec == null) {
      _codec = message<Frame>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(8)
          w.uint32(obj.id)
        }

        if ((obj.method != null && obj.method !== 0)) {
          w.uint32(16)
          w.uint32(obj.method)
        }

        if ((obj.remainingMs != null && obj.remainingMs !== 0)) {
          w.uint32(24)
          w.uint32(obj.remainingMs)
        }

        if ((obj.status != null && obj.status !== 0)) {
          w.uint32(32)
          w.uint32(obj.status)
        }

        if ((obj.body != null && obj.body.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.body)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: 0,
          method: 0,
          remainingMs: 0,
          status: 0,
          body: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.uint32()
              break
            }
            case 2: {
              obj.method = reader.uint32()
              break
            }
            case 3: {
              obj.remainingMs = reader.uint32()
              break
            }
            case 4: {
              obj.status = reader.uint32()
              break
            }
            case 5: {
              obj.body = reader.bytes()
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
                field: `${prefix}.id`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.method`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.remainingMs`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.status`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.body`,
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

  export interface FrameIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface FrameMethodFieldEvent {
    field: '$.method'
    value: number
  }

  export interface FrameRemainingMsFieldEvent {
    field: '$.remainingMs'
    value: number
  }

  export interface FrameStatusFieldEvent {
    field: '$.status'
    value: number
  }

  export interface FrameBodyFieldEvent {
    field: '$.body'
    value: Uint8Array
  }

  export function encode (obj: Partial<Frame>): Uint8Array {
    return encodeMessage(obj, Frame.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frame>): Frame {
    return decodeMessage(buf, Frame.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frame>): Generator<FrameIdFieldEvent | FrameMethodFieldEvent | FrameRemainingMsFieldEvent | FrameStatusFieldEvent | FrameBodyFieldEvent> {
    return streamMessage(buf, Frame.codec(), opts)
  }
}

export interface ErrorDetails {
  retryAfterMs: number
  need: number
  got: number
  bytes: number
  bytesMax: number
  outcome: number
  subject: string
  failures: ReplicaFailureDetails[]
}

export namespace ErrorDetails {
  let _codec: Codec<ErrorDetails>

  export const codec = (): Codec<ErrorDetails> => {
    if (_codec == null) {
      _codec = message<ErrorDetails>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.retryAfterMs != null && obj.retryAfterMs !== 0)) {
          w.uint32(8)
          w.uint32(obj.retryAfterMs)
        }

        if ((obj.need != null && obj.need !== 0)) {
          w.uint32(16)
          w.uint32(obj.need)
        }

        if ((obj.got != null && obj.got !== 0)) {
          w.uint32(24)
          w.uint32(obj.got)
        }

        if ((obj.bytes != null && obj.bytes !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.bytes)
        }

        if ((obj.bytesMax != null && obj.bytesMax !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.bytesMax)
        }

        if ((obj.outcome != null && obj.outcome !== 0)) {
          w.uint32(48)
          w.uint32(obj.outcome)
        }

        if ((obj.subject != null && obj.subject !== '')) {
          w.uint32(58)
          w.string(obj.subject)
        }

        if (obj.failures != null && obj.failures.length > 0) {
          for (const value of obj.failures) {
            w.uint32(66)
            ReplicaFailureDetails.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          retryAfterMs: 0,
          need: 0,
          got: 0,
          bytes: 0,
          bytesMax: 0,
          outcome: 0,
          subject: '',
          failures: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.retryAfterMs = reader.uint32()
              break
            }
            case 2: {
              obj.need = reader.uint32()
              break
            }
            case 3: {
              obj.got = reader.uint32()
              break
            }
            case 4: {
              obj.bytes = reader.uint64Number()
              break
            }
            case 5: {
              obj.bytesMax = reader.uint64Number()
              break
            }
            case 6: {
              obj.outcome = reader.uint32()
              break
            }
            case 7: {
              obj.subject = reader.string()
              break
            }
            case 8: {
              if (opts.limits?.failures != null && obj.failures.length === opts.limits.failures) {
                throw new MaxLengthError('Decode error - repeated field "failures" had too many elements')
              }

              obj.failures.push(ReplicaFailureDetails.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.failures$
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
          failures: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.retryAfterMs`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.need`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.got`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.bytes`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.bytesMax`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.outcome`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.subject`,
                value: reader.string()
              }
              break
            }
            case 8: {
              if (opts.limits?.failures != null && obj.failures === opts.limits.failures) {
                throw new MaxLengthError('Streaming decode error - repeated field "failures" had too many elements')
              }

              for (const evt of ReplicaFailureDetails.codec().stream(reader, reader.uint32(), `${prefix}.failures[]`, {
                limits: opts.limits?.failures$
              })) {
                yield {
                  ...evt,
                  index: obj.failures
                }
              }

              obj.failures++

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

  export interface ErrorDetailsRetryAfterMsFieldEvent {
    field: '$.retryAfterMs'
    value: number
  }

  export interface ErrorDetailsNeedFieldEvent {
    field: '$.need'
    value: number
  }

  export interface ErrorDetailsGotFieldEvent {
    field: '$.got'
    value: number
  }

  export interface ErrorDetailsBytesFieldEvent {
    field: '$.bytes'
    value: number
  }

  export interface ErrorDetailsBytesMaxFieldEvent {
    field: '$.bytesMax'
    value: number
  }

  export interface ErrorDetailsOutcomeFieldEvent {
    field: '$.outcome'
    value: number
  }

  export interface ErrorDetailsSubjectFieldEvent {
    field: '$.subject'
    value: string
  }

  export interface ErrorDetailsFailuresPeerFieldEvent {
    field: '$.failures[].peer'
    value: string
    index: number
  }

  export interface ErrorDetailsFailuresStatusFieldEvent {
    field: '$.failures[].status'
    value: number
    index: number
  }

  export function encode (obj: Partial<ErrorDetails>): Uint8Array {
    return encodeMessage(obj, ErrorDetails.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ErrorDetails>): ErrorDetails {
    return decodeMessage(buf, ErrorDetails.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ErrorDetails>): Generator<ErrorDetailsRetryAfterMsFieldEvent | ErrorDetailsNeedFieldEvent | ErrorDetailsGotFieldEvent | ErrorDetailsBytesFieldEvent | ErrorDetailsBytesMaxFieldEvent | ErrorDetailsOutcomeFieldEvent | ErrorDetailsSubjectFieldEvent | ErrorDetailsFailuresPeerFieldEvent | ErrorDetailsFailuresStatusFieldEvent> {
    return streamMessage(buf, ErrorDetails.codec(), opts)
  }
}

export interface ReplicaFailureDetails {
  peer: string
  status: number
}

export namespace ReplicaFailureDetails {
  let _codec: Codec<ReplicaFailureDetails>

  export const codec = (): Codec<ReplicaFailureDetails> => {
    if (_codec == null) {
      _codec = message<ReplicaFailureDetails>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peer != null && obj.peer !== '')) {
          w.uint32(10)
          w.string(obj.peer)
        }

        if ((obj.status != null && obj.status !== 0)) {
          w.uint32(16)
          w.uint32(obj.status)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peer: '',
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

  export interface ReplicaFailureDetailsPeerFieldEvent {
    field: '$.peer'
    value: string
  }

  export interface ReplicaFailureDetailsStatusFieldEvent {
    field: '$.status'
    value: number
  }

  export function encode (obj: Partial<ReplicaFailureDetails>): Uint8Array {
    return encodeMessage(obj, ReplicaFailureDetails.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReplicaFailureDetails>): ReplicaFailureDetails {
    return decodeMessage(buf, ReplicaFailureDetails.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReplicaFailureDetails>): Generator<ReplicaFailureDetailsPeerFieldEvent | ReplicaFailureDetailsStatusFieldEvent> {
    return streamMessage(buf, ReplicaFailureDetails.codec(), opts)
  }
}
