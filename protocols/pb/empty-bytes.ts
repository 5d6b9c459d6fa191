const NONE = new Uint8Array(0)

/**
 * What a bytes field holds before it is read, and when it was not sent. The generated code makes a new
 * array for each, most of them thrown away at once. Nothing can be written to one without bytes, so one
 * is enough for all.
 */
export function emptyBytes (_length: 0): Uint8Array { return NONE }
