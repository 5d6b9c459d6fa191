// Generated from ring-admin.proto by npm run generate. Do not edit.
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

const NO_BYTES = new Uint8Array(0)

export interface RingShowRequest {}

export namespace RingShowRequest {
  let _codec: Codec<RingShowRequest>

  export const codec = (): Codec<RingShowRequest> => {
    if (_codec == null) {
      _codec = message<RingShowRequest>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<RingShowRequest>): Uint8Array {
    return encodeMessage(obj, RingShowRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingShowRequest>): RingShowRequest {
    return decodeMessage(buf, RingShowRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingShowRequest>): Generator<{}> {
    return streamMessage(buf, RingShowRequest.codec(), opts)
  }
}

export interface RingShowResponse {
  view?: ViewId
  partitions: number
  replicas: number
  members: RingShowMember[]
  live: number[]
  readFrom: number
  waiting: RingWait[]
  heldBack: string[]
  removed: boolean
}

export namespace RingShowResponse {
  let _codec: Codec<RingShowResponse>

  export const codec = (): Codec<RingShowResponse> => {
    if (_codec == null) {
      _codec = message<RingShowResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.view != null) {
          w.uint32(10)
          ViewId.codec().encode(obj.view, w)
        }

        if ((obj.partitions != null && obj.partitions !== 0)) {
          w.uint32(16)
          w.uint32(obj.partitions)
        }

        if ((obj.replicas != null && obj.replicas !== 0)) {
          w.uint32(24)
          w.uint32(obj.replicas)
        }

        if (obj.members != null && obj.members.length > 0) {
          for (const value of obj.members) {
            w.uint32(34)
            RingShowMember.codec().encode(value, w)
          }
        }

        if (obj.live != null && obj.live.length > 0) {
          for (const value of obj.live) {
            w.uint32(40)
            w.uint64Number(value)
          }
        }

        if ((obj.readFrom != null && obj.readFrom !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.readFrom)
        }

        if (obj.waiting != null && obj.waiting.length > 0) {
          for (const value of obj.waiting) {
            w.uint32(58)
            RingWait.codec().encode(value, w)
          }
        }

        if (obj.heldBack != null && obj.heldBack.length > 0) {
          for (const value of obj.heldBack) {
            w.uint32(66)
            w.string(value)
          }
        }

        if ((obj.removed != null && obj.removed !== false)) {
          w.uint32(72)
          w.bool(obj.removed)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partitions: 0,
          replicas: 0,
          members: [],
          live: [],
          readFrom: 0,
          waiting: [],
          heldBack: [],
          removed: false
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
              obj.partitions = reader.uint32()
              break
            }
            case 3: {
              obj.replicas = reader.uint32()
              break
            }
            case 4: {
              if (opts.limits?.members != null && obj.members.length === opts.limits.members) {
                throw new MaxLengthError('Decode error - repeated field "members" had too many elements')
              }

              obj.members.push(RingShowMember.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.members$
              }))
              break
            }
            case 5: {
              if (opts.limits?.live != null && obj.live.length === opts.limits.live) {
                throw new MaxLengthError('Decode error - repeated field "live" had too many elements')
              }

              obj.live.push(reader.uint64Number())
              break
            }
            case 6: {
              obj.readFrom = reader.uint64Number()
              break
            }
            case 7: {
              if (opts.limits?.waiting != null && obj.waiting.length === opts.limits.waiting) {
                throw new MaxLengthError('Decode error - repeated field "waiting" had too many elements')
              }

              obj.waiting.push(RingWait.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.waiting$
              }))
              break
            }
            case 8: {
              if (opts.limits?.heldBack != null && obj.heldBack.length === opts.limits.heldBack) {
                throw new MaxLengthError('Decode error - repeated field "heldBack" had too many elements')
              }

              obj.heldBack.push(reader.string())
              break
            }
            case 9: {
              obj.removed = reader.bool()
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
          live: 0,
          waiting: 0,
          heldBack: 0
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
                field: `${prefix}.partitions`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.replicas`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              if (opts.limits?.members != null && obj.members === opts.limits.members) {
                throw new MaxLengthError('Streaming decode error - repeated field "members" had too many elements')
              }

              for (const evt of RingShowMember.codec().stream(reader, reader.uint32(), `${prefix}.members[]`, {
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
            case 5: {
              if (opts.limits?.live != null && obj.live === opts.limits.live) {
                throw new MaxLengthError('Streaming decode error - repeated field "live" had too many elements')
              }

              yield {
                field: `${prefix}.live[]`,
                index: obj.live,
                value: reader.uint64Number()
              }

              obj.live++

              break
            }
            case 6: {
              yield {
                field: `${prefix}.readFrom`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              if (opts.limits?.waiting != null && obj.waiting === opts.limits.waiting) {
                throw new MaxLengthError('Streaming decode error - repeated field "waiting" had too many elements')
              }

              for (const evt of RingWait.codec().stream(reader, reader.uint32(), `${prefix}.waiting[]`, {
                limits: opts.limits?.waiting$
              })) {
                yield {
                  ...evt,
                  index: obj.waiting
                }
              }

              obj.waiting++

              break
            }
            case 8: {
              if (opts.limits?.heldBack != null && obj.heldBack === opts.limits.heldBack) {
                throw new MaxLengthError('Streaming decode error - repeated field "heldBack" had too many elements')
              }

              yield {
                field: `${prefix}.heldBack[]`,
                index: obj.heldBack,
                value: reader.string()
              }

              obj.heldBack++

              break
            }
            case 9: {
              yield {
                field: `${prefix}.removed`,
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

  export interface RingShowResponseViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface RingShowResponseViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface RingShowResponsePartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export interface RingShowResponseReplicasFieldEvent {
    field: '$.replicas'
    value: number
  }

  export interface RingShowResponseMembersPeerIdFieldEvent {
    field: '$.members[].peerId'
    value: string
    index: number
  }

  export interface RingShowResponseMembersNameFieldEvent {
    field: '$.members[].name'
    value: string
    index: number
  }

  export interface RingShowResponseMembersZoneFieldEvent {
    field: '$.members[].zone'
    value: string
    index: number
  }

  export interface RingShowResponseMembersWeightFieldEvent {
    field: '$.members[].weight'
    value: number
    index: number
  }

  export interface RingShowResponseMembersPartitionsFieldEvent {
    field: '$.members[].partitions'
    value: number
    index: number
  }

  export interface RingShowResponseMembersPartitionsBeforeFieldEvent {
    field: '$.members[].partitionsBefore'
    value: number
    index: number
  }

  export interface RingShowResponseMembersAckFieldEvent {
    field: '$.members[].ack'
    value: number
    index: number
  }

  export interface RingShowResponseMembersSyncFieldEvent {
    field: '$.members[].sync'
    value: number
    index: number
  }

  export interface RingShowResponseMembersSyncAckFieldEvent {
    field: '$.members[].syncAck'
    value: number
    index: number
  }

  export interface RingShowResponseMembersLivenessFieldEvent {
    field: '$.members[].liveness'
    value: number
    index: number
  }

  export interface RingShowResponseMembersLivenessMsFieldEvent {
    field: '$.members[].livenessMs'
    value: number
    index: number
  }

  export interface RingShowResponseLiveFieldEvent {
    field: '$.live[]'
    index: number
    value: number
  }

  export interface RingShowResponseReadFromFieldEvent {
    field: '$.readFrom'
    value: number
  }

  export interface RingShowResponseWaitingEpochFieldEvent {
    field: '$.waiting[].epoch'
    value: number
    index: number
  }

  export interface RingShowResponseWaitingWhatFieldEvent {
    field: '$.waiting[].what'
    value: number
    index: number
  }

  export interface RingShowResponseWaitingPeersFieldEvent {
    field: '$.waiting[].peers[]'
    index: number
    value: string
  }

  export interface RingShowResponseHeldBackFieldEvent {
    field: '$.heldBack[]'
    index: number
    value: string
  }

  export interface RingShowResponseRemovedFieldEvent {
    field: '$.removed'
    value: boolean
  }

  export function encode (obj: Partial<RingShowResponse>): Uint8Array {
    return encodeMessage(obj, RingShowResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingShowResponse>): RingShowResponse {
    return decodeMessage(buf, RingShowResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingShowResponse>): Generator<RingShowResponseViewEpochFieldEvent | RingShowResponseViewHashFieldEvent | RingShowResponsePartitionsFieldEvent | RingShowResponseReplicasFieldEvent | RingShowResponseMembersPeerIdFieldEvent | RingShowResponseMembersNameFieldEvent | RingShowResponseMembersZoneFieldEvent | RingShowResponseMembersWeightFieldEvent | RingShowResponseMembersPartitionsFieldEvent | RingShowResponseMembersPartitionsBeforeFieldEvent | RingShowResponseMembersAckFieldEvent | RingShowResponseMembersSyncFieldEvent | RingShowResponseMembersSyncAckFieldEvent | RingShowResponseMembersLivenessFieldEvent | RingShowResponseMembersLivenessMsFieldEvent | RingShowResponseLiveFieldEvent | RingShowResponseReadFromFieldEvent | RingShowResponseWaitingEpochFieldEvent | RingShowResponseWaitingWhatFieldEvent | RingShowResponseWaitingPeersFieldEvent | RingShowResponseHeldBackFieldEvent | RingShowResponseRemovedFieldEvent> {
    return streamMessage(buf, RingShowResponse.codec(), opts)
  }
}

export interface RingShowMember {
  peerId: string
  name: string
  zone: string
  weight: number
  partitions: number
  partitionsBefore: number
  ack: number
  sync: number
  syncAck: number
  liveness: number
  livenessMs: number
}

export namespace RingShowMember {
  let _codec: Codec<RingShowMember>

  export const codec = (): Codec<RingShowMember> => {
    if (_codec == null) {
      _codec = message<RingShowMember>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(18)
          w.string(obj.name)
        }

        if ((obj.zone != null && obj.zone !== '')) {
          w.uint32(26)
          w.string(obj.zone)
        }

        if ((obj.weight != null && obj.weight !== 0)) {
          w.uint32(32)
          w.uint32(obj.weight)
        }

        if ((obj.partitions != null && obj.partitions !== 0)) {
          w.uint32(40)
          w.uint32(obj.partitions)
        }

        if ((obj.partitionsBefore != null && obj.partitionsBefore !== 0)) {
          w.uint32(48)
          w.uint32(obj.partitionsBefore)
        }

        if ((obj.ack != null && obj.ack !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.ack)
        }

        if ((obj.sync != null && obj.sync !== 0)) {
          w.uint32(64)
          w.uint64Number(obj.sync)
        }

        if ((obj.syncAck != null && obj.syncAck !== 0)) {
          w.uint32(72)
          w.uint64Number(obj.syncAck)
        }

        if ((obj.liveness != null && obj.liveness !== 0)) {
          w.uint32(80)
          w.uint32(obj.liveness)
        }

        if ((obj.livenessMs != null && obj.livenessMs !== 0)) {
          w.uint32(88)
          w.uint64Number(obj.livenessMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          name: '',
          zone: '',
          weight: 0,
          partitions: 0,
          partitionsBefore: 0,
          ack: 0,
          sync: 0,
          syncAck: 0,
          liveness: 0,
          livenessMs: 0
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
              obj.name = reader.string()
              break
            }
            case 3: {
              obj.zone = reader.string()
              break
            }
            case 4: {
              obj.weight = reader.uint32()
              break
            }
            case 5: {
              obj.partitions = reader.uint32()
              break
            }
            case 6: {
              obj.partitionsBefore = reader.uint32()
              break
            }
            case 7: {
              obj.ack = reader.uint64Number()
              break
            }
            case 8: {
              obj.sync = reader.uint64Number()
              break
            }
            case 9: {
              obj.syncAck = reader.uint64Number()
              break
            }
            case 10: {
              obj.liveness = reader.uint32()
              break
            }
            case 11: {
              obj.livenessMs = reader.uint64Number()
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
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.zone`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.weight`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.partitions`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.partitionsBefore`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.ack`,
                value: reader.uint64Number()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.sync`,
                value: reader.uint64Number()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.syncAck`,
                value: reader.uint64Number()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.liveness`,
                value: reader.uint32()
              }
              break
            }
            case 11: {
              yield {
                field: `${prefix}.livenessMs`,
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

  export interface RingShowMemberPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface RingShowMemberNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface RingShowMemberZoneFieldEvent {
    field: '$.zone'
    value: string
  }

  export interface RingShowMemberWeightFieldEvent {
    field: '$.weight'
    value: number
  }

  export interface RingShowMemberPartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export interface RingShowMemberPartitionsBeforeFieldEvent {
    field: '$.partitionsBefore'
    value: number
  }

  export interface RingShowMemberAckFieldEvent {
    field: '$.ack'
    value: number
  }

  export interface RingShowMemberSyncFieldEvent {
    field: '$.sync'
    value: number
  }

  export interface RingShowMemberSyncAckFieldEvent {
    field: '$.syncAck'
    value: number
  }

  export interface RingShowMemberLivenessFieldEvent {
    field: '$.liveness'
    value: number
  }

  export interface RingShowMemberLivenessMsFieldEvent {
    field: '$.livenessMs'
    value: number
  }

  export function encode (obj: Partial<RingShowMember>): Uint8Array {
    return encodeMessage(obj, RingShowMember.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingShowMember>): RingShowMember {
    return decodeMessage(buf, RingShowMember.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingShowMember>): Generator<RingShowMemberPeerIdFieldEvent | RingShowMemberNameFieldEvent | RingShowMemberZoneFieldEvent | RingShowMemberWeightFieldEvent | RingShowMemberPartitionsFieldEvent | RingShowMemberPartitionsBeforeFieldEvent | RingShowMemberAckFieldEvent | RingShowMemberSyncFieldEvent | RingShowMemberSyncAckFieldEvent | RingShowMemberLivenessFieldEvent | RingShowMemberLivenessMsFieldEvent> {
    return streamMessage(buf, RingShowMember.codec(), opts)
  }
}

export interface RingWait {
  epoch: number
  what: number
  peers: string[]
}

export namespace RingWait {
  let _codec: Codec<RingWait>

  export const codec = (): Codec<RingWait> => {
    if (_codec == null) {
      _codec = message<RingWait>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.what != null && obj.what !== 0)) {
          w.uint32(16)
          w.uint32(obj.what)
        }

        if (obj.peers != null && obj.peers.length > 0) {
          for (const value of obj.peers) {
            w.uint32(26)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          what: 0,
          peers: []
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
              obj.what = reader.uint32()
              break
            }
            case 3: {
              if (opts.limits?.peers != null && obj.peers.length === opts.limits.peers) {
                throw new MaxLengthError('Decode error - repeated field "peers" had too many elements')
              }

              obj.peers.push(reader.string())
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
          peers: 0
        }

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
                field: `${prefix}.what`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              if (opts.limits?.peers != null && obj.peers === opts.limits.peers) {
                throw new MaxLengthError('Streaming decode error - repeated field "peers" had too many elements')
              }

              yield {
                field: `${prefix}.peers[]`,
                index: obj.peers,
                value: reader.string()
              }

              obj.peers++

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

  export interface RingWaitEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface RingWaitWhatFieldEvent {
    field: '$.what'
    value: number
  }

  export interface RingWaitPeersFieldEvent {
    field: '$.peers[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<RingWait>): Uint8Array {
    return encodeMessage(obj, RingWait.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingWait>): RingWait {
    return decodeMessage(buf, RingWait.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingWait>): Generator<RingWaitEpochFieldEvent | RingWaitWhatFieldEvent | RingWaitPeersFieldEvent> {
    return streamMessage(buf, RingWait.codec(), opts)
  }
}

export interface RingHistoryRequest {
  beforeEpoch: number
  limit: number
}

export namespace RingHistoryRequest {
  let _codec: Codec<RingHistoryRequest>

  export const codec = (): Codec<RingHistoryRequest> => {
    if (_codec == null) {
      _codec = message<RingHistoryRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.beforeEpoch != null && obj.beforeEpoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.beforeEpoch)
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
          beforeEpoch: 0,
          limit: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.beforeEpoch = reader.uint64Number()
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
                field: `${prefix}.beforeEpoch`,
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

  export interface RingHistoryRequestBeforeEpochFieldEvent {
    field: '$.beforeEpoch'
    value: number
  }

  export interface RingHistoryRequestLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export function encode (obj: Partial<RingHistoryRequest>): Uint8Array {
    return encodeMessage(obj, RingHistoryRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingHistoryRequest>): RingHistoryRequest {
    return decodeMessage(buf, RingHistoryRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingHistoryRequest>): Generator<RingHistoryRequestBeforeEpochFieldEvent | RingHistoryRequestLimitFieldEvent> {
    return streamMessage(buf, RingHistoryRequest.codec(), opts)
  }
}

export interface RingHistoryResponse {
  entries: RingHistoryEntry[]
  more: boolean
}

export namespace RingHistoryResponse {
  let _codec: Codec<RingHistoryResponse>

  export const codec = (): Codec<RingHistoryResponse> => {
    if (_codec == null) {
      _codec = message<RingHistoryResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.entries != null && obj.entries.length > 0) {
          for (const value of obj.entries) {
            w.uint32(10)
            RingHistoryEntry.codec().encode(value, w)
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
          entries: [],
          more: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries.length === opts.limits.entries) {
                throw new MaxLengthError('Decode error - repeated field "entries" had too many elements')
              }

              obj.entries.push(RingHistoryEntry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.entries$
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
          entries: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries === opts.limits.entries) {
                throw new MaxLengthError('Streaming decode error - repeated field "entries" had too many elements')
              }

              for (const evt of RingHistoryEntry.codec().stream(reader, reader.uint32(), `${prefix}.entries[]`, {
                limits: opts.limits?.entries$
              })) {
                yield {
                  ...evt,
                  index: obj.entries
                }
              }

              obj.entries++

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

  export interface RingHistoryResponseEntriesViewEpochFieldEvent {
    field: '$.entries[].view.epoch'
    value: number
    index: number
  }

  export interface RingHistoryResponseEntriesViewHashFieldEvent {
    field: '$.entries[].view.hash'
    value: Uint8Array
    index: number
  }

  export interface RingHistoryResponseEntriesIssuedAtFieldEvent {
    field: '$.entries[].issuedAt'
    value: number
    index: number
  }

  export interface RingHistoryResponseEntriesIssuerFieldEvent {
    field: '$.entries[].issuer'
    value: string
    index: number
  }

  export interface RingHistoryResponseEntriesReasonFieldEvent {
    field: '$.entries[].reason'
    value: string
    index: number
  }

  export interface RingHistoryResponseEntriesMembersFieldEvent {
    field: '$.entries[].members'
    value: number
    index: number
  }

  export interface RingHistoryResponseEntriesChangesKindFieldEvent {
    field: '$.entries[].changes[].kind'
    value: number
    index: number
  }

  export interface RingHistoryResponseEntriesChangesPeerIdFieldEvent {
    field: '$.entries[].changes[].peerId'
    value: string
    index: number
  }

  export interface RingHistoryResponseMoreFieldEvent {
    field: '$.more'
    value: boolean
  }

  export function encode (obj: Partial<RingHistoryResponse>): Uint8Array {
    return encodeMessage(obj, RingHistoryResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingHistoryResponse>): RingHistoryResponse {
    return decodeMessage(buf, RingHistoryResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingHistoryResponse>): Generator<RingHistoryResponseEntriesViewEpochFieldEvent | RingHistoryResponseEntriesViewHashFieldEvent | RingHistoryResponseEntriesIssuedAtFieldEvent | RingHistoryResponseEntriesIssuerFieldEvent | RingHistoryResponseEntriesReasonFieldEvent | RingHistoryResponseEntriesMembersFieldEvent | RingHistoryResponseEntriesChangesKindFieldEvent | RingHistoryResponseEntriesChangesPeerIdFieldEvent | RingHistoryResponseMoreFieldEvent> {
    return streamMessage(buf, RingHistoryResponse.codec(), opts)
  }
}

export interface RingHistoryEntry {
  view?: ViewId
  issuedAt: number
  issuer: string
  reason: string
  members: number
  changes: RingHistoryChange[]
}

export namespace RingHistoryEntry {
  let _codec: Codec<RingHistoryEntry>

  export const codec = (): Codec<RingHistoryEntry> => {
    if (_codec == null) {
      _codec = message<RingHistoryEntry>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.view != null) {
          w.uint32(10)
          ViewId.codec().encode(obj.view, w)
        }

        if ((obj.issuedAt != null && obj.issuedAt !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.issuedAt)
        }

        if ((obj.issuer != null && obj.issuer !== '')) {
          w.uint32(26)
          w.string(obj.issuer)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(34)
          w.string(obj.reason)
        }

        if ((obj.members != null && obj.members !== 0)) {
          w.uint32(40)
          w.uint32(obj.members)
        }

        if (obj.changes != null && obj.changes.length > 0) {
          for (const value of obj.changes) {
            w.uint32(50)
            RingHistoryChange.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          issuedAt: 0,
          issuer: '',
          reason: '',
          members: 0,
          changes: []
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
              obj.issuedAt = reader.uint64Number()
              break
            }
            case 3: {
              obj.issuer = reader.string()
              break
            }
            case 4: {
              obj.reason = reader.string()
              break
            }
            case 5: {
              obj.members = reader.uint32()
              break
            }
            case 6: {
              if (opts.limits?.changes != null && obj.changes.length === opts.limits.changes) {
                throw new MaxLengthError('Decode error - repeated field "changes" had too many elements')
              }

              obj.changes.push(RingHistoryChange.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.changes$
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
          changes: 0
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
                field: `${prefix}.issuedAt`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.issuer`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.reason`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.members`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              if (opts.limits?.changes != null && obj.changes === opts.limits.changes) {
                throw new MaxLengthError('Streaming decode error - repeated field "changes" had too many elements')
              }

              for (const evt of RingHistoryChange.codec().stream(reader, reader.uint32(), `${prefix}.changes[]`, {
                limits: opts.limits?.changes$
              })) {
                yield {
                  ...evt,
                  index: obj.changes
                }
              }

              obj.changes++

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

  export interface RingHistoryEntryViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface RingHistoryEntryViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface RingHistoryEntryIssuedAtFieldEvent {
    field: '$.issuedAt'
    value: number
  }

  export interface RingHistoryEntryIssuerFieldEvent {
    field: '$.issuer'
    value: string
  }

  export interface RingHistoryEntryReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface RingHistoryEntryMembersFieldEvent {
    field: '$.members'
    value: number
  }

  export interface RingHistoryEntryChangesKindFieldEvent {
    field: '$.changes[].kind'
    value: number
    index: number
  }

  export interface RingHistoryEntryChangesPeerIdFieldEvent {
    field: '$.changes[].peerId'
    value: string
    index: number
  }

  export function encode (obj: Partial<RingHistoryEntry>): Uint8Array {
    return encodeMessage(obj, RingHistoryEntry.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingHistoryEntry>): RingHistoryEntry {
    return decodeMessage(buf, RingHistoryEntry.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingHistoryEntry>): Generator<RingHistoryEntryViewEpochFieldEvent | RingHistoryEntryViewHashFieldEvent | RingHistoryEntryIssuedAtFieldEvent | RingHistoryEntryIssuerFieldEvent | RingHistoryEntryReasonFieldEvent | RingHistoryEntryMembersFieldEvent | RingHistoryEntryChangesKindFieldEvent | RingHistoryEntryChangesPeerIdFieldEvent> {
    return streamMessage(buf, RingHistoryEntry.codec(), opts)
  }
}

export interface RingHistoryChange {
  kind: number
  peerId: string
}

export namespace RingHistoryChange {
  let _codec: Codec<RingHistoryChange>

  export const codec = (): Codec<RingHistoryChange> => {
    if (_codec == null) {
      _codec = message<RingHistoryChange>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(8)
          w.uint32(obj.kind)
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(18)
          w.string(obj.peerId)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          kind: 0,
          peerId: ''
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
              obj.peerId = reader.string()
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
                field: `${prefix}.peerId`,
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

  export interface RingHistoryChangeKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface RingHistoryChangePeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export function encode (obj: Partial<RingHistoryChange>): Uint8Array {
    return encodeMessage(obj, RingHistoryChange.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingHistoryChange>): RingHistoryChange {
    return decodeMessage(buf, RingHistoryChange.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingHistoryChange>): Generator<RingHistoryChangeKindFieldEvent | RingHistoryChangePeerIdFieldEvent> {
    return streamMessage(buf, RingHistoryChange.codec(), opts)
  }
}

export interface RingChangeWish {
  kind: number
  peerId: string
  newPeerId: string
  weight: number
  zone?: string
}

export namespace RingChangeWish {
  let _codec: Codec<RingChangeWish>

  export const codec = (): Codec<RingChangeWish> => {
    if (_codec == null) {
      _codec = message<RingChangeWish>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(8)
          w.uint32(obj.kind)
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(18)
          w.string(obj.peerId)
        }

        if ((obj.newPeerId != null && obj.newPeerId !== '')) {
          w.uint32(26)
          w.string(obj.newPeerId)
        }

        if ((obj.weight != null && obj.weight !== 0)) {
          w.uint32(32)
          w.uint32(obj.weight)
        }

        if (obj.zone != null) {
          w.uint32(42)
          w.string(obj.zone)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          kind: 0,
          peerId: '',
          newPeerId: '',
          weight: 0
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
              obj.peerId = reader.string()
              break
            }
            case 3: {
              obj.newPeerId = reader.string()
              break
            }
            case 4: {
              obj.weight = reader.uint32()
              break
            }
            case 5: {
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
                field: `${prefix}.kind`,
                value: reader.uint32()
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
                field: `${prefix}.newPeerId`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.weight`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
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

  export interface RingChangeWishKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface RingChangeWishPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface RingChangeWishNewPeerIdFieldEvent {
    field: '$.newPeerId'
    value: string
  }

  export interface RingChangeWishWeightFieldEvent {
    field: '$.weight'
    value: number
  }

  export interface RingChangeWishZoneFieldEvent {
    field: '$.zone'
    value: string
  }

  export function encode (obj: Partial<RingChangeWish>): Uint8Array {
    return encodeMessage(obj, RingChangeWish.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingChangeWish>): RingChangeWish {
    return decodeMessage(buf, RingChangeWish.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingChangeWish>): Generator<RingChangeWishKindFieldEvent | RingChangeWishPeerIdFieldEvent | RingChangeWishNewPeerIdFieldEvent | RingChangeWishWeightFieldEvent | RingChangeWishZoneFieldEvent> {
    return streamMessage(buf, RingChangeWish.codec(), opts)
  }
}

export interface RingChangeRequest {
  changes: RingChangeWish[]
  apply: boolean
  plannedOn?: ViewId
  force: boolean
}

export namespace RingChangeRequest {
  let _codec: Codec<RingChangeRequest>

  export const codec = (): Codec<RingChangeRequest> => {
    if (_codec == null) {
      _codec = message<RingChangeRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.changes != null && obj.changes.length > 0) {
          for (const value of obj.changes) {
            w.uint32(10)
            RingChangeWish.codec().encode(value, w)
          }
        }

        if ((obj.apply != null && obj.apply !== false)) {
          w.uint32(16)
          w.bool(obj.apply)
        }

        if (obj.plannedOn != null) {
          w.uint32(26)
          ViewId.codec().encode(obj.plannedOn, w)
        }

        if ((obj.force != null && obj.force !== false)) {
          w.uint32(32)
          w.bool(obj.force)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          changes: [],
          apply: false,
          force: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.changes != null && obj.changes.length === opts.limits.changes) {
                throw new MaxLengthError('Decode error - repeated field "changes" had too many elements')
              }

              obj.changes.push(RingChangeWish.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.changes$
              }))
              break
            }
            case 2: {
              obj.apply = reader.bool()
              break
            }
            case 3: {
              obj.plannedOn = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.plannedOn
              })
              break
            }
            case 4: {
              obj.force = reader.bool()
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
          changes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.changes != null && obj.changes === opts.limits.changes) {
                throw new MaxLengthError('Streaming decode error - repeated field "changes" had too many elements')
              }

              for (const evt of RingChangeWish.codec().stream(reader, reader.uint32(), `${prefix}.changes[]`, {
                limits: opts.limits?.changes$
              })) {
                yield {
                  ...evt,
                  index: obj.changes
                }
              }

              obj.changes++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.apply`,
                value: reader.bool()
              }
              break
            }
            case 3: {
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.plannedOn`, {
                limits: opts.limits?.plannedOn
              })

              break
            }
            case 4: {
              yield {
                field: `${prefix}.force`,
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

  export interface RingChangeRequestChangesKindFieldEvent {
    field: '$.changes[].kind'
    value: number
    index: number
  }

  export interface RingChangeRequestChangesPeerIdFieldEvent {
    field: '$.changes[].peerId'
    value: string
    index: number
  }

  export interface RingChangeRequestChangesNewPeerIdFieldEvent {
    field: '$.changes[].newPeerId'
    value: string
    index: number
  }

  export interface RingChangeRequestChangesWeightFieldEvent {
    field: '$.changes[].weight'
    value: number
    index: number
  }

  export interface RingChangeRequestChangesZoneFieldEvent {
    field: '$.changes[].zone'
    value: string
    index: number
  }

  export interface RingChangeRequestApplyFieldEvent {
    field: '$.apply'
    value: boolean
  }

  export interface RingChangeRequestPlannedOnEpochFieldEvent {
    field: '$.plannedOn.epoch'
    value: number
  }

  export interface RingChangeRequestPlannedOnHashFieldEvent {
    field: '$.plannedOn.hash'
    value: Uint8Array
  }

  export interface RingChangeRequestForceFieldEvent {
    field: '$.force'
    value: boolean
  }

  export function encode (obj: Partial<RingChangeRequest>): Uint8Array {
    return encodeMessage(obj, RingChangeRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingChangeRequest>): RingChangeRequest {
    return decodeMessage(buf, RingChangeRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingChangeRequest>): Generator<RingChangeRequestChangesKindFieldEvent | RingChangeRequestChangesPeerIdFieldEvent | RingChangeRequestChangesNewPeerIdFieldEvent | RingChangeRequestChangesWeightFieldEvent | RingChangeRequestChangesZoneFieldEvent | RingChangeRequestApplyFieldEvent | RingChangeRequestPlannedOnEpochFieldEvent | RingChangeRequestPlannedOnHashFieldEvent | RingChangeRequestForceFieldEvent> {
    return streamMessage(buf, RingChangeRequest.codec(), opts)
  }
}

export interface RingChangeResponse {
  plannedOn?: ViewId
  issued?: ViewId
  refusals: RingRefusal[]
  moved: number
  movedMin: number
  partitions: number
  replicas: number
  shares: RingShare[]
}

export namespace RingChangeResponse {
  let _codec: Codec<RingChangeResponse>

  export const codec = (): Codec<RingChangeResponse> => {
    if (_codec == null) {
      _codec = message<RingChangeResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.plannedOn != null) {
          w.uint32(10)
          ViewId.codec().encode(obj.plannedOn, w)
        }

        if (obj.issued != null) {
          w.uint32(18)
          ViewId.codec().encode(obj.issued, w)
        }

        if (obj.refusals != null && obj.refusals.length > 0) {
          for (const value of obj.refusals) {
            w.uint32(26)
            RingRefusal.codec().encode(value, w)
          }
        }

        if ((obj.moved != null && obj.moved !== 0)) {
          w.uint32(32)
          w.uint32(obj.moved)
        }

        if ((obj.movedMin != null && obj.movedMin !== 0)) {
          w.uint32(40)
          w.uint32(obj.movedMin)
        }

        if ((obj.partitions != null && obj.partitions !== 0)) {
          w.uint32(48)
          w.uint32(obj.partitions)
        }

        if ((obj.replicas != null && obj.replicas !== 0)) {
          w.uint32(56)
          w.uint32(obj.replicas)
        }

        if (obj.shares != null && obj.shares.length > 0) {
          for (const value of obj.shares) {
            w.uint32(66)
            RingShare.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          refusals: [],
          moved: 0,
          movedMin: 0,
          partitions: 0,
          replicas: 0,
          shares: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.plannedOn = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.plannedOn
              })
              break
            }
            case 2: {
              obj.issued = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.issued
              })
              break
            }
            case 3: {
              if (opts.limits?.refusals != null && obj.refusals.length === opts.limits.refusals) {
                throw new MaxLengthError('Decode error - repeated field "refusals" had too many elements')
              }

              obj.refusals.push(RingRefusal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.refusals$
              }))
              break
            }
            case 4: {
              obj.moved = reader.uint32()
              break
            }
            case 5: {
              obj.movedMin = reader.uint32()
              break
            }
            case 6: {
              obj.partitions = reader.uint32()
              break
            }
            case 7: {
              obj.replicas = reader.uint32()
              break
            }
            case 8: {
              if (opts.limits?.shares != null && obj.shares.length === opts.limits.shares) {
                throw new MaxLengthError('Decode error - repeated field "shares" had too many elements')
              }

              obj.shares.push(RingShare.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.shares$
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
          refusals: 0,
          shares: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.plannedOn`, {
                limits: opts.limits?.plannedOn
              })

              break
            }
            case 2: {
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.issued`, {
                limits: opts.limits?.issued
              })

              break
            }
            case 3: {
              if (opts.limits?.refusals != null && obj.refusals === opts.limits.refusals) {
                throw new MaxLengthError('Streaming decode error - repeated field "refusals" had too many elements')
              }

              for (const evt of RingRefusal.codec().stream(reader, reader.uint32(), `${prefix}.refusals[]`, {
                limits: opts.limits?.refusals$
              })) {
                yield {
                  ...evt,
                  index: obj.refusals
                }
              }

              obj.refusals++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.moved`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.movedMin`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.partitions`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.replicas`,
                value: reader.uint32()
              }
              break
            }
            case 8: {
              if (opts.limits?.shares != null && obj.shares === opts.limits.shares) {
                throw new MaxLengthError('Streaming decode error - repeated field "shares" had too many elements')
              }

              for (const evt of RingShare.codec().stream(reader, reader.uint32(), `${prefix}.shares[]`, {
                limits: opts.limits?.shares$
              })) {
                yield {
                  ...evt,
                  index: obj.shares
                }
              }

              obj.shares++

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

  export interface RingChangeResponsePlannedOnEpochFieldEvent {
    field: '$.plannedOn.epoch'
    value: number
  }

  export interface RingChangeResponsePlannedOnHashFieldEvent {
    field: '$.plannedOn.hash'
    value: Uint8Array
  }

  export interface RingChangeResponseIssuedEpochFieldEvent {
    field: '$.issued.epoch'
    value: number
  }

  export interface RingChangeResponseIssuedHashFieldEvent {
    field: '$.issued.hash'
    value: Uint8Array
  }

  export interface RingChangeResponseRefusalsKindFieldEvent {
    field: '$.refusals[].kind'
    value: number
    index: number
  }

  export interface RingChangeResponseRefusalsPeerIdFieldEvent {
    field: '$.refusals[].peerId'
    value: string
    index: number
  }

  export interface RingChangeResponseRefusalsPartitionsFieldEvent {
    field: '$.refusals[].partitions[]'
    index: number
    value: number
  }

  export interface RingChangeResponseRefusalsPartitionCountFieldEvent {
    field: '$.refusals[].partitionCount'
    value: number
    index: number
  }

  export interface RingChangeResponseMovedFieldEvent {
    field: '$.moved'
    value: number
  }

  export interface RingChangeResponseMovedMinFieldEvent {
    field: '$.movedMin'
    value: number
  }

  export interface RingChangeResponsePartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export interface RingChangeResponseReplicasFieldEvent {
    field: '$.replicas'
    value: number
  }

  export interface RingChangeResponseSharesPeerIdFieldEvent {
    field: '$.shares[].peerId'
    value: string
    index: number
  }

  export interface RingChangeResponseSharesBeforeFieldEvent {
    field: '$.shares[].before'
    value: number
    index: number
  }

  export interface RingChangeResponseSharesAfterFieldEvent {
    field: '$.shares[].after'
    value: number
    index: number
  }

  export interface RingChangeResponseSharesBytesInFieldEvent {
    field: '$.shares[].bytesIn'
    value: number
    index: number
  }

  export interface RingChangeResponseSharesBytesOutFieldEvent {
    field: '$.shares[].bytesOut'
    value: number
    index: number
  }

  export function encode (obj: Partial<RingChangeResponse>): Uint8Array {
    return encodeMessage(obj, RingChangeResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingChangeResponse>): RingChangeResponse {
    return decodeMessage(buf, RingChangeResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingChangeResponse>): Generator<RingChangeResponsePlannedOnEpochFieldEvent | RingChangeResponsePlannedOnHashFieldEvent | RingChangeResponseIssuedEpochFieldEvent | RingChangeResponseIssuedHashFieldEvent | RingChangeResponseRefusalsKindFieldEvent | RingChangeResponseRefusalsPeerIdFieldEvent | RingChangeResponseRefusalsPartitionsFieldEvent | RingChangeResponseRefusalsPartitionCountFieldEvent | RingChangeResponseMovedFieldEvent | RingChangeResponseMovedMinFieldEvent | RingChangeResponsePartitionsFieldEvent | RingChangeResponseReplicasFieldEvent | RingChangeResponseSharesPeerIdFieldEvent | RingChangeResponseSharesBeforeFieldEvent | RingChangeResponseSharesAfterFieldEvent | RingChangeResponseSharesBytesInFieldEvent | RingChangeResponseSharesBytesOutFieldEvent> {
    return streamMessage(buf, RingChangeResponse.codec(), opts)
  }
}

export interface RingShare {
  peerId: string
  before: number
  after: number
  bytesIn: number
  bytesOut: number
}

export namespace RingShare {
  let _codec: Codec<RingShare>

  export const codec = (): Codec<RingShare> => {
    if (_codec == null) {
      _codec = message<RingShare>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.before != null && obj.before !== 0)) {
          w.uint32(16)
          w.uint32(obj.before)
        }

        if ((obj.after != null && obj.after !== 0)) {
          w.uint32(24)
          w.uint32(obj.after)
        }

        if ((obj.bytesIn != null && obj.bytesIn !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.bytesIn)
        }

        if ((obj.bytesOut != null && obj.bytesOut !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.bytesOut)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          before: 0,
          after: 0,
          bytesIn: 0,
          bytesOut: 0
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
              obj.before = reader.uint32()
              break
            }
            case 3: {
              obj.after = reader.uint32()
              break
            }
            case 4: {
              obj.bytesIn = reader.uint64Number()
              break
            }
            case 5: {
              obj.bytesOut = reader.uint64Number()
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
                field: `${prefix}.before`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.after`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.bytesIn`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.bytesOut`,
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

  export interface RingSharePeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface RingShareBeforeFieldEvent {
    field: '$.before'
    value: number
  }

  export interface RingShareAfterFieldEvent {
    field: '$.after'
    value: number
  }

  export interface RingShareBytesInFieldEvent {
    field: '$.bytesIn'
    value: number
  }

  export interface RingShareBytesOutFieldEvent {
    field: '$.bytesOut'
    value: number
  }

  export function encode (obj: Partial<RingShare>): Uint8Array {
    return encodeMessage(obj, RingShare.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingShare>): RingShare {
    return decodeMessage(buf, RingShare.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingShare>): Generator<RingSharePeerIdFieldEvent | RingShareBeforeFieldEvent | RingShareAfterFieldEvent | RingShareBytesInFieldEvent | RingShareBytesOutFieldEvent> {
    return streamMessage(buf, RingShare.codec(), opts)
  }
}

export interface RingRefusal {
  kind: number
  peerId: string
  partitions: number[]
  partitionCount: number
}

export namespace RingRefusal {
  let _codec: Codec<RingRefusal>

  export const codec = (): Codec<RingRefusal> => {
    if (_codec == null) {
      _codec = message<RingRefusal>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(8)
          w.uint32(obj.kind)
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(18)
          w.string(obj.peerId)
        }

        if (obj.partitions != null && obj.partitions.length > 0) {
          for (const value of obj.partitions) {
            w.uint32(24)
            w.uint32(value)
          }
        }

        if ((obj.partitionCount != null && obj.partitionCount !== 0)) {
          w.uint32(32)
          w.uint32(obj.partitionCount)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          kind: 0,
          peerId: '',
          partitions: [],
          partitionCount: 0
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
              obj.peerId = reader.string()
              break
            }
            case 3: {
              if (opts.limits?.partitions != null && obj.partitions.length === opts.limits.partitions) {
                throw new MaxLengthError('Decode error - repeated field "partitions" had too many elements')
              }

              obj.partitions.push(reader.uint32())
              break
            }
            case 4: {
              obj.partitionCount = reader.uint32()
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
          partitions: 0
        }

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
                field: `${prefix}.peerId`,
                value: reader.string()
              }
              break
            }
            case 3: {
              if (opts.limits?.partitions != null && obj.partitions === opts.limits.partitions) {
                throw new MaxLengthError('Streaming decode error - repeated field "partitions" had too many elements')
              }

              yield {
                field: `${prefix}.partitions[]`,
                index: obj.partitions,
                value: reader.uint32()
              }

              obj.partitions++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.partitionCount`,
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

  export interface RingRefusalKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface RingRefusalPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface RingRefusalPartitionsFieldEvent {
    field: '$.partitions[]'
    index: number
    value: number
  }

  export interface RingRefusalPartitionCountFieldEvent {
    field: '$.partitionCount'
    value: number
  }

  export function encode (obj: Partial<RingRefusal>): Uint8Array {
    return encodeMessage(obj, RingRefusal.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingRefusal>): RingRefusal {
    return decodeMessage(buf, RingRefusal.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingRefusal>): Generator<RingRefusalKindFieldEvent | RingRefusalPeerIdFieldEvent | RingRefusalPartitionsFieldEvent | RingRefusalPartitionCountFieldEvent> {
    return streamMessage(buf, RingRefusal.codec(), opts)
  }
}

export interface LeaveRequest {
  peerId: string
  force: boolean
}

export namespace LeaveRequest {
  let _codec: Codec<LeaveRequest>

  export const codec = (): Codec<LeaveRequest> => {
    if (_codec == null) {
      _codec = message<LeaveRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.force != null && obj.force !== false)) {
          w.uint32(16)
          w.bool(obj.force)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          force: false
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
              obj.force = reader.bool()
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
                field: `${prefix}.force`,
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

  export interface LeaveRequestPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface LeaveRequestForceFieldEvent {
    field: '$.force'
    value: boolean
  }

  export function encode (obj: Partial<LeaveRequest>): Uint8Array {
    return encodeMessage(obj, LeaveRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LeaveRequest>): LeaveRequest {
    return decodeMessage(buf, LeaveRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LeaveRequest>): Generator<LeaveRequestPeerIdFieldEvent | LeaveRequestForceFieldEvent> {
    return streamMessage(buf, LeaveRequest.codec(), opts)
  }
}

export interface LeaveResponse {
  change?: RingChangeResponse
}

export namespace LeaveResponse {
  let _codec: Codec<LeaveResponse>

  export const codec = (): Codec<LeaveResponse> => {
    if (_codec == null) {
      _codec = message<LeaveResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.change != null) {
          w.uint32(10)
          RingChangeResponse.codec().encode(obj.change, w)
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
              obj.change = RingChangeResponse.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.change
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
              yield * RingChangeResponse.codec().stream(reader, reader.uint32(), `${prefix}.change`, {
                limits: opts.limits?.change
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

  export interface LeaveResponseChangePlannedOnEpochFieldEvent {
    field: '$.change.plannedOn.epoch'
    value: number
  }

  export interface LeaveResponseChangePlannedOnHashFieldEvent {
    field: '$.change.plannedOn.hash'
    value: Uint8Array
  }

  export interface LeaveResponseChangeIssuedEpochFieldEvent {
    field: '$.change.issued.epoch'
    value: number
  }

  export interface LeaveResponseChangeIssuedHashFieldEvent {
    field: '$.change.issued.hash'
    value: Uint8Array
  }

  export interface LeaveResponseChangeRefusalsKindFieldEvent {
    field: '$.change.refusals[].kind'
    value: number
    index: number
  }

  export interface LeaveResponseChangeRefusalsPeerIdFieldEvent {
    field: '$.change.refusals[].peerId'
    value: string
    index: number
  }

  export interface LeaveResponseChangeRefusalsPartitionsFieldEvent {
    field: '$.change.refusals[].partitions[]'
    index: number
    value: number
  }

  export interface LeaveResponseChangeRefusalsPartitionCountFieldEvent {
    field: '$.change.refusals[].partitionCount'
    value: number
    index: number
  }

  export interface LeaveResponseChangeMovedFieldEvent {
    field: '$.change.moved'
    value: number
  }

  export interface LeaveResponseChangeMovedMinFieldEvent {
    field: '$.change.movedMin'
    value: number
  }

  export interface LeaveResponseChangePartitionsFieldEvent {
    field: '$.change.partitions'
    value: number
  }

  export interface LeaveResponseChangeReplicasFieldEvent {
    field: '$.change.replicas'
    value: number
  }

  export interface LeaveResponseChangeSharesPeerIdFieldEvent {
    field: '$.change.shares[].peerId'
    value: string
    index: number
  }

  export interface LeaveResponseChangeSharesBeforeFieldEvent {
    field: '$.change.shares[].before'
    value: number
    index: number
  }

  export interface LeaveResponseChangeSharesAfterFieldEvent {
    field: '$.change.shares[].after'
    value: number
    index: number
  }

  export interface LeaveResponseChangeSharesBytesInFieldEvent {
    field: '$.change.shares[].bytesIn'
    value: number
    index: number
  }

  export interface LeaveResponseChangeSharesBytesOutFieldEvent {
    field: '$.change.shares[].bytesOut'
    value: number
    index: number
  }

  export function encode (obj: Partial<LeaveResponse>): Uint8Array {
    return encodeMessage(obj, LeaveResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LeaveResponse>): LeaveResponse {
    return decodeMessage(buf, LeaveResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LeaveResponse>): Generator<LeaveResponseChangePlannedOnEpochFieldEvent | LeaveResponseChangePlannedOnHashFieldEvent | LeaveResponseChangeIssuedEpochFieldEvent | LeaveResponseChangeIssuedHashFieldEvent | LeaveResponseChangeRefusalsKindFieldEvent | LeaveResponseChangeRefusalsPeerIdFieldEvent | LeaveResponseChangeRefusalsPartitionsFieldEvent | LeaveResponseChangeRefusalsPartitionCountFieldEvent | LeaveResponseChangeMovedFieldEvent | LeaveResponseChangeMovedMinFieldEvent | LeaveResponseChangePartitionsFieldEvent | LeaveResponseChangeReplicasFieldEvent | LeaveResponseChangeSharesPeerIdFieldEvent | LeaveResponseChangeSharesBeforeFieldEvent | LeaveResponseChangeSharesAfterFieldEvent | LeaveResponseChangeSharesBytesInFieldEvent | LeaveResponseChangeSharesBytesOutFieldEvent> {
    return streamMessage(buf, LeaveResponse.codec(), opts)
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
