import { Check, CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatNames } from '#lib/core/documents/formats.ts'

/** Three things that are so, each with something to see. */
export function Facts() {
  return (
    <section
      aria-label="How it works"
      className="grid gap-10 border-t border-line pt-12 pb-4 lg:mt-10 lg:grid-cols-3 lg:gap-8"
    >
      <Fact title="Each answer shows its place" picture={<Passage />}>
        A number leads to the very sentence in your document. When the documents do not say, your guide says
        so.
      </Fact>
      <Fact title="You see documents become ready" picture={<Reading />}>
        {formatNames('and')}. Page by page, and when one cannot be read, why, and what to do.
      </Fact>
      <Fact title="One line puts it on your site" picture={<Line />}>
        On the sites you name and nowhere else. You try it first, then publish when you are happy.
      </Fact>
    </section>
  )
}

function Fact({ title, picture, children }: { title: string; picture: ReactNode; children: ReactNode }) {
  return (
    <article className="grid content-start gap-5">
      <div aria-hidden className="card flex h-44 flex-col justify-center overflow-hidden p-5">
        {picture}
      </div>
      <div className="grid gap-1.5">
        <h2 className="subtitle">{title}</h2>
        <p className="text-muted">{children}</p>
      </div>
    </article>
  )
}

function Passage() {
  return (
    <div className="grid gap-2">
      <p className="flex items-center gap-2 text-small font-semibold">
        <span className="inline-flex size-5 items-center justify-center rounded-mark bg-tint text-[11px] text-accent">
          1
        </span>
        Visitor rules.pdf
        <span className="font-normal text-muted">Page 4</span>
      </p>
      <p className="font-serif text-answer">
        <mark>Assistance dogs are welcome in all galleries</mark> and on the ferry. Please keep them on a lead
        at all times.
      </p>
    </div>
  )
}

function Reading() {
  return (
    <div className="grid gap-4 text-small">
      <div className="grid gap-1.5">
        <p className="font-semibold">Collection guide.pdf</p>
        <p className="text-muted tabular-nums">Reading page 40 of 212</p>
        <span className="h-1.5 overflow-hidden rounded-full bg-line">
          <span className="block h-full w-1/5 rounded-full bg-accent" />
        </span>
      </div>
      <p className="flex items-center gap-2 border-t border-line pt-3">
        <CircleCheck size={18} className="text-ok" />
        <span className="font-semibold">Prices.docx</span>
        <span className="ml-auto text-muted tabular-nums">42 passages</span>
      </p>
    </div>
  )
}

function Line() {
  return (
    <div className="grid gap-4">
      <p className="rounded-control bg-shade p-3.5 font-mono text-[12px] leading-relaxed break-all">
        {'<script src="…/docent.js" data-bot="bot_7h…" async></script>'}
      </p>
      <p className="flex items-center gap-1.5 text-small text-muted">
        <Check size={16} className="text-ok" />
        www.harbour-museum.example
      </p>
    </div>
  )
}
