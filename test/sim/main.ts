import { simulate } from './simulate.js'
import { describeSwarm, drawSwarm, repeatLine } from './swarm.js'
const [first = '1', count = '100', trace] = process.argv.slice(2)
let bad = 0
const start = performance.now()
for (let seed = Number(first); seed < Number(first) + Number(count); seed++) {
  const config = drawSwarm(seed)
  const result = await simulate(config, { tells: trace !== undefined })
  if (trace !== undefined) console.log(result.story.join('\n'))
  if (result.violations.length > 0) {
    bad++
    console.log(describeSwarm(config)); console.log('  ' + repeatLine(seed))
    for (const v of result.violations.slice(0, 3)) console.log('   ', v)
  }
}
console.log(bad, 'bad', ((performance.now() - start) / Number(count)).toFixed(1), 'ms each')
