import { InvalidArgumentError } from '../../protocols/errors.js'
import type { Worker } from './worker.js'

/** Every background worker of a peer, by name: nothing waits silently. */
export class Workers {
  readonly #workers = new Map<string, Worker>()

  add (worker: Worker): Worker {
    this.#workers.set(worker.status.name, worker)
    return worker
  }

  all (): Worker[] { return [...this.#workers.values()] }

  /** @throws InvalidArgumentError when there is none of that name */
  get (name: string): Worker {
    const worker = this.#workers.get(name)
    if (worker === undefined) throw new InvalidArgumentError(`there is no such worker; there are ${[...this.#workers.keys()].join(', ')}`)
    return worker
  }
}
