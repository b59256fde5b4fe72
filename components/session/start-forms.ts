import { createContext, use } from 'react'

/** With which form signing in begins, and what is in it. */
export interface FirstForm {
  form: 'signIn' | 'signUp' | 'forgotPassword'
  /** Typed for the person already, to be kept or corrected. */
  address: string
  /** What has just been done. */
  worked?: string
}

export const StartForms = createContext<((first: FirstForm) => void) | null>(null)

/** Begins again with another form. */
export function useStartForms(): (first: FirstForm) => void {
  const startForms = use(StartForms)
  if (!startForms) throw new Error('useStartForms needs StartForms around it')
  return startForms
}
