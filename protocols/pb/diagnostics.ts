// Generated from diagnostics.proto by npm run generate. Do not edit.
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface DiagnosticsRequest {}

export namespace DiagnosticsRequest {
  let _codec: Codec<DiagnosticsRequest>

  export const codec = (): Codec<DiagnosticsRequest> => {
    if (_codec == null) {
      _codec = message<DiagnosticsRequest>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<DiagnosticsRequest>): Uint8Array {
    return encodeMessage(obj, DiagnosticsRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DiagnosticsRequest>): DiagnosticsRequest {
    return decodeMessage(buf, DiagnosticsRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DiagnosticsRequest>): Generator<{}> {
    return streamMessage(buf, DiagnosticsRequest.codec(), opts)
  }
}

export interface DiagnosticsResponse {
  version: string
  facts: Fact[]
  settings: Fact[]
  metrics: string
  logLines: string[]
}

export namespace DiagnosticsResponse {
  let _codec: Codec<DiagnosticsResponse>

  export const codec = (): Codec<DiagnosticsResponse> => {
    if (_codec == null) {
      _codec = message<DiagnosticsResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== '')) {
          w.uint32(10)
          w.string(obj.version)
        }

        if (obj.facts != null && obj.facts.length > 0) {
          for (const value of obj.facts) {
            w.uint32(18)
            Fact.codec().encode(value, w)
          }
        }

        if (obj.settings != null && obj.settings.length > 0) {
          for (const value of obj.settings) {
            w.uint32(26)
            Fact.codec().encode(value, w)
          }
        }

        if ((obj.metrics != null && obj.metrics !== '')) {
          w.uint32(34)
          w.string(obj.metrics)
        }

        if (obj.logLines != null && obj.logLines.length > 0) {
          for (const value of obj.logLines) {
            w.uint32(42)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: '',
          facts: [],
          settings: [],
          metrics: '',
          logLines: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.version = reader.string()
              break
            }
            case 2: {
              if (opts.limits?.facts != null && obj.facts.length === opts.limits.facts) {
                throw new MaxLengthError('Decode error - repeated field "facts" had too many elements')
              }

              obj.facts.push(Fact.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.facts$
              }))
              break
            }
            case 3: {
              if (opts.limits?.settings != null && obj.settings.length === opts.limits.settings) {
                throw new MaxLengthError('Decode error - repeated field "settings" had too many elements')
              }

              obj.settings.push(Fact.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.settings$
              }))
              break
            }
            case 4: {
              obj.metrics = reader.string()
              break
            }
            case 5: {
              if (opts.limits?.logLines != null && obj.logLines.length === opts.limits.logLines) {
                throw new MaxLengthError('Decode error - repeated field "logLines" had too many elements')
              }

              obj.logLines.push(reader.string())
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
          facts: 0,
          settings: 0,
          logLines: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.version`,
                value: reader.string()
              }
              break
            }
            case 2: {
              if (opts.limits?.facts != null && obj.facts === opts.limits.facts) {
                throw new MaxLengthError('Streaming decode error - repeated field "facts" had too many elements')
              }

              for (const evt of Fact.codec().stream(reader, reader.uint32(), `${prefix}.facts[]`, {
                limits: opts.limits?.facts$
              })) {
                yield {
                  ...evt,
                  index: obj.facts
                }
              }

              obj.facts++

              break
            }
            case 3: {
              if (opts.limits?.settings != null && obj.settings === opts.limits.settings) {
                throw new MaxLengthError('Streaming decode error - repeated field "settings" had too many elements')
              }

              for (const evt of Fact.codec().stream(reader, reader.uint32(), `${prefix}.settings[]`, {
                limits: opts.limits?.settings$
              })) {
                yield {
                  ...evt,
                  index: obj.settings
                }
              }

              obj.settings++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.metrics`,
                value: reader.string()
              }
              break
            }
            case 5: {
              if (opts.limits?.logLines != null && obj.logLines === opts.limits.logLines) {
                throw new MaxLengthError('Streaming decode error - repeated field "logLines" had too many elements')
              }

              yield {
                field: `${prefix}.logLines[]`,
                index: obj.logLines,
                value: reader.string()
              }

              obj.logLines++

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

  export interface DiagnosticsResponseVersionFieldEvent {
    field: '$.version'
    value: string
  }

  export interface DiagnosticsResponseFactsNameFieldEvent {
    field: '$.facts[].name'
    value: string
    index: number
  }

  export interface DiagnosticsResponseFactsValueFieldEvent {
    field: '$.facts[].value'
    value: string
    index: number
  }

  export interface DiagnosticsResponseSettingsNameFieldEvent {
    field: '$.settings[].name'
    value: string
    index: number
  }

  export interface DiagnosticsResponseSettingsValueFieldEvent {
    field: '$.settings[].value'
    value: string
    index: number
  }

  export interface DiagnosticsResponseMetricsFieldEvent {
    field: '$.metrics'
    value: string
  }

  export interface DiagnosticsResponseLogLinesFieldEvent {
    field: '$.logLines[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<DiagnosticsResponse>): Uint8Array {
    return encodeMessage(obj, DiagnosticsResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DiagnosticsResponse>): DiagnosticsResponse {
    return decodeMessage(buf, DiagnosticsResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DiagnosticsResponse>): Generator<DiagnosticsResponseVersionFieldEvent | DiagnosticsResponseFactsNameFieldEvent | DiagnosticsResponseFactsValueFieldEvent | DiagnosticsResponseSettingsNameFieldEvent | DiagnosticsResponseSettingsValueFieldEvent | DiagnosticsResponseMetricsFieldEvent | DiagnosticsResponseLogLinesFieldEvent> {
    return streamMessage(buf, DiagnosticsResponse.codec(), opts)
  }
}

export interface Fact {
  name: string
  value: string
}

export namespace Fact {
  let _codec: Codec<Fact>

  export const codec = (): Codec<Fact> => {
    if (_codec == null) {
      _codec = message<Fact>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(10)
          w.string(obj.name)
        }

        if ((obj.value != null && obj.value !== '')) {
          w.uint32(18)
          w.string(obj.value)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          name: '',
          value: ''
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
              obj.value = reader.string()
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
                field: `${prefix}.value`,
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

  export interface FactNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface FactValueFieldEvent {
    field: '$.value'
    value: string
  }

  export function encode (obj: Partial<Fact>): Uint8Array {
    return encodeMessage(obj, Fact.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fact>): Fact {
    return decodeMessage(buf, Fact.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fact>): Generator<FactNameFieldEvent | FactValueFieldEvent> {
    return streamMessage(buf, Fact.codec(), opts)
  }
}
