/** A line of a daemon's log. */
interface LogLine { readonly msg: string, readonly time: number, readonly epoch?: number, readonly members?: number }

/** The lines of a daemon's log that bear this message, oldest first. */
export function loggedAt (log: string, message: string): LogLine[] {
  return log.split('\n').filter(line => line.startsWith('{') && line.endsWith('}')).map(line => JSON.parse(line) as LogLine).filter(({ msg }) => msg === message)
}
