/** A promise that fails: for functions that are not async, because each async function makes three times as much garbage. */
export async function rejected (error: unknown): Promise<never> { throw error }
