/** Base64 of either alphabet, with or without padding; undefined for what is none, or was cut: Node takes as much as it can. */
export function fromBase64 (text: string): Uint8Array | undefined {
  const [, digits = '', padding = ''] = /^([A-Za-z0-9+/_-]*)(={0,2})$/.exec(text) ?? []
  if (digits.length + padding.length !== text.length || digits.length % 4 === 1) return undefined
  return padding !== '' && text.length % 4 !== 0 ? undefined : Buffer.from(digits, 'base64')
}
