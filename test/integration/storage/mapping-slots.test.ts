import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ClassicLevel } from 'classic-level'
import { takeMappingSlots } from '../../../storage/classic/mapping-slots.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

/** Tables below `directory` that this process has mapped into its memory. */
function mapped (directory: string): number {
  return readFileSync('/proc/self/maps', 'utf8').split('\n').filter(line => line.includes(directory) && /\.ldb( \(deleted\))?$/.test(line)).length
}

async function readOneTable (location: string): Promise<ClassicLevel> {
  const level = new ClassicLevel(location)
  await level.open()
  await level.put('key', 'value')
  await level.compactRange('key', 'key')
  assert.equal(await level.get('key'), 'value')
  return level
}

test('once the mappings are taken LevelDB reads tables without mapping them, and the directory is as before', { skip: process.platform !== 'linux' && 'needs /proc' }, async t => {
  const work = await temporaryDirectory('mapping')
  t.after(work.remove)
  const before = await readOneTable(join(work.path, 'before'))
  assert.equal(mapped(work.path), 1)
  await before.close()

  await takeMappingSlots(work.path)
  assert.equal(mapped(join(work.path, 'mapping-slots')), 1_000)
  assert.deepEqual(readdirSync(work.path), ['before'])
  await takeMappingSlots(work.path)

  const after = await readOneTable(join(work.path, 'after'))
  assert.equal(mapped(join(work.path, 'after')), 0)
  await after.close()
})
