// Generated from auth.proto by npm run generate. Do not edit.
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { emptyBytes as uint8ArrayAlloc } from './empty-bytes.js'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

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
          nonce: uint8ArrayAlloc(0),
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
          prefix: uint8ArrayAlloc(0),
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
          serial: uint8ArrayAlloc(0),
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
          serial: uint8ArrayAlloc(0),
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
          grant: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0),
          redemption: uint8ArrayAlloc(0),
          inviteSignature: uint8ArrayAlloc(0),
          subjectSignature: uint8ArrayAlloc(0)
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
          serial: uint8ArrayAlloc(0),
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
          body: uint8ArrayAlloc(0),
          signature: uint8ArrayAlloc(0),
          credentials: uint8ArrayAlloc(0)
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
          redeemed: uint8ArrayAlloc(0)
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
          seed: uint8ArrayAlloc(0),
          credentials: uint8ArrayAlloc(0)
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
          credentials: uint8ArrayAlloc(0)
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
          credentials: uint8ArrayAlloc(0)
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
          credentials: uint8ArrayAlloc(0),
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
          credentials: uint8ArrayAlloc(0)
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
          serial: uint8ArrayAlloc(0),
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
