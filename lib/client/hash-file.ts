/** The SHA-256 of a file, hexadecimal; null where the computer does not give it out any more. */
export async function hashFile(file: Blob): Promise<string | null> {
  try {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
    return Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join('')
  } catch (error) {
    // Moved or changed since it was chosen: sending it says so.
    if (error instanceof DOMException) return null
    throw error
  }
}
