import type { FieldType, Slot } from '../../shared/experience/index.ts'
import { printMembers } from './print-members.ts'

const TYPES: Readonly<Record<FieldType, string>> = {
  text: 'string',
  // Its markup
  richText: 'string',
  image: '{ src: string; alt: string; width?: number; height?: number }',
  link: '{ href: string; label: string }',
  number: 'number',
  boolean: 'boolean',
  list: 'readonly unknown[]',
  json: 'unknown',
}

/**
 * The fields that code gets of a slot. One is sure to be there where variants must have it, and the slot's default
 * has it too: code gets the default where no variant is chosen.
 */
export function printFields(slot: Slot, indent: string): string {
  const members = Object.entries(slot.fields).map(([name, { type, required, item, description }]) => ({
    name,
    isSure: required && Object.hasOwn(slot.default, name),
    type: (deeper: string) => (item ? `readonly ${printEntry(item, deeper)}[]` : TYPES[type]),
    doc: description,
  }))
  return printMembers(members, indent)
}

function printEntry(item: Readonly<Record<string, FieldType>>, indent: string): string {
  const members = Object.entries(item).map(([name, type]) => ({
    name,
    isSure: false,
    type: () => TYPES[type],
  }))
  return printMembers(members, indent)
}
