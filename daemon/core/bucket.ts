import type { BucketProperties } from '../../protocols/bucket/properties.js'

export type { BucketProperties } from '../../protocols/bucket/properties.js'

export type BucketLookup = (bucket: string) => BucketProperties
