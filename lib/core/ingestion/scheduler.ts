/** Time and chance, handed in by whoever owns a clock. */
export interface Scheduler {
  wait(milliseconds: number): Promise<void>
  /** Calls `run` again and again until the returned function is called. */
  every(milliseconds: number, run: () => void): () => void
  /** 0 to 1, to spread those who wait. */
  chance(): number
}
