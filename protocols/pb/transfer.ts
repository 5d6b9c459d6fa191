// Generated from transfer.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

const NO_BYTES = new Uint8Array(0)

export interface PageCursor {
  bucket: string
  key: Uint8Array
}

export namespace PageCursor {
  let _codec: Codec<PageCursor>

  export const codec = (): Codec<PageCursor> => {
    if (_codec == null) {
      _codec = message<PageCursor>((obj, w, opts = {}) => {
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

  export interface PageCursorBucketFieldEvent {
    field: '$.bucket'
    value: string
  }

  export interface PageCursorKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export function encode (obj: Partial<PageCursor>): Uint8Array {
    return encodeMessage(obj, PageCursor.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PageCursor>): PageCursor {
    return decodeMessage(buf, PageCursor.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PageCursor>): Generator<PageCursorBucketFieldEvent | PageCursorKeyFieldEvent> {
    return streamMessage(buf, PageCursor.codec(), opts)
  }
}

export interface PageRequest {
  partition: number
  after?: PageCursor
  bytesMax: number
}

export namespace PageRequest {
  let _codec: Codec<PageRequest>

  export const codec = (): Codec<PageRequest> => {
    if (_codec == null) {
      _codec = message<PageRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.partition != null && obj.partition !== 0)) {
          w.uint32(8)
          w.uint32(obj.partition)
        }

        if (obj.after != null) {
          w.uint32(18)
          PageCursor.codec().encode(obj.after, w)
        }

        if ((obj.bytesMax != null && obj.bytesMax !== 0)) {
          w.uint32(24)
          w.uint32(obj.bytesMax)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          partition: 0,
          bytesMax: 0
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
              obj.after = PageCursor.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.after
              })
              break
            }
            case 3: {
              obj.bytesMax = reader.uint32()
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
                field: `${prefix}.partition`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield * PageCursor.codec().stream(reader, reader.uint32(), `${prefix}.after`, {
                limits: opts.limits?.after
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.bytesMax`,
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

  export interface PageRequestPartitionFieldEvent {
    field: '$.partition'
    value: number
  }

  export interface PageRequestAfterBucketFieldEvent {
    field: '$.after.bucket'
    value: string
  }

  export interface PageRequestAfterKeyFieldEvent {
    field: '$.after.key'
    value: Uint8Array
  }

  export interface PageRequestBytesMaxFieldEvent {
    field: '$.bytesMax'
    value: number
  }

  export function encode (obj: Partial<PageRequest>): Uint8Array {
    return encodeMessage(obj, PageRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PageRequest>): PageRequest {
    return decodeMessage(buf, PageRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PageRequest>): Generator<PageRequestPartitionFieldEvent | PageRequestAfterBucketFieldEvent | PageRequestAfterKeyFieldEvent | PageRequestBytesMaxFieldEvent> {
    return streamMessage(buf, PageRequest.codec(), opts)
  }
}

export interface PageResponse {
  records: Uint8Array
  next?: PageCursor
  unreadable: number
}

export namespace PageResponse {
  let _codec: Codec<PageResponse>

  export const codec = (): Codec<PageResponse> => {
    if (_codec == null) {
      _codec = message<PageResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.records != null && obj.records.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.records)
        }

        if (obj.next != null) {
          w.uint32(18)
          PageCursor.codec().encode(obj.next, w)
        }

        if ((obj.unreadable != null && obj.unreadable !== 0)) {
          w.uint32(24)
          w.uint32(obj.unreadable)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          records: NO_BYTES,
          unreadable: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 4: {
              obj.records = reader.bytes()
              break
            }
            case 2: {
              obj.next = PageCursor.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.next
              })
              break
            }
            case 3: {
              obj.unreadable = reader.uint32()
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
            case 4: {
              yield {
                field: `${prefix}.records`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield * PageCursor.codec().stream(reader, reader.uint32(), `${prefix}.next`, {
                limits: opts.limits?.next
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.unreadable`,
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

  export interface PageResponseRecordsFieldEvent {
    field: '$.records'
    value: Uint8Array
  }

  export interface PageResponseNextBucketFieldEvent {
    field: '$.next.bucket'
    value: string
  }

  export interface PageResponseNextKeyFieldEvent {
    field: '$.next.key'
    value: Uint8Array
  }

  export interface PageResponseUnreadableFieldEvent {
    field: '$.unreadable'
    value: number
  }

  export function encode (obj: Partial<PageResponse>): Uint8Array {
    return encodeMessage(obj, PageResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PageResponse>): PageResponse {
    return decodeMessage(buf, PageResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PageResponse>): Generator<PageResponseRecordsFieldEvent | PageResponseNextBucketFieldEvent | PageResponseNextKeyFieldEvent | PageResponseUnreadableFieldEvent> {
    return streamMessage(buf, PageResponse.codec(), opts)
  }
}

export interface TransfersRequest {
  all: boolean
}

export namespace TransfersRequest {
  let _codec: Codec<TransfersRequest>

  export const codec = (): Codec<TransfersRequest> => {
    if (_codec == null) {
      _codec = message<TransfersRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.all != null && obj.all !== false)) {
          w.uint32(8)
          w.bool(obj.all)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          all: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.all = reader.bool()
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
                field: `${prefix}.all`,
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

  export interface TransfersRequestAllFieldEvent {
    field: '$.all'
    value: boolean
  }

  export function encode (obj: Partial<TransfersRequest>): Uint8Array {
    return encodeMessage(obj, TransfersRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TransfersRequest>): TransfersRequest {
    return decodeMessage(buf, TransfersRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TransfersRequest>): Generator<TransfersRequestAllFieldEvent> {
    return streamMessage(buf, TransfersRequest.codec(), opts)
  }
}

export interface PeerTransfers {
  peerId: string
  epoch: number
  partitionsDone: number
  partitionsTotal: number
  bytesDone: number
  bytesTotal: number
  bytesPerSecond: number
  leftMs: number
  stalls: TransferStall[]
  strayPartitions: number
  strayStalls: TransferStall[]
  bytesServed: number
}

export namespace PeerTransfers {
  let _codec: Codec<PeerTransfers>

  export const codec = (): Codec<PeerTransfers> => {
    if (_codec == null) {
      _codec = message<PeerTransfers>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.partitionsDone != null && obj.partitionsDone !== 0)) {
          w.uint32(24)
          w.uint32(obj.partitionsDone)
        }

        if ((obj.partitionsTotal != null && obj.partitionsTotal !== 0)) {
          w.uint32(32)
          w.uint32(obj.partitionsTotal)
        }

        if ((obj.bytesDone != null && obj.bytesDone !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.bytesDone)
        }

        if ((obj.bytesTotal != null && obj.bytesTotal !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.bytesTotal)
        }

        if ((obj.bytesPerSecond != null && obj.bytesPerSecond !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.bytesPerSecond)
        }

        if ((obj.leftMs != null && obj.leftMs !== 0)) {
          w.uint32(64)
          w.uint64Number(obj.leftMs)
        }

        if (obj.stalls != null && obj.stalls.length > 0) {
          for (const value of obj.stalls) {
            w.uint32(74)
            TransferStall.codec().encode(value, w)
          }
        }

        if ((obj.strayPartitions != null && obj.strayPartitions !== 0)) {
          w.uint32(80)
          w.uint32(obj.strayPartitions)
        }

        if (obj.strayStalls != null && obj.strayStalls.length > 0) {
          for (const value of obj.strayStalls) {
            w.uint32(90)
            TransferStall.codec().encode(value, w)
          }
        }

        if ((obj.bytesServed != null && obj.bytesServed !== 0)) {
          w.uint32(96)
          w.uint64Number(obj.bytesServed)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          epoch: 0,
          partitionsDone: 0,
          partitionsTotal: 0,
          bytesDone: 0,
          bytesTotal: 0,
          bytesPerSecond: 0,
          leftMs: 0,
          stalls: [],
          strayPartitions: 0,
          strayStalls: [],
          bytesServed: 0
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
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.partitionsDone = reader.uint32()
              break
            }
            case 4: {
              obj.partitionsTotal = reader.uint32()
              break
            }
            case 5: {
              obj.bytesDone = reader.uint64Number()
              break
            }
            case 6: {
              obj.bytesTotal = reader.uint64Number()
              break
            }
            case 7: {
              obj.bytesPerSecond = reader.uint64Number()
              break
            }
            case 8: {
              obj.leftMs = reader.uint64Number()
              break
            }
            case 9: {
              if (opts.limits?.stalls != null && obj.stalls.length === opts.limits.stalls) {
                throw new MaxLengthError('Decode error - repeated field "stalls" had too many elements')
              }

              obj.stalls.push(TransferStall.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.stalls$
              }))
              break
            }
            case 10: {
              obj.strayPartitions = reader.uint32()
              break
            }
            case 11: {
              if (opts.limits?.strayStalls != null && obj.strayStalls.length === opts.limits.strayStalls) {
                throw new MaxLengthError('Decode error - repeated field "strayStalls" had too many elements')
              }

              obj.strayStalls.push(TransferStall.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.strayStalls$
              }))
              break
            }
            case 12: {
              obj.bytesServed = reader.uint64Number()
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
          stalls: 0,
          strayStalls: 0
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.partitionsDone`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.partitionsTotal`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.bytesDone`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.bytesTotal`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.bytesPerSecond`,
                value: reader.uint64Number()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.leftMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 9: {
              if (opts.limits?.stalls != null && obj.stalls === opts.limits.stalls) {
                throw new MaxLengthError('Streaming decode error - repeated field "stalls" had too many elements')
              }

              for (const evt of TransferStall.codec().stream(reader, reader.uint32(), `${prefix}.stalls[]`, {
                limits: opts.limits?.stalls$
              })) {
                yield {
                  ...evt,
                  index: obj.stalls
                }
              }

              obj.stalls++

              break
            }
            case 10: {
              yield {
                field: `${prefix}.strayPartitions`,
                value: reader.uint32()
              }
              break
            }
            case 11: {
              if (opts.limits?.strayStalls != null && obj.strayStalls === opts.limits.strayStalls) {
                throw new MaxLengthError('Streaming decode error - repeated field "strayStalls" had too many elements')
              }

              for (const evt of TransferStall.codec().stream(reader, reader.uint32(), `${prefix}.strayStalls[]`, {
                limits: opts.limits?.strayStalls$
              })) {
                yield {
                  ...evt,
                  index: obj.strayStalls
                }
              }

              obj.strayStalls++

              break
            }
            case 12: {
              yield {
                field: `${prefix}.bytesServed`,
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

  export interface PeerTransfersPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface PeerTransfersEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface PeerTransfersPartitionsDoneFieldEvent {
    field: '$.partitionsDone'
    value: number
  }

  export interface PeerTransfersPartitionsTotalFieldEvent {
    field: '$.partitionsTotal'
    value: number
  }

  export interface PeerTransfersBytesDoneFieldEvent {
    field: '$.bytesDone'
    value: number
  }

  export interface PeerTransfersBytesTotalFieldEvent {
    field: '$.bytesTotal'
    value: number
  }

  export interface PeerTransfersBytesPerSecondFieldEvent {
    field: '$.bytesPerSecond'
    value: number
  }

  export interface PeerTransfersLeftMsFieldEvent {
    field: '$.leftMs'
    value: number
  }

  export interface PeerTransfersStallsPeerIdFieldEvent {
    field: '$.stalls[].peerId'
    value: string
    index: number
  }

  export interface PeerTransfersStallsReasonFieldEvent {
    field: '$.stalls[].reason'
    value: number
    index: number
  }

  export interface PeerTransfersStallsAgeMsFieldEvent {
    field: '$.stalls[].ageMs'
    value: number
    index: number
  }

  export interface PeerTransfersStrayPartitionsFieldEvent {
    field: '$.strayPartitions'
    value: number
  }

  export interface PeerTransfersStrayStallsPeerIdFieldEvent {
    field: '$.strayStalls[].peerId'
    value: string
    index: number
  }

  export interface PeerTransfersStrayStallsReasonFieldEvent {
    field: '$.strayStalls[].reason'
    value: number
    index: number
  }

  export interface PeerTransfersStrayStallsAgeMsFieldEvent {
    field: '$.strayStalls[].ageMs'
    value: number
    index: number
  }

  export interface PeerTransfersBytesServedFieldEvent {
    field: '$.bytesServed'
    value: number
  }

  export function encode (obj: Partial<PeerTransfers>): Uint8Array {
    return encodeMessage(obj, PeerTransfers.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerTransfers>): PeerTransfers {
    return decodeMessage(buf, PeerTransfers.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerTransfers>): Generator<PeerTransfersPeerIdFieldEvent | PeerTransfersEpochFieldEvent | PeerTransfersPartitionsDoneFieldEvent | PeerTransfersPartitionsTotalFieldEvent | PeerTransfersBytesDoneFieldEvent | PeerTransfersBytesTotalFieldEvent | PeerTransfersBytesPerSecondFieldEvent | PeerTransfersLeftMsFieldEvent | PeerTransfersStallsPeerIdFieldEvent | PeerTransfersStallsReasonFieldEvent | PeerTransfersStallsAgeMsFieldEvent | PeerTransfersStrayPartitionsFieldEvent | PeerTransfersStrayStallsPeerIdFieldEvent | PeerTransfersStrayStallsReasonFieldEvent | PeerTransfersStrayStallsAgeMsFieldEvent | PeerTransfersBytesServedFieldEvent> {
    return streamMessage(buf, PeerTransfers.codec(), opts)
  }
}

export interface TransferStall {
  peerId: string
  reason: number
  ageMs: number
}

export namespace TransferStall {
  let _codec: Codec<TransferStall>

  export const codec = (): Codec<TransferStall> => {
    if (_codec == null) {
      _codec = message<TransferStall>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.reason != null && obj.reason !== 0)) {
          w.uint32(16)
          w.uint32(obj.reason)
        }

        if ((obj.ageMs != null && obj.ageMs !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.ageMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          reason: 0,
          ageMs: 0
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
              obj.reason = reader.uint32()
              break
            }
            case 3: {
              obj.ageMs = reader.uint64Number()
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
                field: `${prefix}.reason`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.ageMs`,
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

  export interface TransferStallPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface TransferStallReasonFieldEvent {
    field: '$.reason'
    value: number
  }

  export interface TransferStallAgeMsFieldEvent {
    field: '$.ageMs'
    value: number
  }

  export function encode (obj: Partial<TransferStall>): Uint8Array {
    return encodeMessage(obj, TransferStall.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TransferStall>): TransferStall {
    return decodeMessage(buf, TransferStall.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TransferStall>): Generator<TransferStallPeerIdFieldEvent | TransferStallReasonFieldEvent | TransferStallAgeMsFieldEvent> {
    return streamMessage(buf, TransferStall.codec(), opts)
  }
}

export interface TransfersResponse {
  peers: PeerTransfers[]
  silent: string[]
}

export namespace TransfersResponse {
  let _codec: Codec<TransfersResponse>

  export const codec = (): Codec<TransfersResponse> => {
    if (_codec == null) {
      _codec = message<TransfersResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.peers != null && obj.peers.length > 0) {
          for (const value of obj.peers) {
            w.uint32(10)
            PeerTransfers.codec().encode(value, w)
          }
        }

        if (obj.silent != null && obj.silent.length > 0) {
          for (const value of obj.silent) {
            w.uint32(18)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peers: [],
          silent: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.peers != null && obj.peers.length === opts.limits.peers) {
                throw new MaxLengthError('Decode error - repeated field "peers" had too many elements')
              }

              obj.peers.push(PeerTransfers.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.peers$
              }))
              break
            }
            case 2: {
              if (opts.limits?.silent != null && obj.silent.length === opts.limits.silent) {
                throw new MaxLengthError('Decode error - repeated field "silent" had too many elements')
              }

              obj.silent.push(reader.string())
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
          peers: 0,
          silent: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.peers != null && obj.peers === opts.limits.peers) {
                throw new MaxLengthError('Streaming decode error - repeated field "peers" had too many elements')
              }

              for (const evt of PeerTransfers.codec().stream(reader, reader.uint32(), `${prefix}.peers[]`, {
                limits: opts.limits?.peers$
              })) {
                yield {
                  ...evt,
                  index: obj.peers
                }
              }

              obj.peers++

              break
            }
            case 2: {
              if (opts.limits?.silent != null && obj.silent === opts.limits.silent) {
                throw new MaxLengthError('Streaming decode error - repeated field "silent" had too many elements')
              }

              yield {
                field: `${prefix}.silent[]`,
                index: obj.silent,
                value: reader.string()
              }

              obj.silent++

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

  export interface TransfersResponsePeersPeerIdFieldEvent {
    field: '$.peers[].peerId'
    value: string
    index: number
  }

  export interface TransfersResponsePeersEpochFieldEvent {
    field: '$.peers[].epoch'
    value: number
    index: number
  }

  export interface TransfersResponsePeersPartitionsDoneFieldEvent {
    field: '$.peers[].partitionsDone'
    value: number
    index: number
  }

  export interface TransfersResponsePeersPartitionsTotalFieldEvent {
    field: '$.peers[].partitionsTotal'
    value: number
    index: number
  }

  export interface TransfersResponsePeersBytesDoneFieldEvent {
    field: '$.peers[].bytesDone'
    value: number
    index: number
  }

  export interface TransfersResponsePeersBytesTotalFieldEvent {
    field: '$.peers[].bytesTotal'
    value: number
    index: number
  }

  export interface TransfersResponsePeersBytesPerSecondFieldEvent {
    field: '$.peers[].bytesPerSecond'
    value: number
    index: number
  }

  export interface TransfersResponsePeersLeftMsFieldEvent {
    field: '$.peers[].leftMs'
    value: number
    index: number
  }

  export interface TransfersResponsePeersStallsPeerIdFieldEvent {
    field: '$.peers[].stalls[].peerId'
    value: string
    index: number
  }

  export interface TransfersResponsePeersStallsReasonFieldEvent {
    field: '$.peers[].stalls[].reason'
    value: number
    index: number
  }

  export interface TransfersResponsePeersStallsAgeMsFieldEvent {
    field: '$.peers[].stalls[].ageMs'
    value: number
    index: number
  }

  export interface TransfersResponsePeersStrayPartitionsFieldEvent {
    field: '$.peers[].strayPartitions'
    value: number
    index: number
  }

  export interface TransfersResponsePeersStrayStallsPeerIdFieldEvent {
    field: '$.peers[].strayStalls[].peerId'
    value: string
    index: number
  }

  export interface TransfersResponsePeersStrayStallsReasonFieldEvent {
    field: '$.peers[].strayStalls[].reason'
    value: number
    index: number
  }

  export interface TransfersResponsePeersStrayStallsAgeMsFieldEvent {
    field: '$.peers[].strayStalls[].ageMs'
    value: number
    index: number
  }

  export interface TransfersResponsePeersBytesServedFieldEvent {
    field: '$.peers[].bytesServed'
    value: number
    index: number
  }

  export interface TransfersResponseSilentFieldEvent {
    field: '$.silent[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<TransfersResponse>): Uint8Array {
    return encodeMessage(obj, TransfersResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TransfersResponse>): TransfersResponse {
    return decodeMessage(buf, TransfersResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TransfersResponse>): Generator<TransfersResponsePeersPeerIdFieldEvent | TransfersResponsePeersEpochFieldEvent | TransfersResponsePeersPartitionsDoneFieldEvent | TransfersResponsePeersPartitionsTotalFieldEvent | TransfersResponsePeersBytesDoneFieldEvent | TransfersResponsePeersBytesTotalFieldEvent | TransfersResponsePeersBytesPerSecondFieldEvent | TransfersResponsePeersLeftMsFieldEvent | TransfersResponsePeersStallsPeerIdFieldEvent | TransfersResponsePeersStallsReasonFieldEvent | TransfersResponsePeersStallsAgeMsFieldEvent | TransfersResponsePeersStrayPartitionsFieldEvent | TransfersResponsePeersStrayStallsPeerIdFieldEvent | TransfersResponsePeersStrayStallsReasonFieldEvent | TransfersResponsePeersStrayStallsAgeMsFieldEvent | TransfersResponsePeersBytesServedFieldEvent | TransfersResponseSilentFieldEvent> {
    return streamMessage(buf, TransfersResponse.codec(), opts)
  }
}
