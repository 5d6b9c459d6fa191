// Generated from replicate-many.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

const NO_BYTES = new Uint8Array(0)

export interface VersionsKey {
  bucket: string
  key: Uint8Array
}

export namespace VersionsKey {
  let _codec: Codec<VersionsKey>

  export const codec = (): Codec<VersionsKey> => {
    if (_codec == null) {
      _codec = message<VersionsKey>((obj, w, opts = {}) => {
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

  export interface VersionsKeyBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface VersionsKeyKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export function encode (obj: Partial<VersionsKey>): Uint8Array {
    return encodeMessage(obj, VersionsKey.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VersionsKey>): VersionsKey {
    return decodeMessage(buf, VersionsKey.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VersionsKey>): Generator<VersionsKeyBucketFieldEvent | VersionsKeyKeyFieldEvent> {
    return streamMessage(buf, VersionsKey.codec(), opts)
  }
}

export interface VersionsRequest {
  keys: VersionsKey[]
  view?: ViewId
}

export namespace VersionsRequest {
  let _codec: Codec<VersionsRequest>

  export const codec = (): Codec<VersionsRequest> => {
    if (_codec == null) {
      _codec = message<VersionsRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.keys != null && obj.keys.length > 0) {
          for (const value of obj.keys) {
            w.uint32(10)
            VersionsKey.codec().encode(value, w)
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
          keys: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.keys != null && obj.keys.length === opts.limits.keys) {
                throw new MaxLengthError('Decode error - repeated field "keys" had too many elements')
              }

              obj.keys.push(VersionsKey.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.keys$
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
          keys: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.keys != null && obj.keys === opts.limits.keys) {
                throw new MaxLengthError('Streaming decode error - repeated field "keys" had too many elements')
              }

              for (const evt of VersionsKey.codec().stream(reader, reader.uint32(), `${prefix}.keys[]`, {
                limits: opts.limits?.keys$
              })) {
                yield {
                  ...evt,
                  index: obj.keys
                }
              }

              obj.keys++

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

  export interface VersionsRequestKeysBucketFieldEvent {
    field: '$.keys[].bucket'
    value: string
    index: number
  }

  export interface VersionsRequestKeysKeyFieldEvent {
    field: '$.keys[].key'
    value: Uint8Array
    index: number
  }

  export interface VersionsRequestViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface VersionsRequestViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<VersionsRequest>): Uint8Array {
    return encodeMessage(obj, VersionsRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VersionsRequest>): VersionsRequest {
    return decodeMessage(buf, VersionsRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VersionsRequest>): Generator<VersionsRequestKeysBucketFieldEvent | VersionsRequestKeysKeyFieldEvent | VersionsRequestViewEpochFieldEvent | VersionsRequestViewHashFieldEvent> {
    return streamMessage(buf, VersionsRequest.codec(), opts)
  }
}

export interface VersionsAnswer {
  record?: Uint8Array
  versionsOnly: boolean
  status: number
  details: Uint8Array
}

export namespace VersionsAnswer {
  let _codec: Codec<VersionsAnswer>

  export const codec = (): Codec<VersionsAnswer> => {
    if (_codec == null) {
      _codec = message<VersionsAnswer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.record != null) {
          w.uint32(10)
          w.bytes(obj.record)
        }

        if ((obj.versionsOnly != null && obj.versionsOnly !== false)) {
          w.uint32(16)
          w.bool(obj.versionsOnly)
        }

        if ((obj.status != null && obj.status !== 0)) {
          w.uint32(24)
          w.uint32(obj.status)
        }

        if ((obj.details != null && obj.details.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.details)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          versionsOnly: false,
          status: 0,
          details: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.record = reader.bytes()
              break
            }
            case 2: {
              obj.versionsOnly = reader.bool()
              break
            }
            case 3: {
              obj.status = reader.uint32()
              break
            }
            case 4: {
              obj.details = reader.bytes()
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
              yield {
                field: `${prefix}.versionsOnly`,
                value: reader.bool()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.status`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.details`,
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

  export interface VersionsAnswerRecordFieldEvent {
    field: '$.record'
    value: Uint8Array
  }

  export interface VersionsAnswerVersionsOnlyFieldEvent {
    field: '$.versionsOnly'
    value: boolean
  }

  export interface VersionsAnswerStatusFieldEvent {
    field: '$.status'
    value: number
  }

  export interface VersionsAnswerDetailsFieldEvent {
    field: '$.details'
    value: Uint8Array
  }

  export function encode (obj: Partial<VersionsAnswer>): Uint8Array {
    return encodeMessage(obj, VersionsAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VersionsAnswer>): VersionsAnswer {
    return decodeMessage(buf, VersionsAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VersionsAnswer>): Generator<VersionsAnswerRecordFieldEvent | VersionsAnswerVersionsOnlyFieldEvent | VersionsAnswerStatusFieldEvent | VersionsAnswerDetailsFieldEvent> {
    return streamMessage(buf, VersionsAnswer.codec(), opts)
  }
}

export interface VersionsResponse {
  answers: VersionsAnswer[]
  view?: ViewId
}

export namespace VersionsResponse {
  let _codec: Codec<VersionsResponse>

  export const codec = (): Codec<VersionsResponse> => {
    if (_codec == null) {
      _codec = message<VersionsResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.answers != null && obj.answers.length > 0) {
          for (const value of obj.answers) {
            w.uint32(10)
            VersionsAnswer.codec().encode(value, w)
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
          answers: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.answers != null && obj.answers.length === opts.limits.answers) {
                throw new MaxLengthError('Decode error - repeated field "answers" had too many elements')
              }

              obj.answers.push(VersionsAnswer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.answers$
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
          answers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.answers != null && obj.answers === opts.limits.answers) {
                throw new MaxLengthError('Streaming decode error - repeated field "answers" had too many elements')
              }

              for (const evt of VersionsAnswer.codec().stream(reader, reader.uint32(), `${prefix}.answers[]`, {
                limits: opts.limits?.answers$
              })) {
                yield {
                  ...evt,
                  index: obj.answers
                }
              }

              obj.answers++

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

  export interface VersionsResponseAnswersRecordFieldEvent {
    field: '$.answers[].record'
    value: Uint8Array
    index: number
  }

  export interface VersionsResponseAnswersVersionsOnlyFieldEvent {
    field: '$.answers[].versionsOnly'
    value: boolean
    index: number
  }

  export interface VersionsResponseAnswersStatusFieldEvent {
    field: '$.answers[].status'
    value: number
    index: number
  }

  export interface VersionsResponseAnswersDetailsFieldEvent {
    field: '$.answers[].details'
    value: Uint8Array
    index: number
  }

  export interface VersionsResponseViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface VersionsResponseViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<VersionsResponse>): Uint8Array {
    return encodeMessage(obj, VersionsResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VersionsResponse>): VersionsResponse {
    return decodeMessage(buf, VersionsResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VersionsResponse>): Generator<VersionsResponseAnswersRecordFieldEvent | VersionsResponseAnswersVersionsOnlyFieldEvent | VersionsResponseAnswersStatusFieldEvent | VersionsResponseAnswersDetailsFieldEvent | VersionsResponseViewEpochFieldEvent | VersionsResponseViewHashFieldEvent> {
    return streamMessage(buf, VersionsResponse.codec(), opts)
  }
}

export interface StoresItem {
  bucket: string
  key: Uint8Array
  record: Uint8Array
}

export namespace StoresItem {
  let _codec: Codec<StoresItem>

  export const codec = (): Codec<StoresItem> => {
    if (_codec == null) {
      _codec = message<StoresItem>((obj, w, opts = {}) => {
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
          key: NO_BYTES,
          record: NO_BYTES
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

  export interface StoresItemBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface StoresItemKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface StoresItemRecordFieldEvent {
    field: '$.record'
    value: Uint8Array
  }

  export function encode (obj: Partial<StoresItem>): Uint8Array {
    return encodeMessage(obj, StoresItem.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoresItem>): StoresItem {
    return decodeMessage(buf, StoresItem.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoresItem>): Generator<StoresItemBucketFieldEvent | StoresItemKeyFieldEvent | StoresItemRecordFieldEvent> {
    return streamMessage(buf, StoresItem.codec(), opts)
  }
}

export interface StoresRequest {
  items: StoresItem[]
  view?: ViewId
  durability: number
}

export namespace StoresRequest {
  let _codec: Codec<StoresRequest>

  export const codec = (): Codec<StoresRequest> => {
    if (_codec == null) {
      _codec = message<StoresRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.items != null && obj.items.length > 0) {
          for (const value of obj.items) {
            w.uint32(10)
            StoresItem.codec().encode(value, w)
          }
        }

        if (obj.view != null) {
          w.uint32(18)
          ViewId.codec().encode(obj.view, w)
        }

        if ((obj.durability != null && obj.durability !== 0)) {
          w.uint32(24)
          w.uint32(obj.durability)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          items: [],
          durability: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.items != null && obj.items.length === opts.limits.items) {
                throw new MaxLengthError('Decode error - repeated field "items" had too many elements')
              }

              obj.items.push(StoresItem.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.items$
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
              obj.durability = reader.uint32()
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
          items: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.items != null && obj.items === opts.limits.items) {
                throw new MaxLengthError('Streaming decode error - repeated field "items" had too many elements')
              }

              for (const evt of StoresItem.codec().stream(reader, reader.uint32(), `${prefix}.items[]`, {
                limits: opts.limits?.items$
              })) {
                yield {
                  ...evt,
                  index: obj.items
                }
              }

              obj.items++

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
                field: `${prefix}.durability`,
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

  export interface StoresRequestItemsBucketFieldEvent {
    field: '$.items[].bucket'
    value: string
    index: number
  }

  export interface StoresRequestItemsKeyFieldEvent {
    field: '$.items[].key'
    value: Uint8Array
    index: number
  }

  export interface StoresRequestItemsRecordFieldEvent {
    field: '$.items[].record'
    value: Uint8Array
    index: number
  }

  export interface StoresRequestViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface StoresRequestViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface StoresRequestDurabilityFieldEvent {
    field: '$.durability'
    value: number
  }

  export function encode (obj: Partial<StoresRequest>): Uint8Array {
    return encodeMessage(obj, StoresRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoresRequest>): StoresRequest {
    return decodeMessage(buf, StoresRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoresRequest>): Generator<StoresRequestItemsBucketFieldEvent | StoresRequestItemsKeyFieldEvent | StoresRequestItemsRecordFieldEvent | StoresRequestViewEpochFieldEvent | StoresRequestViewHashFieldEvent | StoresRequestDurabilityFieldEvent> {
    return streamMessage(buf, StoresRequest.codec(), opts)
  }
}

export interface StoresFailure {
  index: number
  status: number
  details: Uint8Array
}

export namespace StoresFailure {
  let _codec: Codec<StoresFailure>

  export const codec = (): Codec<StoresFailure> => {
    if (_codec == null) {
      _codec = message<StoresFailure>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.index != null && obj.index !== 0)) {
          w.uint32(8)
          w.uint32(obj.index)
        }

        if ((obj.status != null && obj.status !== 0)) {
          w.uint32(16)
          w.uint32(obj.status)
        }

        if ((obj.details != null && obj.details.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.details)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          index: 0,
          status: 0,
          details: NO_BYTES
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
              obj.status = reader.uint32()
              break
            }
            case 3: {
              obj.details = reader.bytes()
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
                field: `${prefix}.status`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.details`,
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

  export interface StoresFailureIndexFieldEvent {
    field: '$.index'
    value: number
  }

  export interface StoresFailureStatusFieldEvent {
    field: '$.status'
    value: number
  }

  export interface StoresFailureDetailsFieldEvent {
    field: '$.details'
    value: Uint8Array
  }

  export function encode (obj: Partial<StoresFailure>): Uint8Array {
    return encodeMessage(obj, StoresFailure.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoresFailure>): StoresFailure {
    return decodeMessage(buf, StoresFailure.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoresFailure>): Generator<StoresFailureIndexFieldEvent | StoresFailureStatusFieldEvent | StoresFailureDetailsFieldEvent> {
    return streamMessage(buf, StoresFailure.codec(), opts)
  }
}

export interface StoresResponse {
  view?: ViewId
  durability: number
  storeId: Uint8Array
  failures: StoresFailure[]
}

export namespace StoresResponse {
  let _codec: Codec<StoresResponse>

  export const codec = (): Codec<StoresResponse> => {
    if (_codec == null) {
      _codec = message<StoresResponse>((obj, w, opts = {}) => {
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

        if (obj.failures != null && obj.failures.length > 0) {
          for (const value of obj.failures) {
            w.uint32(34)
            StoresFailure.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          durability: 0,
          storeId: NO_BYTES,
          failures: []
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
            case 4: {
              if (opts.limits?.failures != null && obj.failures.length === opts.limits.failures) {
                throw new MaxLengthError('Decode error - repeated field "failures" had too many elements')
              }

              obj.failures.push(StoresFailure.codec().decode(reader, reader.uint32(), {
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
            case 4: {
              if (opts.limits?.failures != null && obj.failures === opts.limits.failures) {
                throw new MaxLengthError('Streaming decode error - repeated field "failures" had too many elements')
              }

              for (const evt of StoresFailure.codec().stream(reader, reader.uint32(), `${prefix}.failures[]`, {
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

  export interface StoresResponseViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface StoresResponseViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface StoresResponseDurabilityFieldEvent {
    field: '$.durability'
    value: number
  }

  export interface StoresResponseStoreIdFieldEvent {
    field: '$.storeId'
    value: Uint8Array
  }

  export interface StoresResponseFailuresIndexFieldEvent {
    field: '$.failures[].index'
    value: number
    index: number
  }

  export interface StoresResponseFailuresStatusFieldEvent {
    field: '$.failures[].status'
    value: number
    index: number
  }

  export interface StoresResponseFailuresDetailsFieldEvent {
    field: '$.failures[].details'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<StoresResponse>): Uint8Array {
    return encodeMessage(obj, StoresResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoresResponse>): StoresResponse {
    return decodeMessage(buf, StoresResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoresResponse>): Generator<StoresResponseViewEpochFieldEvent | StoresResponseViewHashFieldEvent | StoresResponseDurabilityFieldEvent | StoresResponseStoreIdFieldEvent | StoresResponseFailuresIndexFieldEvent | StoresResponseFailuresStatusFieldEvent | StoresResponseFailuresDetailsFieldEvent> {
    return streamMessage(buf, StoresResponse.codec(), opts)
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
