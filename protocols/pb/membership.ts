// Generated from membership.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface SignedMemberRecord {
  body: Uint8Array
  signature: Uint8Array
}

export namespace SignedMemberRecord {
  let _codec: Codec<SignedMemberRecord>

  export const codec = (): Codec<SignedMemberRecord> => {
    if (_codec == null) {
      _codec = message<SignedMemberRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.body != null && obj.body.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.body)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          body: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.body = reader.bytes()
              break
            }
            case 2: {
              obj.signature = reader.bytes()
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
                field: `${prefix}.body`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.signature`,
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

  export interface SignedMemberRecordBodyFieldEvent {
    field: '$.body'
    value: Uint8Array
  }

  export interface SignedMemberRecordSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<SignedMemberRecord>): Uint8Array {
    return encodeMessage(obj, SignedMemberRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedMemberRecord>): SignedMemberRecord {
    return decodeMessage(buf, SignedMemberRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedMemberRecord>): Generator<SignedMemberRecordBodyFieldEvent | SignedMemberRecordSignatureFieldEvent> {
    return streamMessage(buf, SignedMemberRecord.codec(), opts)
  }
}

export interface MemberRecord {
  cluster: string
  peerId: string
  storeId: Uint8Array
  incarnation: number
  status: number
  addresses: string[]
  zone: string
  weight: number
  version: string
  name: string
  view?: ViewId
  trackers?: Trackers
  run: bigint
  hlc: bigint
}

export namespace MemberRecord {
  let _codec: Codec<MemberRecord>

  export const codec = (): Codec<MemberRecord> => {
    if (_codec == null) {
      _codec = message<MemberRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.cluster != null && obj.cluster !== '')) {
          w.uint32(10)
          w.string(obj.cluster)
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(18)
          w.string(obj.peerId)
        }

        if ((obj.storeId != null && obj.storeId.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.storeId)
        }

        if ((obj.incarnation != null && obj.incarnation !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.incarnation)
        }

        if ((obj.status != null && obj.status !== 0)) {
          w.uint32(40)
          w.uint32(obj.status)
        }

        if (obj.addresses != null && obj.addresses.length > 0) {
          for (const value of obj.addresses) {
            w.uint32(50)
            w.string(value)
          }
        }

        if ((obj.zone != null && obj.zone !== '')) {
          w.uint32(58)
          w.string(obj.zone)
        }

        if ((obj.weight != null && obj.weight !== 0)) {
          w.uint32(64)
          w.uint32(obj.weight)
        }

        if ((obj.version != null && obj.version !== '')) {
          w.uint32(74)
          w.string(obj.version)
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(82)
          w.string(obj.name)
        }

        if (obj.view != null) {
          w.uint32(90)
          ViewId.codec().encode(obj.view, w)
        }

        if (obj.trackers != null) {
          w.uint32(98)
          Trackers.codec().encode(obj.trackers, w)
        }

        if ((obj.run != null && obj.run !== 0n)) {
          w.uint32(105)
          w.fixed64(obj.run)
        }

        if ((obj.hlc != null && obj.hlc !== 0n)) {
          w.uint32(121)
          w.fixed64(obj.hlc)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          cluster: '',
          peerId: '',
          storeId: uint8ArrayAlloc(0),
          incarnation: 0,
          status: 0,
          addresses: [],
          zone: '',
          weight: 0,
          version: '',
          name: '',
          run: 0n,
          hlc: 0n
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
              obj.peerId = reader.string()
              break
            }
            case 3: {
              obj.storeId = reader.bytes()
              break
            }
            case 4: {
              obj.incarnation = reader.uint64Number()
              break
            }
            case 5: {
              obj.status = reader.uint32()
              break
            }
            case 6: {
              if (opts.limits?.addresses != null && obj.addresses.length === opts.limits.addresses) {
                throw new MaxLengthError('Decode error - repeated field "addresses" had too many elements')
              }

              obj.addresses.push(reader.string())
              break
            }
            case 7: {
              obj.zone = reader.string()
              break
            }
            case 8: {
              obj.weight = reader.uint32()
              break
            }
            case 9: {
              obj.version = reader.string()
              break
            }
            case 10: {
              obj.name = reader.string()
              break
            }
            case 11: {
              obj.view = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.view
              })
              break
            }
            case 12: {
              obj.trackers = Trackers.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.trackers
              })
              break
            }
            case 13: {
              obj.run = reader.fixed64()
              break
            }
            case 15: {
              obj.hlc = reader.fixed64()
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
          addresses: 0
        }

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
                field: `${prefix}.peerId`,
                value: reader.string()
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
              yield {
                field: `${prefix}.incarnation`,
                value: reader.uint64Number()
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
            case 6: {
              if (opts.limits?.addresses != null && obj.addresses === opts.limits.addresses) {
                throw new MaxLengthError('Streaming decode error - repeated field "addresses" had too many elements')
              }

              yield {
                field: `${prefix}.addresses[]`,
                index: obj.addresses,
                value: reader.string()
              }

              obj.addresses++

              break
            }
            case 7: {
              yield {
                field: `${prefix}.zone`,
                value: reader.string()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.weight`,
                value: reader.uint32()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.version`,
                value: reader.string()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 11: {
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
              })

              break
            }
            case 12: {
              yield * Trackers.codec().stream(reader, reader.uint32(), `${prefix}.trackers`, {
                limits: opts.limits?.trackers
              })

              break
            }
            case 13: {
              yield {
                field: `${prefix}.run`,
                value: reader.fixed64()
              }
              break
            }
            case 15: {
              yield {
                field: `${prefix}.hlc`,
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

  export interface MemberRecordClusterFieldEvent {
    field: '$.cluster'
    value: string
  }

  export interface MemberRecordPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface MemberRecordStoreIdFieldEvent {
    field: '$.storeId'
    value: Uint8Array
  }

  export interface MemberRecordIncarnationFieldEvent {
    field: '$.incarnation'
    value: number
  }

  export interface MemberRecordStatusFieldEvent {
    field: '$.status'
    value: number
  }

  export interface MemberRecordAddressesFieldEvent {
    field: '$.addresses[]'
    index: number
    value: string
  }

  export interface MemberRecordZoneFieldEvent {
    field: '$.zone'
    value: string
  }

  export interface MemberRecordWeightFieldEvent {
    field: '$.weight'
    value: number
  }

  export interface MemberRecordVersionFieldEvent {
    field: '$.version'
    value: string
  }

  export interface MemberRecordNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface MemberRecordViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface MemberRecordViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface MemberRecordTrackersStoreIdFieldEvent {
    field: '$.trackers.storeId'
    value: Uint8Array
  }

  export interface MemberRecordTrackersAckEpochFieldEvent {
    field: '$.trackers.ack.epoch'
    value: number
  }

  export interface MemberRecordTrackersAckHashFieldEvent {
    field: '$.trackers.ack.hash'
    value: Uint8Array
  }

  export interface MemberRecordTrackersSyncEpochFieldEvent {
    field: '$.trackers.sync.epoch'
    value: number
  }

  export interface MemberRecordTrackersSyncHashFieldEvent {
    field: '$.trackers.sync.hash'
    value: Uint8Array
  }

  export interface MemberRecordTrackersSyncAckEpochFieldEvent {
    field: '$.trackers.syncAck.epoch'
    value: number
  }

  export interface MemberRecordTrackersSyncAckHashFieldEvent {
    field: '$.trackers.syncAck.hash'
    value: Uint8Array
  }

  export interface MemberRecordTrackersRetiredEpochFieldEvent {
    field: '$.trackers.retired.epoch'
    value: number
  }

  export interface MemberRecordTrackersRetiredHashFieldEvent {
    field: '$.trackers.retired.hash'
    value: Uint8Array
  }

  export interface MemberRecordRunFieldEvent {
    field: '$.run'
    value: bigint
  }

  export interface MemberRecordHlcFieldEvent {
    field: '$.hlc'
    value: bigint
  }

  export function encode (obj: Partial<MemberRecord>): Uint8Array {
    return encodeMessage(obj, MemberRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MemberRecord>): MemberRecord {
    return decodeMessage(buf, MemberRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MemberRecord>): Generator<MemberRecordClusterFieldEvent | MemberRecordPeerIdFieldEvent | MemberRecordStoreIdFieldEvent | MemberRecordIncarnationFieldEvent | MemberRecordStatusFieldEvent | MemberRecordAddressesFieldEvent | MemberRecordZoneFieldEvent | MemberRecordWeightFieldEvent | MemberRecordVersionFieldEvent | MemberRecordNameFieldEvent | MemberRecordViewEpochFieldEvent | MemberRecordViewHashFieldEvent | MemberRecordTrackersStoreIdFieldEvent | MemberRecordTrackersAckEpochFieldEvent | MemberRecordTrackersAckHashFieldEvent | MemberRecordTrackersSyncEpochFieldEvent | MemberRecordTrackersSyncHashFieldEvent | MemberRecordTrackersSyncAckEpochFieldEvent | MemberRecordTrackersSyncAckHashFieldEvent | MemberRecordTrackersRetiredEpochFieldEvent | MemberRecordTrackersRetiredHashFieldEvent | MemberRecordRunFieldEvent | MemberRecordHlcFieldEvent> {
    return streamMessage(buf, MemberRecord.codec(), opts)
  }
}

export interface ViewMark {
  epoch: number
  hash: Uint8Array
}

export namespace ViewMark {
  let _codec: Codec<ViewMark>

  export const codec = (): Codec<ViewMark> => {
    if (_codec == null) {
      _codec = message<ViewMark>((obj, w, opts = {}) => {
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
          hash: uint8ArrayAlloc(0)
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

  export interface ViewMarkEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ViewMarkHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<ViewMark>): Uint8Array {
    return encodeMessage(obj, ViewMark.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ViewMark>): ViewMark {
    return decodeMessage(buf, ViewMark.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ViewMark>): Generator<ViewMarkEpochFieldEvent | ViewMarkHashFieldEvent> {
    return streamMessage(buf, ViewMark.codec(), opts)
  }
}

export interface Trackers {
  storeId: Uint8Array
  ack?: ViewMark
  sync?: ViewMark
  syncAck?: ViewMark
  retired?: ViewMark
}

export namespace Trackers {
  let _codec: Codec<Trackers>

  export const codec = (): Codec<Trackers> => {
    if (_codec == null) {
      _codec = message<Trackers>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.storeId != null && obj.storeId.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.storeId)
        }

        if (obj.ack != null) {
          w.uint32(18)
          ViewMark.codec().encode(obj.ack, w)
        }

        if (obj.sync != null) {
          w.uint32(26)
          ViewMark.codec().encode(obj.sync, w)
        }

        if (obj.syncAck != null) {
          w.uint32(34)
          ViewMark.codec().encode(obj.syncAck, w)
        }

        if (obj.retired != null) {
          w.uint32(42)
          ViewMark.codec().encode(obj.retired, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          storeId: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.storeId = reader.bytes()
              break
            }
            case 2: {
              obj.ack = ViewMark.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ack
              })
              break
            }
            case 3: {
              obj.sync = ViewMark.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.sync
              })
              break
            }
            case 4: {
              obj.syncAck = ViewMark.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.syncAck
              })
              break
            }
            case 5: {
              obj.retired = ViewMark.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.retired
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
                field: `${prefix}.storeId`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield * ViewMark.codec().stream(reader, reader.uint32(), `${prefix}.ack`, {
                limits: opts.limits?.ack
              })

              break
            }
            case 3: {
              yield * ViewMark.codec().stream(reader, reader.uint32(), `${prefix}.sync`, {
                limits: opts.limits?.sync
              })

              break
            }
            case 4: {
              yield * ViewMark.codec().stream(reader, reader.uint32(), `${prefix}.syncAck`, {
                limits: opts.limits?.syncAck
              })

              break
            }
            case 5: {
              yield * ViewMark.codec().stream(reader, reader.uint32(), `${prefix}.retired`, {
                limits: opts.limits?.retired
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

  export interface TrackersStoreIdFieldEvent {
    field: '$.storeId'
    value: Uint8Array
  }

  export interface TrackersAckEpochFieldEvent {
    field: '$.ack.epoch'
    value: number
  }

  export interface TrackersAckHashFieldEvent {
    field: '$.ack.hash'
    value: Uint8Array
  }

  export interface TrackersSyncEpochFieldEvent {
    field: '$.sync.epoch'
    value: number
  }

  export interface TrackersSyncHashFieldEvent {
    field: '$.sync.hash'
    value: Uint8Array
  }

  export interface TrackersSyncAckEpochFieldEvent {
    field: '$.syncAck.epoch'
    value: number
  }

  export interface TrackersSyncAckHashFieldEvent {
    field: '$.syncAck.hash'
    value: Uint8Array
  }

  export interface TrackersRetiredEpochFieldEvent {
    field: '$.retired.epoch'
    value: number
  }

  export interface TrackersRetiredHashFieldEvent {
    field: '$.retired.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<Trackers>): Uint8Array {
    return encodeMessage(obj, Trackers.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Trackers>): Trackers {
    return decodeMessage(buf, Trackers.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Trackers>): Generator<TrackersStoreIdFieldEvent | TrackersAckEpochFieldEvent | TrackersAckHashFieldEvent | TrackersSyncEpochFieldEvent | TrackersSyncHashFieldEvent | TrackersSyncAckEpochFieldEvent | TrackersSyncAckHashFieldEvent | TrackersRetiredEpochFieldEvent | TrackersRetiredHashFieldEvent> {
    return streamMessage(buf, Trackers.codec(), opts)
  }
}

export interface Suspicion {
  peerId: string
  incarnation: number
  state: number
}

export namespace Suspicion {
  let _codec: Codec<Suspicion>

  export const codec = (): Codec<Suspicion> => {
    if (_codec == null) {
      _codec = message<Suspicion>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.incarnation != null && obj.incarnation !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.incarnation)
        }

        if ((obj.state != null && obj.state !== 0)) {
          w.uint32(24)
          w.uint32(obj.state)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          incarnation: 0,
          state: 0
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
              obj.incarnation = reader.uint64Number()
              break
            }
            case 3: {
              obj.state = reader.uint32()
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
                field: `${prefix}.incarnation`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.state`,
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

  export interface SuspicionPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface SuspicionIncarnationFieldEvent {
    field: '$.incarnation'
    value: number
  }

  export interface SuspicionStateFieldEvent {
    field: '$.state'
    value: number
  }

  export function encode (obj: Partial<Suspicion>): Uint8Array {
    return encodeMessage(obj, Suspicion.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Suspicion>): Suspicion {
    return decodeMessage(buf, Suspicion.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Suspicion>): Generator<SuspicionPeerIdFieldEvent | SuspicionIncarnationFieldEvent | SuspicionStateFieldEvent> {
    return streamMessage(buf, Suspicion.codec(), opts)
  }
}

export interface SignedBucketSettings {
  body: Uint8Array
  signature: Uint8Array
}

export namespace SignedBucketSettings {
  let _codec: Codec<SignedBucketSettings>

  export const codec = (): Codec<SignedBucketSettings> => {
    if (_codec == null) {
      _codec = message<SignedBucketSettings>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.body != null && obj.body.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.body)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          body: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.body = reader.bytes()
              break
            }
            case 2: {
              obj.signature = reader.bytes()
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
                field: `${prefix}.body`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.signature`,
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

  export interface SignedBucketSettingsBodyFieldEvent {
    field: '$.body'
    value: Uint8Array
  }

  export interface SignedBucketSettingsSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<SignedBucketSettings>): Uint8Array {
    return encodeMessage(obj, SignedBucketSettings.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedBucketSettings>): SignedBucketSettings {
    return decodeMessage(buf, SignedBucketSettings.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedBucketSettings>): Generator<SignedBucketSettingsBodyFieldEvent | SignedBucketSettingsSignatureFieldEvent> {
    return streamMessage(buf, SignedBucketSettings.codec(), opts)
  }
}

export interface BucketSettings {
  cluster: string
  bucket: string
  version: number
  n: number
  r?: Quorum
  w?: Quorum
  conflict: number
  ttlMs: number
  issuer: string
  hlc: bigint
}

export namespace BucketSettings {
  let _codec: Codec<BucketSettings>

  export const codec = (): Codec<BucketSettings> => {
    if (_codec == null) {
      _codec = message<BucketSettings>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.cluster != null && obj.cluster !== '')) {
          w.uint32(10)
          w.string(obj.cluster)
        }

        if ((obj.bucket != null && obj.bucket !== '')) {
          w.uint32(18)
          w.string(obj.bucket)
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.version)
        }

        if ((obj.n != null && obj.n !== 0)) {
          w.uint32(32)
          w.uint32(obj.n)
        }

        if (obj.r != null) {
          w.uint32(42)
          Quorum.codec().encode(obj.r, w)
        }

        if (obj.w != null) {
          w.uint32(50)
          Quorum.codec().encode(obj.w, w)
        }

        if ((obj.conflict != null && obj.conflict !== 0)) {
          w.uint32(56)
          w.uint32(obj.conflict)
        }

        if ((obj.ttlMs != null && obj.ttlMs !== 0)) {
          w.uint32(64)
          w.uint64Number(obj.ttlMs)
        }

        if ((obj.issuer != null && obj.issuer !== '')) {
          w.uint32(74)
          w.string(obj.issuer)
        }

        if ((obj.hlc != null && obj.hlc !== 0n)) {
          w.uint32(81)
          w.fixed64(obj.hlc)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          cluster: '',
          bucket: '',
          version: 0,
          n: 0,
          conflict: 0,
          ttlMs: 0,
          issuer: '',
          hlc: 0n
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
              obj.bucket = reader.string()
              break
            }
            case 3: {
              obj.version = reader.uint64Number()
              break
            }
            case 4: {
              obj.n = reader.uint32()
              break
            }
            case 5: {
              obj.r = Quorum.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.r
              })
              break
            }
            case 6: {
              obj.w = Quorum.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.w
              })
              break
            }
            case 7: {
              obj.conflict = reader.uint32()
              break
            }
            case 8: {
              obj.ttlMs = reader.uint64Number()
              break
            }
            case 9: {
              obj.issuer = reader.string()
              break
            }
            case 10: {
              obj.hlc = reader.fixed64()
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
                field: `${prefix}.bucket`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.version`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.n`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield * Quorum.codec().stream(reader, reader.uint32(), `${prefix}.r`, {
                limits: opts.limits?.r
              })

              break
            }
            case 6: {
              yield * Quorum.codec().stream(reader, reader.uint32(), `${prefix}.w`, {
                limits: opts.limits?.w
              })

              break
            }
            case 7: {
              yield {
                field: `${prefix}.conflict`,
                value: reader.uint32()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.ttlMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.issuer`,
                value: reader.string()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.hlc`,
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

  export interface BucketSettingsClusterFieldEvent {
    field: '$.cluster'
    value: string
  }

  export interface BucketSettingsBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface BucketSettingsVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface BucketSettingsNFieldEvent {
    field: '$.n'
    value: number
  }

  export interface BucketSettingsRKindFieldEvent {
    field: '$.r.kind'
    value: number
  }

  export interface BucketSettingsRCountFieldEvent {
    field: '$.r.count'
    value: number
  }

  export interface BucketSettingsWKindFieldEvent {
    field: '$.w.kind'
    value: number
  }

  export interface BucketSettingsWCountFieldEvent {
    field: '$.w.count'
    value: number
  }

  export interface BucketSettingsConflictFieldEvent {
    field: '$.conflict'
    value: number
  }

  export interface BucketSettingsTtlMsFieldEvent {
    field: '$.ttlMs'
    value: number
  }

  export interface BucketSettingsIssuerFieldEvent {
    field: '$.issuer'
    value: string
  }

  export interface BucketSettingsHlcFieldEvent {
    field: '$.hlc'
    value: bigint
  }

  export function encode (obj: Partial<BucketSettings>): Uint8Array {
    return encodeMessage(obj, BucketSettings.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketSettings>): BucketSettings {
    return decodeMessage(buf, BucketSettings.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketSettings>): Generator<BucketSettingsClusterFieldEvent | BucketSettingsBucketFieldEvent | BucketSettingsVersionFieldEvent | BucketSettingsNFieldEvent | BucketSettingsRKindFieldEvent | BucketSettingsRCountFieldEvent | BucketSettingsWKindFieldEvent | BucketSettingsWCountFieldEvent | BucketSettingsConflictFieldEvent | BucketSettingsTtlMsFieldEvent | BucketSettingsIssuerFieldEvent | BucketSettingsHlcFieldEvent> {
    return streamMessage(buf, BucketSettings.codec(), opts)
  }
}

export interface Gossip {
  members: SignedMemberRecord[]
  suspicions: Suspicion[]
  view?: ViewId
  buckets: SignedBucketSettings[]
}

export namespace Gossip {
  let _codec: Codec<Gossip>

  export const codec = (): Codec<Gossip> => {
    if (_codec == null) {
      _codec = message<Gossip>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.members != null && obj.members.length > 0) {
          for (const value of obj.members) {
            w.uint32(10)
            SignedMemberRecord.codec().encode(value, w)
          }
        }

        if (obj.suspicions != null && obj.suspicions.length > 0) {
          for (const value of obj.suspicions) {
            w.uint32(18)
            Suspicion.codec().encode(value, w)
          }
        }

        if (obj.view != null) {
          w.uint32(26)
          ViewId.codec().encode(obj.view, w)
        }

        if (obj.buckets != null && obj.buckets.length > 0) {
          for (const value of obj.buckets) {
            w.uint32(34)
            SignedBucketSettings.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          members: [],
          suspicions: [],
          buckets: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.members != null && obj.members.length === opts.limits.members) {
                throw new MaxLengthError('Decode error - repeated field "members" had too many elements')
              }

              obj.members.push(SignedMemberRecord.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.members$
              }))
              break
            }
            case 2: {
              if (opts.limits?.suspicions != null && obj.suspicions.length === opts.limits.suspicions) {
                throw new MaxLengthError('Decode error - repeated field "suspicions" had too many elements')
              }

              obj.suspicions.push(Suspicion.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.suspicions$
              }))
              break
            }
            case 3: {
              obj.view = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.view
              })
              break
            }
            case 4: {
              if (opts.limits?.buckets != null && obj.buckets.length === opts.limits.buckets) {
                throw new MaxLengthError('Decode error - repeated field "buckets" had too many elements')
              }

              obj.buckets.push(SignedBucketSettings.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.buckets$
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
          members: 0,
          suspicions: 0,
          buckets: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.members != null && obj.members === opts.limits.members) {
                throw new MaxLengthError('Streaming decode error - repeated field "members" had too many elements')
              }

              for (const evt of SignedMemberRecord.codec().stream(reader, reader.uint32(), `${prefix}.members[]`, {
                limits: opts.limits?.members$
              })) {
                yield {
                  ...evt,
                  index: obj.members
                }
              }

              obj.members++

              break
            }
            case 2: {
              if (opts.limits?.suspicions != null && obj.suspicions === opts.limits.suspicions) {
                throw new MaxLengthError('Streaming decode error - repeated field "suspicions" had too many elements')
              }

              for (const evt of Suspicion.codec().stream(reader, reader.uint32(), `${prefix}.suspicions[]`, {
                limits: opts.limits?.suspicions$
              })) {
                yield {
                  ...evt,
                  index: obj.suspicions
                }
              }

              obj.suspicions++

              break
            }
            case 3: {
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
              })

              break
            }
            case 4: {
              if (opts.limits?.buckets != null && obj.buckets === opts.limits.buckets) {
                throw new MaxLengthError('Streaming decode error - repeated field "buckets" had too many elements')
              }

              for (const evt of SignedBucketSettings.codec().stream(reader, reader.uint32(), `${prefix}.buckets[]`, {
                limits: opts.limits?.buckets$
              })) {
                yield {
                  ...evt,
                  index: obj.buckets
                }
              }

              obj.buckets++

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

  export interface GossipMembersBodyFieldEvent {
    field: '$.members[].body'
    value: Uint8Array
    index: number
  }

  export interface GossipMembersSignatureFieldEvent {
    field: '$.members[].signature'
    value: Uint8Array
    index: number
  }

  export interface GossipSuspicionsPeerIdFieldEvent {
    field: '$.suspicions[].peerId'
    value: string
    index: number
  }

  export interface GossipSuspicionsIncarnationFieldEvent {
    field: '$.suspicions[].incarnation'
    value: number
    index: number
  }

  export interface GossipSuspicionsStateFieldEvent {
    field: '$.suspicions[].state'
    value: number
    index: number
  }

  export interface GossipViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface GossipViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface GossipBucketsBodyFieldEvent {
    field: '$.buckets[].body'
    value: Uint8Array
    index: number
  }

  export interface GossipBucketsSignatureFieldEvent {
    field: '$.buckets[].signature'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<Gossip>): Uint8Array {
    return encodeMessage(obj, Gossip.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Gossip>): Gossip {
    return decodeMessage(buf, Gossip.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Gossip>): Generator<GossipMembersBodyFieldEvent | GossipMembersSignatureFieldEvent | GossipSuspicionsPeerIdFieldEvent | GossipSuspicionsIncarnationFieldEvent | GossipSuspicionsStateFieldEvent | GossipViewEpochFieldEvent | GossipViewHashFieldEvent | GossipBucketsBodyFieldEvent | GossipBucketsSignatureFieldEvent> {
    return streamMessage(buf, Gossip.codec(), opts)
  }
}

export interface ExchangeRequest {
  members: SignedMemberRecord[]
  view?: ViewId
  buckets: SignedBucketSettings[]
  digest: Uint8Array
}

export namespace ExchangeRequest {
  let _codec: Codec<ExchangeRequest>

  export const codec = (): Codec<ExchangeRequest> => {
    if (_codec == null) {
      _codec = message<ExchangeRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.members != null && obj.members.length > 0) {
          for (const value of obj.members) {
            w.uint32(10)
            SignedMemberRecord.codec().encode(value, w)
          }
        }

        if (obj.view != null) {
          w.uint32(18)
          ViewId.codec().encode(obj.view, w)
        }

        if (obj.buckets != null && obj.buckets.length > 0) {
          for (const value of obj.buckets) {
            w.uint32(26)
            SignedBucketSettings.codec().encode(value, w)
          }
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(66)
          w.bytes(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          members: [],
          buckets: [],
          digest: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.members != null && obj.members.length === opts.limits.members) {
                throw new MaxLengthError('Decode error - repeated field "members" had too many elements')
              }

              obj.members.push(SignedMemberRecord.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.members$
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
              if (opts.limits?.buckets != null && obj.buckets.length === opts.limits.buckets) {
                throw new MaxLengthError('Decode error - repeated field "buckets" had too many elements')
              }

              obj.buckets.push(SignedBucketSettings.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.buckets$
              }))
              break
            }
            case 8: {
              obj.digest = reader.bytes()
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
          members: 0,
          buckets: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.members != null && obj.members === opts.limits.members) {
                throw new MaxLengthError('Streaming decode error - repeated field "members" had too many elements')
              }

              for (const evt of SignedMemberRecord.codec().stream(reader, reader.uint32(), `${prefix}.members[]`, {
                limits: opts.limits?.members$
              })) {
                yield {
                  ...evt,
                  index: obj.members
                }
              }

              obj.members++

              break
            }
            case 2: {
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
              })

              break
            }
            case 3: {
              if (opts.limits?.buckets != null && obj.buckets === opts.limits.buckets) {
                throw new MaxLengthError('Streaming decode error - repeated field "buckets" had too many elements')
              }

              for (const evt of SignedBucketSettings.codec().stream(reader, reader.uint32(), `${prefix}.buckets[]`, {
                limits: opts.limits?.buckets$
              })) {
                yield {
                  ...evt,
                  index: obj.buckets
                }
              }

              obj.buckets++

              break
            }
            case 8: {
              yield {
                field: `${prefix}.digest`,
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

  export interface ExchangeRequestMembersBodyFieldEvent {
    field: '$.members[].body'
    value: Uint8Array
    index: number
  }

  export interface ExchangeRequestMembersSignatureFieldEvent {
    field: '$.members[].signature'
    value: Uint8Array
    index: number
  }

  export interface ExchangeRequestViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface ExchangeRequestViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface ExchangeRequestBucketsBodyFieldEvent {
    field: '$.buckets[].body'
    value: Uint8Array
    index: number
  }

  export interface ExchangeRequestBucketsSignatureFieldEvent {
    field: '$.buckets[].signature'
    value: Uint8Array
    index: number
  }

  export interface ExchangeRequestDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array
  }

  export function encode (obj: Partial<ExchangeRequest>): Uint8Array {
    return encodeMessage(obj, ExchangeRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ExchangeRequest>): ExchangeRequest {
    return decodeMessage(buf, ExchangeRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ExchangeRequest>): Generator<ExchangeRequestMembersBodyFieldEvent | ExchangeRequestMembersSignatureFieldEvent | ExchangeRequestViewEpochFieldEvent | ExchangeRequestViewHashFieldEvent | ExchangeRequestBucketsBodyFieldEvent | ExchangeRequestBucketsSignatureFieldEvent | ExchangeRequestDigestFieldEvent> {
    return streamMessage(buf, ExchangeRequest.codec(), opts)
  }
}

export interface ExchangeResponse {
  members: SignedMemberRecord[]
  view?: ViewId
  buckets: SignedBucketSettings[]
  digest: Uint8Array
}

export namespace ExchangeResponse {
  let _codec: Codec<ExchangeResponse>

  export const codec = (): Codec<ExchangeResponse> => {
    if (_codec == null) {
      _codec = message<ExchangeResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.members != null && obj.members.length > 0) {
          for (const value of obj.members) {
            w.uint32(10)
            SignedMemberRecord.codec().encode(value, w)
          }
        }

        if (obj.view != null) {
          w.uint32(18)
          ViewId.codec().encode(obj.view, w)
        }

        if (obj.buckets != null && obj.buckets.length > 0) {
          for (const value of obj.buckets) {
            w.uint32(26)
            SignedBucketSettings.codec().encode(value, w)
          }
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(66)
          w.bytes(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          members: [],
          buckets: [],
          digest: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.members != null && obj.members.length === opts.limits.members) {
                throw new MaxLengthError('Decode error - repeated field "members" had too many elements')
              }

              obj.members.push(SignedMemberRecord.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.members$
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
              if (opts.limits?.buckets != null && obj.buckets.length === opts.limits.buckets) {
                throw new MaxLengthError('Decode error - repeated field "buckets" had too many elements')
              }

              obj.buckets.push(SignedBucketSettings.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.buckets$
              }))
              break
            }
            case 8: {
              obj.digest = reader.bytes()
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
          members: 0,
          buckets: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.members != null && obj.members === opts.limits.members) {
                throw new MaxLengthError('Streaming decode error - repeated field "members" had too many elements')
              }

              for (const evt of SignedMemberRecord.codec().stream(reader, reader.uint32(), `${prefix}.members[]`, {
                limits: opts.limits?.members$
              })) {
                yield {
                  ...evt,
                  index: obj.members
                }
              }

              obj.members++

              break
            }
            case 2: {
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
              })

              break
            }
            case 3: {
              if (opts.limits?.buckets != null && obj.buckets === opts.limits.buckets) {
                throw new MaxLengthError('Streaming decode error - repeated field "buckets" had too many elements')
              }

              for (const evt of SignedBucketSettings.codec().stream(reader, reader.uint32(), `${prefix}.buckets[]`, {
                limits: opts.limits?.buckets$
              })) {
                yield {
                  ...evt,
                  index: obj.buckets
                }
              }

              obj.buckets++

              break
            }
            case 8: {
              yield {
                field: `${prefix}.digest`,
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

  export interface ExchangeResponseMembersBodyFieldEvent {
    field: '$.members[].body'
    value: Uint8Array
    index: number
  }

  export interface ExchangeResponseMembersSignatureFieldEvent {
    field: '$.members[].signature'
    value: Uint8Array
    index: number
  }

  export interface ExchangeResponseViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface ExchangeResponseViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface ExchangeResponseBucketsBodyFieldEvent {
    field: '$.buckets[].body'
    value: Uint8Array
    index: number
  }

  export interface ExchangeResponseBucketsSignatureFieldEvent {
    field: '$.buckets[].signature'
    value: Uint8Array
    index: number
  }

  export interface ExchangeResponseDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array
  }

  export function encode (obj: Partial<ExchangeResponse>): Uint8Array {
    return encodeMessage(obj, ExchangeResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ExchangeResponse>): ExchangeResponse {
    return decodeMessage(buf, ExchangeResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ExchangeResponse>): Generator<ExchangeResponseMembersBodyFieldEvent | ExchangeResponseMembersSignatureFieldEvent | ExchangeResponseViewEpochFieldEvent | ExchangeResponseViewHashFieldEvent | ExchangeResponseBucketsBodyFieldEvent | ExchangeResponseBucketsSignatureFieldEvent | ExchangeResponseDigestFieldEvent> {
    return streamMessage(buf, ExchangeResponse.codec(), opts)
  }
}

export interface RingMember {
  peerId: string
  storeId: Uint8Array
  weight: number
  zone: string
}

export namespace RingMember {
  let _codec: Codec<RingMember>

  export const codec = (): Codec<RingMember> => {
    if (_codec == null) {
      _codec = message<RingMember>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.storeId != null && obj.storeId.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.storeId)
        }

        if ((obj.weight != null && obj.weight !== 0)) {
          w.uint32(24)
          w.uint32(obj.weight)
        }

        if ((obj.zone != null && obj.zone !== '')) {
          w.uint32(34)
          w.string(obj.zone)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          storeId: uint8ArrayAlloc(0),
          weight: 0,
          zone: ''
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
              obj.storeId = reader.bytes()
              break
            }
            case 3: {
              obj.weight = reader.uint32()
              break
            }
            case 4: {
              obj.zone = reader.string()
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
                field: `${prefix}.storeId`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.weight`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.zone`,
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

  export interface RingMemberPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface RingMemberStoreIdFieldEvent {
    field: '$.storeId'
    value: Uint8Array
  }

  export interface RingMemberWeightFieldEvent {
    field: '$.weight'
    value: number
  }

  export interface RingMemberZoneFieldEvent {
    field: '$.zone'
    value: string
  }

  export function encode (obj: Partial<RingMember>): Uint8Array {
    return encodeMessage(obj, RingMember.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingMember>): RingMember {
    return decodeMessage(buf, RingMember.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingMember>): Generator<RingMemberPeerIdFieldEvent | RingMemberStoreIdFieldEvent | RingMemberWeightFieldEvent | RingMemberZoneFieldEvent> {
    return streamMessage(buf, RingMember.codec(), opts)
  }
}

export interface RingView {
  cluster: string
  epoch: number
  previousHash: Uint8Array
  partitions: number
  replicas: number
  members: RingMember[]
  assignment: Uint8Array
  issuer: string
  reason: string
  issuedAt: number
  skips: string[]
}

export namespace RingView {
  let _codec: Codec<RingView>

  export const codec = (): Codec<RingView> => {
    if (_codec == null) {
      _codec = message<RingView>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.cluster != null && obj.cluster !== '')) {
          w.uint32(10)
          w.string(obj.cluster)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.previousHash != null && obj.previousHash.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.previousHash)
        }

        if ((obj.partitions != null && obj.partitions !== 0)) {
          w.uint32(32)
          w.uint32(obj.partitions)
        }

        if ((obj.replicas != null && obj.replicas !== 0)) {
          w.uint32(40)
          w.uint32(obj.replicas)
        }

        if (obj.members != null && obj.members.length > 0) {
          for (const value of obj.members) {
            w.uint32(50)
            RingMember.codec().encode(value, w)
          }
        }

        if ((obj.assignment != null && obj.assignment.byteLength > 0)) {
          w.uint32(58)
          w.bytes(obj.assignment)
        }

        if ((obj.issuer != null && obj.issuer !== '')) {
          w.uint32(66)
          w.string(obj.issuer)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(74)
          w.string(obj.reason)
        }

        if ((obj.issuedAt != null && obj.issuedAt !== 0)) {
          w.uint32(80)
          w.uint64Number(obj.issuedAt)
        }

        if (obj.skips != null && obj.skips.length > 0) {
          for (const value of obj.skips) {
            w.uint32(90)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          cluster: '',
          epoch: 0,
          previousHash: uint8ArrayAlloc(0),
          partitions: 0,
          replicas: 0,
          members: [],
          assignment: uint8ArrayAlloc(0),
          issuer: '',
          reason: '',
          issuedAt: 0,
          skips: []
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
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.previousHash = reader.bytes()
              break
            }
            case 4: {
              obj.partitions = reader.uint32()
              break
            }
            case 5: {
              obj.replicas = reader.uint32()
              break
            }
            case 6: {
              if (opts.limits?.members != null && obj.members.length === opts.limits.members) {
                throw new MaxLengthError('Decode error - repeated field "members" had too many elements')
              }

              obj.members.push(RingMember.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.members$
              }))
              break
            }
            case 7: {
              obj.assignment = reader.bytes()
              break
            }
            case 8: {
              obj.issuer = reader.string()
              break
            }
            case 9: {
              obj.reason = reader.string()
              break
            }
            case 10: {
              obj.issuedAt = reader.uint64Number()
              break
            }
            case 11: {
              if (opts.limits?.skips != null && obj.skips.length === opts.limits.skips) {
                throw new MaxLengthError('Decode error - repeated field "skips" had too many elements')
              }

              obj.skips.push(reader.string())
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
          members: 0,
          skips: 0
        }

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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.previousHash`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.partitions`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.replicas`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              if (opts.limits?.members != null && obj.members === opts.limits.members) {
                throw new MaxLengthError('Streaming decode error - repeated field "members" had too many elements')
              }

              for (const evt of RingMember.codec().stream(reader, reader.uint32(), `${prefix}.members[]`, {
                limits: opts.limits?.members$
              })) {
                yield {
                  ...evt,
                  index: obj.members
                }
              }

              obj.members++

              break
            }
            case 7: {
              yield {
                field: `${prefix}.assignment`,
                value: reader.bytes()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.issuer`,
                value: reader.string()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.reason`,
                value: reader.string()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.issuedAt`,
                value: reader.uint64Number()
              }
              break
            }
            case 11: {
              if (opts.limits?.skips != null && obj.skips === opts.limits.skips) {
                throw new MaxLengthError('Streaming decode error - repeated field "skips" had too many elements')
              }

              yield {
                field: `${prefix}.skips[]`,
                index: obj.skips,
                value: reader.string()
              }

              obj.skips++

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

  export interface RingViewClusterFieldEvent {
    field: '$.cluster'
    value: string
  }

  export interface RingViewEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface RingViewPreviousHashFieldEvent {
    field: '$.previousHash'
    value: Uint8Array
  }

  export interface RingViewPartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export interface RingViewReplicasFieldEvent {
    field: '$.replicas'
    value: number
  }

  export interface RingViewMembersPeerIdFieldEvent {
    field: '$.members[].peerId'
    value: string
    index: number
  }

  export interface RingViewMembersStoreIdFieldEvent {
    field: '$.members[].storeId'
    value: Uint8Array
    index: number
  }

  export interface RingViewMembersWeightFieldEvent {
    field: '$.members[].weight'
    value: number
    index: number
  }

  export interface RingViewMembersZoneFieldEvent {
    field: '$.members[].zone'
    value: string
    index: number
  }

  export interface RingViewAssignmentFieldEvent {
    field: '$.assignment'
    value: Uint8Array
  }

  export interface RingViewIssuerFieldEvent {
    field: '$.issuer'
    value: string
  }

  export interface RingViewReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface RingViewIssuedAtFieldEvent {
    field: '$.issuedAt'
    value: number
  }

  export interface RingViewSkipsFieldEvent {
    field: '$.skips[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<RingView>): Uint8Array {
    return encodeMessage(obj, RingView.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingView>): RingView {
    return decodeMessage(buf, RingView.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingView>): Generator<RingViewClusterFieldEvent | RingViewEpochFieldEvent | RingViewPreviousHashFieldEvent | RingViewPartitionsFieldEvent | RingViewReplicasFieldEvent | RingViewMembersPeerIdFieldEvent | RingViewMembersStoreIdFieldEvent | RingViewMembersWeightFieldEvent | RingViewMembersZoneFieldEvent | RingViewAssignmentFieldEvent | RingViewIssuerFieldEvent | RingViewReasonFieldEvent | RingViewIssuedAtFieldEvent | RingViewSkipsFieldEvent> {
    return streamMessage(buf, RingView.codec(), opts)
  }
}

export interface SignedRingView {
  body: Uint8Array
  signature: Uint8Array
}

export namespace SignedRingView {
  let _codec: Codec<SignedRingView>

  export const codec = (): Codec<SignedRingView> => {
    if (_codec == null) {
      _codec = message<SignedRingView>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.body != null && obj.body.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.body)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          body: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.body = reader.bytes()
              break
            }
            case 2: {
              obj.signature = reader.bytes()
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
                field: `${prefix}.body`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.signature`,
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

  export interface SignedRingViewBodyFieldEvent {
    field: '$.body'
    value: Uint8Array
  }

  export interface SignedRingViewSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<SignedRingView>): Uint8Array {
    return encodeMessage(obj, SignedRingView.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedRingView>): SignedRingView {
    return decodeMessage(buf, SignedRingView.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedRingView>): Generator<SignedRingViewBodyFieldEvent | SignedRingViewSignatureFieldEvent> {
    return streamMessage(buf, SignedRingView.codec(), opts)
  }
}

export interface FetchViewsRequest {
  afterEpoch: number
  limit: number
}

export namespace FetchViewsRequest {
  let _codec: Codec<FetchViewsRequest>

  export const codec = (): Codec<FetchViewsRequest> => {
    if (_codec == null) {
      _codec = message<FetchViewsRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.afterEpoch != null && obj.afterEpoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.afterEpoch)
        }

        if ((obj.limit != null && obj.limit !== 0)) {
          w.uint32(16)
          w.uint32(obj.limit)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          afterEpoch: 0,
          limit: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.afterEpoch = reader.uint64Number()
              break
            }
            case 2: {
              obj.limit = reader.uint32()
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
                field: `${prefix}.afterEpoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.limit`,
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

  export interface FetchViewsRequestAfterEpochFieldEvent {
    field: '$.afterEpoch'
    value: number
  }

  export interface FetchViewsRequestLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export function encode (obj: Partial<FetchViewsRequest>): Uint8Array {
    return encodeMessage(obj, FetchViewsRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FetchViewsRequest>): FetchViewsRequest {
    return decodeMessage(buf, FetchViewsRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FetchViewsRequest>): Generator<FetchViewsRequestAfterEpochFieldEvent | FetchViewsRequestLimitFieldEvent> {
    return streamMessage(buf, FetchViewsRequest.codec(), opts)
  }
}

export interface FetchViewsResponse {
  views: SignedRingView[]
  more: boolean
}

export namespace FetchViewsResponse {
  let _codec: Codec<FetchViewsResponse>

  export const codec = (): Codec<FetchViewsResponse> => {
    if (_codec == null) {
      _codec = message<FetchViewsResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.views != null && obj.views.length > 0) {
          for (const value of obj.views) {
            w.uint32(10)
            SignedRingView.codec().encode(value, w)
          }
        }

        if ((obj.more != null && obj.more !== false)) {
          w.uint32(16)
          w.bool(obj.more)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          views: [],
          more: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.views != null && obj.views.length === opts.limits.views) {
                throw new MaxLengthError('Decode error - repeated field "views" had too many elements')
              }

              obj.views.push(SignedRingView.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.views$
              }))
              break
            }
            case 2: {
              obj.more = reader.bool()
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
          views: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.views != null && obj.views === opts.limits.views) {
                throw new MaxLengthError('Streaming decode error - repeated field "views" had too many elements')
              }

              for (const evt of SignedRingView.codec().stream(reader, reader.uint32(), `${prefix}.views[]`, {
                limits: opts.limits?.views$
              })) {
                yield {
                  ...evt,
                  index: obj.views
                }
              }

              obj.views++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.more`,
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

  export interface FetchViewsResponseViewsBodyFieldEvent {
    field: '$.views[].body'
    value: Uint8Array
    index: number
  }

  export interface FetchViewsResponseViewsSignatureFieldEvent {
    field: '$.views[].signature'
    value: Uint8Array
    index: number
  }

  export interface FetchViewsResponseMoreFieldEvent {
    field: '$.more'
    value: boolean
  }

  export function encode (obj: Partial<FetchViewsResponse>): Uint8Array {
    return encodeMessage(obj, FetchViewsResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FetchViewsResponse>): FetchViewsResponse {
    return decodeMessage(buf, FetchViewsResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FetchViewsResponse>): Generator<FetchViewsResponseViewsBodyFieldEvent | FetchViewsResponseViewsSignatureFieldEvent | FetchViewsResponseMoreFieldEvent> {
    return streamMessage(buf, FetchViewsResponse.codec(), opts)
  }
}

export interface JoinRequest {
  member?: SignedMemberRecord
}

export namespace JoinRequest {
  let _codec: Codec<JoinRequest>

  export const codec = (): Codec<JoinRequest> => {
    if (_codec == null) {
      _codec = message<JoinRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.member != null) {
          w.uint32(10)
          SignedMemberRecord.codec().encode(obj.member, w)
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
              obj.member = SignedMemberRecord.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.member
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
              yield * SignedMemberRecord.codec().stream(reader, reader.uint32(), `${prefix}.member`, {
                limits: opts.limits?.member
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

  export interface JoinRequestMemberBodyFieldEvent {
    field: '$.member.body'
    value: Uint8Array
  }

  export interface JoinRequestMemberSignatureFieldEvent {
    field: '$.member.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<JoinRequest>): Uint8Array {
    return encodeMessage(obj, JoinRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JoinRequest>): JoinRequest {
    return decodeMessage(buf, JoinRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JoinRequest>): Generator<JoinRequestMemberBodyFieldEvent | JoinRequestMemberSignatureFieldEvent> {
    return streamMessage(buf, JoinRequest.codec(), opts)
  }
}

export interface JoinResponse {
  view?: ViewId
}

export namespace JoinResponse {
  let _codec: Codec<JoinResponse>

  export const codec = (): Codec<JoinResponse> => {
    if (_codec == null) {
      _codec = message<JoinResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.view != null) {
          w.uint32(10)
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

  export interface JoinResponseViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface JoinResponseViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<JoinResponse>): Uint8Array {
    return encodeMessage(obj, JoinResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JoinResponse>): JoinResponse {
    return decodeMessage(buf, JoinResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JoinResponse>): Generator<JoinResponseViewEpochFieldEvent | JoinResponseViewHashFieldEvent> {
    return streamMessage(buf, JoinResponse.codec(), opts)
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
          key: uint8ArrayAlloc(0),
          strict: false,
          notBefore: uint8ArrayAlloc(0)
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
          context: uint8ArrayAlloc(0),
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
          value: uint8ArrayAlloc(0),
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          key: uint8ArrayAlloc(0),
          strict: false,
          context: uint8ArrayAlloc(0),
          ttlMs: 0,
          condition: 0,
          requestId: uint8ArrayAlloc(0),
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

  export function encode (obj: Partial<PutRequest>): Uint8Array {
    return encodeMessage(obj, PutRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PutRequest>): PutRequest {
    return decodeMessage(buf, PutRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PutRequest>): Generator<PutRequestBucketFieldEvent | PutRequestKeyFieldEvent | PutRequestValueFieldEvent | PutRequestWKindFieldEvent | PutRequestWCountFieldEvent | PutRequestStrictFieldEvent | PutRequestContextFieldEvent | PutRequestTtlMsFieldEvent | PutRequestConditionFieldEvent | PutRequestRequestIdFieldEvent | PutRequestForwardedFieldEvent | PutRequestDurabilityFieldEvent | PutRequestReturnPreviousFieldEvent | PutRequestNeverExpiresFieldEvent | PutRequestPwKindFieldEvent | PutRequestPwCountFieldEvent | PutRequestExplainFieldEvent | PutRequestNotBeforeFieldEvent> {
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
          context: uint8ArrayAlloc(0),
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
          hash: uint8ArrayAlloc(0)
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
  valuesBytesMax?: number
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

        if (obj.valuesBytesMax != null) {
          w.uint32(32)
          w.uint32(obj.valuesBytesMax)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          key: uint8ArrayAlloc(0)
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
            case 4: {
              obj.valuesBytesMax = reader.uint32()
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
            case 4: {
              yield {
                field: `${prefix}.valuesBytesMax`,
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

  export interface ReadRequestValuesBytesMaxFieldEvent {
    field: '$.valuesBytesMax'
    value: number
  }

  export function encode (obj: Partial<ReadRequest>): Uint8Array {
    return encodeMessage(obj, ReadRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadRequest>): ReadRequest {
    return decodeMessage(buf, ReadRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadRequest>): Generator<ReadRequestBucketFieldEvent | ReadRequestKeyFieldEvent | ReadRequestViewEpochFieldEvent | ReadRequestViewHashFieldEvent | ReadRequestValuesBytesMaxFieldEvent> {
    return streamMessage(buf, ReadRequest.codec(), opts)
  }
}

export interface ReadResponse {
  record?: Uint8Array
  view?: ViewId
  versionsOnly?: boolean
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

        if (obj.versionsOnly != null) {
          w.uint32(24)
          w.bool(obj.versionsOnly)
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
            case 3: {
              obj.versionsOnly = reader.bool()
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
            case 3: {
              yield {
                field: `${prefix}.versionsOnly`,
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

  export interface ReadResponseVersionsOnlyFieldEvent {
    field: '$.versionsOnly'
    value: boolean
  }

  export function encode (obj: Partial<ReadResponse>): Uint8Array {
    return encodeMessage(obj, ReadResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadResponse>): ReadResponse {
    return decodeMessage(buf, ReadResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadResponse>): Generator<ReadResponseRecordFieldEvent | ReadResponseViewEpochFieldEvent | ReadResponseViewHashFieldEvent | ReadResponseVersionsOnlyFieldEvent> {
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
          key: uint8ArrayAlloc(0),
          record: uint8ArrayAlloc(0),
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
          storeId: uint8ArrayAlloc(0)
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
