import type { Report } from '../performance/report.js'
import type { Experiments } from './plans.js'
export function experimentsReport (_data: Experiments): Report { return { text: '', plots: new Map() } }
