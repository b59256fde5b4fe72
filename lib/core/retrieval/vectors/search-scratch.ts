import type { Kernel } from '../kernel/open-kernel.ts'

/** Addresses of the pieces asked for, one after another in the arena's scratch space. */
export function layOut<Name extends string>(kernel: Kernel, sizes: Record<Name, number>) {
  const addresses = {} as Record<Name, number>
  let bytes = 0
  for (const name of Object.keys(sizes) as Name[]) {
    addresses[name] = bytes
    bytes += Math.ceil(sizes[name] / ALIGNMENT) * ALIGNMENT
  }
  const base = kernel.arena.scratch(bytes)
  for (const name of Object.keys(sizes) as Name[]) addresses[name] += base
  return addresses
}

/** Enough for every type of number and for what the kernel reads at once. */
const ALIGNMENT = 64
