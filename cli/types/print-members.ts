/** A member of an interface. */
export interface Member {
  readonly name: string
  /** Whether it is sure to be there. */
  readonly isSure: boolean
  /** Its type; told how deep the lines of an object in it stand. */
  readonly type: (indent: string) => string
  readonly doc?: string | undefined
}

/** Members in braces, a line each. */
export function printMembers(members: readonly Member[], indent: string): string {
  const deeper = `${indent}  `
  const lines = members.map(({ name, isSure, type, doc }) => {
    const comment = doc === undefined ? '' : `${deeper}/** ${printComment(doc)} */\n`
    return `${comment}${deeper}${printName(name)}${isSure ? '' : '?'}: ${type(deeper)}\n`
  })
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`
}

function printName(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name)
}

function printComment(text: string): string {
  return text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ').trim()
}
