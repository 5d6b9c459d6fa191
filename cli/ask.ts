/** Questions to who sits at the terminal. */
import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'

/** The line that was typed; empty when the input ends instead, which is no yes. Ctrl-C, which a terminal leaves to whoever reads lines, interrupts. */
export async function askOn ({ input, output }: { readonly input: NodeJS.ReadableStream, readonly output: NodeJS.WritableStream }, question: string, interrupted: AbortController): Promise<string> {
  const { signal } = interrupted
  const lines = createInterface({ input, output })
  lines.on('SIGINT', () => { interrupted.abort() })
  try {
    return await Promise.race([lines.question(question, { signal }), once(lines, 'close').then(() => '')])
  } catch (error) {
    if (signal.aborted) throw error
    return ''
  } finally {
    lines.close()
  }
}
