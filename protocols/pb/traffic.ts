// Generated from traffic.proto by npm run generate. Do not edit.
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface TrafficRequest {
  all: boolean
}

export namespace TrafficRequest {
  let _codec: Codec<TrafficRequest>

  export const codec = (): Codec<TrafficRequest> => {
    if (_codec == null) {
      _codec = message<TrafficRequest>((obj, w, opts = {}) => {
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

  export interface TrafficRequestAllFieldEvent {
    field: '$.all'
    value: boolean
  }

  export function encode (obj: Partial<TrafficRequest>): Uint8Array {
    return encodeMessage(obj, TrafficRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TrafficRequest>): TrafficRequest {
    return decodeMessage(buf, TrafficRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TrafficRequest>): Generator<TrafficRequestAllFieldEvent> {
    return streamMessage(buf, TrafficRequest.codec(), opts)
  }
}

export interface TrafficResponse {
  peers: PeerTraffic[]
  silent: string[]
}

export namespace TrafficResponse {
  let _codec: Codec<TrafficResponse>

  export const codec = (): Codec<TrafficResponse> => {
    if (_codec == null) {
      _codec = message<TrafficResponse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.peers != null && obj.peers.length > 0) {
          for (const value of obj.peers) {
            w.uint32(10)
            PeerTraffic.codec().encode(value, w)
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

              obj.peers.push(PeerTraffic.codec().decode(reader, reader.uint32(), {
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

              for (const evt of PeerTraffic.codec().stream(reader, reader.uint32(), `${prefix}.peers[]`, {
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

  export interface TrafficResponsePeersPeerIdFieldEvent {
    field: '$.peers[].peerId'
    value: string
    index: number
  }

  export interface TrafficResponsePeersStepMsFieldEvent {
    field: '$.peers[].stepMs'
    value: number
    index: number
  }

  export interface TrafficResponsePeersSamplesReadsFieldEvent {
    field: '$.peers[].samples[].reads'
    value: number
    index: number
  }

  export interface TrafficResponsePeersSamplesWritesFieldEvent {
    field: '$.peers[].samples[].writes'
    value: number
    index: number
  }

  export interface TrafficResponsePeersSamplesHintedFieldEvent {
    field: '$.peers[].samples[].hinted'
    value: number
    index: number
  }

  export interface TrafficResponsePeersSamplesFailedFieldEvent {
    field: '$.peers[].samples[].failed'
    value: number
    index: number
  }

  export interface TrafficResponsePeersSamplesRefusedFieldEvent {
    field: '$.peers[].samples[].refused'
    value: number
    index: number
  }

  export interface TrafficResponsePeersSamplesReadRepairsFieldEvent {
    field: '$.peers[].samples[].readRepairs'
    value: number
    index: number
  }

  export interface TrafficResponsePeersSamplesHintsBroughtFieldEvent {
    field: '$.peers[].samples[].hintsBrought'
    value: number
    index: number
  }

  export interface TrafficResponsePeersSamplesExchangedFieldEvent {
    field: '$.peers[].samples[].exchanged'
    value: number
    index: number
  }

  export interface TrafficResponsePeersSamplesGetCountsFieldEvent {
    field: '$.peers[].samples[].getCounts[]'
    index: number
    value: number
  }

  export interface TrafficResponsePeersSamplesPutCountsFieldEvent {
    field: '$.peers[].samples[].putCounts[]'
    index: number
    value: number
  }

  export interface TrafficResponseSilentFieldEvent {
    field: '$.silent[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<TrafficResponse>): Uint8Array {
    return encodeMessage(obj, TrafficResponse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TrafficResponse>): TrafficResponse {
    return decodeMessage(buf, TrafficResponse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TrafficResponse>): Generator<TrafficResponsePeersPeerIdFieldEvent | TrafficResponsePeersStepMsFieldEvent | TrafficResponsePeersSamplesReadsFieldEvent | TrafficResponsePeersSamplesWritesFieldEvent | TrafficResponsePeersSamplesHintedFieldEvent | TrafficResponsePeersSamplesFailedFieldEvent | TrafficResponsePeersSamplesRefusedFieldEvent | TrafficResponsePeersSamplesReadRepairsFieldEvent | TrafficResponsePeersSamplesHintsBroughtFieldEvent | TrafficResponsePeersSamplesExchangedFieldEvent | TrafficResponsePeersSamplesGetCountsFieldEvent | TrafficResponsePeersSamplesPutCountsFieldEvent | TrafficResponseSilentFieldEvent> {
    return streamMessage(buf, TrafficResponse.codec(), opts)
  }
}

export interface PeerTraffic {
  peerId: string
  stepMs: number
  samples: TrafficSample[]
}

export namespace PeerTraffic {
  let _codec: Codec<PeerTraffic>

  export const codec = (): Codec<PeerTraffic> => {
    if (_codec == null) {
      _codec = message<PeerTraffic>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peerId != null && obj.peerId !== '')) {
          w.uint32(10)
          w.string(obj.peerId)
        }

        if ((obj.stepMs != null && obj.stepMs !== 0)) {
          w.uint32(16)
          w.uint32(obj.stepMs)
        }

        if (obj.samples != null && obj.samples.length > 0) {
          for (const value of obj.samples) {
            w.uint32(26)
            TrafficSample.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peerId: '',
          stepMs: 0,
          samples: []
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
              obj.stepMs = reader.uint32()
              break
            }
            case 3: {
              if (opts.limits?.samples != null && obj.samples.length === opts.limits.samples) {
                throw new MaxLengthError('Decode error - repeated field "samples" had too many elements')
              }

              obj.samples.push(TrafficSample.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.samples$
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
          samples: 0
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
                field: `${prefix}.stepMs`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              if (opts.limits?.samples != null && obj.samples === opts.limits.samples) {
                throw new MaxLengthError('Streaming decode error - repeated field "samples" had too many elements')
              }

              for (const evt of TrafficSample.codec().stream(reader, reader.uint32(), `${prefix}.samples[]`, {
                limits: opts.limits?.samples$
              })) {
                yield {
                  ...evt,
                  index: obj.samples
                }
              }

              obj.samples++

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

  export interface PeerTrafficPeerIdFieldEvent {
    field: '$.peerId'
    value: string
  }

  export interface PeerTrafficStepMsFieldEvent {
    field: '$.stepMs'
    value: number
  }

  export interface PeerTrafficSamplesReadsFieldEvent {
    field: '$.samples[].reads'
    value: number
    index: number
  }

  export interface PeerTrafficSamplesWritesFieldEvent {
    field: '$.samples[].writes'
    value: number
    index: number
  }

  export interface PeerTrafficSamplesHintedFieldEvent {
    field: '$.samples[].hinted'
    value: number
    index: number
  }

  export interface PeerTrafficSamplesFailedFieldEvent {
    field: '$.samples[].failed'
    value: number
    index: number
  }

  export interface PeerTrafficSamplesRefusedFieldEvent {
    field: '$.samples[].refused'
    value: number
    index: number
  }

  export interface PeerTrafficSamplesReadRepairsFieldEvent {
    field: '$.samples[].readRepairs'
    value: number
    index: number
  }

  export interface PeerTrafficSamplesHintsBroughtFieldEvent {
    field: '$.samples[].hintsBrought'
    value: number
    index: number
  }

  export interface PeerTrafficSamplesExchangedFieldEvent {
    field: '$.samples[].exchanged'
    value: number
    index: number
  }

  export interface PeerTrafficSamplesGetCountsFieldEvent {
    field: '$.samples[].getCounts[]'
    index: number
    value: number
  }

  export interface PeerTrafficSamplesPutCountsFieldEvent {
    field: '$.samples[].putCounts[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<PeerTraffic>): Uint8Array {
    return encodeMessage(obj, PeerTraffic.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerTraffic>): PeerTraffic {
    return decodeMessage(buf, PeerTraffic.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerTraffic>): Generator<PeerTrafficPeerIdFieldEvent | PeerTrafficStepMsFieldEvent | PeerTrafficSamplesReadsFieldEvent | PeerTrafficSamplesWritesFieldEvent | PeerTrafficSamplesHintedFieldEvent | PeerTrafficSamplesFailedFieldEvent | PeerTrafficSamplesRefusedFieldEvent | PeerTrafficSamplesReadRepairsFieldEvent | PeerTrafficSamplesHintsBroughtFieldEvent | PeerTrafficSamplesExchangedFieldEvent | PeerTrafficSamplesGetCountsFieldEvent | PeerTrafficSamplesPutCountsFieldEvent> {
    return streamMessage(buf, PeerTraffic.codec(), opts)
  }
}

export interface TrafficSample {
  reads: number
  writes: number
  hinted: number
  failed: number
  refused: number
  readRepairs: number
  hintsBrought: number
  exchanged: number
  getCounts: number[]
  putCounts: number[]
}

export namespace TrafficSample {
  let _codec: Codec<TrafficSample>

  export const codec = (): Codec<TrafficSample> => {
    if (_codec == null) {
      _codec = message<TrafficSample>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.reads != null && obj.reads !== 0)) {
          w.uint32(8)
          w.uint32(obj.reads)
        }

        if ((obj.writes != null && obj.writes !== 0)) {
          w.uint32(16)
          w.uint32(obj.writes)
        }

        if ((obj.hinted != null && obj.hinted !== 0)) {
          w.uint32(24)
          w.uint32(obj.hinted)
        }

        if ((obj.failed != null && obj.failed !== 0)) {
          w.uint32(32)
          w.uint32(obj.failed)
        }

        if ((obj.refused != null && obj.refused !== 0)) {
          w.uint32(40)
          w.uint32(obj.refused)
        }

        if ((obj.readRepairs != null && obj.readRepairs !== 0)) {
          w.uint32(48)
          w.uint32(obj.readRepairs)
        }

        if ((obj.hintsBrought != null && obj.hintsBrought !== 0)) {
          w.uint32(56)
          w.uint32(obj.hintsBrought)
        }

        if ((obj.exchanged != null && obj.exchanged !== 0)) {
          w.uint32(64)
          w.uint32(obj.exchanged)
        }

        if (obj.getCounts != null && obj.getCounts.length > 0) {
          for (const value of obj.getCounts) {
            w.uint32(72)
            w.uint32(value)
          }
        }

        if (obj.putCounts != null && obj.putCounts.length > 0) {
          for (const value of obj.putCounts) {
            w.uint32(80)
            w.uint32(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          reads: 0,
          writes: 0,
          hinted: 0,
          failed: 0,
          refused: 0,
          readRepairs: 0,
          hintsBrought: 0,
          exchanged: 0,
          getCounts: [],
          putCounts: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.reads = reader.uint32()
              break
            }
            case 2: {
              obj.writes = reader.uint32()
              break
            }
            case 3: {
              obj.hinted = reader.uint32()
              break
            }
            case 4: {
              obj.failed = reader.uint32()
              break
            }
            case 5: {
              obj.refused = reader.uint32()
              break
            }
            case 6: {
              obj.readRepairs = reader.uint32()
              break
            }
            case 7: {
              obj.hintsBrought = reader.uint32()
              break
            }
            case 8: {
              obj.exchanged = reader.uint32()
              break
            }
            case 9: {
              if (opts.limits?.getCounts != null && obj.getCounts.length === opts.limits.getCounts) {
                throw new MaxLengthError('Decode error - repeated field "getCounts" had too many elements')
              }

              obj.getCounts.push(reader.uint32())
              break
            }
            case 10: {
              if (opts.limits?.putCounts != null && obj.putCounts.length === opts.limits.putCounts) {
                throw new MaxLengthError('Decode error - repeated field "putCounts" had too many elements')
              }

              obj.putCounts.push(reader.uint32())
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
          getCounts: 0,
          putCounts: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.reads`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.writes`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.hinted`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.failed`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.refused`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.readRepairs`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.hintsBrought`,
                value: reader.uint32()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.exchanged`,
                value: reader.uint32()
              }
              break
            }
            case 9: {
              if (opts.limits?.getCounts != null && obj.getCounts === opts.limits.getCounts) {
                throw new MaxLengthError('Streaming decode error - repeated field "getCounts" had too many elements')
              }

              yield {
                field: `${prefix}.getCounts[]`,
                index: obj.getCounts,
                value: reader.uint32()
              }

              obj.getCounts++

              break
            }
            case 10: {
              if (opts.limits?.putCounts != null && obj.putCounts === opts.limits.putCounts) {
                throw new MaxLengthError('Streaming decode error - repeated field "putCounts" had too many elements')
              }

              yield {
                field: `${prefix}.putCounts[]`,
                index: obj.putCounts,
                value: reader.uint32()
              }

              obj.putCounts++

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

  export interface TrafficSampleReadsFieldEvent {
    field: '$.reads'
    value: number
  }

  export interface TrafficSampleWritesFieldEvent {
    field: '$.writes'
    value: number
  }

  export interface TrafficSampleHintedFieldEvent {
    field: '$.hinted'
    value: number
  }

  export interface TrafficSampleFailedFieldEvent {
    field: '$.failed'
    value: number
  }

  export interface TrafficSampleRefusedFieldEvent {
    field: '$.refused'
    value: number
  }

  export interface TrafficSampleReadRepairsFieldEvent {
    field: '$.readRepairs'
    value: number
  }

  export interface TrafficSampleHintsBroughtFieldEvent {
    field: '$.hintsBrought'
    value: number
  }

  export interface TrafficSampleExchangedFieldEvent {
    field: '$.exchanged'
    value: number
  }

  export interface TrafficSampleGetCountsFieldEvent {
    field: '$.getCounts[]'
    index: number
    value: number
  }

  export interface TrafficSamplePutCountsFieldEvent {
    field: '$.putCounts[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<TrafficSample>): Uint8Array {
    return encodeMessage(obj, TrafficSample.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TrafficSample>): TrafficSample {
    return decodeMessage(buf, TrafficSample.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TrafficSample>): Generator<TrafficSampleReadsFieldEvent | TrafficSampleWritesFieldEvent | TrafficSampleHintedFieldEvent | TrafficSampleFailedFieldEvent | TrafficSampleRefusedFieldEvent | TrafficSampleReadRepairsFieldEvent | TrafficSampleHintsBroughtFieldEvent | TrafficSampleExchangedFieldEvent | TrafficSampleGetCountsFieldEvent | TrafficSamplePutCountsFieldEvent> {
    return streamMessage(buf, TrafficSample.codec(), opts)
  }
}
