import { attributeOf, childrenOf, readXml, type XmlElement } from './xml-tree.ts'

/** What one part of an Office file says of another. */
export interface Relationship {
  /** `slide`, `notesSlide`, `chart`: the end of its type. */
  kind: string
  /** The name of the other part in the archive. */
  part: string
}

/** The parts of an Office file: their text, and which other parts each names by what id. (ECMA-376-2, 8.5.) */
export interface PackageParts {
  /** Undefined for a part that is not there. */
  read(part: string): XmlElement | undefined
  relationshipsOf(part: string): Map<string, Relationship>
}

export function packageParts(parts: ReadonlyMap<string, string>): PackageParts {
  const read = (part: string) => {
    const xml = parts.get(part)
    return xml === undefined ? undefined : readXml(xml)
  }
  return {
    read,
    relationshipsOf(part) {
      const slash = part.lastIndexOf('/') + 1
      const folder = part.slice(0, slash)
      const listed = read(`${folder}_rels/${part.slice(slash)}.rels`)
      const found = new Map<string, Relationship>()
      for (const one of listed ? childrenOf(listed, 'Relationship') : []) {
        const [id, type, target] = ['Id', 'Type', 'Target'].map(name => attributeOf(one, name))
        if (!id || !type || !target || attributeOf(one, 'TargetMode') === 'External') continue
        found.set(id, { kind: type.slice(type.lastIndexOf('/') + 1), part: pathFrom(folder, target) })
      }
      return found
    },
  }
}

/** A path inside an archive, from the folder of the part that names it. */
export function pathFrom(folder: string, target: string): string {
  const path: string[] = []
  for (const step of (target.startsWith('/') ? target : `${folder}${target}`).split('/')) {
    if (step === '..') path.pop()
    else if (step && step !== '.') path.push(step)
  }
  return path.join('/')
}
