import type { Metadata } from 'next'
import Link from 'next/link'
import { Logo } from '#components/brand/logo.tsx'
import { buttonClass } from '#components/ui/button-class.ts'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main id="main" className="mx-auto grid min-h-dvh max-w-md content-center justify-items-start gap-5 p-6">
      <Logo />
      <h1 className="title">There is nothing at this address</h1>
      <p className="text-muted">It may have been mistyped, or what stood here was deleted.</p>
      <div className="flex flex-wrap gap-2">
        <Link href="/bots" className={buttonClass('primary')}>
          See your guides
        </Link>
        <Link href="/" className={buttonClass('outlined')}>
          To the start page
        </Link>
      </div>
    </main>
  )
}
