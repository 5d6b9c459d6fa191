// Generated from log.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface LogLevelRequest {
  scope: string
  level: string
}

export namespace LogLevelRequest {
  let _codec: Codec<LogLevelRequest>

  export const codec = (): Codec<LogLevelRequest> => {
    if (_codec == null) {
      _codec = message<LogLevelRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.scope != null && obj.scope !== '')) {
          w.uint32(10)
          w.string(obj.scope)
        }

        if ((obj.level != null && obj.level !== '')) {
          w.uint32(18)
          w.string(obj.level)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          scope: '',
          level: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.scope = reader.string()
              break
            }
            case 2: {
              obj.level = reader.string()
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
                field: `${prefix}.scope`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.level`,
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

  export interface LogLevelRequestScopeFieldEvent {
    field: '$.scope'
    value: string
  }

  export interface LogLevelRequestLevelFieldEvent {
    field: '$.level'
    value: string
  }

  export function encode (obj: Partial<LogLevelRequest>): Uint8Array {
    return encodeMessage(obj, LogLevelRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LogLevelRequest>): LogLevelRequest {
    return decodeMessage(buf, LogLevelRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LogLevelRequest>): Generator<LogLevelRequestScopeFieldEvent | LogLevelRequestLevelFieldEvent> {
    return streamMessage(buf, LogLevelRequest.codec(), opts)
  }
}

export interface LogLevelResponse {
  scopes: ScopeLevel[]
}

export namespace LogLevelResponse {
  let _codec: Codec<LogLevelResponse>

  export const codec = (): Codec<LogLevelResponse> => {
    if (_codec == null) {
      _codec = message<LogLevelResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.scopes != null && obj.scopes.length > 0) {
          for (const value of obj.scopes) {
            w.uint32(10)
            ScopeLevel.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          scopes: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.scopes != null && obj.scopes.length === opts.limits.scopes) {
                throw new MaxLengthError('Decode error - repeated field "scopes" had too many elements')
              }

              obj.scopes.push(ScopeLevel.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.scopes$
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
          scopes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.scopes != null && obj.scopes === opts.limits.scopes) {
                throw new MaxLengthError('Streaming decode error - repeated field "scopes" had too many elements')
              }

              for (const evt of ScopeLevel.codec().stream(reader, reader.uint32(), `${prefix}.scopes[]`, {
                limits: opts.limits?.scopes$
              })) {
                yield {
                  ...evt,
                  index: obj.scopes
                }
              }

              obj.scopes++

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

  export interface LogLevelResponseScopesScopeFieldEvent {
    field: '$.scopes[].scope'
    value: string
    index: number
  }

  export interface LogLevelResponseScopesLevelFieldEvent {
    field: '$.scopes[].level'
    value: string
    index: number
  }

  export function encode (obj: Partial<LogLevelResponse>): Uint8Array {
    return encodeMessage(obj, LogLevelResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LogLevelResponse>): LogLevelResponse {
    return decodeMessage(buf, LogLevelResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LogLevelResponse>): Generator<LogLevelResponseScopesScopeFieldEvent | LogLevelResponseScopesLevelFieldEvent> {
    return streamMessage(buf, LogLevelResponse.codec(), opts)
  }
}

export interface ScopeLevel {
  scope: string
  level: string
}

export namespace ScopeLevel {
  let _codec: Codec<ScopeLevel>

  export const codec = (): Codec<ScopeLevel> => {
    if (_codec == null) {
      _codec = message<ScopeLevel>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.scope != null && obj.scope !== '')) {
          w.uint32(10)
          w.string(obj.scope)
        }

        if ((obj.level != null && obj.level !== '')) {
          w.uint32(18)
          w.string(obj.level)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          scope: '',
          level: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.scope = reader.string()
              break
            }
            case 2: {
              obj.level = reader.string()
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
                field: `${prefix}.scope`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.level`,
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

  export interface ScopeLevelScopeFieldEvent {
    field: '$.scope'
    value: string
  }

  export interface ScopeLevelLevelFieldEvent {
    field: '$.level'
    value: string
  }

  export function encode (obj: Partial<ScopeLevel>): Uint8Array {
    return encodeMessage(obj, ScopeLevel.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScopeLevel>): ScopeLevel {
    return decodeMessage(buf, ScopeLevel.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ScopeLevel>): Generator<ScopeLevelScopeFieldEvent | ScopeLevelLevelFieldEvent> {
    return streamMessage(buf, ScopeLevel.codec(), opts)
  }
}
