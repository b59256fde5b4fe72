import { askBot } from '../chat/ask-bot.ts'

/** Asks one question and reads its answer, to be killed: with a ticket, in the environment of an app. */
const [ticket, question] = process.argv.slice(2)
const request = new Request('http://127.0.0.1/api/chat', {
  method: 'POST',
  headers: { authorization: `Bearer ${ticket}` },
  body: JSON.stringify({ question }),
})
const response = await askBot(request, { params: Promise.resolve({}) })
const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
for (let piece = await reader.read(); !piece.done; piece = await reader.read())
  process.stdout.write(piece.value)
