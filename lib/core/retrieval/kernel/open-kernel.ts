import { Arena, type GrowableMemory, PAGE_BYTES } from './arena.ts'
import { KERNEL_BYTES } from './kernel-bytes.ts'
import { type KernelFunctions, plainKernel } from './plain-kernel.ts'

/** The inner loops of vector search and the memory in which they work. */
export interface Kernel extends KernelFunctions {
  readonly arena: Arena
}

let shared: Kernel | undefined

/** The kernel of this process: all bots share its memory. */
export function sharedKernel(): Kernel {
  shared ??= openKernel()
  return shared
}

/** A kernel with a memory of its own: WebAssembly, or plain TypeScript where there is none with SIMD. */
export function openKernel(): Kernel {
  const module = compile()
  if (!module) return openPlainKernel()
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 })
  const { exports } = new WebAssembly.Instance(module, { arena: { memory } })
  return { ...(exports as unknown as KernelFunctions), arena: new Arena(memory) }
}

/** About ten times slower. */
export function openPlainKernel(): Kernel {
  const memory = new PlainMemory()
  return { ...plainKernel(memory), arena: new Arena(memory) }
}

function compile(): WebAssembly.Module | null {
  if (typeof WebAssembly === 'undefined') return null
  const bytes = Uint8Array.from(atob(KERNEL_BYTES), letter => letter.charCodeAt(0))
  // Says no where SIMD is not known.
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null
}

/** Grows by moving to a larger buffer. */
class PlainMemory implements GrowableMemory {
  buffer = new ArrayBuffer(PAGE_BYTES)

  grow(pages: number): number {
    const before = this.buffer
    this.buffer = new ArrayBuffer(before.byteLength + pages * PAGE_BYTES)
    new Uint8Array(this.buffer).set(new Uint8Array(before))
    return before.byteLength / PAGE_BYTES
  }
}
