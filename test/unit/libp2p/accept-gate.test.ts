import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { AcceptGate, HOSTS_MAX, hostOf } from '../../../protocols/libp2p/accept-gate.js'
import { TokenBucket } from '../../../protocols/libp2p/token-bucket.js'

class FakeSocket extends EventEmitter {
  isReset = false
  constructor (readonly remoteAddress: string | undefined) { super() }
  resetAndDestroy (): this {
    this.isReset = true
    this.emit('close')
    return this
  }
}

function scene (perSecondMax: number, pendingMax: number): { gate: AcceptGate, time: { now: number }, refused: string[], knock: (address?: string) => FakeSocket } {
  const time = { now: 0 }
  const refused: string[] = []
  const gate = new AcceptGate({ perSecondMax, pendingMax, now: () => time.now, onRefused: why => { refused.push(why) } })
  const knock = (address = '10.0.0.1'): FakeSocket => {
    const socket = new FakeSocket(address)
    gate.admit(socket as never)
    return socket
  }
  return { gate, time, refused, knock }
}

test('a host opens so many connections at once and a second, and others are not held back by it', () => {
  const { time, refused, knock } = scene(5, 100)
  for (let count = 0; count < 5; count++) assert.equal(knock().isReset, false)
  assert.equal(knock().isReset, true)
  assert.equal(knock('10.0.0.2').isReset, false)
  time.now = 200
  assert.equal(knock().isReset, false)
  assert.equal(knock().isReset, true)
  assert.deepEqual(refused, ['rate', 'rate'])
})

test('who said nothing for longest gives way, never the newest, and not one that is done', () => {
  const { gate, refused, knock } = scene(100, 2)
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

test('a host that was hostile waits, as if it had opened so many more, and for two seconds at most', () => {
  const { gate, time, knock } = scene(10, 100)
  gate.charge('10.0.0.1', 1_000_000)
  assert.equal(knock().isReset, true)
  assert.equal(knock('10.0.0.2').isReset, false)
  time.now = 1_099
  assert.equal(knock().isReset, true)
  time.now = 2_000
  assert.equal(knock().isReset, false)
})

test('a socket without an address is gone already', () => {
  const { gate } = scene(10, 10)
  assert.equal(gate.admit(new FakeSocket(undefined) as never), false)
})

test('hosts that are remembered have a limit', () => {
  const { knock } = scene(1, HOSTS_MAX * 3)
  knock('10.0.0.1')
  for (let host = 0; host < HOSTS_MAX; host++) knock(`h${host}`)
  assert.equal(knock('10.0.0.1').isReset, false, 'forgotten')
  assert.equal(knock(`h${HOSTS_MAX - 1}`).isReset, true, 'remembered')
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
