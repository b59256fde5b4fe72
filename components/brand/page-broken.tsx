'use client'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Logo } from './logo.tsx'

/** In place of a page that broke: our fault, and nothing of theirs is lost. */
export function PageBroken({ digest, onRetry }: { digest: string | undefined; onRetry: () => void }) {
  return (
    <main id="main" className="mx-auto grid min-h-dvh max-w-md content-center justify-items-start gap-5 p-6">
      <Logo />
      <h1 className="title">This page broke, and it was our fault</h1>
      <p className="text-muted">
        Your guides and documents are safe. Try again; if it happens once more, reload the page.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={onRetry}>
          Try again
        </Button>
        {/* A whole new page: what is in memory may be what broke. */}
        <a href="/bots" className={buttonClass('outlined')}>
          To your guides
        </a>
      </div>
      {digest && <p className="text-tiny text-muted">For our support: {digest}</p>}
    </main>
  )
}
