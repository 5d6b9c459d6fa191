// Generated from scrub.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface ScrubRequest {
  start: boolean
}

export namespace ScrubRequest {
  let _codec: Codec<ScrubRequest>

  export const codec = (): Codec<ScrubRequest> => {
    if (_codec == null) {
      _codec = message<ScrubRequest>((obj, w, opts = {}) => {
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

  export interface ScrubRequestStartFieldEvent {
    field: '$.start'
    value: boolean
  }

  export function encode (obj: Partial<ScrubRequest>): Uint8Array {
    return encodeMessage(obj, ScrubRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScrubRequest>): ScrubRequest {
    return decodeMessage(buf, ScrubRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScrubRequest>): Generator<ScrubRequestStartFieldEvent> {
    return streamMessage(buf, ScrubRequest.codec(), opts)
  }
}

export interface ScrubResponse {
  running: boolean
  records: number
  bad: number
  endedMsAgo?: number
  intervalMs?: number
  recordsStored: number
}

export namespace ScrubResponse {
  let _codec: Codec<ScrubResponse>

  export const codec = (): Codec<ScrubResponse> => {
    if (_codec == null) {
      _codec = message<ScrubResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.running != null && obj.running !== false)) {
          w.uint32(8)
          w.bool(obj.running)
        }

        if ((obj.records != null && obj.records !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.records)
        }

        if ((obj.bad != null && obj.bad !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.bad)
        }

        if (obj.endedMsAgo != null) {
          w.uint32(32)
          w.uint64Number(obj.endedMsAgo)
        }

        if (obj.intervalMs != null) {
          w.uint32(40)
          w.uint64Number(obj.intervalMs)
        }

        if ((obj.recordsStored != null && obj.recordsStored !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.recordsStored)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          running: false,
          records: 0,
          bad: 0,
          recordsStored: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.running = reader.bool()
              break
            }
            case 2: {
              obj.records = reader.uint64Number()
              break
            }
            case 3: {
              obj.bad = reader.uint64Number()
              break
            }
            case 4: {
              obj.endedMsAgo = reader.uint64Number()
              break
            }
            case 5: {
              obj.intervalMs = reader.uint64Number()
              break
            }
            case 6: {
              obj.recordsStored = reader.uint64Number()
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
                field: `${prefix}.running`,
                value: reader.bool()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.records`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.bad`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.endedMsAgo`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.intervalMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.recordsStored`,
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

  export interface ScrubResponseRunningFieldEvent {
    field: '$.running'
    value: boolean
  }

  export interface ScrubResponseRecordsFieldEvent {
    field: '$.records'
    value: number
  }

  export interface ScrubResponseBadFieldEvent {
    field: '$.bad'
    value: number
  }

  export interface ScrubResponseEndedMsAgoFieldEvent {
    field: '$.endedMsAgo'
    value: number
  }

  export interface ScrubResponseIntervalMsFieldEvent {
    field: '$.intervalMs'
    value: number
  }

  export interface ScrubResponseRecordsStoredFieldEvent {
    field: '$.recordsStored'
    value: number
  }

  export function encode (obj: Partial<ScrubResponse>): Uint8Array {
    return encodeMessage(obj, ScrubResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScrubResponse>): ScrubResponse {
    return decodeMessage(buf, ScrubResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScrubResponse>): Generator<ScrubResponseRunningFieldEvent | ScrubResponseRecordsFieldEvent | ScrubResponseBadFieldEvent | ScrubResponseEndedMsAgoFieldEvent | ScrubResponseIntervalMsFieldEvent | ScrubResponseRecordsStoredFieldEvent> {
    return streamMessage(buf, ScrubResponse.codec(), opts)
  }
}
