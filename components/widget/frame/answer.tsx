/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: an answer only grows at its end
import type { ComponentChildren } from 'preact'
import type { AnswerInline, AnswerSpan } from '../../../lib/core/chat/answer-inline.ts'
import type { AnswerBlock, AnswerList } from '../../../lib/core/chat/answer-markup.ts'

/** Opens the source that a number in the answer stands for. */
export type OpenCitation = (citation: AnswerSpan & { n: number }) => void

export function Answer({ blocks, open }: { blocks: readonly AnswerBlock[]; open: OpenCitation }) {
  return (
    <div class="answer">
      {blocks.map((block, at) => (
        <Block key={at} block={block} open={open} />
      ))}
    </div>
  )
}

function Block({ block, open }: { block: AnswerBlock; open: OpenCitation }) {
  switch (block.type) {
    case 'paragraph':
      return <p>{inline(block.children, open)}</p>
    case 'heading':
      return (
        <p>
          <strong>{inline(block.children, open)}</strong>
        </p>
      )
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      )
    case 'list':
      return <List list={block} open={open} />
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, a section would be a landmark
        <div class="table" role="group" aria-label="Table" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {block.header.map((cell, at) => (
                  <th key={at} scope="col">
                    {inline(cell, open)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, column) => (
                    <td key={column}>{inline(cell, open)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
  }
}

function List({ list, open }: { list: AnswerList; open: OpenCitation }) {
  const items = list.items.map((item, at) => (
    <li key={at}>
      {inline(item.children, open)}
      {item.lists.map((nested, below) => (
        <List key={below} list={nested} open={open} />
      ))}
    </li>
  ))
  return list.ordered ? <ol start={list.start}>{items}</ol> : <ul>{items}</ul>
}

function inline(children: readonly AnswerInline[], open: OpenCitation): ComponentChildren {
  const draw = (child: AnswerInline, at: number): ComponentChildren => {
    if (child.type === 'citation')
      return (
        <button
          key={at}
          type="button"
          class="cite"
          aria-label={`Source ${child.n}`}
          onClick={() => open(child)}
        >
          {child.n}
        </button>
      )
    if (child.type === 'break') return <br key={at} />
    if ('children' in child) {
      const inner = child.children.map(draw)
      return child.type === 'strong' ? <strong key={at}>{inner}</strong> : <em key={at}>{inner}</em>
    }
    if (child.type === 'code') return <code key={at}>{child.text}</code>
    if (child.type === 'link')
      return (
        <a key={at} href={child.href} target="_blank" rel="noopener noreferrer nofollow">
          {child.text}
        </a>
      )
    return child.text
  }
  return children.map(draw)
}
