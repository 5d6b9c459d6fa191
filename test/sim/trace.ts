/** What happened, twice: as a hash that two runs of one seed must share, and on request as a story to read. */
export class Trace {
  #hash = 0x811c9dc5
  #low = 0x9747b28c
  readonly lines: string[] = []
  readonly #names = new Map<string, string>()

  /** @param tells whether to keep the story: costs time */
  constructor (readonly tells: boolean, private readonly now: () => number) {}

  /** For people: `peer-2` in place of a peer id. */
  name (id: string, name: string): void { this.#names.set(id, name) }
  nameOf (id: string): string { return this.#names.get(id) ?? id.slice(-6) }

  fold (number: number): void {
    this.#hash = Math.imul(this.#hash ^ (number | 0), 0x01000193)
    this.#low = Math.imul(this.#low + (number | 0) ^ this.#hash >>> 15, 0x85ebca6b)
  }

  foldText (text: string): void {
    let hash = 0x811c9dc5
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    this.fold(hash)
  }

  /** One line of the story, also folded. */
  event (text: string): void {
    this.fold(this.now() * 1000)
    this.foldText(text)
    if (this.tells) this.lines.push(`${this.now().toFixed(1).padStart(9)}  ${text}`)
  }

  /** A line that is only told: too frequent to be made in every run. */
  tell (line: () => string): void {
    if (this.tells) this.lines.push(`${this.now().toFixed(1).padStart(9)}  ${line()}`)
  }

  get hash (): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0') + (this.#low >>> 0).toString(16).padStart(8, '0')
  }
}
