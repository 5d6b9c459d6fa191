import type { ComponentLogger, Logger } from '@libp2p/interface'

const ignore = (): void => {}
const silent: Logger = Object.assign(ignore, { error: ignore, trace: ignore, enabled: false, newScope: () => silent })

/** Says nothing, and costs nothing: the library makes a dozen loggers for each connection and six for each stream. */
export const silentLogger: ComponentLogger = { forComponent: () => silent }
