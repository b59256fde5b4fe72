import { ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { Logo } from '#components/brand/logo.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Notice } from '#components/ui/notice.tsx'
import { SkipLink } from '#components/ui/skip-link.tsx'
import { SIGN_UP_PATH } from '#lib/client/sign-in-path.ts'
import type { SignUpMode } from '#lib/core/invitations.ts'
import { Facts } from './facts.tsx'
import { GuideFrame } from './guide-frame.tsx'
import { StaticExample } from './static-example.tsx'

interface LandingPageProps {
  /** Somebody has just deleted their account. */
  accountDeleted: boolean
  signUp: SignUpMode
  guideBotId: string | null
  foreignPageUrl: string | null
}

const WHO_MAKES_ACCOUNTS = {
  invited: 'Accounts are made by invitation, with the e-mail address that was invited.',
  closed: 'Accounts are made by whoever runs this installation.',
}

/** One sentence, one thing to do, and the product at work. */
export function LandingPage({ accountDeleted, signUp, guideBotId, foreignPageUrl }: LandingPageProps) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[1184px] flex-col px-5 sm:px-8">
      <SkipLink />
      <header className="flex min-h-20 items-center justify-between gap-4">
        <Logo />
        <Link href="/sign-in" className={buttonClass('plain', 'min-h-11')}>
          Sign in
        </Link>
      </header>
      <main id="main" className="flex-1">
        {accountDeleted && (
          <div role="status">
            <Notice tone="ok" title="Your account is deleted.">
              Your guides, their documents and their conversations are gone.
            </Notice>
          </div>
        )}
        <section className="grid items-center gap-10 py-8 lg:grid-cols-[minmax(0,1fr)_424px] lg:gap-20 lg:py-12">
          <div className="grid max-w-xl justify-items-start gap-6">
            <h1 className="font-serif text-[40px] leading-[1.08] font-medium tracking-[-0.022em] sm:text-[56px]">
              Your documents, ready to answer
            </h1>
            <p className="max-w-[46ch] text-[17px] leading-relaxed text-muted">
              Make a guide for your website that answers visitors’ questions from your own documents, and
              shows the place where each answer is written.
            </p>
            <div className="flex flex-wrap items-center gap-3">
              <Link
                href={signUp === 'closed' ? '/sign-in' : SIGN_UP_PATH}
                className={buttonClass('primary', 'min-h-12 px-5 text-body')}
              >
                {signUp === 'closed' ? 'Sign in to your guides' : 'Create your guide'}
              </Link>
              {foreignPageUrl && (
                <a
                  href={foreignPageUrl}
                  target="_blank"
                  rel="noreferrer"
                  className={buttonClass('plain', 'min-h-12 text-body')}
                >
                  See it on another site
                  <ExternalLink size={16} aria-hidden className="text-muted" />
                  <span className="sr-only">(opens a new tab)</span>
                </a>
              )}
            </div>
            {signUp !== 'open' && <p className="text-small text-muted">{WHO_MAKES_ACCOUNTS[signUp]}</p>}
          </div>
          {guideBotId ? <GuideFrame botId={guideBotId} /> : <StaticExample />}
        </section>
        <Facts />
      </main>
      <footer className="mt-16 flex flex-wrap items-center justify-between gap-4 border-t border-line py-8 text-small text-muted">
        <Logo size="small" />
        <p>A docent is the guide in a museum: knows the collection, and shows you where it is written.</p>
      </footer>
    </div>
  )
}
