// Generated from membership.proto by npm run generate. Do not edit.
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

const NO_BYTES = new Uint8Array(0)

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
          body: NO_BYTES,
          signature: NO_BYTES
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
  credentials: Uint8Array
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

        if ((obj.credentials != null && obj.credentials.byteLength > 0)) {
          w.uint32(130)
          w.bytes(obj.credentials)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          cluster: '',
          peerId: '',
          storeId: NO_BYTES,
          incarnation: 0,
          status: 0,
          addresses: [],
          zone: '',
          weight: 0,
          version: '',
          name: '',
          run: 0n,
          hlc: 0n,
          credentials: NO_BYTES
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
            case 16: {
              obj.credentials = reader.bytes()
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
            case 16: {
              yield {
                field: `${prefix}.credentials`,
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

  export interface MemberRecordCredentialsFieldEvent {
    field: '$.credentials'
    value: Uint8Array
  }

  export function encode (obj: Partial<MemberRecord>): Uint8Array {
    return encodeMessage(obj, MemberRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MemberRecord>): MemberRecord {
    return decodeMessage(buf, MemberRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MemberRecord>): Generator<MemberRecordClusterFieldEvent | MemberRecordPeerIdFieldEvent | MemberRecordStoreIdFieldEvent | MemberRecordIncarnationFieldEvent | MemberRecordStatusFieldEvent | MemberRecordAddressesFieldEvent | MemberRecordZoneFieldEvent | MemberRecordWeightFieldEvent | MemberRecordVersionFieldEvent | MemberRecordNameFieldEvent | MemberRecordViewEpochFieldEvent | MemberRecordViewHashFieldEvent | MemberRecordTrackersStoreIdFieldEvent | MemberRecordTrackersAckEpochFieldEvent | MemberRecordTrackersAckHashFieldEvent | MemberRecordTrackersSyncEpochFieldEvent | MemberRecordTrackersSyncHashFieldEvent | MemberRecordTrackersSyncAckEpochFieldEvent | MemberRecordTrackersSyncAckHashFieldEvent | MemberRecordTrackersRetiredEpochFieldEvent | MemberRecordTrackersRetiredHashFieldEvent | MemberRecordRunFieldEvent | MemberRecordHlcFieldEvent | MemberRecordCredentialsFieldEvent> {
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
          storeId: NO_BYTES
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
          body: NO_BYTES,
          signature: NO_BYTES
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
  facts: AuthFact[]
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

        if (obj.facts != null && obj.facts.length > 0) {
          for (const value of obj.facts) {
            w.uint32(42)
            AuthFact.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          members: [],
          suspicions: [],
          buckets: [],
          facts: []
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
            case 5: {
              if (opts.limits?.facts != null && obj.facts.length === opts.limits.facts) {
                throw new MaxLengthError('Decode error - repeated field "facts" had too many elements')
              }

              obj.facts.push(AuthFact.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.facts$
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
          buckets: 0,
          facts: 0
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
            case 5: {
              if (opts.limits?.facts != null && obj.facts === opts.limits.facts) {
                throw new MaxLengthError('Streaming decode error - repeated field "facts" had too many elements')
              }

              for (const evt of AuthFact.codec().stream(reader, reader.uint32(), `${prefix}.facts[]`, {
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

  export interface GossipFactsRevocationBodyFieldEvent {
    field: '$.facts[].revocation.body'
    value: Uint8Array
    index: number
  }

  export interface GossipFactsRevocationSignatureFieldEvent {
    field: '$.facts[].revocation.signature'
    value: Uint8Array
    index: number
  }

  export interface GossipFactsRevocationCredentialsFieldEvent {
    field: '$.facts[].revocation.credentials'
    value: Uint8Array
    index: number
  }

  export interface GossipFactsRedeemedFieldEvent {
    field: '$.facts[].redeemed'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<Gossip>): Uint8Array {
    return encodeMessage(obj, Gossip.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Gossip>): Gossip {
    return decodeMessage(buf, Gossip.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Gossip>): Generator<GossipMembersBodyFieldEvent | GossipMembersSignatureFieldEvent | GossipSuspicionsPeerIdFieldEvent | GossipSuspicionsIncarnationFieldEvent | GossipSuspicionsStateFieldEvent | GossipViewEpochFieldEvent | GossipViewHashFieldEvent | GossipBucketsBodyFieldEvent | GossipBucketsSignatureFieldEvent | GossipFactsRevocationBodyFieldEvent | GossipFactsRevocationSignatureFieldEvent | GossipFactsRevocationCredentialsFieldEvent | GossipFactsRedeemedFieldEvent> {
    return streamMessage(buf, Gossip.codec(), opts)
  }
}

export interface ExchangeRequest {
  members: SignedMemberRecord[]
  view?: ViewId
  buckets: SignedBucketSettings[]
  digest: Uint8Array
  authDigest: Uint8Array
  facts: AuthFact[]
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

        if ((obj.authDigest != null && obj.authDigest.byteLength > 0)) {
          w.uint32(74)
          w.bytes(obj.authDigest)
        }

        if (obj.facts != null && obj.facts.length > 0) {
          for (const value of obj.facts) {
            w.uint32(82)
            AuthFact.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          members: [],
          buckets: [],
          digest: NO_BYTES,
          authDigest: NO_BYTES,
          facts: []
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
            case 9: {
              obj.authDigest = reader.bytes()
              break
            }
            case 10: {
              if (opts.limits?.facts != null && obj.facts.length === opts.limits.facts) {
                throw new MaxLengthError('Decode error - repeated field "facts" had too many elements')
              }

              obj.facts.push(AuthFact.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.facts$
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
          buckets: 0,
          facts: 0
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
            case 9: {
              yield {
                field: `${prefix}.authDigest`,
                value: reader.bytes()
              }
              break
            }
            case 10: {
              if (opts.limits?.facts != null && obj.facts === opts.limits.facts) {
                throw new MaxLengthError('Streaming decode error - repeated field "facts" had too many elements')
              }

              for (const evt of AuthFact.codec().stream(reader, reader.uint32(), `${prefix}.facts[]`, {
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

  export interface ExchangeRequestAuthDigestFieldEvent {
    field: '$.authDigest'
    value: Uint8Array
  }

  export interface ExchangeRequestFactsRevocationBodyFieldEvent {
    field: '$.facts[].revocation.body'
    value: Uint8Array
    index: number
  }

  export interface ExchangeRequestFactsRevocationSignatureFieldEvent {
    field: '$.facts[].revocation.signature'
    value: Uint8Array
    index: number
  }

  export interface ExchangeRequestFactsRevocationCredentialsFieldEvent {
    field: '$.facts[].revocation.credentials'
    value: Uint8Array
    index: number
  }

  export interface ExchangeRequestFactsRedeemedFieldEvent {
    field: '$.facts[].redeemed'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<ExchangeRequest>): Uint8Array {
    return encodeMessage(obj, ExchangeRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ExchangeRequest>): ExchangeRequest {
    return decodeMessage(buf, ExchangeRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ExchangeRequest>): Generator<ExchangeRequestMembersBodyFieldEvent | ExchangeRequestMembersSignatureFieldEvent | ExchangeRequestViewEpochFieldEvent | ExchangeRequestViewHashFieldEvent | ExchangeRequestBucketsBodyFieldEvent | ExchangeRequestBucketsSignatureFieldEvent | ExchangeRequestDigestFieldEvent | ExchangeRequestAuthDigestFieldEvent | ExchangeRequestFactsRevocationBodyFieldEvent | ExchangeRequestFactsRevocationSignatureFieldEvent | ExchangeRequestFactsRevocationCredentialsFieldEvent | ExchangeRequestFactsRedeemedFieldEvent> {
    return streamMessage(buf, ExchangeRequest.codec(), opts)
  }
}

export interface ExchangeResponse {
  members: SignedMemberRecord[]
  view?: ViewId
  buckets: SignedBucketSettings[]
  digest: Uint8Array
  authDigest: Uint8Array
  facts: AuthFact[]
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

        if ((obj.authDigest != null && obj.authDigest.byteLength > 0)) {
          w.uint32(74)
          w.bytes(obj.authDigest)
        }

        if (obj.facts != null && obj.facts.length > 0) {
          for (const value of obj.facts) {
            w.uint32(82)
            AuthFact.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          members: [],
          buckets: [],
          digest: NO_BYTES,
          authDigest: NO_BYTES,
          facts: []
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
            case 9: {
              obj.authDigest = reader.bytes()
              break
            }
            case 10: {
              if (opts.limits?.facts != null && obj.facts.length === opts.limits.facts) {
                throw new MaxLengthError('Decode error - repeated field "facts" had too many elements')
              }

              obj.facts.push(AuthFact.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.facts$
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
          buckets: 0,
          facts: 0
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
            case 9: {
              yield {
                field: `${prefix}.authDigest`,
                value: reader.bytes()
              }
              break
            }
            case 10: {
              if (opts.limits?.facts != null && obj.facts === opts.limits.facts) {
                throw new MaxLengthError('Streaming decode error - repeated field "facts" had too many elements')
              }

              for (const evt of AuthFact.codec().stream(reader, reader.uint32(), `${prefix}.facts[]`, {
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

  export interface ExchangeResponseAuthDigestFieldEvent {
    field: '$.authDigest'
    value: Uint8Array
  }

  export interface ExchangeResponseFactsRevocationBodyFieldEvent {
    field: '$.facts[].revocation.body'
    value: Uint8Array
    index: number
  }

  export interface ExchangeResponseFactsRevocationSignatureFieldEvent {
    field: '$.facts[].revocation.signature'
    value: Uint8Array
    index: number
  }

  export interface ExchangeResponseFactsRevocationCredentialsFieldEvent {
    field: '$.facts[].revocation.credentials'
    value: Uint8Array
    index: number
  }

  export interface ExchangeResponseFactsRedeemedFieldEvent {
    field: '$.facts[].redeemed'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<ExchangeResponse>): Uint8Array {
    return encodeMessage(obj, ExchangeResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ExchangeResponse>): ExchangeResponse {
    return decodeMessage(buf, ExchangeResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ExchangeResponse>): Generator<ExchangeResponseMembersBodyFieldEvent | ExchangeResponseMembersSignatureFieldEvent | ExchangeResponseViewEpochFieldEvent | ExchangeResponseViewHashFieldEvent | ExchangeResponseBucketsBodyFieldEvent | ExchangeResponseBucketsSignatureFieldEvent | ExchangeResponseDigestFieldEvent | ExchangeResponseAuthDigestFieldEvent | ExchangeResponseFactsRevocationBodyFieldEvent | ExchangeResponseFactsRevocationSignatureFieldEvent | ExchangeResponseFactsRevocationCredentialsFieldEvent | ExchangeResponseFactsRedeemedFieldEvent> {
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
          storeId: NO_BYTES,
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
          previousHash: NO_BYTES,
          partitions: 0,
          replicas: 0,
          members: [],
          assignment: NO_BYTES,
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
          body: NO_BYTES,
          signature: NO_BYTES
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

export interface Genesis {
  name: string
  nonce: Uint8Array
  rootKeys: string[]
}

export namespace Genesis {
  let _codec: Codec<Genesis>

  export const codec = (): Codec<Genesis> => {
    if (_codec == null) {
      _codec = message<Genesis>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(10)
          w.string(obj.name)
        }

        if ((obj.nonce != null && obj.nonce.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.nonce)
        }

        if (obj.rootKeys != null && obj.rootKeys.length > 0) {
          for (const value of obj.rootKeys) {
            w.uint32(26)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          name: '',
          nonce: NO_BYTES,
          rootKeys: []
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
              obj.nonce = reader.bytes()
              break
            }
            case 3: {
              if (opts.limits?.rootKeys != null && obj.rootKeys.length === opts.limits.rootKeys) {
                throw new MaxLengthError('Decode error - repeated field "rootKeys" had too many elements')
              }

              obj.rootKeys.push(reader.string())
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
          rootKeys: 0
        }

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
                field: `${prefix}.nonce`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              if (opts.limits?.rootKeys != null && obj.rootKeys === opts.limits.rootKeys) {
                throw new MaxLengthError('Streaming decode error - repeated field "rootKeys" had too many elements')
              }

              yield {
                field: `${prefix}.rootKeys[]`,
                index: obj.rootKeys,
                value: reader.string()
              }

              obj.rootKeys++

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

  export interface GenesisNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface GenesisNonceFieldEvent {
    field: '$.nonce'
    value: Uint8Array
  }

  export interface GenesisRootKeysFieldEvent {
    field: '$.rootKeys[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<Genesis>): Uint8Array {
    return encodeMessage(obj, Genesis.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Genesis>): Genesis {
    return decodeMessage(buf, Genesis.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Genesis>): Generator<GenesisNameFieldEvent | GenesisNonceFieldEvent | GenesisRootKeysFieldEvent> {
    return streamMessage(buf, Genesis.codec(), opts)
  }
}

export interface SignedGenesis {
  body: Uint8Array
  signature: Uint8Array
}

export namespace SignedGenesis {
  let _codec: Codec<SignedGenesis>

  export const codec = (): Codec<SignedGenesis> => {
    if (_codec == null) {
      _codec = message<SignedGenesis>((obj, w, opts = {}) => {
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
          body: NO_BYTES,
          signature: NO_BYTES
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

  export interface SignedGenesisBodyFieldEvent {
    field: '$.body'
    value: Uint8Array
  }

  export interface SignedGenesisSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<SignedGenesis>): Uint8Array {
    return encodeMessage(obj, SignedGenesis.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedGenesis>): SignedGenesis {
    return decodeMessage(buf, SignedGenesis.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedGenesis>): Generator<SignedGenesisBodyFieldEvent | SignedGenesisSignatureFieldEvent> {
    return streamMessage(buf, SignedGenesis.codec(), opts)
  }
}

export interface Rule {
  bucket: string
  prefix: Uint8Array
  ops: number
}

export namespace Rule {
  let _codec: Codec<Rule>

  export const codec = (): Codec<Rule> => {
    if (_codec == null) {
      _codec = message<Rule>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.bucket != null && obj.bucket !== '')) {
          w.uint32(10)
          w.string(obj.bucket)
        }

        if ((obj.prefix != null && obj.prefix.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.prefix)
        }

        if ((obj.ops != null && obj.ops !== 0)) {
          w.uint32(24)
          w.uint32(obj.ops)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          prefix: NO_BYTES,
          ops: 0
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
              obj.prefix = reader.bytes()
              break
            }
            case 3: {
              obj.ops = reader.uint32()
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
                field: `${prefix}.prefix`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.ops`,
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

  export interface RuleBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface RulePrefixFieldEvent {
    field: '$.prefix'
    value: Uint8Array
  }

  export interface RuleOpsFieldEvent {
    field: '$.ops'
    value: number
  }

  export function encode (obj: Partial<Rule>): Uint8Array {
    return encodeMessage(obj, Rule.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Rule>): Rule {
    return decodeMessage(buf, Rule.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Rule>): Generator<RuleBucketFieldEvent | RulePrefixFieldEvent | RuleOpsFieldEvent> {
    return streamMessage(buf, Rule.codec(), opts)
  }
}

export interface Grant {
  cluster: string
  subject: string
  role: number
  rules: Rule[]
  notBefore: number
  notAfter: number
  serial: Uint8Array
  issuer: string
  uses: number
  redeemBy: number
}

export namespace Grant {
  let _codec: Codec<Grant>

  export const codec = (): Codec<Grant> => {
    if (_codec == null) {
      _codec = message<Grant>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.cluster != null && obj.cluster !== '')) {
          w.uint32(10)
          w.string(obj.cluster)
        }

        if ((obj.subject != null && obj.subject !== '')) {
          w.uint32(18)
          w.string(obj.subject)
        }

        if ((obj.role != null && obj.role !== 0)) {
          w.uint32(24)
          w.uint32(obj.role)
        }

        if (obj.rules != null && obj.rules.length > 0) {
          for (const value of obj.rules) {
            w.uint32(34)
            Rule.codec().encode(value, w)
          }
        }

        if ((obj.notBefore != null && obj.notBefore !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.notBefore)
        }

        if ((obj.notAfter != null && obj.notAfter !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.notAfter)
        }

        if ((obj.serial != null && obj.serial.byteLength > 0)) {
          w.uint32(58)
          w.bytes(obj.serial)
        }

        if ((obj.issuer != null && obj.issuer !== '')) {
          w.uint32(66)
          w.string(obj.issuer)
        }

        if ((obj.uses != null && obj.uses !== 0)) {
          w.uint32(72)
          w.uint32(obj.uses)
        }

        if ((obj.redeemBy != null && obj.redeemBy !== 0)) {
          w.uint32(80)
          w.uint64Number(obj.redeemBy)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          cluster: '',
          subject: '',
          role: 0,
          rules: [],
          notBefore: 0,
          notAfter: 0,
          serial: NO_BYTES,
          issuer: '',
          uses: 0,
          redeemBy: 0
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
              obj.subject = reader.string()
              break
            }
            case 3: {
              obj.role = reader.uint32()
              break
            }
            case 4: {
              if (opts.limits?.rules != null && obj.rules.length === opts.limits.rules) {
                throw new MaxLengthError('Decode error - repeated field "rules" had too many elements')
              }

              obj.rules.push(Rule.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.rules$
              }))
              break
            }
            case 5: {
              obj.notBefore = reader.uint64Number()
              break
            }
            case 6: {
              obj.notAfter = reader.uint64Number()
              break
            }
            case 7: {
              obj.serial = reader.bytes()
              break
            }
            case 8: {
              obj.issuer = reader.string()
              break
            }
            case 9: {
              obj.uses = reader.uint32()
              break
            }
            case 10: {
              obj.redeemBy = reader.uint64Number()
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
          rules: 0
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
                field: `${prefix}.subject`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.role`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              if (opts.limits?.rules != null && obj.rules === opts.limits.rules) {
                throw new MaxLengthError('Streaming decode error - repeated field "rules" had too many elements')
              }

              for (const evt of Rule.codec().stream(reader, reader.uint32(), `${prefix}.rules[]`, {
                limits: opts.limits?.rules$
              })) {
                yield {
                  ...evt,
                  index: obj.rules
                }
              }

              obj.rules++

              break
            }
            case 5: {
              yield {
                field: `${prefix}.notBefore`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.notAfter`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.serial`,
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
                field: `${prefix}.uses`,
                value: reader.uint32()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.redeemBy`,
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

  export interface GrantClusterFieldEvent {
    field: '$.cluster'
    value: string
  }

  export interface GrantSubjectFieldEvent {
    field: '$.subject'
    value: string
  }

  export interface GrantRoleFieldEvent {
    field: '$.role'
    value: number
  }

  export interface GrantRulesBucketFieldEvent {
    field: '$.rules[].bucket'
    value: string
    index: number
  }

  export interface GrantRulesPrefixFieldEvent {
    field: '$.rules[].prefix'
    value: Uint8Array
    index: number
  }

  export interface GrantRulesOpsFieldEvent {
    field: '$.rules[].ops'
    value: number
    index: number
  }

  export interface GrantNotBeforeFieldEvent {
    field: '$.notBefore'
    value: number
  }

  export interface GrantNotAfterFieldEvent {
    field: '$.notAfter'
    value: number
  }

  export interface GrantSerialFieldEvent {
    field: '$.serial'
    value: Uint8Array
  }

  export interface GrantIssuerFieldEvent {
    field: '$.issuer'
    value: string
  }

  export interface GrantUsesFieldEvent {
    field: '$.uses'
    value: number
  }

  export interface GrantRedeemByFieldEvent {
    field: '$.redeemBy'
    value: number
  }

  export function encode (obj: Partial<Grant>): Uint8Array {
    return encodeMessage(obj, Grant.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Grant>): Grant {
    return decodeMessage(buf, Grant.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Grant>): Generator<GrantClusterFieldEvent | GrantSubjectFieldEvent | GrantRoleFieldEvent | GrantRulesBucketFieldEvent | GrantRulesPrefixFieldEvent | GrantRulesOpsFieldEvent | GrantNotBeforeFieldEvent | GrantNotAfterFieldEvent | GrantSerialFieldEvent | GrantIssuerFieldEvent | GrantUsesFieldEvent | GrantRedeemByFieldEvent> {
    return streamMessage(buf, Grant.codec(), opts)
  }
}

export interface Redemption {
  cluster: string
  serial: Uint8Array
  subject: string
}

export namespace Redemption {
  let _codec: Codec<Redemption>

  export const codec = (): Codec<Redemption> => {
    if (_codec == null) {
      _codec = message<Redemption>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.cluster != null && obj.cluster !== '')) {
          w.uint32(10)
          w.string(obj.cluster)
        }

        if ((obj.serial != null && obj.serial.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.serial)
        }

        if ((obj.subject != null && obj.subject !== '')) {
          w.uint32(26)
          w.string(obj.subject)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          cluster: '',
          serial: NO_BYTES,
          subject: ''
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
              obj.serial = reader.bytes()
              break
            }
            case 3: {
              obj.subject = reader.string()
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
                field: `${prefix}.serial`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.subject`,
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

  export interface RedemptionClusterFieldEvent {
    field: '$.cluster'
    value: string
  }

  export interface RedemptionSerialFieldEvent {
    field: '$.serial'
    value: Uint8Array
  }

  export interface RedemptionSubjectFieldEvent {
    field: '$.subject'
    value: string
  }

  export function encode (obj: Partial<Redemption>): Uint8Array {
    return encodeMessage(obj, Redemption.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Redemption>): Redemption {
    return decodeMessage(buf, Redemption.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Redemption>): Generator<RedemptionClusterFieldEvent | RedemptionSerialFieldEvent | RedemptionSubjectFieldEvent> {
    return streamMessage(buf, Redemption.codec(), opts)
  }
}

export interface GrantLink {
  grant: Uint8Array
  signature: Uint8Array
  redemption: Uint8Array
  inviteSignature: Uint8Array
  subjectSignature: Uint8Array
}

export namespace GrantLink {
  let _codec: Codec<GrantLink>

  export const codec = (): Codec<GrantLink> => {
    if (_codec == null) {
      _codec = message<GrantLink>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.grant != null && obj.grant.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.grant)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signature)
        }

        if ((obj.redemption != null && obj.redemption.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.redemption)
        }

        if ((obj.inviteSignature != null && obj.inviteSignature.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.inviteSignature)
        }

        if ((obj.subjectSignature != null && obj.subjectSignature.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.subjectSignature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          grant: NO_BYTES,
          signature: NO_BYTES,
          redemption: NO_BYTES,
          inviteSignature: NO_BYTES,
          subjectSignature: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.grant = reader.bytes()
              break
            }
            case 2: {
              obj.signature = reader.bytes()
              break
            }
            case 3: {
              obj.redemption = reader.bytes()
              break
            }
            case 4: {
              obj.inviteSignature = reader.bytes()
              break
            }
            case 5: {
              obj.subjectSignature = reader.bytes()
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
                field: `${prefix}.grant`,
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
            case 3: {
              yield {
                field: `${prefix}.redemption`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.inviteSignature`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.subjectSignature`,
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

  export interface GrantLinkGrantFieldEvent {
    field: '$.grant'
    value: Uint8Array
  }

  export interface GrantLinkSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export interface GrantLinkRedemptionFieldEvent {
    field: '$.redemption'
    value: Uint8Array
  }

  export interface GrantLinkInviteSignatureFieldEvent {
    field: '$.inviteSignature'
    value: Uint8Array
  }

  export interface GrantLinkSubjectSignatureFieldEvent {
    field: '$.subjectSignature'
    value: Uint8Array
  }

  export function encode (obj: Partial<GrantLink>): Uint8Array {
    return encodeMessage(obj, GrantLink.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GrantLink>): GrantLink {
    return decodeMessage(buf, GrantLink.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GrantLink>): Generator<GrantLinkGrantFieldEvent | GrantLinkSignatureFieldEvent | GrantLinkRedemptionFieldEvent | GrantLinkInviteSignatureFieldEvent | GrantLinkSubjectSignatureFieldEvent> {
    return streamMessage(buf, GrantLink.codec(), opts)
  }
}

export interface Credentials {
  links: GrantLink[]
}

export namespace Credentials {
  let _codec: Codec<Credentials>

  export const codec = (): Codec<Credentials> => {
    if (_codec == null) {
      _codec = message<Credentials>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.links != null && obj.links.length > 0) {
          for (const value of obj.links) {
            w.uint32(10)
            GrantLink.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          links: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.links != null && obj.links.length === opts.limits.links) {
                throw new MaxLengthError('Decode error - repeated field "links" had too many elements')
              }

              obj.links.push(GrantLink.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.links$
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
          links: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.links != null && obj.links === opts.limits.links) {
                throw new MaxLengthError('Streaming decode error - repeated field "links" had too many elements')
              }

              for (const evt of GrantLink.codec().stream(reader, reader.uint32(), `${prefix}.links[]`, {
                limits: opts.limits?.links$
              })) {
                yield {
                  ...evt,
                  index: obj.links
                }
              }

              obj.links++

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

  export interface CredentialsLinksGrantFieldEvent {
    field: '$.links[].grant'
    value: Uint8Array
    index: number
  }

  export interface CredentialsLinksSignatureFieldEvent {
    field: '$.links[].signature'
    value: Uint8Array
    index: number
  }

  export interface CredentialsLinksRedemptionFieldEvent {
    field: '$.links[].redemption'
    value: Uint8Array
    index: number
  }

  export interface CredentialsLinksInviteSignatureFieldEvent {
    field: '$.links[].inviteSignature'
    value: Uint8Array
    index: number
  }

  export interface CredentialsLinksSubjectSignatureFieldEvent {
    field: '$.links[].subjectSignature'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<Credentials>): Uint8Array {
    return encodeMessage(obj, Credentials.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Credentials>): Credentials {
    return decodeMessage(buf, Credentials.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Credentials>): Generator<CredentialsLinksGrantFieldEvent | CredentialsLinksSignatureFieldEvent | CredentialsLinksRedemptionFieldEvent | CredentialsLinksInviteSignatureFieldEvent | CredentialsLinksSubjectSignatureFieldEvent> {
    return streamMessage(buf, Credentials.codec(), opts)
  }
}

export interface Revocation {
  cluster: string
  key: string
  serial: Uint8Array
  issuer: string
  issuedAt: number
}

export namespace Revocation {
  let _codec: Codec<Revocation>

  export const codec = (): Codec<Revocation> => {
    if (_codec == null) {
      _codec = message<Revocation>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.cluster != null && obj.cluster !== '')) {
          w.uint32(10)
          w.string(obj.cluster)
        }

        if ((obj.key != null && obj.key !== '')) {
          w.uint32(18)
          w.string(obj.key)
        }

        if ((obj.serial != null && obj.serial.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.serial)
        }

        if ((obj.issuer != null && obj.issuer !== '')) {
          w.uint32(34)
          w.string(obj.issuer)
        }

        if ((obj.issuedAt != null && obj.issuedAt !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.issuedAt)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          cluster: '',
          key: '',
          serial: NO_BYTES,
          issuer: '',
          issuedAt: 0
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
              obj.key = reader.string()
              break
            }
            case 3: {
              obj.serial = reader.bytes()
              break
            }
            case 4: {
              obj.issuer = reader.string()
              break
            }
            case 5: {
              obj.issuedAt = reader.uint64Number()
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
                field: `${prefix}.key`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.serial`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.issuer`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.issuedAt`,
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

  export interface RevocationClusterFieldEvent {
    field: '$.cluster'
    value: string
  }

  export interface RevocationKeyFieldEvent {
    field: '$.key'
    value: string
  }

  export interface RevocationSerialFieldEvent {
    field: '$.serial'
    value: Uint8Array
  }

  export interface RevocationIssuerFieldEvent {
    field: '$.issuer'
    value: string
  }

  export interface RevocationIssuedAtFieldEvent {
    field: '$.issuedAt'
    value: number
  }

  export function encode (obj: Partial<Revocation>): Uint8Array {
    return encodeMessage(obj, Revocation.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Revocation>): Revocation {
    return decodeMessage(buf, Revocation.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Revocation>): Generator<RevocationClusterFieldEvent | RevocationKeyFieldEvent | RevocationSerialFieldEvent | RevocationIssuerFieldEvent | RevocationIssuedAtFieldEvent> {
    return streamMessage(buf, Revocation.codec(), opts)
  }
}

export interface SignedRevocation {
  body: Uint8Array
  signature: Uint8Array
  credentials: Uint8Array
}

export namespace SignedRevocation {
  let _codec: Codec<SignedRevocation>

  export const codec = (): Codec<SignedRevocation> => {
    if (_codec == null) {
      _codec = message<SignedRevocation>((obj, w, opts = {}) => {
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

        if ((obj.credentials != null && obj.credentials.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.credentials)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          body: NO_BYTES,
          signature: NO_BYTES,
          credentials: NO_BYTES
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
            case 3: {
              obj.credentials = reader.bytes()
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
            case 3: {
              yield {
                field: `${prefix}.credentials`,
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

  export interface SignedRevocationBodyFieldEvent {
    field: '$.body'
    value: Uint8Array
  }

  export interface SignedRevocationSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export interface SignedRevocationCredentialsFieldEvent {
    field: '$.credentials'
    value: Uint8Array
  }

  export function encode (obj: Partial<SignedRevocation>): Uint8Array {
    return encodeMessage(obj, SignedRevocation.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedRevocation>): SignedRevocation {
    return decodeMessage(buf, SignedRevocation.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SignedRevocation>): Generator<SignedRevocationBodyFieldEvent | SignedRevocationSignatureFieldEvent | SignedRevocationCredentialsFieldEvent> {
    return streamMessage(buf, SignedRevocation.codec(), opts)
  }
}

export interface AuthFact {
  revocation?: SignedRevocation
  redeemed: Uint8Array
}

export namespace AuthFact {
  let _codec: Codec<AuthFact>

  export const codec = (): Codec<AuthFact> => {
    if (_codec == null) {
      _codec = message<AuthFact>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.revocation != null) {
          w.uint32(10)
          SignedRevocation.codec().encode(obj.revocation, w)
        }

        if ((obj.redeemed != null && obj.redeemed.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.redeemed)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          redeemed: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.revocation = SignedRevocation.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.revocation
              })
              break
            }
            case 2: {
              obj.redeemed = reader.bytes()
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
              yield * SignedRevocation.codec().stream(reader, reader.uint32(), `${prefix}.revocation`, {
                limits: opts.limits?.revocation
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.redeemed`,
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

  export interface AuthFactRevocationBodyFieldEvent {
    field: '$.revocation.body'
    value: Uint8Array
  }

  export interface AuthFactRevocationSignatureFieldEvent {
    field: '$.revocation.signature'
    value: Uint8Array
  }

  export interface AuthFactRevocationCredentialsFieldEvent {
    field: '$.revocation.credentials'
    value: Uint8Array
  }

  export interface AuthFactRedeemedFieldEvent {
    field: '$.redeemed'
    value: Uint8Array
  }

  export function encode (obj: Partial<AuthFact>): Uint8Array {
    return encodeMessage(obj, AuthFact.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AuthFact>): AuthFact {
    return decodeMessage(buf, AuthFact.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AuthFact>): Generator<AuthFactRevocationBodyFieldEvent | AuthFactRevocationSignatureFieldEvent | AuthFactRevocationCredentialsFieldEvent | AuthFactRedeemedFieldEvent> {
    return streamMessage(buf, AuthFact.codec(), opts)
  }
}

export interface Ticket {
  genesis?: SignedGenesis
  addresses: string[]
  seed: Uint8Array
  credentials: Uint8Array
}

export namespace Ticket {
  let _codec: Codec<Ticket>

  export const codec = (): Codec<Ticket> => {
    if (_codec == null) {
      _codec = message<Ticket>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.genesis != null) {
          w.uint32(10)
          SignedGenesis.codec().encode(obj.genesis, w)
        }

        if (obj.addresses != null && obj.addresses.length > 0) {
          for (const value of obj.addresses) {
            w.uint32(18)
            w.string(value)
          }
        }

        if ((obj.seed != null && obj.seed.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.seed)
        }

        if ((obj.credentials != null && obj.credentials.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.credentials)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          addresses: [],
          seed: NO_BYTES,
          credentials: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.genesis = SignedGenesis.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.genesis
              })
              break
            }
            case 2: {
              if (opts.limits?.addresses != null && obj.addresses.length === opts.limits.addresses) {
                throw new MaxLengthError('Decode error - repeated field "addresses" had too many elements')
              }

              obj.addresses.push(reader.string())
              break
            }
            case 3: {
              obj.seed = reader.bytes()
              break
            }
            case 4: {
              obj.credentials = reader.bytes()
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
              yield * SignedGenesis.codec().stream(reader, reader.uint32(), `${prefix}.genesis`, {
                limits: opts.limits?.genesis
              })

              break
            }
            case 2: {
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
            case 3: {
              yield {
                field: `${prefix}.seed`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.credentials`,
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

  export interface TicketGenesisBodyFieldEvent {
    field: '$.genesis.body'
    value: Uint8Array
  }

  export interface TicketGenesisSignatureFieldEvent {
    field: '$.genesis.signature'
    value: Uint8Array
  }

  export interface TicketAddressesFieldEvent {
    field: '$.addresses[]'
    index: number
    value: string
  }

  export interface TicketSeedFieldEvent {
    field: '$.seed'
    value: Uint8Array
  }

  export interface TicketCredentialsFieldEvent {
    field: '$.credentials'
    value: Uint8Array
  }

  export function encode (obj: Partial<Ticket>): Uint8Array {
    return encodeMessage(obj, Ticket.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ticket>): Ticket {
    return decodeMessage(buf, Ticket.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ticket>): Generator<TicketGenesisBodyFieldEvent | TicketGenesisSignatureFieldEvent | TicketAddressesFieldEvent | TicketSeedFieldEvent | TicketCredentialsFieldEvent> {
    return streamMessage(buf, Ticket.codec(), opts)
  }
}

export interface GrantPaper {
  genesis?: SignedGenesis
  addresses: string[]
  credentials: Uint8Array
}

export namespace GrantPaper {
  let _codec: Codec<GrantPaper>

  export const codec = (): Codec<GrantPaper> => {
    if (_codec == null) {
      _codec = message<GrantPaper>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.genesis != null) {
          w.uint32(10)
          SignedGenesis.codec().encode(obj.genesis, w)
        }

        if (obj.addresses != null && obj.addresses.length > 0) {
          for (const value of obj.addresses) {
            w.uint32(18)
            w.string(value)
          }
        }

        if ((obj.credentials != null && obj.credentials.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.credentials)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          addresses: [],
          credentials: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.genesis = SignedGenesis.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.genesis
              })
              break
            }
            case 2: {
              if (opts.limits?.addresses != null && obj.addresses.length === opts.limits.addresses) {
                throw new MaxLengthError('Decode error - repeated field "addresses" had too many elements')
              }

              obj.addresses.push(reader.string())
              break
            }
            case 3: {
              obj.credentials = reader.bytes()
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
              yield * SignedGenesis.codec().stream(reader, reader.uint32(), `${prefix}.genesis`, {
                limits: opts.limits?.genesis
              })

              break
            }
            case 2: {
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
            case 3: {
              yield {
                field: `${prefix}.credentials`,
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

  export interface GrantPaperGenesisBodyFieldEvent {
    field: '$.genesis.body'
    value: Uint8Array
  }

  export interface GrantPaperGenesisSignatureFieldEvent {
    field: '$.genesis.signature'
    value: Uint8Array
  }

  export interface GrantPaperAddressesFieldEvent {
    field: '$.addresses[]'
    index: number
    value: string
  }

  export interface GrantPaperCredentialsFieldEvent {
    field: '$.credentials'
    value: Uint8Array
  }

  export function encode (obj: Partial<GrantPaper>): Uint8Array {
    return encodeMessage(obj, GrantPaper.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GrantPaper>): GrantPaper {
    return decodeMessage(buf, GrantPaper.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GrantPaper>): Generator<GrantPaperGenesisBodyFieldEvent | GrantPaperGenesisSignatureFieldEvent | GrantPaperAddressesFieldEvent | GrantPaperCredentialsFieldEvent> {
    return streamMessage(buf, GrantPaper.codec(), opts)
  }
}

export interface HelloRequest {
  credentials: Uint8Array
}

export namespace HelloRequest {
  let _codec: Codec<HelloRequest>

  export const codec = (): Codec<HelloRequest> => {
    if (_codec == null) {
      _codec = message<HelloRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.credentials != null && obj.credentials.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.credentials)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          credentials: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.credentials = reader.bytes()
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
                field: `${prefix}.credentials`,
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

  export interface HelloRequestCredentialsFieldEvent {
    field: '$.credentials'
    value: Uint8Array
  }

  export function encode (obj: Partial<HelloRequest>): Uint8Array {
    return encodeMessage(obj, HelloRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HelloRequest>): HelloRequest {
    return decodeMessage(buf, HelloRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HelloRequest>): Generator<HelloRequestCredentialsFieldEvent> {
    return streamMessage(buf, HelloRequest.codec(), opts)
  }
}

export interface HelloResponse {
  credentials: Uint8Array
  insecure: boolean
}

export namespace HelloResponse {
  let _codec: Codec<HelloResponse>

  export const codec = (): Codec<HelloResponse> => {
    if (_codec == null) {
      _codec = message<HelloResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.credentials != null && obj.credentials.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.credentials)
        }

        if ((obj.insecure != null && obj.insecure !== false)) {
          w.uint32(16)
          w.bool(obj.insecure)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          credentials: NO_BYTES,
          insecure: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.credentials = reader.bytes()
              break
            }
            case 2: {
              obj.insecure = reader.bool()
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
                field: `${prefix}.credentials`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.insecure`,
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

  export interface HelloResponseCredentialsFieldEvent {
    field: '$.credentials'
    value: Uint8Array
  }

  export interface HelloResponseInsecureFieldEvent {
    field: '$.insecure'
    value: boolean
  }

  export function encode (obj: Partial<HelloResponse>): Uint8Array {
    return encodeMessage(obj, HelloResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HelloResponse>): HelloResponse {
    return decodeMessage(buf, HelloResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HelloResponse>): Generator<HelloResponseCredentialsFieldEvent | HelloResponseInsecureFieldEvent> {
    return streamMessage(buf, HelloResponse.codec(), opts)
  }
}

export interface RedeemRequest {
  credentials: Uint8Array
}

export namespace RedeemRequest {
  let _codec: Codec<RedeemRequest>

  export const codec = (): Codec<RedeemRequest> => {
    if (_codec == null) {
      _codec = message<RedeemRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.credentials != null && obj.credentials.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.credentials)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          credentials: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.credentials = reader.bytes()
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
                field: `${prefix}.credentials`,
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

  export interface RedeemRequestCredentialsFieldEvent {
    field: '$.credentials'
    value: Uint8Array
  }

  export function encode (obj: Partial<RedeemRequest>): Uint8Array {
    return encodeMessage(obj, RedeemRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RedeemRequest>): RedeemRequest {
    return decodeMessage(buf, RedeemRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RedeemRequest>): Generator<RedeemRequestCredentialsFieldEvent> {
    return streamMessage(buf, RedeemRequest.codec(), opts)
  }
}

export interface RedeemResponse {
  n: number
  partitions: number
}

export namespace RedeemResponse {
  let _codec: Codec<RedeemResponse>

  export const codec = (): Codec<RedeemResponse> => {
    if (_codec == null) {
      _codec = message<RedeemResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.n != null && obj.n !== 0)) {
          w.uint32(8)
          w.uint32(obj.n)
        }

        if ((obj.partitions != null && obj.partitions !== 0)) {
          w.uint32(16)
          w.uint32(obj.partitions)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          n: 0,
          partitions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.n = reader.uint32()
              break
            }
            case 2: {
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
                field: `${prefix}.n`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
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

  export interface RedeemResponseNFieldEvent {
    field: '$.n'
    value: number
  }

  export interface RedeemResponsePartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export function encode (obj: Partial<RedeemResponse>): Uint8Array {
    return encodeMessage(obj, RedeemResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RedeemResponse>): RedeemResponse {
    return decodeMessage(buf, RedeemResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RedeemResponse>): Generator<RedeemResponseNFieldEvent | RedeemResponsePartitionsFieldEvent> {
    return streamMessage(buf, RedeemResponse.codec(), opts)
  }
}

export interface AuthTellRequest {
  fact?: AuthFact
}

export namespace AuthTellRequest {
  let _codec: Codec<AuthTellRequest>

  export const codec = (): Codec<AuthTellRequest> => {
    if (_codec == null) {
      _codec = message<AuthTellRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.fact != null) {
          w.uint32(10)
          AuthFact.codec().encode(obj.fact, w)
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
              obj.fact = AuthFact.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.fact
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
              yield * AuthFact.codec().stream(reader, reader.uint32(), `${prefix}.fact`, {
                limits: opts.limits?.fact
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

  export interface AuthTellRequestFactRevocationBodyFieldEvent {
    field: '$.fact.revocation.body'
    value: Uint8Array
  }

  export interface AuthTellRequestFactRevocationSignatureFieldEvent {
    field: '$.fact.revocation.signature'
    value: Uint8Array
  }

  export interface AuthTellRequestFactRevocationCredentialsFieldEvent {
    field: '$.fact.revocation.credentials'
    value: Uint8Array
  }

  export interface AuthTellRequestFactRedeemedFieldEvent {
    field: '$.fact.redeemed'
    value: Uint8Array
  }

  export function encode (obj: Partial<AuthTellRequest>): Uint8Array {
    return encodeMessage(obj, AuthTellRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AuthTellRequest>): AuthTellRequest {
    return decodeMessage(buf, AuthTellRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AuthTellRequest>): Generator<AuthTellRequestFactRevocationBodyFieldEvent | AuthTellRequestFactRevocationSignatureFieldEvent | AuthTellRequestFactRevocationCredentialsFieldEvent | AuthTellRequestFactRedeemedFieldEvent> {
    return streamMessage(buf, AuthTellRequest.codec(), opts)
  }
}

export interface AuthTellResponse {
  news: boolean
}

export namespace AuthTellResponse {
  let _codec: Codec<AuthTellResponse>

  export const codec = (): Codec<AuthTellResponse> => {
    if (_codec == null) {
      _codec = message<AuthTellResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.news != null && obj.news !== false)) {
          w.uint32(8)
          w.bool(obj.news)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          news: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.news = reader.bool()
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
                field: `${prefix}.news`,
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

  export interface AuthTellResponseNewsFieldEvent {
    field: '$.news'
    value: boolean
  }

  export function encode (obj: Partial<AuthTellResponse>): Uint8Array {
    return encodeMessage(obj, AuthTellResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AuthTellResponse>): AuthTellResponse {
    return decodeMessage(buf, AuthTellResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AuthTellResponse>): Generator<AuthTellResponseNewsFieldEvent> {
    return streamMessage(buf, AuthTellResponse.codec(), opts)
  }
}

export interface AuthLogRequest {}

export namespace AuthLogRequest {
  let _codec: Codec<AuthLogRequest>

  export const codec = (): Codec<AuthLogRequest> => {
    if (_codec == null) {
      _codec = message<AuthLogRequest>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<AuthLogRequest>): Uint8Array {
    return encodeMessage(obj, AuthLogRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AuthLogRequest>): AuthLogRequest {
    return decodeMessage(buf, AuthLogRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AuthLogRequest>): Generator<{}> {
    return streamMessage(buf, AuthLogRequest.codec(), opts)
  }
}

export interface AuthLogResponse {
  facts: AuthFact[]
  overused: OverusedInvite[]
}

export namespace AuthLogResponse {
  let _codec: Codec<AuthLogResponse>

  export const codec = (): Codec<AuthLogResponse> => {
    if (_codec == null) {
      _codec = message<AuthLogResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.facts != null && obj.facts.length > 0) {
          for (const value of obj.facts) {
            w.uint32(10)
            AuthFact.codec().encode(value, w)
          }
        }

        if (obj.overused != null && obj.overused.length > 0) {
          for (const value of obj.overused) {
            w.uint32(18)
            OverusedInvite.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          facts: [],
          overused: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.facts != null && obj.facts.length === opts.limits.facts) {
                throw new MaxLengthError('Decode error - repeated field "facts" had too many elements')
              }

              obj.facts.push(AuthFact.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.facts$
              }))
              break
            }
            case 2: {
              if (opts.limits?.overused != null && obj.overused.length === opts.limits.overused) {
                throw new MaxLengthError('Decode error - repeated field "overused" had too many elements')
              }

              obj.overused.push(OverusedInvite.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.overused$
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
          facts: 0,
          overused: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.facts != null && obj.facts === opts.limits.facts) {
                throw new MaxLengthError('Streaming decode error - repeated field "facts" had too many elements')
              }

              for (const evt of AuthFact.codec().stream(reader, reader.uint32(), `${prefix}.facts[]`, {
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
            case 2: {
              if (opts.limits?.overused != null && obj.overused === opts.limits.overused) {
                throw new MaxLengthError('Streaming decode error - repeated field "overused" had too many elements')
              }

              for (const evt of OverusedInvite.codec().stream(reader, reader.uint32(), `${prefix}.overused[]`, {
                limits: opts.limits?.overused$
              })) {
                yield {
                  ...evt,
                  index: obj.overused
                }
              }

              obj.overused++

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

  export interface AuthLogResponseFactsRevocationBodyFieldEvent {
    field: '$.facts[].revocation.body'
    value: Uint8Array
    index: number
  }

  export interface AuthLogResponseFactsRevocationSignatureFieldEvent {
    field: '$.facts[].revocation.signature'
    value: Uint8Array
    index: number
  }

  export interface AuthLogResponseFactsRevocationCredentialsFieldEvent {
    field: '$.facts[].revocation.credentials'
    value: Uint8Array
    index: number
  }

  export interface AuthLogResponseFactsRedeemedFieldEvent {
    field: '$.facts[].redeemed'
    value: Uint8Array
    index: number
  }

  export interface AuthLogResponseOverusedSerialFieldEvent {
    field: '$.overused[].serial'
    value: Uint8Array
    index: number
  }

  export interface AuthLogResponseOverusedKeysFieldEvent {
    field: '$.overused[].keys[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<AuthLogResponse>): Uint8Array {
    return encodeMessage(obj, AuthLogResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AuthLogResponse>): AuthLogResponse {
    return decodeMessage(buf, AuthLogResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AuthLogResponse>): Generator<AuthLogResponseFactsRevocationBodyFieldEvent | AuthLogResponseFactsRevocationSignatureFieldEvent | AuthLogResponseFactsRevocationCredentialsFieldEvent | AuthLogResponseFactsRedeemedFieldEvent | AuthLogResponseOverusedSerialFieldEvent | AuthLogResponseOverusedKeysFieldEvent> {
    return streamMessage(buf, AuthLogResponse.codec(), opts)
  }
}

export interface OverusedInvite {
  serial: Uint8Array
  keys: string[]
}

export namespace OverusedInvite {
  let _codec: Codec<OverusedInvite>

  export const codec = (): Codec<OverusedInvite> => {
    if (_codec == null) {
      _codec = message<OverusedInvite>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.serial != null && obj.serial.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.serial)
        }

        if (obj.keys != null && obj.keys.length > 0) {
          for (const value of obj.keys) {
            w.uint32(18)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          serial: NO_BYTES,
          keys: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.serial = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.keys != null && obj.keys.length === opts.limits.keys) {
                throw new MaxLengthError('Decode error - repeated field "keys" had too many elements')
              }

              obj.keys.push(reader.string())
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
              yield {
                field: `${prefix}.serial`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.keys != null && obj.keys === opts.limits.keys) {
                throw new MaxLengthError('Streaming decode error - repeated field "keys" had too many elements')
              }

              yield {
                field: `${prefix}.keys[]`,
                index: obj.keys,
                value: reader.string()
              }

              obj.keys++

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

  export interface OverusedInviteSerialFieldEvent {
    field: '$.serial'
    value: Uint8Array
  }

  export interface OverusedInviteKeysFieldEvent {
    field: '$.keys[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<OverusedInvite>): Uint8Array {
    return encodeMessage(obj, OverusedInvite.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OverusedInvite>): OverusedInvite {
    return decodeMessage(buf, OverusedInvite.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OverusedInvite>): Generator<OverusedInviteSerialFieldEvent | OverusedInviteKeysFieldEvent> {
    return streamMessage(buf, OverusedInvite.codec(), opts)
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
