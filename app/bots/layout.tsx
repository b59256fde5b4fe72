import type { ReactNode } from 'react'
import { SignedInGate } from '#components/session/signed-in-gate.tsx'
import { PageSkeleton } from '#components/ui/page-skeleton.tsx'

export default function Layout({ children }: { children: ReactNode }) {
  return <SignedInGate waiting={<PageSkeleton />}>{children}</SignedInGate>
}
