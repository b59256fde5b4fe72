/** What is here already, or on its way, that a new file may be meant to be. */
export interface Twin {
  /** Null while it is on its way from this computer: there is nothing to replace yet. */
  documentId: string | null
  name: string
  sameName: boolean
  /** Null where it cannot be told. */
  sameContent: boolean | null
}

/** A file or a document as it is compared; `fileHash` is null where nobody took it. */
export interface Comparable {
  id: string | null
  /** As people know it, and as its file is called: that is what is compared. */
  name: string
  fileName: string
  fileHash: string | null
}

/** The nearest twin of a file, the newest of those equally near; null where it is new. */
export function twinOf(
  file: Pick<Comparable, 'fileName' | 'fileHash'>,
  present: readonly Comparable[],
): Twin | null {
  const twins = present.map((other): Twin => {
    const known = file.fileHash !== null && other.fileHash !== null
    return {
      documentId: other.id,
      name: other.name,
      sameName: other.fileName === file.fileName,
      sameContent: known ? other.fileHash === file.fileHash : null,
    }
  })
  return (
    twins.find(({ sameName, sameContent }) => sameName && sameContent) ??
    twins.find(({ sameName }) => sameName) ??
    twins.find(({ sameContent }) => sameContent) ??
    null
  )
}

/** `You already have this document, as Rules.pdf.` */
export function twinInWords({ documentId, name, sameName, sameContent }: Twin): string {
  const have = documentId === null ? 'You are adding' : 'You already have'
  if (!sameName) return `${have} this document, as “${name}”.`
  if (sameContent) return `${have} this document, with the same content.`
  return `${have} “${name}”${sameContent === false ? ', with other content' : ''}.`
}
