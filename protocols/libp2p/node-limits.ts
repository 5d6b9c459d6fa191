/** All finite: what a stranger can make this process hold. */
export const NODE_LIMITS = {
  connectionsMax: 128,
  /** From one host; the library's default of 5 cuts off a shell loop, and a cluster on one machine. */
  inboundConnectionsPerSecondMax: 100,
  pendingConnectionsMax: 64,
  streamsPerConnectionMax: 64,
  readBufferBytesMax: 1024 * 1024,
  writeBufferBytesMax: 1024 * 1024,
  handshakeTimeoutMs: 10_000,
} as const

export type NodeLimits = Readonly<Record<keyof typeof NODE_LIMITS, number>>

/** How long a connection that nobody uses is kept, either way. */
export const SOCKET_INACTIVITY_TIMEOUT_MS = 10 * 60_000
