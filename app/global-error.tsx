'use client'
import { PageBroken } from '#components/brand/page-broken.tsx'
import { inter, newsreader } from './fonts.ts'
import './globals.css'

/** Where even what is around every page broke. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <html lang="en" className={`${inter.variable} ${newsreader.variable}`}>
      <body>
        <PageBroken digest={error.digest} onRetry={reset} />
      </body>
    </html>
  )
}
