import { CircleCheck } from 'lucide-react'

/** What a conversation looks like, where no guide is there to hold one. */
export function StaticExample() {
  return (
    <figure className="mx-auto w-full max-w-[424px]">
      <div className="overflow-hidden rounded-widget border border-line bg-card shadow-float">
        <div className="flex items-center gap-3 border-b border-line px-5 py-4">
          <span
            aria-hidden
            className="inline-flex size-9.5 items-center justify-center rounded-full bg-accent font-serif text-subtitle text-on-accent"
          >
            H
          </span>
          <div>
            <p className="font-serif text-subtitle leading-tight">Museum guide</p>
            <p className="text-tiny text-muted">Answers from our own documents</p>
          </div>
        </div>
        <div className="grid gap-4 px-5 pt-5 pb-8">
          <p>Welcome! Ask me about opening hours, tickets or the collection.</p>
          <p className="ms-auto w-fit max-w-[85%] rounded-card rounded-ee-[3px] bg-ink px-3.5 py-2 text-wall">
            What does a family ticket cost?
          </p>
          <p>
            A family ticket for two adults and up to three children costs €28. <Cited n={1} /> Children under
            six enter free. <Cited n={2} />
          </p>
          <p className="flex items-center gap-1.5 text-small text-ok">
            <CircleCheck size={16} aria-hidden />
            From 2 places in our documents
          </p>
          <ul className="flex flex-wrap gap-2 text-tiny text-muted">
            <li className="rounded-control border border-line px-2.5 py-1">
              <b className="text-accent">1</b> Prices · Tickets
            </li>
            <li className="rounded-control border border-line px-2.5 py-1">
              <b className="text-accent">2</b> Visitor rules · page 2
            </li>
          </ul>
        </div>
      </div>
      <figcaption className="mt-4 text-center text-small text-muted">
        An example: a museum’s guide.
      </figcaption>
    </figure>
  )
}

function Cited({ n }: { n: number }) {
  return (
    <span className="inline-flex size-[1.35em] -translate-y-px items-center justify-center rounded-mark bg-tint align-middle text-[0.72em] font-semibold text-accent">
      {n}
    </span>
  )
}
