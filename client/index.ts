/** The public library. Errors are classes of protocols/errors.ts, exported here too. */
export * from '../protocols/errors.js'
export { connect } from './connect.js'
export type { ConnectOptions } from './connect.js'
export { parseDuration } from './parse-duration.js'
export { KvClient } from './kv-client.js'
export type { BucketChange, CallOptions, DeleteOptions, GetOptions, KeyOptions, PutOptions, SetBucketOptions } from './kv-client.js'
export type { Bytes } from './bytes.js'
export type { Bucket, ClusterStatus, GetResult, Location, Member, MemberState, PutResult, Version } from './results.js'
