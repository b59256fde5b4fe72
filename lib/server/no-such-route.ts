import { nothingThere, publicRoute } from './route.ts'

const refuse = publicRoute(async () => {
  throw nothingThere()
})

/** What is no route of the API answers as the API does, whatever its path: else it were a page. */
export function noSuchRoute(request: Request): Promise<Response> {
  return refuse(request, { params: Promise.resolve({}) })
}
