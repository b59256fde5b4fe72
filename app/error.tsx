'use client'
import { useEffect } from 'react'
import { PageBroken } from '#components/brand/page-broken.tsx'

export default function Broken({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  useEffect(() => {
    console.error(error)
  }, [error])
  return <PageBroken digest={error.digest} onRetry={reset} />
}
