type Labels = Readonly<Record<string, string>>

interface Node<T> { readonly children: Map<string, Node<T>>, value: T | undefined }

const newNode = <T>(): Node<T> => ({ children: new Map(), value: undefined })

/** What is kept for each metric and each of the values of its labels: found without making a text of them, as every request is counted in several. */
export class Series<T> {
  readonly #root = newNode<T>()
  readonly #values: T[] = []

  constructor (private readonly max: number) {}

  /** All there are, in the order in which they were made. */
  get values (): readonly T[] { return this.#values }

  /** Callers of one name give its labels in one order. @returns what `make` made for it once; undefined when there are as many as may be */
  of (name: string, labels: Labels, make: () => T): T | undefined {
    let node = this.#root.children.get(name)
    if (node !== undefined) for (const label in labels) if ((node = node.children.get(labels[label] ?? '')) === undefined) break
    return node?.value ?? this.#add(name, labels, make)
  }

  #add (name: string, labels: Labels, make: () => T): T | undefined {
    if (this.#values.length >= this.max) return undefined
    let node = this.#root
    for (const part of [name, ...Object.values(labels).map(value => (value as string | undefined) ?? '')]) {
      let child = node.children.get(part)
      if (child === undefined) node.children.set(part, child = newNode())
      node = child
    }
    this.#values.push(node.value = make())
    return node.value
  }
}
