import type { DoctorPlace } from './doctor-place.ts'

/** What was found of one thing. `unknown`: it may be well or not, and why nobody can tell. */
export interface Finding {
  state: 'ok' | 'wrong' | 'unknown'
  /** One line; of what is wrong, with what to do. */
  text: string
}

export interface Check {
  /** What it looks at, in a word. */
  about: string
  /** Changes nothing. What it throws is an `unknown`. */
  look(place: DoctorPlace, signal: AbortSignal): Promise<Finding[]>
}

export const ok = (text: string): Finding => ({ state: 'ok', text })
export const wrong = (text: string): Finding => ({ state: 'wrong', text })
export const unknown = (text: string): Finding => ({ state: 'unknown', text })
