import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { describeConfig } from '../../../daemon/config/describe-config.js'
import { loadConfig, parseConfig, type ConfigLayers } from '../../../daemon/config/load-config.js'
import { BrokenRule, formatValue, parseValue } from '../../../daemon/config/parse-value.js'
import { CONFIG_KEYS, declarationOf, environmentOf, flagOf } from '../../../daemon/config/table.js'
import { PARTITIONS_MAX, WEIGHT_MAX } from '../../../daemon/core/ring/ring-view.js'
import { GENESIS_NONCE_BYTES, makeGenesis } from '../../../protocols/auth/genesis.js'
import { BUCKET_N_MAX } from '../../../protocols/bucket/properties.js'
import { ConfigError } from '../../../protocols/errors.js'
import { SIBLINGS_MAX, VALUE_BYTES_HARD_MAX } from '../../../protocols/record/record-codec.js'
import { quickKey } from '../../fixtures/auth.js'

const NOTHING: ConfigLayers = { flags: {}, environment: {}, homeDirectory: '/home/ann' }

function rejects (layers: Partial<ConfigLayers>, message: RegExp): void {
  assert.throws(() => parseConfig({ ...NOTHING, ...layers }), (error: unknown) => {
    assert.ok(error instanceof ConfigError)
    assert.match(error.message, message)
    return true
  })
}

test('every default obeys its own rule', () => {
  for (const key of CONFIG_KEYS) {
    const declaration = declarationOf(key)
    assert.deepEqual(parseValue(declaration, declaration.default), declaration.default, key)
  }
  assert.equal(parseConfig(NOTHING).config.data, '/home/ann/.p2pkv')
})

test('every default can be written as config show prints it', () => {
  for (const { key, default: text } of describeConfig(parseConfig(NOTHING))) {
    if (text === '(none)') continue
    assert.deepEqual(parseValue(declarationOf(key), text), declarationOf(key).default, key)
  }
})

test('a flag wins over the environment, the environment over the file, the file over the default', () => {
  const file = { path: '/d/config.json', content: { weight: 2, n: 2, zone: 'file' } }
  const environment = { P2PKV_WEIGHT: '3', P2PKV_N: '5' }
  const { config, sources } = parseConfig({ ...NOTHING, file, environment, flags: { weight: '4' } })
  assert.deepEqual([config.weight, config.n, config.zone, config.siblingsMax], [4, 5, 'file', 128])
  assert.deepEqual(sources.weight, { layer: 'flag', name: '--weight' })
  assert.deepEqual(sources.n, { layer: 'environment', name: 'P2PKV_N' })
  assert.deepEqual(sources.zone, { layer: 'file', name: '/d/config.json' })
  assert.equal(sources.siblingsMax.layer, 'default')
})

test('a wrong value in a lower layer is an error even when a higher layer overrides it', () => {
  rejects({ environment: { P2PKV_WEIGHT: 'heavy' }, flags: { weight: '4' } }, /weight = heavy \(from P2PKV_WEIGHT\): must be a whole number/)
})

test('an error names the key, the value, where it came from and the rule, for all that is wrong at once', () => {
  rejects({ environment: { P2PKV_PARTITIONS: '1000' } }, /^partitions = 1000 \(from P2PKV_PARTITIONS\): must be a power of two$/)
  rejects({ flags: { valueBytesMax: '65 MiB' } }, /^valueBytesMax = 65 MiB \(from --value-bytes-max\): must be at most 64 MiB$/)
  rejects({ flags: { n: '0', weight: '1001' } }, /^weight = 1001 \(from --weight\).*\nn = 0 \(from --n\): must be at least 1$/)
})

test('the most that a setting allows is the most that a ring, a bucket and a record take', () => {
  const most = { partitions: PARTITIONS_MAX, weight: WEIGHT_MAX, n: BUCKET_N_MAX, siblingsMax: SIBLINGS_MAX, valueBytesMax: VALUE_BYTES_HARD_MAX }
  for (const [key, limit] of Object.entries(most)) {
    assert.equal(parseConfig({ ...NOTHING, flags: { [key]: String(limit) } }).config[key as keyof typeof most], limit)
    rejects({ flags: { [key]: String(2 * limit) } }, new RegExp(`^${key} = .*must be at most`))
  }
})

test('a cluster is named as its genesis can be, or by the id that this made', () => {
  const longest = 'a'.repeat(40)
  const { cluster } = makeGenesis(longest, new Uint8Array(GENESIS_NONCE_BYTES), quickKey())
  for (const name of ['a', longest, cluster]) assert.equal(parseConfig({ ...NOTHING, flags: { cluster: name } }).config.cluster, name)
  rejects({ flags: { cluster: `${longest}a` } }, /^cluster = a{41} \(from --cluster\): must be 1 to 40 characters of a-z 0-9/)
})

test('numbers are taken with the units of their key, and nothing else', () => {
  const parse = (key: 'valueBytesMax' | 'probeIntervalMs' | 'weight', text: unknown): unknown => parseValue(declarationOf(key), text)
  assert.equal(parse('valueBytesMax', '2MiB'), 2 * 1024 ** 2)
  assert.equal(parse('valueBytesMax', 4096), 4096)
  assert.equal(parse('probeIntervalMs', '30 s'), 30_000)
  for (const wrong of ['30 MiB', '', ' ', '-1', '1.5', '1e3', 'NaN', '0x10', '9007199254740993', NaN, Infinity, 1.5, -1, true, {}, []]) {
    assert.ok(parse('probeIntervalMs', wrong) instanceof BrokenRule, String(wrong))
  }
  assert.ok(parse('weight', '1 s') instanceof BrokenRule)
})

test('off is null where the table allows it, and zero never is', () => {
  assert.equal(parseConfig({ ...NOTHING, flags: { diskFreeBytesMin: 'off' } }).config.diskFreeBytesMin, null)
  assert.equal(parseConfig({ ...NOTHING, file: { path: 'f', content: { diskFreePercentMin: null } } }).config.diskFreePercentMin, null)
  rejects({ flags: { diskFreeBytesMin: '0' } }, /cannot be 0; to switch it off say off/)
  rejects({ flags: { connectionsMax: 'off' } }, /connectionsMax = off \(from --connections-max\): cannot be off/)
})

test('no number may be zero: what has no least means off by it', () => {
  for (const key of CONFIG_KEYS) {
    const declaration = declarationOf(key)
    if (declaration.type === 'integer') assert.ok(declaration.min > 0, key)
  }
  assert.equal(parseConfig({ ...NOTHING, flags: { hotRecordsBytesMax: 'off' } }).config.hotRecordsBytesMax, null)
  rejects({ flags: { knownVersionsBytesMax: '0' } }, /cannot be 0; to switch it off say off/)
})

test('r and w are a word or a number of replicas up to n', () => {
  assert.equal(parseConfig({ ...NOTHING, flags: { r: 'one', w: '2' } }).config.w, 2)
  rejects({ flags: { w: '4' } }, /w = 4 \(from --w\): must be at most n, which is 3/)
  rejects({ flags: { r: '0' } }, /must be one, quorum, all or a number/)
  rejects({ file: { path: 'f', content: { r: 1.5 } } }, /r = 1.5 \(from f\): must be one, quorum/)
})

test('lists take several addresses, and only addresses', () => {
  const { config } = parseConfig({ ...NOTHING, flags: { listen: ['/ip4/0.0.0.0/tcp/0', '/ip6/::/tcp/4400'] }, environment: { P2PKV_BOOTSTRAP: '/dns/a.example/tcp/1, /ip4/10.0.0.1/tcp/2' } })
  assert.deepEqual(config.listen, ['/ip4/0.0.0.0/tcp/0', '/ip6/::/tcp/4400'])
  assert.deepEqual(config.bootstrap, ['/dns/a.example/tcp/1', '/ip4/10.0.0.1/tcp/2'])
  rejects({ flags: { listen: [] } }, /must have at least 1 item/)
  rejects({ flags: { listen: ['localhost:4400'] } }, /"localhost:4400" is not/)
  rejects({ flags: { listen: ['/ip4/1.2.3.4/tcp/65536'] } }, /ports up to 65535/)
  rejects({ flags: { bootstrap: Array.from({ length: 65 }, () => '/ip4/1.2.3.4/tcp/1') } }, /at most 64 items/)
})

test('what is not a setting is refused in the file, with the name it may have meant', () => {
  rejects({ file: { path: 'f', content: { value_bytes_max: 5 } } }, /value_bytes_max \(from f\): there is no such setting; did you mean valueBytesMax\?/)
  rejects({ file: { path: 'f', content: JSON.parse('{"__proto__": 1}') as unknown } }, /there is no such setting/)
  rejects({ file: { path: 'f', content: { data: '/x' } } }, /data = \/x \(from f\): cannot be set in the file/)
  rejects({ file: { path: 'f', content: [] } }, /one JSON object/)
})

test('a secret is shown nowhere', () => {
  assert.equal(formatValue({ type: 'text', scope: 'node', default: '', pattern: /./, rule: '', why: '', secret: true }, 'hunter2'), '(hidden)')
})

test('flags and environment names are unique', () => {
  assert.equal(flagOf('probeIntervalMs'), '--probe-interval-ms')
  assert.equal(environmentOf('probeIntervalMs'), 'P2PKV_PROBE_INTERVAL_MS')
  assert.equal(new Set(CONFIG_KEYS.map(flagOf)).size, CONFIG_KEYS.length)
})

test('the file is read from the data directory, and a broken one is a ConfigError', () => {
  const data = mkdtempSync(join(tmpdir(), 'p2pkv-config-'))
  try {
    assert.equal(loadConfig({ data }, {}).config.weight, 100)
    writeFileSync(join(data, 'config.json'), '{"weight": 7}')
    assert.equal(loadConfig({}, { P2PKV_DATA: data }).config.weight, 7)
    assert.throws(() => loadConfig({ data: join(data, 'config.json') }, {}), new ConfigError(`${join(data, 'config.json')} is no directory: choose another with --data`))
    writeFileSync(join(data, 'config.json'), '{"weight": 7')
    assert.throws(() => loadConfig({ data }, {}), (error: unknown) => error instanceof ConfigError && /config\.json: is not JSON/.test(error.message))
  } finally { rmSync(data, { recursive: true }) }
})

test('what is kept for others must not outlive the deletes that came after it', () => {
  rejects({ flags: { tombstoneGraceMs: '72h', hintAgeMaxMs: '72h' } }, /tombstoneGraceMs.*more than hintAgeMaxMs/)
  rejects({ flags: { hintAgeMaxMs: '120h' } }, /tombstoneGraceMs/)
  for (const flags of [{ tombstoneGraceMs: '73h', hintAgeMaxMs: '72h' }, { tombstoneGraceMs: 'off', hintAgeMaxMs: '720h' }]) parseConfig({ ...NOTHING, flags })
})
