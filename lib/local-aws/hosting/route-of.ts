/** The route of a manifest that takes a path: the first that matches; `*` stands for everything that follows, slashes too. */
export function routeOf<Route extends { path: string }>(routes: Route[], path: string): Route | undefined {
  return routes.find(({ path: pattern }) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
  )
}
