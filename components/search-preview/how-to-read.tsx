/** What the numbers of a passage say. */
export function HowToRead() {
  return (
    <dl className="grid w-full gap-x-6 gap-y-4 text-small sm:grid-cols-2 lg:grid-cols-4">
      {EXPLANATIONS.map(([name, says]) => (
        <div key={name} className="grid content-start gap-0.5">
          <dt className="font-semibold">{name}</dt>
          <dd className="text-muted">{says}</dd>
        </div>
      ))}
    </dl>
  )
}

const EXPLANATIONS = [
  ['Words', 'How many of the question’s words a passage uses, and how rare they are.'],
  ['Meaning', 'How near it comes to the question, also in other words.'],
  ['Together', 'Both of them: this decides the order, from the best of a search, 100, to the weakest, 0.'],
  ['Read by the guide', 'The best passages, until there is no more room. No two that say the same.'],
]
