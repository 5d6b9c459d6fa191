import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LiveStore } from '../../../daemon/page/live.js'

const settled = async (): Promise<void> => { for (let turn = 0; turn < 10; turn++) await new Promise(resolve => { setImmediate(resolve) }) }

test('a daemon that ends nothing and says nothing is shown as gone, and asked again', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const streams: Array<{ controller: ReadableStreamDefaultController<Uint8Array>, signal: AbortSignal }> = []
  t.mock.method(globalThis, 'fetch', async (path: string, { signal }: RequestInit) => {
    if (!path.includes('/events')) return new Response('{}')
    return new Response(new ReadableStream<Uint8Array>({
      start: controller => {
        streams.push({ controller, signal: signal as AbortSignal })
        signal?.addEventListener('abort', () => { controller.error(signal.reason) })
      },
    }))
  })
  const store = new LiveStore()
  const say = async (text: string): Promise<void> => {
    streams.at(-1)?.controller.enqueue(new TextEncoder().encode(text))
    await settled()
  }
  store.watch(['status'])
  await settled()
  await say(': \n\n')
  assert.equal(store.get().connection, 'open')
  // As often as the daemon says something when there is nothing to say.
  for (let beat = 0; beat < 10; beat++) {
    t.mock.timers.tick(15_000)
    await say(': \n\n')
    assert.deepEqual([store.get().connection, streams.length], ['open', 1])
  }
  t.mock.timers.tick(45_000)
  await settled()
  assert.equal(store.get().connection, 'lost')
  assert.equal(streams[0]?.signal.aborted, true, 'nothing is left open behind')
  t.mock.timers.tick(10_000)
  await settled()
  assert.equal(streams.length, 2, 'it is asked again')
  await say(': \n\n')
  assert.equal(store.get().connection, 'open')
})
