import { FoundPicture } from './found-picture.tsx'
import { HowToRead } from './how-to-read.tsx'

/** Before the first question: what will be here. */
export function SearchBeginning() {
  return (
    <section className="grid w-full justify-items-center gap-6 py-6">
      <FoundPicture />
      <p className="max-w-md text-center text-muted">
        The passages that are found appear here, best first, with the words of the question marked.
      </p>
      <HowToRead />
    </section>
  )
}
