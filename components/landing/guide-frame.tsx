/** The guide about Docent itself, working, at the size it has on any site. */
export function GuideFrame({ botId }: { botId: string }) {
  return (
    <figure className="mx-auto w-full max-w-[424px]">
      <div className="h-[600px] overflow-hidden rounded-widget border border-line bg-card shadow-float">
        <iframe src={`/embed/${botId}`} title="The guide to Docent: ask it something" className="size-full" />
      </div>
      <figcaption className="mt-4 text-center text-small text-muted">
        This one knows Docent’s own handbook. Ask it something.
      </figcaption>
    </figure>
  )
}
