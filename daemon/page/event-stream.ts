/** Server-sent events over fetch, because EventSource cannot send a token in a header (WHATWG HTML, §9.2). */

export interface ServerEvent { readonly name: string, readonly data: string }

/** Cuts a stream into events; what is not whole yet waits for more. */
export class EventParser {
  #waiting = ''

  push (text: string): ServerEvent[] {
    this.#waiting += text
    const events: ServerEvent[] = []
    for (;;) {
      const end = this.#waiting.indexOf('\n\n')
      if (end < 0) return events
      const block = this.#waiting.slice(0, end)
      this.#waiting = this.#waiting.slice(end + 2)
      const event = parseBlock(block)
      if (event !== undefined) events.push(event)
    }
  }
}

function parseBlock (block: string): ServerEvent | undefined {
  let name = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) name = line.slice(7)
    else if (line.startsWith('data: ')) data.push(line.slice(6))
  }
  return data.length === 0 ? undefined : { name, data: data.join('\n') }
}
