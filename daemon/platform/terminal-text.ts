/** Text for terminals. */

/** C0 and C1 controls, DEL, and what reorders text: a terminal must never obey what somebody stored. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

function escapeCharacter (character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\r') return '\\r'
  if (character === '\t') return '\\t'
  const code = character.charCodeAt(0)
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}

/** One line that no terminal acts on. */
export function escapeLine (text: string): string {
  return text.replace(UNSAFE, escapeCharacter)
}

/** As escapeLine, but lines and tabs stay. */
export function escapeText (text: string): string {
  return text.replace(UNSAFE, character => character === '\n' || character === '\t' ? character : escapeCharacter(character))
}
