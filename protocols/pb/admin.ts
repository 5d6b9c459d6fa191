// Generated from admin.proto by npm run generate. Do not edit.
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

const NO_BYTES = new Uint8Array(0)

export interface StatusRequest {}

export namespace StatusRequest {
  let _codec: Codec<StatusRequest>

  export const codec = (): Codec<StatusRequest> => {
    if (_codec == null) {
      _codec = message<StatusRequest>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<StatusRequest>): Uint8Array {
    return encodeMessage(obj, StatusRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StatusRequest>): StatusRequest {
    return decodeMessage(buf, StatusRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StatusRequest>): Generator<{}> {
    return streamMessage(buf, StatusRequest.codec(), opts)
  }
}

export interface StatusResponse {
  cluster: string
  view?: ViewId
  self: string
  members: MemberStatus[]
  partitions: number
  partitionsWithQuorum: number
  replicas: number
  fullyReplicated: number
}

export namespace StatusResponse {
  let _codec: Codec<StatusResponse>

  export const codec = (): Codec<StatusResponse> => {
    if (_codec == null) {
      _codec = message<StatusResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.cluster != null && obj.cluster !== '')) {
          w.uint32(10)
          w.string(obj.cluster)
        }

        if (obj.view != null) {
          w.uint32(18)
          ViewId.codec().encode(obj.view, w)
        }

        if ((obj.self != null && obj.self !== '')) {
          w.uint32(26)
          w.string(obj.self)
        }

        if (obj.members != null && obj.members.length > 0) {
          for (const value of obj.members) {
            w.uint32(34)
            MemberStatus.codec().encode(value, w)
          }
        }

        if ((obj.partitions != null && obj.partitions !== 0)) {
          w.uint32(40)
          w.uint32(obj.partitions)
        }

        if ((obj.partitionsWithQuorum != null && obj.partitionsWithQuorum !== 0)) {
          w.uint32(48)
          w.uint32(obj.partitionsWithQuorum)
        }

        if ((obj.replicas != null && obj.replicas !== 0)) {
          w.uint32(56)
          w.uint32(obj.replicas)
        }

        if ((obj.fullyReplicated != null && obj.fullyReplicated !== 0)) {
          w.uint32(64)
          w.uint32(obj.fullyReplicated)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          cluster: '',
          self: '',
          members: [],
          partitions: 0,
          partitionsWithQuorum: 0,
          replicas: 0,
          fullyReplicated: 0
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
              obj.view = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.view
              })
              break
            }
            case 3: {
              obj.self = reader.string()
              break
            }
            case 4: {
              if (opts.limits?.members != null && obj.members.length === opts.limits.members) {
                throw new MaxLengthError('Decode error - repeated field "members" had too many elements')
              }

              obj.members.push(MemberStatus.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.members$
              }))
              break
            }
            case 5: {
              obj.partitions = reader.uint32()
              break
            }
            case 6: {
              obj.partitionsWithQuorum = reader.uint32()
              break
            }
            case 7: {
              obj.replicas = reader.uint32()
              break
            }
            case 8: {
              obj.fullyReplicated = reader.uint32()
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
          members: 0
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
              yield * ViewId.codec().stream(reader, reader.uint32(), `${prefix}.view`, {
                limits: opts.limits?.view
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.self`,
                value: reader.string()
              }
              break
            }
            case 4: {
              if (opts.limits?.members != null && obj.members === opts.limits.members) {
                throw new MaxLengthError('Streaming decode error - repeated field "members" had too many elements')
              }

              for (const evt of MemberStatus.codec().stream(reader, reader.uint32(), `${prefix}.members[]`, {
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
              yield {
                field: `${prefix}.partitions`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.partitionsWithQuorum`,
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
              yield {
                field: `${prefix}.fullyReplicated`,
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

  export interface StatusResponseClusterFieldEvent {
    field: '$.cluster'
    value: string
  }

  export interface StatusResponseViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface StatusResponseViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface StatusResponseSelfFieldEvent {
    field: '$.self'
    value: string
  }

  export interface StatusResponseMembersPeerIdFieldEvent {
    field: '$.members[].peerId'
    value: string
    index: number
  }

  export interface StatusResponseMembersNameFieldEvent {
    field: '$.members[].name'
    value: string
    index: number
  }

  export interface StatusResponseMembersZoneFieldEvent {
    field: '$.members[].zone'
    value: string
    index: number
  }

  export interface StatusResponseMembersStateFieldEvent {
    field: '$.members[].state'
    value: number
    index: number
  }

  export interface StatusResponseMembersPartitionsFieldEvent {
    field: '$.members[].partitions'
    value: number
    index: number
  }

  export interface StatusResponseMembersWeightFieldEvent {
    field: '$.members[].weight'
    value: number
    index: number
  }

  export interface StatusResponseMembersDiskFreeBytesFieldEvent {
    field: '$.members[].diskFreeBytes'
    value: number
    index: number
  }

  export interface StatusResponseMembersDiskTotalBytesFieldEvent {
    field: '$.members[].diskTotalBytes'
    value: number
    index: number
  }

  export interface StatusResponseMembersVersionFieldEvent {
    field: '$.members[].version'
    value: string
    index: number
  }

  export interface StatusResponseMembersSeenMsAgoFieldEvent {
    field: '$.members[].seenMsAgo'
    value: number
    index: number
  }

  export interface StatusResponseMembersAddressesFieldEvent {
    field: '$.members[].addresses[]'
    index: number
    value: string
  }

  export interface StatusResponseMembersClockOffsetMsFieldEvent {
    field: '$.members[].clockOffsetMs'
    value: number
    index: number
  }

  export interface StatusResponseMembersIncarnationFieldEvent {
    field: '$.members[].incarnation'
    value: number
    index: number
  }

  export interface StatusResponseMembersStoreIdFieldEvent {
    field: '$.members[].storeId'
    value: Uint8Array
    index: number
  }

  export interface StatusResponseMembersKeysFieldEvent {
    field: '$.members[].keys'
    value: number
    index: number
  }

  export interface StatusResponseMembersStoreStateFieldEvent {
    field: '$.members[].storeState'
    value: string
    index: number
  }

  export interface StatusResponseMembersStateMsFieldEvent {
    field: '$.members[].stateMs'
    value: number
    index: number
  }

  export interface StatusResponseMembersHintsOutFieldEvent {
    field: '$.members[].hintsOut'
    value: number
    index: number
  }

  export interface StatusResponseMembersHintsInFieldEvent {
    field: '$.members[].hintsIn'
    value: number
    index: number
  }

  export interface StatusResponseMembersPulledFieldEvent {
    field: '$.members[].pulled'
    value: number
    index: number
  }

  export interface StatusResponseMembersToPullFieldEvent {
    field: '$.members[].toPull'
    value: number
    index: number
  }

  export interface StatusResponseMembersPullLeftMsFieldEvent {
    field: '$.members[].pullLeftMs'
    value: number
    index: number
  }

  export interface StatusResponseMembersRoundTripUsFieldEvent {
    field: '$.members[].roundTripUs'
    value: number
    index: number
  }

  export interface StatusResponsePartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export interface StatusResponsePartitionsWithQuorumFieldEvent {
    field: '$.partitionsWithQuorum'
    value: number
  }

  export interface StatusResponseReplicasFieldEvent {
    field: '$.replicas'
    value: number
  }

  export interface StatusResponseFullyReplicatedFieldEvent {
    field: '$.fullyReplicated'
    value: number
  }

  export function encode (obj: Partial<StatusResponse>): Uint8Array {
    return encodeMessage(obj, StatusResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StatusResponse>): StatusResponse {
    return decodeMessage(buf, StatusResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StatusResponse>): Generator<StatusResponseClusterFieldEvent | StatusResponseViewEpochFieldEvent | StatusResponseViewHashFieldEvent | StatusResponseSelfFieldEvent | StatusResponseMembersPeerIdFieldEvent | StatusResponseMembersNameFieldEvent | StatusResponseMembersZoneFieldEvent | StatusResponseMembersStateFieldEvent | StatusResponseMembersPartitionsFieldEvent | StatusResponseMembersWeightFieldEvent | StatusResponseMembersDiskFreeBytesFieldEvent | StatusResponseMembersDiskTotalBytesFieldEvent | StatusResponseMembersVersionFieldEvent | StatusResponseMembersSeenMsAgoFieldEvent | StatusResponseMembersAddressesFieldEvent | StatusResponseMembersClockOffsetMsFieldEvent | StatusResponseMembersIncarnationFieldEvent | StatusResponseMembersStoreIdFieldEvent | StatusResponseMembersKeysFieldEvent | StatusResponseMembersStoreStateFieldEvent | StatusResponseMembersStateMsFieldEvent | StatusResponseMembersHintsOutFieldEvent | StatusResponseMembersHintsInFieldEvent | StatusResponseMembersPulledFieldEvent | StatusResponseMembersToPullFieldEvent | StatusResponseMembersPullLeftMsFieldEvent | StatusResponseMembersRoundTripUsFieldEvent | StatusResponsePartitionsFieldEvent | StatusResponsePartitionsWithQuorumFieldEvent | StatusResponseReplicasFieldEvent | StatusResponseFullyReplicatedFieldEvent> {
    return streamMessage(buf, StatusResponse.codec(), opts)
  }
}

export interface MemberStatus {
  peerId: string
  name: string
  zone: string
  state: number
  partitions: number
  weight: number
  diskFreeBytes: number
  diskTotalBytes: number
  version: string
  seenMsAgo: number
  addresses: string[]
  clockOffsetMs: number
  incarnation: number
  storeId: Uint8Array
  keys: number
  storeState: string
  stateMs: number
  hintsOut: number
  hintsIn: number
  pulled: number
  toPull: number
  pullLeftMs: number
  roundTripUs: number
}

export namespace MemberStatus {
  let _codec: Codec<MemberStatus>

  export const codec = (): Codec<MemberStatus> => {
    if (_codec == null) {
      _codec = message<MemberStatus>((obj, w, opts = {}) => {
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

        if ((obj.state != null && obj.state !== 0)) {
          w.uint32(32)
          w.uint32(obj.state)
        }

        if ((obj.partitions != null && obj.partitions !== 0)) {
          w.uint32(40)
          w.uint32(obj.partitions)
        }

        if ((obj.weight != null && obj.weight !== 0)) {
          w.uint32(48)
          w.uint32(obj.weight)
        }

        if ((obj.diskFreeBytes != null && obj.diskFreeBytes !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.diskFreeBytes)
        }

        if ((obj.diskTotalBytes != null && obj.diskTotalBytes !== 0)) {
          w.uint32(64)
          w.uint64Number(obj.diskTotalBytes)
        }

        if ((obj.version != null && obj.version !== '')) {
          w.uint32(74)
          w.string(obj.version)
        }

        if ((obj.seenMsAgo != null && obj.seenMsAgo !== 0)) {
          w.uint32(80)
          w.uint64Number(obj.seenMsAgo)
        }

        if (obj.addresses != null && obj.addresses.length > 0) {
          for (const value of obj.addresses) {
            w.uint32(90)
            w.string(value)
          }
        }

        if ((obj.clockOffsetMs != null && obj.clockOffsetMs !== 0)) {
          w.uint32(96)
          w.sint64Number(obj.clockOffsetMs)
        }

        if ((obj.incarnation != null && obj.incarnation !== 0)) {
          w.uint32(104)
          w.uint64Number(obj.incarnation)
        }

        if ((obj.storeId != null && obj.storeId.byteLength > 0)) {
          w.uint32(114)
          w.bytes(obj.storeId)
        }

        if ((obj.keys != null && obj.keys !== 0)) {
          w.uint32(120)
          w.uint64Number(obj.keys)
        }

        if ((obj.storeState != null && obj.storeState !== '')) {
          w.uint32(130)
          w.string(obj.storeState)
        }

        if ((obj.stateMs != null && obj.stateMs !== 0)) {
          w.uint32(136)
          w.uint64Number(obj.stateMs)
        }

        if ((obj.hintsOut != null && obj.hintsOut !== 0)) {
          w.uint32(144)
          w.uint64Number(obj.hintsOut)
        }

        if ((obj.hintsIn != null && obj.hintsIn !== 0)) {
          w.uint32(152)
          w.uint64Number(obj.hintsIn)
        }

        if ((obj.pulled != null && obj.pulled !== 0)) {
          w.uint32(160)
          w.uint32(obj.pulled)
        }

        if ((obj.toPull != null && obj.toPull !== 0)) {
          w.uint32(168)
          w.uint32(obj.toPull)
        }

        if ((obj.pullLeftMs != null && obj.pullLeftMs !== 0)) {
          w.uint32(176)
          w.uint64Number(obj.pullLeftMs)
        }

        if ((obj.roundTripUs != null && obj.roundTripUs !== 0)) {
          w.uint32(184)
          w.uint32(obj.roundTripUs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          name: '',
          zone: '',
          state: 0,
          partitions: 0,
          weight: 0,
          diskFreeBytes: 0,
          diskTotalBytes: 0,
          version: '',
          seenMsAgo: 0,
          addresses: [],
          clockOffsetMs: 0,
          incarnation: 0,
          storeId: NO_BYTES,
          keys: 0,
          storeState: '',
          stateMs: 0,
          hintsOut: 0,
          hintsIn: 0,
          pulled: 0,
          toPull: 0,
          pullLeftMs: 0,
          roundTripUs: 0
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
              obj.state = reader.uint32()
              break
            }
            case 5: {
              obj.partitions = reader.uint32()
              break
            }
            case 6: {
              obj.weight = reader.uint32()
              break
            }
            case 7: {
              obj.diskFreeBytes = reader.uint64Number()
              break
            }
            case 8: {
              obj.diskTotalBytes = reader.uint64Number()
              break
            }
            case 9: {
              obj.version = reader.string()
              break
            }
            case 10: {
              obj.seenMsAgo = reader.uint64Number()
              break
            }
            case 11: {
              if (opts.limits?.addresses != null && obj.addresses.length === opts.limits.addresses) {
                throw new MaxLengthError('Decode error - repeated field "addresses" had too many elements')
              }

              obj.addresses.push(reader.string())
              break
            }
            case 12: {
              obj.clockOffsetMs = reader.sint64Number()
              break
            }
            case 13: {
              obj.incarnation = reader.uint64Number()
              break
            }
            case 14: {
              obj.storeId = reader.bytes()
              break
            }
            case 15: {
              obj.keys = reader.uint64Number()
              break
            }
            case 16: {
              obj.storeState = reader.string()
              break
            }
            case 17: {
              obj.stateMs = reader.uint64Number()
              break
            }
            case 18: {
              obj.hintsOut = reader.uint64Number()
              break
            }
            case 19: {
              obj.hintsIn = reader.uint64Number()
              break
            }
            case 20: {
              obj.pulled = reader.uint32()
              break
            }
            case 21: {
              obj.toPull = reader.uint32()
              break
            }
            case 22: {
              obj.pullLeftMs = reader.uint64Number()
              break
            }
            case 23: {
              obj.roundTripUs = reader.uint32()
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
                field: `${prefix}.state`,
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
                field: `${prefix}.weight`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.diskFreeBytes`,
                value: reader.uint64Number()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.diskTotalBytes`,
                value: reader.uint64Number()
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
                field: `${prefix}.seenMsAgo`,
                value: reader.uint64Number()
              }
              break
            }
            case 11: {
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
            case 12: {
              yield {
                field: `${prefix}.clockOffsetMs`,
                value: reader.sint64Number()
              }
              break
            }
            case 13: {
              yield {
                field: `${prefix}.incarnation`,
                value: reader.uint64Number()
              }
              break
            }
            case 14: {
              yield {
                field: `${prefix}.storeId`,
                value: reader.bytes()
              }
              break
            }
            case 15: {
              yield {
                field: `${prefix}.keys`,
                value: reader.uint64Number()
              }
              break
            }
            case 16: {
              yield {
                field: `${prefix}.storeState`,
                value: reader.string()
              }
              break
            }
            case 17: {
              yield {
                field: `${prefix}.stateMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 18: {
              yield {
                field: `${prefix}.hintsOut`,
                value: reader.uint64Number()
              }
              break
            }
            case 19: {
              yield {
                field: `${prefix}.hintsIn`,
                value: reader.uint64Number()
              }
              break
            }
            case 20: {
              yield {
                field: `${prefix}.pulled`,
                value: reader.uint32()
              }
              break
            }
            case 21: {
              yield {
                field: `${prefix}.toPull`,
                value: reader.uint32()
              }
              break
            }
            case 22: {
              yield {
                field: `${prefix}.pullLeftMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 23: {
              yield {
                field: `${prefix}.roundTripUs`,
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

  export interface MemberStatusPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface MemberStatusNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface MemberStatusZoneFieldEvent {
    field: '$.zone'
    value: string
  }

  export interface MemberStatusStateFieldEvent {
    field: '$.state'
    value: number
  }

  export interface MemberStatusPartitionsFieldEvent {
    field: '$.partitions'
    value: number
  }

  export interface MemberStatusWeightFieldEvent {
    field: '$.weight'
    value: number
  }

  export interface MemberStatusDiskFreeBytesFieldEvent {
    field: '$.diskFreeBytes'
    value: number
  }

  export interface MemberStatusDiskTotalBytesFieldEvent {
    field: '$.diskTotalBytes'
    value: number
  }

  export interface MemberStatusVersionFieldEvent {
    field: '$.version'
    value: string
  }

  export interface MemberStatusSeenMsAgoFieldEvent {
    field: '$.seenMsAgo'
    value: number
  }

  export interface MemberStatusAddressesFieldEvent {
    field: '$.addresses[]'
    index: number
    value: string
  }

  export interface MemberStatusClockOffsetMsFieldEvent {
    field: '$.clockOffsetMs'
    value: number
  }

  export interface MemberStatusIncarnationFieldEvent {
    field: '$.incarnation'
    value: number
  }

  export interface MemberStatusStoreIdFieldEvent {
    field: '$.storeId'
    value: Uint8Array
  }

  export interface MemberStatusKeysFieldEvent {
    field: '$.keys'
    value: number
  }

  export interface MemberStatusStoreStateFieldEvent {
    field: '$.storeState'
    value: string
  }

  export interface MemberStatusStateMsFieldEvent {
    field: '$.stateMs'
    value: number
  }

  export interface MemberStatusHintsOutFieldEvent {
    field: '$.hintsOut'
    value: number
  }

  export interface MemberStatusHintsInFieldEvent {
    field: '$.hintsIn'
    value: number
  }

  export interface MemberStatusPulledFieldEvent {
    field: '$.pulled'
    value: number
  }

  export interface MemberStatusToPullFieldEvent {
    field: '$.toPull'
    value: number
  }

  export interface MemberStatusPullLeftMsFieldEvent {
    field: '$.pullLeftMs'
    value: number
  }

  export interface MemberStatusRoundTripUsFieldEvent {
    field: '$.roundTripUs'
    value: number
  }

  export function encode (obj: Partial<MemberStatus>): Uint8Array {
    return encodeMessage(obj, MemberStatus.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MemberStatus>): MemberStatus {
    return decodeMessage(buf, MemberStatus.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MemberStatus>): Generator<MemberStatusPeerIdFieldEvent | MemberStatusNameFieldEvent | MemberStatusZoneFieldEvent | MemberStatusStateFieldEvent | MemberStatusPartitionsFieldEvent | MemberStatusWeightFieldEvent | MemberStatusDiskFreeBytesFieldEvent | MemberStatusDiskTotalBytesFieldEvent | MemberStatusVersionFieldEvent | MemberStatusSeenMsAgoFieldEvent | MemberStatusAddressesFieldEvent | MemberStatusClockOffsetMsFieldEvent | MemberStatusIncarnationFieldEvent | MemberStatusStoreIdFieldEvent | MemberStatusKeysFieldEvent | MemberStatusStoreStateFieldEvent | MemberStatusStateMsFieldEvent | MemberStatusHintsOutFieldEvent | MemberStatusHintsInFieldEvent | MemberStatusPulledFieldEvent | MemberStatusToPullFieldEvent | MemberStatusPullLeftMsFieldEvent | MemberStatusRoundTripUsFieldEvent> {
    return streamMessage(buf, MemberStatus.codec(), opts)
  }
}

export interface LocateRequest {
  bucket: string
  key: Uint8Array
}

export namespace LocateRequest {
  let _codec: Codec<LocateRequest>

  export const codec = (): Codec<LocateRequest> => {
    if (_codec == null) {
      _codec = message<LocateRequest>((obj, w, opts = {}) => {
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

  export interface LocateRequestBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface LocateRequestKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export function encode (obj: Partial<LocateRequest>): Uint8Array {
    return encodeMessage(obj, LocateRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LocateRequest>): LocateRequest {
    return decodeMessage(buf, LocateRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LocateRequest>): Generator<LocateRequestBucketFieldEvent | LocateRequestKeyFieldEvent> {
    return streamMessage(buf, LocateRequest.codec(), opts)
  }
}

export interface LocateResponse {
  partition: number
  view?: ViewId
  replicas: number
  owners: LocatedReplica[]
}

export namespace LocateResponse {
  let _codec: Codec<LocateResponse>

  export const codec = (): Codec<LocateResponse> => {
    if (_codec == null) {
      _codec = message<LocateResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.partition != null && obj.partition !== 0)) {
          w.uint32(8)
          w.uint32(obj.partition)
        }

        if (obj.view != null) {
          w.uint32(18)
          ViewId.codec().encode(obj.view, w)
        }

        if ((obj.replicas != null && obj.replicas !== 0)) {
          w.uint32(24)
          w.uint32(obj.replicas)
        }

        if (obj.owners != null && obj.owners.length > 0) {
          for (const value of obj.owners) {
            w.uint32(34)
            LocatedReplica.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partition: 0,
          replicas: 0,
          owners: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.partition = reader.uint32()
              break
            }
            case 2: {
              obj.view = ViewId.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.view
              })
              break
            }
            case 3: {
              obj.replicas = reader.uint32()
              break
            }
            case 4: {
              if (opts.limits?.owners != null && obj.owners.length === opts.limits.owners) {
                throw new MaxLengthError('Decode error - repeated field "owners" had too many elements')
              }

              obj.owners.push(LocatedReplica.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.owners$
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
          owners: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.partition`,
                value: reader.uint32()
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
                field: `${prefix}.replicas`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              if (opts.limits?.owners != null && obj.owners === opts.limits.owners) {
                throw new MaxLengthError('Streaming decode error - repeated field "owners" had too many elements')
              }

              for (const evt of LocatedReplica.codec().stream(reader, reader.uint32(), `${prefix}.owners[]`, {
                limits: opts.limits?.owners$
              })) {
                yield {
                  ...evt,
                  index: obj.owners
                }
              }

              obj.owners++

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

  export interface LocateResponsePartitionFieldEvent {
    field: '$.partition'
    value: number
  }

  export interface LocateResponseViewEpochFieldEvent {
    field: '$.view.epoch'
    value: number
  }

  export interface LocateResponseViewHashFieldEvent {
    field: '$.view.hash'
    value: Uint8Array
  }

  export interface LocateResponseReplicasFieldEvent {
    field: '$.replicas'
    value: number
  }

  export interface LocateResponseOwnersPeerIdFieldEvent {
    field: '$.owners[].peerId'
    value: string
    index: number
  }

  export interface LocateResponseOwnersNameFieldEvent {
    field: '$.owners[].name'
    value: string
    index: number
  }

  export interface LocateResponseOwnersStateFieldEvent {
    field: '$.owners[].state'
    value: number
    index: number
  }

  export interface LocateResponseOwnersDotsFieldEvent {
    field: '$.owners[].dots[]'
    index: number
    value: string
  }

  export interface LocateResponseOwnersTombstoneFieldEvent {
    field: '$.owners[].tombstone'
    value: boolean
    index: number
  }

  export function encode (obj: Partial<LocateResponse>): Uint8Array {
    return encodeMessage(obj, LocateResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LocateResponse>): LocateResponse {
    return decodeMessage(buf, LocateResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LocateResponse>): Generator<LocateResponsePartitionFieldEvent | LocateResponseViewEpochFieldEvent | LocateResponseViewHashFieldEvent | LocateResponseReplicasFieldEvent | LocateResponseOwnersPeerIdFieldEvent | LocateResponseOwnersNameFieldEvent | LocateResponseOwnersStateFieldEvent | LocateResponseOwnersDotsFieldEvent | LocateResponseOwnersTombstoneFieldEvent> {
    return streamMessage(buf, LocateResponse.codec(), opts)
  }
}

export interface LocatedReplica {
  peerId: string
  name: string
  state: number
  dots: string[]
  tombstone: boolean
}

export namespace LocatedReplica {
  let _codec: Codec<LocatedReplica>

  export const codec = (): Codec<LocatedReplica> => {
    if (_codec == null) {
      _codec = message<LocatedReplica>((obj, w, opts = {}) => {
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

        if ((obj.state != null && obj.state !== 0)) {
          w.uint32(24)
          w.uint32(obj.state)
        }

        if (obj.dots != null && obj.dots.length > 0) {
          for (const value of obj.dots) {
            w.uint32(34)
            w.string(value)
          }
        }

        if ((obj.tombstone != null && obj.tombstone !== false)) {
          w.uint32(40)
          w.bool(obj.tombstone)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          name: '',
          state: 0,
          dots: [],
          tombstone: false
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
              obj.state = reader.uint32()
              break
            }
            case 4: {
              if (opts.limits?.dots != null && obj.dots.length === opts.limits.dots) {
                throw new MaxLengthError('Decode error - repeated field "dots" had too many elements')
              }

              obj.dots.push(reader.string())
              break
            }
            case 5: {
              obj.tombstone = reader.bool()
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
          dots: 0
        }

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
                field: `${prefix}.state`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              if (opts.limits?.dots != null && obj.dots === opts.limits.dots) {
                throw new MaxLengthError('Streaming decode error - repeated field "dots" had too many elements')
              }

              yield {
                field: `${prefix}.dots[]`,
                index: obj.dots,
                value: reader.string()
              }

              obj.dots++

              break
            }
            case 5: {
              yield {
                field: `${prefix}.tombstone`,
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

  export interface LocatedReplicaPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface LocatedReplicaNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface LocatedReplicaStateFieldEvent {
    field: '$.state'
    value: number
  }

  export interface LocatedReplicaDotsFieldEvent {
    field: '$.dots[]'
    index: number
    value: string
  }

  export interface LocatedReplicaTombstoneFieldEvent {
    field: '$.tombstone'
    value: boolean
  }

  export function encode (obj: Partial<LocatedReplica>): Uint8Array {
    return encodeMessage(obj, LocatedReplica.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LocatedReplica>): LocatedReplica {
    return decodeMessage(buf, LocatedReplica.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LocatedReplica>): Generator<LocatedReplicaPeerIdFieldEvent | LocatedReplicaNameFieldEvent | LocatedReplicaStateFieldEvent | LocatedReplicaDotsFieldEvent | LocatedReplicaTombstoneFieldEvent> {
    return streamMessage(buf, LocatedReplica.codec(), opts)
  }
}

export interface BucketListRequest {}

export namespace BucketListRequest {
  let _codec: Codec<BucketListRequest>

  export const codec = (): Codec<BucketListRequest> => {
    if (_codec == null) {
      _codec = message<BucketListRequest>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<BucketListRequest>): Uint8Array {
    return encodeMessage(obj, BucketListRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketListRequest>): BucketListRequest {
    return decodeMessage(buf, BucketListRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketListRequest>): Generator<{}> {
    return streamMessage(buf, BucketListRequest.codec(), opts)
  }
}

export interface BucketListResponse {
  buckets: BucketInfo[]
}

export namespace BucketListResponse {
  let _codec: Codec<BucketListResponse>

  export const codec = (): Codec<BucketListResponse> => {
    if (_codec == null) {
      _codec = message<BucketListResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.buckets != null && obj.buckets.length > 0) {
          for (const value of obj.buckets) {
            w.uint32(10)
            BucketInfo.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          buckets: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.buckets != null && obj.buckets.length === opts.limits.buckets) {
                throw new MaxLengthError('Decode error - repeated field "buckets" had too many elements')
              }

              obj.buckets.push(BucketInfo.codec().decode(reader, reader.uint32(), {
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
          buckets: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.buckets != null && obj.buckets === opts.limits.buckets) {
                throw new MaxLengthError('Streaming decode error - repeated field "buckets" had too many elements')
              }

              for (const evt of BucketInfo.codec().stream(reader, reader.uint32(), `${prefix}.buckets[]`, {
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

  export interface BucketListResponseBucketsBucketFieldEvent {
    field: '$.buckets[].bucket'
    value: string
    index: number
  }

  export interface BucketListResponseBucketsVersionFieldEvent {
    field: '$.buckets[].version'
    value: number
    index: number
  }

  export interface BucketListResponseBucketsNFieldEvent {
    field: '$.buckets[].n'
    value: number
    index: number
  }

  export interface BucketListResponseBucketsRKindFieldEvent {
    field: '$.buckets[].r.kind'
    value: number
    index: number
  }

  export interface BucketListResponseBucketsRCountFieldEvent {
    field: '$.buckets[].r.count'
    value: number
    index: number
  }

  export interface BucketListResponseBucketsWKindFieldEvent {
    field: '$.buckets[].w.kind'
    value: number
    index: number
  }

  export interface BucketListResponseBucketsWCountFieldEvent {
    field: '$.buckets[].w.count'
    value: number
    index: number
  }

  export interface BucketListResponseBucketsConflictFieldEvent {
    field: '$.buckets[].conflict'
    value: number
    index: number
  }

  export interface BucketListResponseBucketsTtlMsFieldEvent {
    field: '$.buckets[].ttlMs'
    value: number
    index: number
  }

  export interface BucketListResponseBucketsIssuerFieldEvent {
    field: '$.buckets[].issuer'
    value: string
    index: number
  }

  export interface BucketListResponseBucketsHlcFieldEvent {
    field: '$.buckets[].hlc'
    value: bigint
    index: number
  }

  export function encode (obj: Partial<BucketListResponse>): Uint8Array {
    return encodeMessage(obj, BucketListResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketListResponse>): BucketListResponse {
    return decodeMessage(buf, BucketListResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketListResponse>): Generator<BucketListResponseBucketsBucketFieldEvent | BucketListResponseBucketsVersionFieldEvent | BucketListResponseBucketsNFieldEvent | BucketListResponseBucketsRKindFieldEvent | BucketListResponseBucketsRCountFieldEvent | BucketListResponseBucketsWKindFieldEvent | BucketListResponseBucketsWCountFieldEvent | BucketListResponseBucketsConflictFieldEvent | BucketListResponseBucketsTtlMsFieldEvent | BucketListResponseBucketsIssuerFieldEvent | BucketListResponseBucketsHlcFieldEvent> {
    return streamMessage(buf, BucketListResponse.codec(), opts)
  }
}

export interface BucketInfo {
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

export namespace BucketInfo {
  let _codec: Codec<BucketInfo>

  export const codec = (): Codec<BucketInfo> => {
    if (_codec == null) {
      _codec = message<BucketInfo>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.bucket != null && obj.bucket !== '')) {
          w.uint32(10)
          w.string(obj.bucket)
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.version)
        }

        if ((obj.n != null && obj.n !== 0)) {
          w.uint32(24)
          w.uint32(obj.n)
        }

        if (obj.r != null) {
          w.uint32(34)
          Quorum.codec().encode(obj.r, w)
        }

        if (obj.w != null) {
          w.uint32(42)
          Quorum.codec().encode(obj.w, w)
        }

        if ((obj.conflict != null && obj.conflict !== 0)) {
          w.uint32(48)
          w.uint32(obj.conflict)
        }

        if ((obj.ttlMs != null && obj.ttlMs !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.ttlMs)
        }

        if ((obj.issuer != null && obj.issuer !== '')) {
          w.uint32(66)
          w.string(obj.issuer)
        }

        if ((obj.hlc != null && obj.hlc !== 0n)) {
          w.uint32(73)
          w.fixed64(obj.hlc)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
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
              obj.bucket = reader.string()
              break
            }
            case 2: {
              obj.version = reader.uint64Number()
              break
            }
            case 3: {
              obj.n = reader.uint32()
              break
            }
            case 4: {
              obj.r = Quorum.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.r
              })
              break
            }
            case 5: {
              obj.w = Quorum.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.w
              })
              break
            }
            case 6: {
              obj.conflict = reader.uint32()
              break
            }
            case 7: {
              obj.ttlMs = reader.uint64Number()
              break
            }
            case 8: {
              obj.issuer = reader.string()
              break
            }
            case 9: {
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
                field: `${prefix}.bucket`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.version`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.n`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield * Quorum.codec().stream(reader, reader.uint32(), `${prefix}.r`, {
                limits: opts.limits?.r
              })

              break
            }
            case 5: {
              yield * Quorum.codec().stream(reader, reader.uint32(), `${prefix}.w`, {
                limits: opts.limits?.w
              })

              break
            }
            case 6: {
              yield {
                field: `${prefix}.conflict`,
                value: reader.uint32()
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
                field: `${prefix}.issuer`,
                value: reader.string()
              }
              break
            }
            case 9: {
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

  export interface BucketInfoBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface BucketInfoVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface BucketInfoNFieldEvent {
    field: '$.n'
    value: number
  }

  export interface BucketInfoRKindFieldEvent {
    field: '$.r.kind'
    value: number
  }

  export interface BucketInfoRCountFieldEvent {
    field: '$.r.count'
    value: number
  }

  export interface BucketInfoWKindFieldEvent {
    field: '$.w.kind'
    value: number
  }

  export interface BucketInfoWCountFieldEvent {
    field: '$.w.count'
    value: number
  }

  export interface BucketInfoConflictFieldEvent {
    field: '$.conflict'
    value: number
  }

  export interface BucketInfoTtlMsFieldEvent {
    field: '$.ttlMs'
    value: number
  }

  export interface BucketInfoIssuerFieldEvent {
    field: '$.issuer'
    value: string
  }

  export interface BucketInfoHlcFieldEvent {
    field: '$.hlc'
    value: bigint
  }

  export function encode (obj: Partial<BucketInfo>): Uint8Array {
    return encodeMessage(obj, BucketInfo.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketInfo>): BucketInfo {
    return decodeMessage(buf, BucketInfo.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketInfo>): Generator<BucketInfoBucketFieldEvent | BucketInfoVersionFieldEvent | BucketInfoNFieldEvent | BucketInfoRKindFieldEvent | BucketInfoRCountFieldEvent | BucketInfoWKindFieldEvent | BucketInfoWCountFieldEvent | BucketInfoConflictFieldEvent | BucketInfoTtlMsFieldEvent | BucketInfoIssuerFieldEvent | BucketInfoHlcFieldEvent> {
    return streamMessage(buf, BucketInfo.codec(), opts)
  }
}

export interface BucketSetRequest {
  bucket: string
  n: number
  r?: Quorum
  w?: Quorum
  conflict: number
  ttlMs?: number
  condition: number
}

export namespace BucketSetRequest {
  let _codec: Codec<BucketSetRequest>

  export const codec = (): Codec<BucketSetRequest> => {
    if (_codec == null) {
      _codec = message<BucketSetRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.bucket != null && obj.bucket !== '')) {
          w.uint32(10)
          w.string(obj.bucket)
        }

        if ((obj.n != null && obj.n !== 0)) {
          w.uint32(16)
          w.uint32(obj.n)
        }

        if (obj.r != null) {
          w.uint32(26)
          Quorum.codec().encode(obj.r, w)
        }

        if (obj.w != null) {
          w.uint32(34)
          Quorum.codec().encode(obj.w, w)
        }

        if ((obj.conflict != null && obj.conflict !== 0)) {
          w.uint32(40)
          w.uint32(obj.conflict)
        }

        if (obj.ttlMs != null) {
          w.uint32(48)
          w.uint64Number(obj.ttlMs)
        }

        if ((obj.condition != null && obj.condition !== 0)) {
          w.uint32(56)
          w.uint32(obj.condition)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bucket: '',
          n: 0,
          conflict: 0,
          condition: 0
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
              obj.n = reader.uint32()
              break
            }
            case 3: {
              obj.r = Quorum.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.r
              })
              break
            }
            case 4: {
              obj.w = Quorum.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.w
              })
              break
            }
            case 5: {
              obj.conflict = reader.uint32()
              break
            }
            case 6: {
              obj.ttlMs = reader.uint64Number()
              break
            }
            case 7: {
              obj.condition = reader.uint32()
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
                field: `${prefix}.n`,
                value: reader.uint32()
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
              yield * Quorum.codec().stream(reader, reader.uint32(), `${prefix}.w`, {
                limits: opts.limits?.w
              })

              break
            }
            case 5: {
              yield {
                field: `${prefix}.conflict`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.ttlMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.condition`,
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

  export interface BucketSetRequestBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface BucketSetRequestNFieldEvent {
    field: '$.n'
    value: number
  }

  export interface BucketSetRequestRKindFieldEvent {
    field: '$.r.kind'
    value: number
  }

  export interface BucketSetRequestRCountFieldEvent {
    field: '$.r.count'
    value: number
  }

  export interface BucketSetRequestWKindFieldEvent {
    field: '$.w.kind'
    value: number
  }

  export interface BucketSetRequestWCountFieldEvent {
    field: '$.w.count'
    value: number
  }

  export interface BucketSetRequestConflictFieldEvent {
    field: '$.conflict'
    value: number
  }

  export interface BucketSetRequestTtlMsFieldEvent {
    field: '$.ttlMs'
    value: number
  }

  export interface BucketSetRequestConditionFieldEvent {
    field: '$.condition'
    value: number
  }

  export function encode (obj: Partial<BucketSetRequest>): Uint8Array {
    return encodeMessage(obj, BucketSetRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketSetRequest>): BucketSetRequest {
    return decodeMessage(buf, BucketSetRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketSetRequest>): Generator<BucketSetRequestBucketFieldEvent | BucketSetRequestNFieldEvent | BucketSetRequestRKindFieldEvent | BucketSetRequestRCountFieldEvent | BucketSetRequestWKindFieldEvent | BucketSetRequestWCountFieldEvent | BucketSetRequestConflictFieldEvent | BucketSetRequestTtlMsFieldEvent | BucketSetRequestConditionFieldEvent> {
    return streamMessage(buf, BucketSetRequest.codec(), opts)
  }
}

export interface BucketSetResponse {
  applied: boolean
  bucket?: BucketInfo
  knownBy: number
  members: number
}

export namespace BucketSetResponse {
  let _codec: Codec<BucketSetResponse>

  export const codec = (): Codec<BucketSetResponse> => {
    if (_codec == null) {
      _codec = message<BucketSetResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.applied != null && obj.applied !== false)) {
          w.uint32(8)
          w.bool(obj.applied)
        }

        if (obj.bucket != null) {
          w.uint32(18)
          BucketInfo.codec().encode(obj.bucket, w)
        }

        if ((obj.knownBy != null && obj.knownBy !== 0)) {
          w.uint32(24)
          w.uint32(obj.knownBy)
        }

        if ((obj.members != null && obj.members !== 0)) {
          w.uint32(32)
          w.uint32(obj.members)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          applied: false,
          knownBy: 0,
          members: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.applied = reader.bool()
              break
            }
            case 2: {
              obj.bucket = BucketInfo.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.bucket
              })
              break
            }
            case 3: {
              obj.knownBy = reader.uint32()
              break
            }
            case 4: {
              obj.members = reader.uint32()
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
                field: `${prefix}.applied`,
                value: reader.bool()
              }
              break
            }
            case 2: {
              yield * BucketInfo.codec().stream(reader, reader.uint32(), `${prefix}.bucket`, {
                limits: opts.limits?.bucket
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.knownBy`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.members`,
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

  export interface BucketSetResponseAppliedFieldEvent {
    field: '$.applied'
    value: boolean
  }

  export interface BucketSetResponseBucketBucketFieldEvent {
    field: '$.bucket.bucket'
    value: string
  }

  export interface BucketSetResponseBucketVersionFieldEvent {
    field: '$.bucket.version'
    value: number
  }

  export interface BucketSetResponseBucketNFieldEvent {
    field: '$.bucket.n'
    value: number
  }

  export interface BucketSetResponseBucketRKindFieldEvent {
    field: '$.bucket.r.kind'
    value: number
  }

  export interface BucketSetResponseBucketRCountFieldEvent {
    field: '$.bucket.r.count'
    value: number
  }

  export interface BucketSetResponseBucketWKindFieldEvent {
    field: '$.bucket.w.kind'
    value: number
  }

  export interface BucketSetResponseBucketWCountFieldEvent {
    field: '$.bucket.w.count'
    value: number
  }

  export interface BucketSetResponseBucketConflictFieldEvent {
    field: '$.bucket.conflict'
    value: number
  }

  export interface BucketSetResponseBucketTtlMsFieldEvent {
    field: '$.bucket.ttlMs'
    value: number
  }

  export interface BucketSetResponseBucketIssuerFieldEvent {
    field: '$.bucket.issuer'
    value: string
  }

  export interface BucketSetResponseBucketHlcFieldEvent {
    field: '$.bucket.hlc'
    value: bigint
  }

  export interface BucketSetResponseKnownByFieldEvent {
    field: '$.knownBy'
    value: number
  }

  export interface BucketSetResponseMembersFieldEvent {
    field: '$.members'
    value: number
  }

  export function encode (obj: Partial<BucketSetResponse>): Uint8Array {
    return encodeMessage(obj, BucketSetResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketSetResponse>): BucketSetResponse {
    return decodeMessage(buf, BucketSetResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BucketSetResponse>): Generator<BucketSetResponseAppliedFieldEvent | BucketSetResponseBucketBucketFieldEvent | BucketSetResponseBucketVersionFieldEvent | BucketSetResponseBucketNFieldEvent | BucketSetResponseBucketRKindFieldEvent | BucketSetResponseBucketRCountFieldEvent | BucketSetResponseBucketWKindFieldEvent | BucketSetResponseBucketWCountFieldEvent | BucketSetResponseBucketConflictFieldEvent | BucketSetResponseBucketTtlMsFieldEvent | BucketSetResponseBucketIssuerFieldEvent | BucketSetResponseBucketHlcFieldEvent | BucketSetResponseKnownByFieldEvent | BucketSetResponseMembersFieldEvent> {
    return streamMessage(buf, BucketSetResponse.codec(), opts)
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
