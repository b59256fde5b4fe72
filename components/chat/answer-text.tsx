// biome-ignore-all lint/suspicious/noArrayIndexKey: an answer only grows at its end
'use client'
import type { Source } from '#lib/core/chat/answer-event.ts'
import type { AnswerBlock, AnswerList } from '#lib/core/chat/answer-markup.ts'
import { AnswerInlines } from './answer-inlines.tsx'

interface AnswerTextProps {
  blocks: readonly AnswerBlock[]
  sources: readonly Source[]
  onCite: (n: number) => void
}

/** The safe markup of an answer, its numbers as buttons. */
export function AnswerText({ blocks, sources, onCite }: AnswerTextProps) {
  return (
    <div dir="auto" className="grid gap-3 text-answer">
      {blocks.map((block, at) => (
        <Block key={at} block={block} sources={sources} onCite={onCite} />
      ))}
    </div>
  )
}

interface BlockProps {
  block: AnswerBlock
  sources: readonly Source[]
  onCite: (n: number) => void
}

function Block({ block, ...rest }: BlockProps) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          <AnswerInlines pieces={block.children} {...rest} />
        </p>
      )
    case 'heading':
      return (
        <h3 className="font-semibold">
          <AnswerInlines pieces={block.children} {...rest} />
        </h3>
      )
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre tabIndex={0} className="overflow-x-auto rounded-control bg-shade p-3 font-mono text-small">
          {block.text}
        </pre>
      )
    case 'list':
      return <List list={block} {...rest} />
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, a section would be a landmark
        <div role="group" aria-label="Table" tabIndex={0} className="overflow-x-auto">
          <table className="w-full border-collapse text-body [overflow-wrap:normal] tabular-nums">
            <thead>
              <tr>
                {block.header.map((cell, at) => (
                  <th
                    key={at}
                    scope="col"
                    className="border-b border-control py-1.5 pe-4 text-start font-semibold"
                  >
                    <AnswerInlines pieces={cell} {...rest} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, column) => (
                    <td key={column} className="border-b border-line py-1.5 pe-4 align-top">
                      <AnswerInlines pieces={cell} {...rest} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
  }
}

function List({ list, ...rest }: { list: AnswerList } & Omit<BlockProps, 'block'>) {
  const Tag = list.ordered ? 'ol' : 'ul'
  return (
    <Tag
      {...(list.ordered ? { start: list.start } : {})}
      className={`grid gap-1.5 ps-6 marker:text-muted ${list.ordered ? 'list-decimal' : 'list-disc'}`}
    >
      {list.items.map((item, at) => (
        <li key={at}>
          <AnswerInlines pieces={item.children} {...rest} />
          {item.lists.map((nested, at) => (
            <List key={at} list={nested} {...rest} />
          ))}
        </li>
      ))}
    </Tag>
  )
}
