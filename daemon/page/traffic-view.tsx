import type { JSX } from 'preact'
import type { TrafficDocument, TrafficSampleDocument } from '../../protocols/web/documents.js'
import { Chart } from './chart.js'
import { count, duration, nameOf, rate, shortId } from './format.js'
import { useLive } from './live.js'
import { Empty, Panel, Swatch } from './parts.js'

type Numbers = { [K in keyof TrafficSampleDocument]: TrafficSampleDocument[K] extends number ? K : never }[keyof TrafficSampleDocument]

function perSecond ({ samples, stepMs }: TrafficDocument, field: Numbers): number[] {
  return samples.map(sample => sample[field] * 1_000 / Math.max(1, stepMs))
}

function latency ({ samples }: TrafficDocument, field: 'getMs' | 'putMs', part: 'p50' | 'p95' | 'p99'): Array<number | null> {
  return samples.map(sample => sample[field]?.[part] ?? null)
}

const EACH = (traffic: TrafficDocument, field: 'getMs' | 'putMs'): Array<{ name: string, style: number, values: Array<number | null> }> =>
  (['p50', 'p95', 'p99'] as const).map((part, index) => ({ name: part, style: index + 1, values: latency(traffic, field, part) }))

export function TrafficView (): JSX.Element {
  const { traffic, status } = useLive()
  if (traffic === undefined) return <Empty>Asking the members …</Empty>
  const { stepMs } = traffic
  const names = new Map(status?.members.map(member => [member.peerId, nameOf(member)]))
  const most = Math.max(1, ...traffic.peers.map(({ reads, writes }) => reads + writes))
  const minutes = Math.round(traffic.samples.length * stepMs / 60_000)
  const writes = perSecond(traffic, 'writes')
  const hinted = perSecond(traffic, 'hinted')
  return (
    <>
      <div class="charts">
        <Chart title="Requests a second" stepMs={stepMs} format={rate} series={[{ name: 'reads', style: 1, values: perSecond(traffic, 'reads') }, { name: 'writes', style: 2, values: writes }]} />
        <Chart title="Failures a second" stepMs={stepMs} format={rate} series={[{ name: 'failed', style: 3, values: perSecond(traffic, 'failed') }, { name: 'answered busy', style: 4, values: perSecond(traffic, 'refused') }]} />
        <Chart title="Latency of gets" stepMs={stepMs} format={duration} series={EACH(traffic, 'getMs')} />
        <Chart title="Latency of puts" stepMs={stepMs} format={duration} series={EACH(traffic, 'putMs')} />
        <Chart title="Writes a second, by who acknowledged" stepMs={stepMs} format={rate} series={[{ name: 'primaries only', style: 1, values: writes.map((all, index) => all - (hinted[index] ?? 0)) }, { name: 'with a hint', style: 3, values: hinted }]} />
        <Chart title="Repairs a second" stepMs={stepMs} format={rate} series={[{ name: 'read repairs', style: 1, values: perSecond(traffic, 'readRepairs') }, { name: 'hints brought', style: 2, values: perSecond(traffic, 'hintsBrought') }, { name: 'exchanged by anti-entropy', style: 4, values: perSecond(traffic, 'exchanged') }]} />
      </div>
      <Panel title="By coordinator" aside={`the last ${minutes} minutes`}>
        <div class="scroll">
          <table>
            <thead><tr><th scope="col">Peer</th><th scope="col">Reads</th><th scope="col">Writes</th><th scope="col">Failed</th><th scope="col">Share</th></tr></thead>
            <tbody>{traffic.peers.map(({ peerId, reads, writes: written, failed }) => (
              <tr key={peerId}><th scope="row"><Swatch peerId={peerId} /> {names.get(peerId) ?? shortId(peerId)}</th><td class="number">{count(reads)}</td><td class="number">{count(written)}</td><td class="number">{count(failed)}</td><td><span class="bar"><span style={{ width: `${100 * (reads + written) / most}%` }} /></span></td></tr>
            ))}</tbody>
          </table>
        </div>
        {traffic.silent.length > 0 && <Empty>Not told by {traffic.silent.map(peerId => names.get(peerId) ?? shortId(peerId)).join(', ')}.</Empty>}
      </Panel>
    </>
  )
}
