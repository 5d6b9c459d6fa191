import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test, type TestContext } from 'node:test'
import { ACCEPT_LIMITS, AcceptGate, HOSTS_MAX, hostOf } from '../../../protocols/libp2p/accept-gate.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import { TokenBucket } from '../../../protocols/libp2p/token-bucket.js'

const WORDS = utf8Bytes('\x13/multistream/1.0.0\n')

class FakeSocket extends EventEmitter {
  isReset = false
  goes = false
  readonly unread: Uint8Array[] = []
  constructor (readonly remoteAddress: string | undefined) { super() }
  resetAndDestroy (): this {
    this.isReset = true
    this.emit('close')
    return this
  }

  read (): Uint8Array | null { return this.unread.shift() ?? null }
  unshift (bytes: Uint8Array): void { this.unread.unshift(bytes) }

  say (bytes: Uint8Array = WORDS): void {
    this.unread.push(bytes)
    this.emit('readable')
  }

  get isHeard (): boolean { return this.listenerCount('readable') > 0 }
}

interface Scene { readonly gate: AcceptGate, readonly refused: string[], readonly pass: (ms: number) => void, readonly knock: (address?: string) => FakeSocket }

function scene (context: TestContext, perSecondMax: number, pendingMax: number): Scene {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  let now = 0
  const refused: string[] = []
  const gate = new AcceptGate({ perSecondMax, pendingMax, now: () => now, onRefused: why => { refused.push(why) } })
  const knock = (address = '10.0.0.1'): FakeSocket => {
    const socket = new FakeSocket(address)
    gate.admit(socket as never, () => { socket.goes = true })
    return socket
  }
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed++) {
      now++
      context.mock.timers.tick(1)
    }
  }
  return { gate, refused, pass, knock }
}

test('a host opens so many connections at once and a second; one more waits, and others are not held back by it', context => {
  const { gate, refused, pass, knock } = scene(context, 5, 100)
  for (let count = 0; count < 5; count++) assert.equal(knock().isHeard, true)
  const waiting = knock()
  assert.deepEqual([waiting.isHeard, waiting.isReset, gate.waiting], [false, false, 1])
  assert.equal(knock('10.0.0.2').isHeard, true)
  pass(199)
  assert.equal(waiting.isHeard, false)
  pass(2)
  assert.deepEqual([waiting.isHeard, gate.waiting], [true, 0])
  assert.deepEqual(refused, [])
})

test('of those that wait the newest is next, and who has waited for too long is refused', context => {
  const { gate, refused, pass, knock } = scene(context, 1, 100)
  knock()
  const line = Array.from({ length: 4 + ACCEPT_LIMITS.waitMsMax / 1_000 }, () => knock())
  pass(1_001)
  assert.deepEqual([line.at(-1)?.isHeard, line.at(-2)?.isHeard], [true, false])
  pass(ACCEPT_LIMITS.waitMsMax)
  assert.equal(gate.waiting, 0)
  assert.equal(refused.length, line.filter(({ isReset }) => isReset).length)
  assert.deepEqual([line[0]?.isReset, line[0]?.isHeard, refused[0]], [true, false, 'rate'])
})

test('those that wait have a limit; the oldest gives way', context => {
  const { gate, refused, knock } = scene(context, 1, 100)
  knock()
  const line = Array.from({ length: ACCEPT_LIMITS.waitingMax + 1 }, () => knock())
  assert.deepEqual([gate.waiting, line[0]?.isReset, line[1]?.isReset, refused], [ACCEPT_LIMITS.waitingMax, true, false, ['rate']])
  line[1]?.emit('close')
  assert.equal(gate.waiting, ACCEPT_LIMITS.waitingMax - 1)
})

test('nothing is made for a socket before its first words, however they are cut, and nothing of them is lost', context => {
  const { refused, knock } = scene(context, 100, 100)
  const socket = knock()
  for (const byte of WORDS.subarray(0, -1)) socket.say(Uint8Array.of(byte))
  assert.equal(socket.goes, false)
  socket.say(Uint8Array.of(10, 1, 2))
  assert.deepEqual([socket.goes, socket.unread.map(chunk => [...chunk])], [true, [[...WORDS, 1, 2]]])
  assert.equal(socket.isHeard, false)
  assert.deepEqual(refused, [])
})

test('who says something else, or nothing, is refused', context => {
  const { gate, refused, pass, knock } = scene(context, 100, 100)
  const [other, silent, quick] = [knock(), knock(), knock()]
  other.say(utf8Bytes('GET / HTTP/1.1'))
  quick.say()
  assert.deepEqual([other.isReset, other.goes, silent.isReset], [true, false, false])
  pass(ACCEPT_LIMITS.silentMsMax)
  assert.deepEqual([silent.isReset, quick.isReset, refused], [true, false, ['greeting', 'greeting']])
  assert.equal(gate.pending, 1)
})

test('who said nothing for longest gives way, never the newest, and not one that is done', context => {
  const { gate, refused, knock } = scene(context, 100, 2)
  const [silent, quick] = [knock(), knock()]
  gate.opened(quick as never)
  const third = knock()
  assert.deepEqual([silent.isReset, gate.pending], [false, 2])
  const fourth = knock()
  assert.deepEqual([silent, quick, third, fourth].map(({ isReset }) => isReset), [true, false, false, false])
  assert.deepEqual(refused, ['pending'])
  third.emit('close')
  assert.equal(gate.pending, 1)
})

test('a host that was hostile waits, as if it had opened so many more, and for two seconds at most', context => {
  const { gate, pass, knock } = scene(context, 10, 100)
  gate.charge('10.0.0.1', 1_000_000)
  const waiting = knock()
  assert.deepEqual([waiting.isHeard, knock('10.0.0.2').isHeard], [false, true])
  pass(1_099)
  assert.equal(waiting.isHeard, false)
  pass(901)
  assert.equal(waiting.isHeard, true)
})

test('who ends a connection within the handshake has opened so many more; who ends it before, or afterwards, has not', context => {
  const { gate, knock } = scene(context, ACCEPT_LIMITS.unfinishedCharge + 10, 1_000)
  const opens = (address: string): number => {
    let count = 0
    while (knock(address).isHeard) count++
    return count
  }
  const [silent, unfinished, done] = [knock('10.0.0.1'), knock('10.0.0.2'), knock('10.0.0.3')]
  unfinished.say()
  done.say()
  gate.opened(done as never)
  for (const socket of [silent, unfinished, done]) socket.emit('close')
  assert.deepEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3'].map(opens), [ACCEPT_LIMITS.unfinishedCharge + 9, 9, ACCEPT_LIMITS.unfinishedCharge + 9])
})

test('what a server answers to the first words goes as one', async () => {
  const gate = new AcceptGate({ perSecondMax: 5, pendingMax: 5, now: () => 0, onRefused: () => {} })
  const server = new EventEmitter()
  const done: string[] = []
  server.on('connection', () => { done.push('answered') })
  gate.guard(server as never)
  const socket = Object.assign(new FakeSocket('10.0.0.1'), { cork: () => { done.push('corked') }, uncork: () => { done.push('uncorked') } })
  server.emit('connection', socket)
  assert.deepEqual(done, [])
  socket.say()
  assert.deepEqual(done, ['corked', 'answered'])
  await new Promise(setImmediate)
  assert.deepEqual(done, ['corked', 'answered', 'uncorked'])
  socket.emit('close')
})

test('a socket without an address is gone already', context => {
  const { gate } = scene(context, 10, 10)
  const socket = new FakeSocket(undefined)
  gate.admit(socket as never, () => { socket.goes = true })
  assert.deepEqual([socket.isReset, gate.pending, gate.waiting], [true, 0, 0])
})

test('hosts that are remembered have a limit', context => {
  const { knock } = scene(context, 1, HOSTS_MAX * 3)
  knock('10.0.0.1')
  for (let host = 0; host < HOSTS_MAX; host++) knock(`h${host}`)
  assert.equal(knock('10.0.0.1').isHeard, true, 'forgotten')
  assert.equal(knock(`h${HOSTS_MAX - 1}`).isHeard, false, 'remembered')
})

test('half of an IPv6 address is one host, and an IPv4 address in IPv6 is itself', () => {
  assert.equal(hostOf('10.0.0.1'), '10.0.0.1')
  assert.equal(hostOf('::ffff:10.0.0.1'), '10.0.0.1')
  assert.equal(hostOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2')
  assert.equal(hostOf('2001:db8::5:6'), '2001:db8:0:0')
  assert.equal(hostOf('2001:db8:1:2::'), '2001:db8:1:2')
  assert.equal(hostOf('fe80::1%eth0'), 'fe80:0:0:0')
  assert.equal(hostOf('::1'), '0:0:0:0')
})

test('a bucket that is not refilled is used up', () => {
  const bucket = new TokenBucket(3, 0, 0)
  assert.deepEqual([1, 5, 1].map(count => bucket.take(count, 1_000_000)), [true, true, false])
})
