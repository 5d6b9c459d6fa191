const errors: unknown[] = []
export function toStatus (error: unknown): { status: number, body: Uint8Array } { errors.push(error); return { status: errors.length, body: new Uint8Array() } }
export function fromStatus (status: number, _body: Uint8Array): unknown { return errors[status - 1] }
