/** Turns what a person wrote for one key into a checked value, or says which rule it breaks. */
import type { ConfigValue, Declaration, IntegerDeclaration, ListDeclaration, Unit } from './table.js'

/** What was wrong, as a rule: "must be …". */
export class BrokenRule {
  constructor (readonly rule: string) {}
}

const FACTORS: Record<Unit, Readonly<Record<string, number>>> = {
  bytes: { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 },
  milliseconds: { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 },
  percent: { '%': 1 },
  count: {},
}

const OFF = 'off'

/**
 * @param input text (a flag, an environment variable) or a JSON value (the file). Text for a number may
 *   carry a unit (`8 MiB`, `30s`); text for a list is separated by commas; `off` is null.
 */
export function parseValue (declaration: Declaration, input: unknown): ConfigValue | BrokenRule {
  if (input === null || input === OFF) {
    return declaration.nullable ? null : new BrokenRule('cannot be off')
  }
  switch (declaration.type) {
    case 'integer': return parseInteger(declaration, input)
    case 'text': {
      const rule = new BrokenRule(`must be ${declaration.rule}`)
      return typeof input === 'string' && declaration.pattern.test(input) ? input : rule
    }
    case 'list': return parseList(declaration, input)
    case 'choice': {
      const choice = declaration.choices.find(candidate => candidate === input)
      return (choice as ConfigValue | undefined) ?? new BrokenRule(`must be one of ${declaration.choices.join(', ')}`)
    }
    case 'quorum': {
      if (input === 'one' || input === 'quorum' || input === 'all') return input
      const count = toNumber(input, 'count')
      return Number.isSafeInteger(count) && count >= 1 ? count : new BrokenRule('must be one, quorum, all or a number from 1 to n')
    }
  }
}

function parseInteger (declaration: IntegerDeclaration, input: unknown): number | BrokenRule {
  const { unit, min, max, powerOfTwo } = declaration
  const value = toNumber(input, unit)
  if (!Number.isSafeInteger(value)) {
    const units = Object.keys(FACTORS[unit])
    return new BrokenRule(`must be a whole number${units.length > 0 ? ` (${unit}, or with one of ${units.join(', ')})` : ''}`)
  }
  if (value === 0 && declaration.nullable) return new BrokenRule(`cannot be 0; to switch it off say ${OFF} (null in the file)`)
  if (value < min) return new BrokenRule(`must be at least ${formatNumber(min, unit)}`)
  if (value > max) return new BrokenRule(`must be at most ${formatNumber(max, unit)}`)
  if (powerOfTwo && !Number.isInteger(Math.log2(value))) return new BrokenRule('must be a power of two')
  return value
}

/** NaN when it is no number in this unit. */
function toNumber (input: unknown, unit: Unit): number {
  if (typeof input === 'number') return input
  if (typeof input !== 'string') return NaN
  const match = /^(\d{1,16}) ?([A-Za-z%]*)$/.exec(input.trim())
  if (match === null) return NaN
  const suffix = match[2] ?? ''
  const factor = suffix === '' ? 1 : FACTORS[unit][suffix]
  return factor === undefined ? NaN : Number(match[1]) * factor
}

function parseList (declaration: ListDeclaration, input: unknown): readonly string[] | BrokenRule {
  const { pattern, rule, itemsMin, itemsMax } = declaration
  const items: unknown = typeof input === 'string' ? input.split(',').map(item => item.trim()).filter(item => item !== '') : input
  if (!Array.isArray(items)) return new BrokenRule('must be a list')
  if (items.length < itemsMin) return new BrokenRule(`must have at least ${itemsMin} item${itemsMin === 1 ? '' : 's'}`)
  if (items.length > itemsMax) return new BrokenRule(`must have at most ${itemsMax} items`)
  for (const item of items as unknown[]) {
    if (typeof item !== 'string' || !pattern.test(item)) return new BrokenRule(`must hold only ${rule}; ${JSON.stringify(item)} is not`)
    const port = /\/tcp\/(\d+)/.exec(item)?.[1]
    if (port !== undefined && Number(port) > 65_535) return new BrokenRule(`must hold TCP ports up to 65535; ${JSON.stringify(item)} does not`)
  }
  return items as string[]
}

/** A number as a person would write it: `8 MiB`, `5 s`. */
export function formatNumber (value: number, unit: Unit): string {
  const fitting = Object.entries(FACTORS[unit]).filter(([, factor]) => value >= factor && value % factor === 0)
  const [suffix, factor] = fitting.at(-1) ?? ['', 1]
  return `${value / factor} ${suffix}`.trim()
}

/** A value as `config show`, errors and the reference page print it. */
export function formatValue (declaration: Declaration, value: unknown): string {
  if (declaration.secret) return '(hidden)'
  if (value === null) return OFF
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.join(',')
  if (typeof value === 'number' && declaration.type === 'integer') return formatNumber(value, declaration.unit)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What a setting may be, for people. */
export function describeRule (declaration: Declaration): string {
  const off = declaration.nullable ? ', or off' : ''
  switch (declaration.type) {
    case 'integer': return `${formatNumber(declaration.min, declaration.unit)} to ${formatNumber(declaration.max, declaration.unit)}${declaration.powerOfTwo ? ', a power of two' : ''}${off}`
    case 'choice': return declaration.choices.join(', ') + off
    case 'list': return `${declaration.itemsMin} to ${declaration.itemsMax} times ${declaration.rule}`
    case 'quorum': return 'one, quorum, all, or 1 to n'
    case 'text': return declaration.rule + off
  }
}
