import { Fragment } from 'react'

/** How an owner who runs Docent on their own computer gives it a language model. */
export function WaysToConnect() {
  return (
    <>
      <p>Three ways to connect a language model. Stop Docent, then start it again with one of them:</p>
      <ol className="grid list-decimal gap-2 ps-5 marker:text-muted">
        <li>
          Amazon Bedrock, with the AWS profile of this computer: <Line>npm start -- --bedrock</Line>
        </li>
        <li>Ollama or LM Studio on this computer: start it, and Docent finds it by itself.</li>
        <li>
          Any other server that speaks the OpenAI protocol:{' '}
          <Line>LOCAL_MODEL_URL=http://127.0.0.1:8000/v1 npm start</Line>
        </li>
      </ol>
    </>
  )
}

/** Breaks where a reader would: between its words, and before a setting's value. */
function Line({ children }: { children: string }) {
  return (
    <code className="rounded-mark bg-shade box-decoration-clone px-1.5 py-0.5 font-mono text-small">
      {children.split(/(?<=[ =])/).map(piece => (
        <Fragment key={piece}>
          <span className="whitespace-nowrap">{piece}</span>
          <wbr />
        </Fragment>
      ))}
    </code>
  )
}
