// Generated from kv.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

const NO_BYTES = new Uint8Array(0)

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
